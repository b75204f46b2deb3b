import { describe, expect, test } from "vitest";
import { parseTrace, TraceError } from "./trace.ts";

const azure = `TIMESTAMP,ContextTokens,GeneratedTokens\r
2023-11-30 23:59:59.9799600,4808,10\r
2023-12-01 00:00:01.0319600,3180,8\r
2024-03-01 00:00:00.0000000,5,7\r
`;
const mooncake = `{"timestamp": 0, "input_length": 6758, "output_length": 500, "hash_ids": [0, 1]}
{"timestamp": 3001, "input_length": 7322, "output_length": 490, "hash_ids": []}

`;
const slim = "timestamp_ms,input_tokens,output_tokens,blocks\n0,6758,500,14\n1500,7322,490,15";
const burstgpt = `Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type
5,ChatGPT,472,18,490,Conversation log
45.5,ChatGPT,1087,0,1087,Conversation log
118,GPT-4,417,276,693,Conversation log
`;

describe("formats", () => {
  test.each([
    ["azure", azure, [0, 1.052, 7_862_400.02004], [4808, 3180, 5], [10, 8, 7], 0],
    ["mooncake", mooncake, [0, 3.001], [6758, 7322], [500, 490], 0],
    ["mooncake-slim", slim, [0, 1.5], [6758, 7322], [500, 490], 0],
    ["burstgpt", burstgpt, [0, 113], [472, 417], [18, 276], 1],
  ] as const)("%s", (format, text, seconds, prompt, output, unanswered) => {
    const trace = parseTrace(text, "trace");
    expect(trace.format).toBe(format);
    expect(trace.unanswered).toBe(unanswered);
    expect([...trace.prompt]).toEqual([...prompt]);
    expect([...trace.output]).toEqual([...output]);
    expect(trace.seconds.length).toBe(seconds.length);
    // 30 November 23:59:59.98 to 1 March of a leap year: 91 days and 0.02 s, 91 · 86,400 = 7,862,400 s.
    seconds.forEach((value, i) => {
      expect(trace.seconds[i]).toBeCloseTo(value, 6);
    });
  });

  test("columns are found by name, and a byte order mark does not matter", () => {
    const trace = parseTrace("\uFEFFoutput_tokens,timestamp_ms,input_tokens\n1,0,2\n3,10,4\n", "t.csv");
    expect([...trace.prompt]).toEqual([2, 4]);
    expect([...trace.output]).toEqual([1, 3]);
  });
});

describe("faults are placed and carry a remedy", () => {
  test.each([
    ["empty", "", /^t:1:1 {2}the file is empty — name a trace/],
    ["unknown header", "a,b\n1,2\n", /^t:1:1 {2}header "a,b" is none that is known — columns must include TIMESTAMP/],
    [
      "bad time",
      azure.replace("2023-12-01 00", "2023-12-01x00"),
      /^t:3:1 {2}TIMESTAMP "2023-12-01x00.* is no time — write it as 2023/,
    ],
    [
      "bad count",
      slim.replace("7322", "73.5"),
      /^t:3:6 {2}input_tokens "73\.5" is no token count — it must be a whole/,
    ],
    ["missing count", slim.replace(",490", ","), /^t:3:11 {2}output_tokens "" is no token count/],
    ["short row", slim.replace(",490,15", ""), /^t:3:10 {2}2 fields of 4 — complete the row/],
    [
      "negative time",
      slim.replace("1500", "-1"),
      /^t:3:1 {2}timestamp_ms "-1" is no time — write it in milliseconds, ≥ 0/,
    ],
    ["time runs back", burstgpt.replace("118", "4"), /^t:4:1 {2}time 4 s comes after 45\.5 s — sort/],
    ["broken JSON", mooncake.replace('"hash_ids": []}', ""), /^t:2:1 {2}the line is no JSON object — write one/],
    [
      "JSON without a field",
      mooncake.replace('"input_length": 7322, ', ""),
      /^t:2:1 {2}input_length is undefined — it must/,
    ],
    ["a word for a number", mooncake.replace("7322", '"many"'), /^t:2:21 {2}input_length is "many" — it must/],
    ["one request", slim.split("\n").slice(0, 2).join("\n"), /1 answered requests — a trace needs at least 2$/],
  ])("%s", (_, text, message) => {
    expect(() => parseTrace(text, "t")).toThrow(TraceError);
    expect(() => parseTrace(text, "t")).toThrow(message);
  });
});

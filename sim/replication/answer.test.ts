import { expect, test } from "vitest";
import { answerAll } from "./answer.ts";
import type { Question } from "./question.ts";
import { replicationFamilies } from "./registry.ts";
import { readQuestions } from "./targets.ts";

const traceText = [
  "TIMESTAMP,ContextTokens,GeneratedTokens",
  "2023-11-16 18:17:03.0000000,100,10",
  "2023-11-16 18:17:04.0000000,300,30",
  "2023-11-16 18:17:07.0000000,200,20",
  "",
].join("\n");
const families = replicationFamilies((names) =>
  names.includes("azure_llm_2023_code.csv") ? { name: "code.csv", text: traceText } : null,
);

function question(change: Partial<Question>): Question {
  return { id: "q", family: "MM1K", params: { K: 2, rho: 0.5 }, metric: "mean_number", how: "simulate", ...change };
}

function reason(change: Partial<Question>): string {
  const { answered, unanswered } = answerAll([question(change)], families, 1);
  expect(answered.size).toBe(0);
  return unanswered[0].reason;
}

test("values, tolerances and sources in the file do not move an answer", () => {
  const targets = [
    {
      id: "a",
      family: "MMc",
      params: { c: 2, rho: 0.5 },
      metric: "mean_wait",
      how: "simulate",
      value: 1,
      tol: { rel: 1 },
    },
    { id: "b", family: "MM1K", params: { K: 1, rho: 0.5 }, metric: "blocking", how: "simulate", value: 2, source: "x" },
    { id: "c", family: "MMc", params: { c: 2, rho: 0.5 }, metric: "prob_wait", how: "solve", value: null },
  ];
  const values = [null, 77, 1];
  const permuted = targets.map((target, i) => ({ ...target, value: values[i], tol: { abs: 0 }, source: "y" }));
  const first = answerAll(readQuestions(targets).questions, families, 5).answered;
  const second = answerAll(readQuestions(permuted).questions, families, 5).answered;
  expect([...first]).toEqual([...second]);
  expect([...first.keys()].sort()).toEqual(["a", "b", "c"]);
});

test("what else is asked, and in which order, does not move an answer", () => {
  const one = question({ id: "one" });
  const others = [question({ id: "loss", metric: "blocking" }), question({ id: "other", params: { K: 1, rho: 0.5 } })];
  const alone = answerAll([one], families, 9).answered.get("one");
  const among = answerAll([...others, one], families, 9).answered.get("one");
  expect(among).toEqual(alone);
});

test("a seed gives its answer again, another seed another one", () => {
  const value = (seed: number) => answerAll([question({})], families, seed).answered.get("q")?.value;
  expect(value(3)).toBe(value(3));
  expect(value(3)).not.toBe(value(4));
});

test("a simulated answer carries seed, length and error; an exact one does not", () => {
  const questions = [question({ id: "run" }), question({ id: "formula", how: "solve" })];
  const { answered } = answerAll(questions, families, 11);
  expect(answered.get("run")).toMatchObject({ how: "simulate", seed: 11 });
  expect(Object.keys(answered.get("run")!)).toEqual(["value", "how", "seed", "n", "se"]);
  expect(Object.keys(answered.get("formula")!)).toEqual(["value", "how"]);
});

test.each([
  [{ family: "NOPE" }, "unknown family NOPE"],
  [{ metric: "mean_weight" }, "no run of MM1K measures mean_weight"],
  [{ metric: "mean_weight", how: "solve" }, "no formula of MM1K gives mean_weight"],
  [{ params: { K: 2 } }, "rho"],
  [{ family: "MMc", params: { c: 2, rho: 1.2 } }, "no steady state"],
  [{ params: { K: 2, rho: 0.5, patience: 3 } }, "patience"],
  [{ family: "MG1", params: { service: "zipf", rho: 0.5 } }, 'unknown service law "zipf"'],
  [{ family: "MG1", params: { service: "lognormal", rho: 0.5 } }, "needs scv above 0"],
  [{ family: "MG1", params: { service: "erlang2", scv: 0.4, rho: 0.5 } }, "has scv 0.5, the parameters say 0.4"],
  [
    { family: "BATCH", params: { arrival: 0.5, per_item: 1, setup: 1, policy: "at most 8" }, metric: "mean_latency" },
    "policy",
  ],
  [
    { family: "BATCH", params: { arrival: 0.5, per_item: 1, setup: 1 }, metric: "inoue_upper_bound" },
    "no run of BATCH",
  ],
  [
    { family: "TRACE", params: { trace: "Azure conversation 2023-11-16" }, metric: "prompt_mean", how: "solve" },
    "--data",
  ],
  [
    { family: "TRACE", params: { trace: "Azure code 2023", rows: 4 }, metric: "prompt_mean", how: "solve" },
    "has 3 requests",
  ],
] satisfies [Partial<Question>, string][])("%j is listed with its reason", (change, text) => {
  expect(reason(change)).toContain(text);
});

test("moments of a trace come from the user's file", () => {
  const value = (metric: string) => {
    const asked = question({
      family: "TRACE",
      params: { trace: "Azure code 2023-11-16", rows: 3 },
      metric,
      how: "solve",
    });
    return answerAll([asked], families, 1).answered.get("q")?.value;
  };
  expect(value("prompt_median")).toBe(200);
  expect(value("output_p99")).toBeCloseTo(29.8, 12);
  expect(value("requests_per_second")).toBeCloseTo(0.75, 12);
  // Gaps of 1 and 3 s: variance 1 over mean² 4.
  expect(value("interarrival_scv")).toBeCloseTo(0.25, 9);
  expect(value("corr_prompt_output")).toBeCloseTo(1, 12);
});

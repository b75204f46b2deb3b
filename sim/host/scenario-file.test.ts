import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { scenarioText } from "../../test/support/scenario-text.ts";
import { frame, ScenarioError } from "../scenario/problem.ts";
import { loadScenarioFile, readText } from "./scenario-file.ts";

const folder = mkdtempSync(join(tmpdir(), "commonwatt-files-"));
const path = join(folder, "a.yaml");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const insertion = fc.tuple(fc.nat(scenarioText.length), fc.uint8Array({ minLength: 1, maxLength: 6 }));

test("a scenario with any bytes put into it is valid or refused in words", () => {
  const outcomes = { valid: 0, refused: 0 };
  const holds = fc.property(fc.array(insertion, { minLength: 1, maxLength: 3 }), (insertions) => {
    let bytes = Buffer.from(scenarioText);
    for (const [at, added] of insertions) bytes = Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at)]);
    writeFileSync(path, bytes);
    try {
      expect(loadScenarioFile(path).scenario.horizon).toBeGreaterThan(0);
      outcomes.valid++;
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      for (const problem of error.problems) expect(frame(problem)).toContain(path);
      outcomes.refused++;
    }
  });
  fc.assert(holds, { seed: 20, numRuns: 300 });
  expect(outcomes.valid + outcomes.refused).toBe(300);
  expect(outcomes.refused).toBeGreaterThan(100);
});

test.each([
  ["a file that is not there", "nowhere.yaml", "there is no such file"],
  ["a folder", ".", "it is a folder"],
  ["a file taken for a folder", "a.yaml/b.yaml", "there is no such file"],
  ["a name with a zero byte", "a\0.yaml", "its name holds a character that no file name has"],
  ["a name beyond all length", "a".repeat(5000), "its name is too long"],
])("%s is said, not thrown", (_, name, trouble) => {
  writeFileSync(path, scenarioText);
  expect(readText(join(folder, name))).toEqual({ trouble: expect.stringContaining(trouble) });
});

test("text that is not UTF-8 is said with its line, a file of megabytes with its size", () => {
  writeFileSync(path, Buffer.from([0x61, 0x0a, 0x0a, 0xff, 0xfe]));
  expect(readText(path)).toEqual({ trouble: "line 3 is not UTF-8 — save the file as UTF-8" });
  writeFileSync(path, Buffer.alloc(5_000_000, 0x20));
  expect(readText(path)).toEqual({ trouble: "it has 5 MB; a scenario takes a few kB" });
});

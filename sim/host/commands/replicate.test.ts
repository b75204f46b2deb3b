import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { UsageError } from "../complain.ts";
import { replicateCommand } from "./replicate.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "replicate-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command on these targets; what it printed, its exit code, and the answers when there are some. */
async function replicate(targets: string, more: object = {}) {
  const printed: string[] = [];
  const keep = (chunk: unknown) => printed.push(String(chunk)) > 0;
  const spies = [
    vi.spyOn(process.stdout, "write").mockImplementation(keep),
    vi.spyOn(process.stderr, "write").mockImplementation(keep),
  ];
  const paths = { targets: join(folder, "targets.json"), answers: join(folder, "answers.json") };
  writeFileSync(paths.targets, targets);
  const code = await replicateCommand({ ...paths, ...more }).finally(() => {
    for (const spy of spies) spy.mockRestore();
  });
  const answers = code === 0 ? JSON.parse(readFileSync(paths.answers, "utf8")) : null;
  return { code, answers, printed: printed.join("") };
}

const target = { id: "a", family: "MMc", params: { c: 1, rho: 0.5, mu: 1 }, metric: "mean_wait", how: "solve" };

test("answers are written, the rest is listed, values are scored after", async () => {
  const targets = [
    { ...target, value: 1, tol: { rel: 1e-6 } },
    { ...target, id: "b", value: 2, tol: { rel: 1e-6 } },
    { ...target, id: "c", family: "NOPE", value: null },
  ];
  const { code, answers, printed } = await replicate(JSON.stringify(targets));
  expect(code).toBe(0);
  expect(answers).toEqual({ a: { value: 1, how: "solve" }, b: { value: 1, how: "solve" } });
  expect(printed).toContain("unanswered c: unknown family NOPE");
  expect(printed).toContain("miss b: 1 for 2");
  expect(printed).toMatch(/MMc +2 +2 +0 +0 +1 of 2/);
});

test("quick and families narrow what is asked", async () => {
  const many = Array.from({ length: 5 }, (_, k) => ({ ...target, id: `q${k}` }));
  const targets = JSON.stringify([
    ...many,
    { ...target, id: "k", family: "MM1K", params: { K: 2, rho: 1 }, metric: "blocking" },
  ]);
  expect(Object.keys((await replicate(targets, { quick: true })).answers)).toEqual(["q0", "q1", "q2", "k"]);
  expect(Object.keys((await replicate(targets, { families: "MM1K" })).answers)).toEqual(["k"]);
});

test("as JSON it prints one object", async () => {
  const { printed } = await replicate(JSON.stringify([{ ...target, value: 1, tol: { rel: 1e-6 } }]), {
    json: true,
    seed: 4,
  });
  expect(JSON.parse(printed)).toMatchObject({
    ok: true,
    seed: 4,
    answered: 1,
    unanswered: [],
    verdicts: [{ isHit: true }],
  });
});

test.each([
  ["{", {}, "--targets"],
  ['[{"id":"a"}]', {}, "targets[0]"],
  [JSON.stringify([target, target]), {}, "occurs twice"],
  [JSON.stringify([target]), { families: "MM2" }, "--families MM2"],
  [JSON.stringify([target]), { answers: "/nowhere/at/all.json" }, "--answers /nowhere/at/all.json"],
])("%s %j is wrong use, and says why", async (targets, more, text) => {
  await expect(replicate(targets, more)).rejects.toThrow(UsageError);
  await expect(replicate(targets, more)).rejects.toThrow(text);
});

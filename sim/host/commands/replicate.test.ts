import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
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
  ['{"id":"a"}', {}, "a list of targets"],
  [JSON.stringify([target]), { families: "MM2" }, "--families MM2"],
  [JSON.stringify([target]), { answers: "/nowhere/at/all.json" }, "--answers /nowhere/at/all.json"],
])("%s %j is wrong use, and says why", async (targets, more, text) => {
  await expect(replicate(targets, more)).rejects.toThrow(UsageError);
  await expect(replicate(targets, more)).rejects.toThrow(text);
});

test("a target that cannot be read is listed with its reason, and the others are answered", async () => {
  const targets = [
    { ...target, id: "good" },
    { ...target, id: "good" },
    { ...target, id: "bad", metric: 7, how: "guess" },
    { id: "short" },
    "text",
    { ...target, id: "range", params: { c: 1, rho: "half", mu: 1 } },
  ];
  const { code, answers, printed } = await replicate(JSON.stringify(targets), { json: true });
  expect(code).toBe(0);
  expect(Object.keys(answers)).toEqual(["good"]);
  const { unanswered } = JSON.parse(printed) as { unanswered: { id: string; reason: string }[] };
  expect(unanswered.map(({ id, reason }) => `${id}: ${reason}`)).toEqual([
    "good: target 1: the id good occurs twice",
    'bad: target 2: "metric" is 7, expected text; "how" is "guess", expected one of solve, simulate',
    'short: target 3: "family" is missing; "params" is missing; "metric" is missing',
    '[4]: target 4: is "text", expected a group { … }',
    'range: parameters of MMc: "rho" is "half", expected a number',
  ]);
});

test("neither the file of targets nor a file of another kind is written over; answers are", async () => {
  const text = JSON.stringify([target]);
  const targets = join(folder, "targets.json");
  const link = join(folder, "link.json");
  symlinkSync(targets, link);
  for (const answers of [targets, link, join(folder, ".", "targets.json")]) {
    await expect(replicate(text, { answers })).rejects.toThrow(/is the file of targets itself — name another file/);
    expect(readFileSync(targets, "utf8")).toBe(text);
  }
  const notes = join(folder, "notes.json");
  for (const kept of ["[1, 2]", '{"a": 1}', "notes"]) {
    writeFileSync(notes, kept);
    await expect(replicate(text, { answers: notes })).rejects.toThrow(/holds no answers: it is left as it is/);
    expect(readFileSync(notes, "utf8")).toBe(kept);
  }
  expect((await replicate(text)).code).toBe(0);
  expect((await replicate(text)).code).toBe(0);
});

/** A measurement on disk: interrupted, killed, gone on with, damaged. In plain code, so that it needs no adapter. */
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { smallHeader, smallMaterial } from "../../../test/support/small-material.ts";
import type { Wanted } from "../../fidelity/measure/plan.ts";
import { openPlainRunner } from "../../fidelity/plain/plain-runner.ts";
import { showBar } from "./bar.ts";
import { type MeasurementEnd, measureRecords } from "./measuring.ts";
import { growRecords, loadRecords } from "./records-file.ts";

const wanted: Wanted = {
  executors: [0, 1],
  behaviours: [smallHeader.behaviours.indexOf("int4"), smallHeader.behaviours.indexOf("random-tokens")],
  validators: [0, 1],
  precision: 0.43,
  honestPrecision: 0.4,
  executionsMax: 2,
  samplesPerPrompt: 1,
  samplePrompts: 2,
};

let folder = "";
let straight = "";
const at = (name: string) => join(folder, name);

/** @param stopAfter  batches */
function measure(
  path: string,
  stopAfter = Number.POSITIVE_INFINITY,
  part: Partial<Wanted> = {},
): Promise<MeasurementEnd> {
  const stop = new AbortController();
  // It is told once before the first.
  let batches = -1;
  return measureRecords({
    path,
    header: smallHeader,
    material: smallMaterial,
    open: openPlainRunner,
    wanted: { ...wanted, ...part },
    signal: stop.signal,
    onProgress: () => {
      batches += 1;
      if (batches >= stopAfter) stop.abort();
    },
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "commonwatt-records-"));
  const end = await measure(at("straight.jsonl"));
  expect(end).toEqual({ executions: 8, samples: 4, isComplete: true });
  straight = readFileSync(at("straight.jsonl"), "utf8");
});
afterAll(() => rmSync(folder, { recursive: true }));

test("the file is read as cells, with its own checksum", () => {
  const { cells, sha256 } = loadRecords(at("straight.jsonl"));
  expect(cells.cells.length).toBe(2 * 2 * 2);
  expect(cells.provenance).toEqual({
    records: sha256,
    weights: "agreed",
    model: "small",
    adapter: "none (plain code)",
  });
});

test("interrupted after any batch and gone on with, the same bytes come out", async () => {
  for (const batches of [1, 3]) {
    const path = at(`stopped-${batches}.jsonl`);
    expect((await measure(path, batches)).isComplete).toBe(false);
    expect(readFileSync(path, "utf8")).not.toBe(straight);
    expect((await measure(path)).isComplete).toBe(true);
    expect(readFileSync(path, "utf8")).toBe(straight);
  }
});

test("a kill in the middle of a line loses that line alone", async () => {
  const path = at("killed.jsonl");
  await measure(path, 2);
  const whole = readFileSync(path, "utf8");
  writeFileSync(path, whole.slice(0, -30));
  const kept = growRecords(path, smallHeader);
  expect(kept.executions.length).toBe(whole.trimEnd().split("\n").length - 2);
  await measure(path);
  expect(readFileSync(path, "utf8")).toBe(straight);
});

test("what two processes kept of one case is read once", async () => {
  const path = at("twice.jsonl");
  await measure(path, 2);
  const whole = readFileSync(path, "utf8");
  writeFileSync(path, `${whole}${whole.trimEnd().split("\n").at(-1)}\n`);
  expect(growRecords(path, smallHeader).executions.length).toBe(whole.trimEnd().split("\n").length - 1);
  expect(readFileSync(path, "utf8")).toBe(whole);
});

test("measured for one validator and then for both, the same bytes come out", async () => {
  const path = at("one-validator.jsonl");
  await measure(path, Number.POSITIVE_INFINITY, { validators: [1] });
  expect(loadRecords(path).cells.cells.length).toBe(4);
  await measure(path);
  expect(readFileSync(path, "utf8")).toBe(straight);
});

test("a complete file is left as it is, without an execution", async () => {
  const path = at("complete.jsonl");
  writeFileSync(path, straight);
  expect(await measure(path)).toEqual({ executions: 8, samples: 4, isComplete: true });
  expect(readFileSync(path, "utf8")).toBe(straight);
});

test("a file of another model, or a damaged one, is not touched", async () => {
  const path = at("other.jsonl");
  const other = straight.replace('"model":"small"', '"model":"large"');
  writeFileSync(path, other);
  await expect(measure(path)).rejects.toThrow(
    "other.jsonl was measured otherwise (model differ) and cannot be gone on with",
  );
  expect(readFileSync(path, "utf8")).toBe(other);
  writeFileSync(path, straight);
  appendFileSync(path, "{}\n");
  await expect(measure(path)).rejects.toThrow(/other\.jsonl:\d+: .* — take the file from the repository again/);
});

test("a file that is not there is named, with the command that makes it", () =>
  expect(() => loadRecords(at("none.jsonl"))).toThrow(
    "records none.jsonl: there is no such file — measure them: commonwatt measure",
  ));

test("the bar shows share, count and time to go; without a terminal a line each tenth", () => {
  let clock = 0;
  const lines: string[] = [];
  const bar = showBar({ write: (text) => lines.push(text) }, () => clock);
  bar.show(0, 80, "f16, int8");
  clock += 7000; // the first batch compiles, and comes with four executions
  for (let done = 4; done <= 80; done += 4) {
    clock += 1000;
    bar.show(done, 80, "f16, int8");
  }
  bar.end();
  expect(lines[0]).toBe("0 %  0 of 80 executions  ? to go  f16, int8\n");
  expect(lines[1]).toBe("10 %  8 of 80 executions  18 s to go  f16, int8\n");
  expect(lines.at(-1)).toBe("100 %  80 of 80 executions  0 s to go  f16, int8\n");
  expect(lines.length).toBe(11);
});

test.each([
  ["file", () => rmSync(at("gone/lost.jsonl"))],
  ["folder", () => rmSync(at("gone"), { recursive: true })],
])("records whose %s is deleted under the measurement are not begun again without a header", (_, remove) => {
  const records = growRecords(at("gone/lost.jsonl"), smallHeader);
  records.append(whole().slice(0, 1), []);
  remove();
  expect(() => records.append(whole().slice(1, 2), [])).toThrow(
    `${at("gone/lost.jsonl")} was deleted, or its folder, while measurements were being written to it — give the same command again`,
  );
  expect(existsSync(at("gone/lost.jsonl"))).toBe(false);
});

/** Executions of the measurement that ran through. */
const whole = () => loadRecords(at("straight.jsonl")).records.executions;

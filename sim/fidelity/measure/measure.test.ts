/** Executions and validations in plain code: what each behaviour leaves in the scores, and the holes of each method. */
import { beforeAll, describe, expect, test } from "vitest";
import { smallHeader, smallMaterial } from "../../../test/support/small-material.ts";
import { type BehaviourId, behaviourIds } from "../../model/catalogue/behaviours.ts";
import type { Scores } from "../../model/ports.ts";
import { tokensMax } from "../cells/lengths.ts";
import { scoresAt } from "../cells/measured-cells.ts";
import type { ExecutionLine } from "../cells/records.ts";
import { executionLine } from "../cells/write-records.ts";
import { openPlainRunner } from "../plain/plain-runner.ts";
import { similarityLeast } from "../verdicts/similarity.ts";
import { contentAfter, promptOf, seedOf, stockText } from "./material.ts";
import { type Bench, measureExecutions, measureSamples } from "./measure.ts";
import { addExecution, contentOf, heldOf, lacking, type Wanted } from "./plan.ts";
import { createRunners } from "./runners.ts";

const bench: Bench = {
  material: smallMaterial,
  runners: createRunners(smallMaterial, openPlainRunner),
  header: smallHeader,
};
const [flash, half] = [0, 1];
const contents = [0, 1, 2];
const of = (id: BehaviourId) => smallHeader.behaviours.indexOf(id);
const measured = new Map<BehaviourId, readonly ExecutionLine[]>();

const executions = (behaviour: number, list: readonly number[], validators = [flash, half]) =>
  measureExecutions(bench, { kind: "executions", executor: flash, behaviour, contents: list }, validators);

function scores(id: BehaviourId, validator: number, tokens = tokensMax): Scores[] {
  return (measured.get(id) as ExecutionLine[]).map((line) =>
    scoresAt(line.pairs[validator]!, id, tokens, smallHeader.topCount),
  );
}
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const meanOf = (id: BehaviourId, pick: (score: Scores) => number, validator = flash) =>
  mean(scores(id, validator).map(pick));

beforeAll(async () => {
  for (const id of behaviourIds) measured.set(id, await executions(of(id), contents));
});

describe("honest work", () => {
  test("on the validator's own profile is the same to the bit", () => {
    for (const { distance, resampled, exponentMismatches, proofDistance } of scores("honest", flash)) {
      expect([distance, resampled, exponentMismatches, proofDistance]).toEqual([0, 0, 0, 0]);
    }
    for (const line of measured.get("honest")!) expect(line.pairs[flash]!.firstDifference).toBe(-1);
  });
  test("on another profile is near, and not the same", () => {
    expect(meanOf("honest", ({ distance }) => distance, half)).toBeGreaterThan(0);
    expect(Math.max(...scores("honest", half).map(({ distance }) => distance))).toBeLessThan(1 - similarityLeast);
    for (const line of measured.get("honest")!) expect(line.pairs[half]!.firstDifference).toBeGreaterThanOrEqual(0);
  });
});

describe("every behaviour", () => {
  test("cheaper formats are further off the coarser they are", () => {
    const distance = ({ distance: d }: Scores) => d;
    expect(meanOf("int4", distance)).toBeGreaterThan(meanOf("int8", distance));
    expect(meanOf("int4", distance)).toBeGreaterThan(meanOf("honest", distance, half));
    expect(meanOf("int8", distance)).toBeGreaterThan(0);
    for (const id of ["fp8-weights", "fp8-cache", "skipped-layers", "sliding-window", "truncated-prompt"] as const)
      expect(meanOf(id, distance)).toBeGreaterThan(meanOf("honest", distance, half));
  });
  test("other models and text from nowhere are further off than int8", () => {
    for (const id of ["smaller-model", "other-weights", "random-tokens", "replayed"] as const)
      expect(meanOf(id, ({ distance }) => distance)).toBeGreaterThan(meanOf("int8", ({ distance }) => distance));
  });
  test("random tokens come without activations: all exponents mismatch", () =>
    expect(meanOf("random-tokens", ({ exponentMismatches }) => exponentMismatches)).toBe(128));
});

describe("holes", () => {
  test("the distance and the activation hash are blind to text that the true model only scored", () => {
    for (const id of ["pre-filled", "arbitrary-text"] as const) {
      expect(meanOf(id, ({ distance }) => distance)).toBe(0);
      expect(meanOf(id, ({ exponentMismatches }) => exponentMismatches)).toBe(0);
      expect(meanOf(id, ({ surprise }) => surprise)).toBeGreaterThan(meanOf("honest", ({ surprise }) => surprise));
      expect(meanOf(id, ({ resampled }) => resampled)).toBeGreaterThan(0.1);
    }
  });
  test("a lower temperature has distance 0 and a lower surprise; the seed shows it", () => {
    expect(meanOf("temperature", ({ distance }) => distance)).toBe(0);
    expect(meanOf("temperature", ({ surprise }) => surprise)).toBeLessThan(
      meanOf("honest", ({ surprise }) => surprise),
    );
    expect(meanOf("temperature", ({ resampled }) => resampled)).toBeGreaterThan(0.05);
  });
  test("an answer cut short has distance 0; only the end piece is out of place", () => {
    expect(meanOf("early-stop", ({ distance }) => distance)).toBe(0);
    expect(meanOf("early-stop", ({ resampled }) => resampled)).toBeCloseTo(1 / 26, 3);
    expect(scores("early-stop", flash, 4)[0].resampled).toBeCloseTo(1 / 2, 3);
  });
  test("the compute proof sees weights, not what is done to text", () => {
    const proof = ({ proofDistance }: Scores) => proofDistance;
    for (const id of [
      "pre-filled",
      "arbitrary-text",
      "random-tokens",
      "replayed",
      "early-stop",
      "temperature",
      "truncated-prompt",
    ] as const)
      expect(meanOf(id, proof)).toBe(0);
    for (const id of ["int8", "int4", "smaller-model", "other-weights", "skipped-layers"] as const)
      expect(meanOf(id, proof)).toBeGreaterThan(0);
  });
  test("below three tokens nothing is far enough for the reference limit", () => {
    for (const id of behaviourIds)
      for (const { distance } of scores(id, half, 3)) expect(distance).toBeLessThan(1 - similarityLeast);
  });
});

describe("determinism", () => {
  const text = (lines: readonly ExecutionLine[]) => lines.map((line) => executionLine(smallHeader, line));

  test("the same case gives the same bytes, in whatever batch and whatever came before", async () => {
    for (const id of ["honest", "int4", "pre-filled", "replayed", "temperature"] as const) {
      const whole = text(measured.get(id) as ExecutionLine[]);
      expect(text(await executions(of(id), contents))).toEqual(whole);
      expect(text(await executions(of(id), [2]))).toEqual([whole[2]]);
      expect(text(await executions(of(id), [1, 2, 0]))).toEqual([whole[1], whole[2], whole[0]]);
    }
  });
  test("validators may be asked one by one", async () => {
    const [first] = await executions(of("int4"), [0], [flash]);
    const [second] = await executions(of("int4"), [0], [half]);
    const both = measured.get("int4")![0];
    expect([first.pairs[flash], second.pairs[half]]).toEqual([both.pairs[flash], both.pairs[half]]);
    expect(first.pairs[half]).toBeUndefined();
  });
  test("contents name prompts and seeds", () => {
    expect(promptOf(smallMaterial, 9)).toBe(smallMaterial.prompts[2]);
    expect(new Set([0, 1, 2, 7].map(seedOf)).size).toBe(4);
    expect(seedOf(5)).toBe(seedOf(5));
    expect([contentAfter(4), contentAfter(0xffff_ffff)]).toEqual([5, 0]);
    const stock = stockText(smallMaterial, 0, 12);
    expect([...stock.slice(0, 8)]).toEqual([...smallMaterial.prompts[1].slice(1)]);
  });
});

describe("answers for the two-sample test", () => {
  const answers = async (id: BehaviourId, prompt: number) =>
    (
      await measureSamples(bench, {
        kind: "samples",
        executor: flash,
        behaviour: of(id),
        prompts: [prompt],
        answers: 3,
      })
    )[0].answers;
  test("differ by seed, and are as long as asked", async () => {
    const found = await answers("honest", 1);
    expect(found.map(({ length }) => length)).toEqual([6, 6, 6]);
    expect(new Set(found.map(String)).size).toBe(3);
    expect((await answers("honest", 1)).map(String)).toEqual(found.map(String));
  });
  test("of an answer cut short end with the end piece", async () => {
    for (const answer of await answers("early-stop", 0)) {
      expect(answer.length).toBe(3);
      expect(answer.at(-1)).toBe(smallMaterial.endPiece);
    }
  });
  test("no two behaviours share a seed", async () => {
    const [a, b] = [await answers("honest", 1), await answers("early-stop", 1)];
    expect(a.some((answer) => String(answer.slice(0, 2)) === String(b[0].slice(0, 2)))).toBe(false);
  });
});

describe("the plan", () => {
  const wanted: Wanted = {
    executors: [flash, half],
    behaviours: [of("honest"), of("int4")],
    validators: [flash],
    precision: 0.45,
    honestPrecision: 0.35,
    executionsMax: 4,
    samplesPerPrompt: 1,
    samplePrompts: 2,
  };
  const line = (executor: number, behaviour: number, k: number): ExecutionLine => {
    const { pairs } = (measured.get(behaviour === of("honest") ? "honest" : "int4") as ExecutionLine[])[0];
    return { executor, behaviour, content: contentOf(smallHeader, executor, k), pairs: [pairs[flash], undefined] };
  };
  test("executors take contents of their own, behaviours of one executor the same", () => {
    const found = lacking(heldOf(smallHeader, [], []), wanted, 2);
    expect(found.filter(({ kind }) => kind === "executions")).toEqual([
      { kind: "executions", executor: flash, behaviour: of("honest"), contents: [0, 2] },
      { kind: "executions", executor: flash, behaviour: of("int4"), contents: [0, 2] },
      { kind: "executions", executor: half, behaviour: of("honest"), contents: [1, 3] },
      { kind: "executions", executor: half, behaviour: of("int4"), contents: [1, 3] },
    ]);
    expect(
      found
        .filter(({ kind }) => kind === "samples")
        .map((one) => "prompts" in one && [one.behaviour, one.prompts, one.answers]),
    ).toEqual([
      [of("honest"), [0], 2],
      [of("honest"), [1], 2],
      [of("int4"), [0, 1], 1],
    ]);
  });
  test("goes on until the interval is narrow enough: 0 of 2 is ± 0.42, 0 of 4 is ± 0.30", () => {
    const held = heldOf(smallHeader, [line(flash, of("honest"), 0), line(flash, of("honest"), 1)], []);
    const rest = () =>
      lacking(held, { ...wanted, executors: [flash], behaviours: [of("honest")], samplesPerPrompt: 0 }, 2);
    expect(rest()).toEqual([{ kind: "executions", executor: flash, behaviour: of("honest"), contents: [4, 6] }]);
    addExecution(held, line(flash, of("honest"), 2));
    expect(rest()).toEqual([{ kind: "executions", executor: flash, behaviour: of("honest"), contents: [6] }]);
    addExecution(held, line(flash, of("honest"), 3));
    expect(rest()).toEqual([]);
  });
  test("by the rule that is asked for: where it rejects half, four executions leave ± 0.43", () => {
    const lines = [0, 1, 2, 3].map((k) => line(flash, of("int4"), k));
    const left = (rejects: () => boolean) =>
      lacking(
        heldOf(smallHeader, lines, []),
        {
          ...wanted,
          executors: [flash],
          behaviours: [of("int4")],
          executionsMax: 6,
          precision: 0.35,
          samplesPerPrompt: 0,
          rejects,
        },
        2,
      );
    let asked = 0;
    expect(left(() => asked++ % 2 === 0)).toMatchObject([{ contents: [8, 10] }]);
    expect(left(() => false)).toEqual([]);
  });
  test("a content that another validator lacks is asked for again", () => {
    const held = heldOf(smallHeader, [line(flash, of("int4"), 0)], []);
    const [first] = lacking(
      held,
      { ...wanted, executors: [flash], behaviours: [of("int4")], validators: [flash, half] },
      2,
    );
    expect(first).toMatchObject({ contents: [0, 2] });
  });
});

/**
 * What acting together pays those who do, played out against the same world in which the same operators act alone; and what keeps a cartel
 * together. Nobody looks whether to stay while a gain is taken, so that it is that of acting together and not of a choice.
 */
import { describe, expect, test } from "vitest";
import { bySize, found } from "../../../sim/model/processes/coalitions.ts";
import type { World } from "../../../sim/model/world.ts";
import { withPart } from "../../support/small-world.ts";
import { emissionOf, fluid, runEpochs, type StrategicWorld, strategicWorld } from "../../support/strategic-world.ts";

type Changes = Readonly<Record<string, unknown>>;

const recipe = { distances: { honest: 0.004, "smaller-model": 0.2 }, executions: 40, prompts: 20 } as const;
const workload = { segments: 12, workloads: { "azure-conversation": 1 } };
const rate = (requests: number) => ({ demand: { rate: `${requests} request/s`, ...workload } });
const few = (operators: number) =>
  withPart("network", {
    operators,
    accountsPerOperator: 1,
    classes: { "gaming-pc": 1 },
    models: { "llama-3.1-8b-int4": 1 },
  });

function worldOf(kind: object, changes: Changes, every: number): StrategicWorld {
  const economy = { coalitions: { kinds: [kind], every: `${every} epoch` } };
  const menu = [{ strategy: "honest", name: "plain" }];
  return strategicWorld({ menu, changes: { ...changes, economy }, recipe });
}

/** The largest operators, together from the beginning. */
function together(world: World, members: number): void {
  found(world.coalitions as NonNullable<World["coalitions"]>, 0, 0, bySize(world).slice(0, members));
}

/** Pay of the largest operators over so many epochs when they act together, over theirs when they do not, less 1. */
function gainTogether(kind: object, members: number, epochs: number, changes: Changes): number {
  const [apart, joined] = [false, true].map((isJoined) => {
    const world = worldOf(kind, changes, epochs + 1);
    const who = bySize(world).slice(0, members);
    if (isJoined) together(world, members);
    let sum = 0;
    for (let epoch = 1; epoch <= epochs; epoch++) {
      runEpochs(world, epoch);
      for (const one of who) sum += world.strategies.conducts.columns.pay[one] as number;
    }
    return sum;
  }) as [number, number];
  return (joined - apart) / Math.abs(apart);
}

describe("a cartel's members", () => {
  const cartel = { kind: "cartel", cut: 0.3, punishment: 30 };
  const market = (price: object) => ({ ...fluid, ...few(4), ...rate(16), ...emissionOf(0), price });
  const scarce = market({ rule: "utilization-band", initial: 300, rounding: "none" });

  test("gain together where price answers scarcity", () => {
    expect(gainTogether(cartel, 4, 13, scarce)).toBeGreaterThan(0.1);
  });

  test("lose together at a flat price: they sell less and get no more for it", () => {
    expect(gainTogether(cartel, 3, 13, market({ rule: "flat", price: 300 }))).toBeLessThan(-0.05);
  });

  test("deviate where nothing follows, and stay where all would go their own ways for a month", () => {
    const deserted = [0, 30].map((punishment) => {
      const world = worldOf({ ...cartel, punishment }, scarce, 3);
      together(world, 4);
      runEpochs(world, 13);
      return world.coalitions?.deserted[0];
    });
    expect(deserted[0]).toBeGreaterThan(0);
    expect(deserted[1]).toBe(0);
  });
});

describe("a ring's members", () => {
  const ring = { kind: "ring", behaviour: "smaller-model", membersMost: 3 };
  const judged = {
    ...rate(40),
    windows: { perEpoch: 1, length: "20 s", warmup: "10 s", firstWarmup: "40 s" },
    reward: { rule: "proportional-to-weight", individualCap: 1, forfeits: "shared" },
    price: { rule: "flat", price: 300 },
  };
  const checks = (fraction: number) => ({ verification: { rule: "uniform-sample", fraction } });

  test("gain where they check each other, and nothing follows from what others find", () => {
    const lax = { ...judged, ...few(3), ...emissionOf(0), ...checks(0.05), standing: { rule: "always-active" } };
    expect(gainTogether(ring, 2, 4, lax)).toBeGreaterThan(0.1);
  });

  test("lose where others check most of their work and a conviction costs the epoch", () => {
    const standing = { rule: "downtime-and-sequential-test" };
    const strict = { ...judged, ...few(15), ...emissionOf(1000), ...checks(0.5), standing };
    expect(gainTogether(ring, 2, 4, strict)).toBeLessThan(-0.1);
  });
});

describe("a cabal's members", () => {
  const cabal = { kind: "cabal", membersMost: 8 };
  const reported = (rule: string) => ({
    ...fluid,
    ...few(15),
    stake: { total: 1e6, spread: "even", liquidPerAccount: 1000 },
    reward: { rule },
  });

  test("gain with more than half of the stake", () => {
    expect(gainTogether(cabal, 8, 12, reported("clipped-consensus"))).toBeGreaterThan(0.1);
  });

  test("lose with an eighth of it, as the consensus cuts their reports", () => {
    expect(gainTogether(cabal, 2, 12, reported("clipped-consensus"))).toBeLessThan(-0.05);
  });

  test("gain nothing where rewards do not go by reports", () => {
    expect(gainTogether(cabal, 8, 12, reported("proportional-to-work"))).toBe(0);
  });
});

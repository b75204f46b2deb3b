/** What a place in the network costs is in the forecasts of those who would ask for one, spread over the time to the next look. */
import { describe, expect, test } from "vitest";
import { createForesight } from "../../../sim/model/foresight.ts";
import { dialsFor } from "../../../sim/model/processes/strategies.ts";
import { withPart } from "../../support/small-world.ts";
import {
  emissionOf,
  fluid,
  largest,
  runEpochs,
  type StrategicWorld,
  strategicWorld,
} from "../../support/strategic-world.ts";

/** Names that the splitter goes under; it has machines for all of them. */
const names = 4;
const menu = [{ strategy: "identity-splitter", accounts: names }];
/** Ten days of epochs of two hours. */
const epochsToNextLook = 120;

interface Door {
  /** Of a place. [GNK] */
  readonly price: number;
  readonly places?: number;
  readonly immunity?: number;
  readonly liquidPerAccount?: number;
  readonly reward?: string;
}

interface Look {
  readonly rule: string;
  readonly review: string;
}

function worldWith(
  { reward = "equal-per-account", liquidPerAccount = 500, ...door }: Door,
  look: Look,
): StrategicWorld {
  const { price, places = 256, immunity = 1 } = door;
  const admission = { rule: "registration-burn", places, immunity, initial: price, least: price, most: price };
  // All begin with a single name, so that honest work never takes another.
  const network = withPart("network", { accountsPerOperator: 1 });
  const changes = {
    ...fluid,
    ...network,
    ...emissionOf(1000),
    reward: { rule: reward },
    admission,
    stake: { liquidPerAccount },
  };
  return strategicWorld({ menu, changes, section: { review: look.review, revision: { rule: look.rule } } });
}

/** What the largest operator foresees of splitting over honest work, after an epoch. [GNK/epoch] */
function foreseen(door: Door): number {
  const world = worldWith(door, { rule: "best-response", review: "10 day" });
  expect(world.strategies.settings.reviewEpochs).toBe(epochsToNextLook);
  let gain = Number.NaN;
  const { output } = world;
  const epochEnded = (at: StrategicWorld) => {
    const foresight = createForesight(at, at.strategies);
    const operator = largest(at);
    const [honest, split] = [0, 1].map((option) => {
      const dials = dialsFor(at, at.strategies, { operator, option, standing: foresight.standing });
      return foresight.payoffs([{ operator, dials, option, covered: 0 }])[0];
    }) as [number, number];
    gain = (split - honest) / 1e9;
    output.epochEnded(at);
  };
  Object.assign(world, { output: { ...output, epochEnded } });
  runEpochs(world, 1);
  return gain;
}

describe("a splitter's forecast", () => {
  test("takes what its new names pay off, over the epochs to the next look", () => {
    const free = foreseen({ price: 0 });
    expect(free).toBeGreaterThan(100);
    for (const price of [1, 100]) {
      const paid = ((names - 1) * price) / epochsToNextLook;
      expect(foreseen({ price })).toBeCloseTo(free - paid, 6);
    }
  });

  test("has names without a place where they cannot pay, or where no place is to be had", () => {
    // Pay of one account is capped there, so that who is in with four of them gains.
    const reward = "proportional-to-weight";
    const first = worldWith({ price: 100 }, { rule: "best-response", review: "10 day" });
    runEpochs(first, 1);
    const inPlay = first.accounts.columns.isAdmitted.subarray(0, first.accounts.count).reduce((sum, is) => sum + is, 0);
    const inside = foreseen({ price: 100, reward });
    expect(inside).toBeGreaterThan(10);
    const outside = foreseen({ price: 100, reward, liquidPerAccount: 99 });
    expect(outside).toBeLessThan(-100);
    // All places are taken by accounts that cannot be put out yet.
    expect(foreseen({ price: 100, reward, places: inPlay })).toBeCloseTo(outside, 6);
    // The weakest makes room, and its part of the pay is shared by the others.
    expect(foreseen({ price: 100, reward, places: inPlay, immunity: 0 })).toBeGreaterThan(inside);
  });
});

test("operators split where places are cheap, and not where they cost more than names bring before the next look", () => {
  const split = (price: number) => {
    const world = worldWith({ price, liquidPerAccount: 1e6 }, { rule: "best-response", review: "2 day" });
    runEpochs(world, 30);
    const { option } = world.strategies.conducts.columns;
    return option.subarray(0, world.operators.count).filter((one) => one === 1).length;
  };
  expect(split(1)).toBeGreaterThan(8);
  expect(split(1e5)).toBe(0);
});

/** What a choice costs is taken off a forecast as it is taken off the pay: fees and rewards are nought here, so that costs are all there is. */
import { expect, test } from "vitest";
import { createForesight } from "../../../sim/model/foresight.ts";
import { dialsFor } from "../../../sim/model/processes/strategies.ts";
import {
  emissionOf,
  fluid,
  largest,
  runEpochs,
  type StrategicWorld,
  strategicWorld,
  takeUp,
} from "../../support/strategic-world.ts";

const rent = { factor: 5, usdPerCardHour: 2 };
const evaluationUsd = 3;
const menu = [
  { strategy: "proof-renter", ...rent },
  { strategy: "capacity-withholder", share: 0.5 },
  { strategy: "weight-copier", evaluationUsd },
  { strategy: "fake-nodes" },
];
const changes = { ...fluid, ...emissionOf(0), price: { rule: "flat", price: 1e-6 } };
const usd = (world: StrategicWorld, amount: number) => (amount * (world.network.columns.tokenPrice[0] as number)) / 1e9;

interface Epoch {
  readonly world: StrategicWorld;
  readonly operator: number;
  /** [USD] */
  readonly pay: number;
  /** Of the option over honest work, asked at the end of the epoch. [USD] */
  readonly foreseen: number;
}

/** The first epoch of an operator that takes the strategy up or not, and what it then thinks of it. */
function epochOf(strategy: string, isTaken: boolean, more: object): Epoch {
  const option = 1 + menu.findIndex((one) => one.strategy === strategy);
  const world = strategicWorld({ menu, changes: { ...changes, ...more }, section: { revision: { rule: "fixed" } } });
  const operator = largest(world);
  takeUp(world, [operator], isTaken ? option : 0);
  let foreseen = Number.NaN;
  const { output } = world;
  const epochEnded = (at: StrategicWorld) => {
    const foresight = createForesight(at, at.strategies);
    const [honest, other] = [0, option].map((k) => {
      const dials = dialsFor(at, at.strategies, { operator, option: k, standing: foresight.standing });
      return foresight.payoffs([{ operator, dials, option: k, covered: 0 }])[0];
    }) as [number, number];
    foreseen = usd(at, other - honest);
    output.epochEnded(at);
  };
  Object.assign(world, { output: { ...output, epochEnded } });
  runEpochs(world, 1);
  return { world, operator, pay: usd(world, world.strategies.conducts.columns.pay[operator]), foreseen };
}

/** What the strategy brought over honest work, and what either of them thought that it would. [USD] */
function difference(strategy: string, more: object = {}) {
  const [honest, other] = [false, true].map((isTaken) => epochOf(strategy, isTaken, more)) as [Epoch, Epoch];
  return { honest, seen: other.pay - honest.pay, foreseen: [honest.foreseen, other.foreseen] as const };
}

test("the rent of what is shown at the proof", () => {
  const { honest, seen, foreseen } = difference("proof-renter");
  const { operator: owner, cards } = honest.world.nodes.columns;
  const own = cards.reduce((sum, count, host) => sum + (owner[host] === honest.operator ? count : 0), 0);
  const hours = honest.world.strategies.settings.proofHours;
  expect(hours).toBeGreaterThan(0);
  const bill = (rent.factor - 1) * own * rent.usdPerCardHour * hours;
  for (const value of [seen, ...foreseen]) expect(value).toBeCloseTo(-bill, 6);
});

test("the power of what is switched off", () => {
  const { honest, seen, foreseen } = difference("capacity-withholder");
  // Nothing is earned, so that the pay of honest work is its bill.
  const bill = -honest.pay;
  expect(seen).toBeGreaterThan(0.2 * bill);
  expect(seen).toBeLessThan(0.8 * bill);
  // A forecast takes the load of the machines themselves, the bill that of their market.
  for (const value of foreseen) expect(Math.abs(value / seen - 1)).toBeLessThan(0.05);
});

test("what is not spent on evaluations", () => {
  const { seen, foreseen } = difference("weight-copier");
  for (const value of [seen, ...foreseen]) expect(value).toBeCloseTo(evaluationUsd, 6);
});

test("a claim without machines costs nothing", () => {
  const { seen, foreseen } = difference("fake-nodes");
  for (const value of [seen, ...foreseen]) expect(value).toBeCloseTo(0, 9);
});

test("stake is held whatever is done, and drops out of differences", () => {
  const staked = { stake: { total: 1e6, spread: "even", liquidPerAccount: 1000 } };
  const [without, behind] = [{}, staked].map((more) => difference("proof-renter", more).foreseen[0]);
  expect(behind).toBeCloseTo(without, 9);
});

/** The files of scenarios/pricing: sellers who learn, in shorter runs and with faster learning than they stand there. */
import { expect, test } from "vitest";
import { loadScenarioFile } from "../../sim/host/scenario-file.ts";
import { run } from "../../sim/run.ts";
import { keepingSink } from "../support/small-world.ts";

const short = ["horizon=160 epoch", "warmup=0 epoch", "epochLength=15 min", "asks.rate=0.5"];
const epochsSeen = 40;

/** Mean price of the last epochs. [base unit/token] */
function priceIn(file: string, sets: readonly string[] = []): number {
  const sink = keepingSink();
  const { scenario } = loadScenarioFile(`scenarios/pricing/${file}.yaml`, [...short, ...sets]);
  run({ scenario, replication: 0 }, sink);
  const prices = sink.column("epochs", "price").map(Number).slice(-epochsSeen);
  return prices.reduce((sum, price) => sum + price, 0) / prices.length;
}

test("who learns from its own price alone keeps it above cost; who learns from all competes", () => {
  const learning = priceIn("learning-sellers");
  const competing = priceIn("competing-sellers");
  // Cost is 10 and a step of the grid 10 more: competition ends at one of the two.
  expect(competing).toBeLessThanOrEqual(20);
  expect(learning).toBeGreaterThan(1.5 * competing);
});

test("beside one who asks his cost learning brings nothing", () => {
  expect(priceIn("learning-sellers", ["asks.sellers=0.5"])).toBeCloseTo(10, 9);
});

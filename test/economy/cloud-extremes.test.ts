/** Clouds where nobody wants them, and clients who mind a price beyond all measure: every number stays one. */
import { expect, test } from "vitest";
import { build } from "../../sim/build.ts";
import type { Clients } from "../../sim/model/clients.ts";
import { noOutput, runTo, smallScenario, withPart } from "../support/small-world.ts";

const five = {
  "llama-3.1-8b-int4": 1,
  "llama-3.1-8b": 1,
  "qwen2.5-32b-int4": 10,
  "llama-3.1-70b-fp8": 0,
  "qwen3-235b-a22b-fp8": 10,
};

/** Five models served, quarters as epochs. */
function clientsAfter(
  quarters: number,
  { rate, demand, clouds }: { rate: string; demand: object; clouds: object },
): Clients {
  const scenario = smallScenario({
    seed: 293_398,
    windows: 0,
    horizon: "60 epoch",
    epochLength: "90 day",
    price: { rule: "base-fee" },
    ...withPart("network", { models: five }),
    ...withPart("demand", { rate, segments: 24, growth: "1000 %/year" }),
    economy: { demand, clouds: { ...clouds } },
  });
  const world = build({ scenario, replication: 0 }, noOutput);
  runTo(world, quarters * 90 * 86_400);
  return world.clients as Clients;
}

function finite({ clouds, held, work, factor }: Clients): boolean {
  const { price, cost, capacity } = clouds.firms.columns;
  return [price, cost, capacity, clouds.capacityIn, held, work, factor].every((column) =>
    column.every((value) => Number.isFinite(value)),
  );
}

test("a cloud that nobody wants may give up all it has, and still has a cost and a price", () => {
  const clients = clientsAfter(4, { rate: "0 request/s", demand: {}, clouds: { retired: "100 %" } });
  expect(finite(clients)).toBe(true);
  expect(Math.max(...clients.clouds.capacityIn)).toBeLessThan(1e-3);
  expect(Math.min(...clients.clouds.firms.columns.price)).toBeGreaterThan(0.1);
});

test("clients who mind a price fifty times over, between clouds that are nearly alike, leave dear ones and no number", () => {
  const clients = clientsAfter(30, {
    rate: "60 request/s",
    demand: {
      spending: "units",
      nesting: 0.05,
      kinds: { startup: { sensitivity: 50 }, lab: { sensitivity: 1 }, enterprise: { ceiling: "250 ms" } },
      start: "settled",
    },
    clouds: { use: "100 %", growthMost: "0 %/year", retired: "0 %", reviewEvery: "30 day" },
  });
  expect(finite(clients)).toBe(true);
  const { sold, wanted } = clients.clouds.firms.columns;
  expect(Math.max(...wanted)).toBeGreaterThan(0);
  sold.forEach((hours, firm) => {
    expect(hours).toBeLessThanOrEqual(wanted[firm]);
  });
});

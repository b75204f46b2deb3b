/** Cards that a scenario describes itself: what a run makes of them. */
import { describe, expect, test } from "vitest";
import { neededCells } from "../../sim/host/needed-cells.ts";
import { hardware } from "../../sim/model/catalogue/hardware.ts";
import { cardIds, hardwareIds } from "../../sim/model/catalogue/ids.ts";
import { catalogueWith } from "../../sim/model/catalogue/own-hardware.ts";
import { rowOf } from "../../sim/model/catalogue/rows.ts";
import type { World } from "../../sim/model/world.ts";
import { madeCells } from "../support/made-cells.ts";
import { runTo, smallScenario, smallWorld, withPart } from "../support/small-world.ts";

const published = rowOf(hardware, "rtx4090");
/** The published card's figures, written as a scenario writes them. */
const twin = {
  name: "A 4090 by another name",
  like: "rtx4090",
  bf16: `${published.bf16Tflops} TFLOP/s`,
  fp8: `${published.fp8Tflops} TFLOP/s`,
  int8: `${published.int8Tops} TFLOP/s`,
  memory: `${published.memoryGb} GB`,
  bandwidth: `${published.bandwidthGbs} GB/s`,
  link: `${published.linkGbs} GB/s`,
  power: `${published.powerW} W`,
  price: `${published.streetUsd} USD`,
  source: "the catalogue",
};
const own1 = cardIds.indexOf("own-1");
const day = 3 * 7200;

/** Twelve machines of one card, listed. */
function listed(card: string, own: object) {
  const hosts = ["first", "second", "third"].map((account) => ({
    account,
    jurisdiction: "DEU",
    model: "llama-3.1-8b-int4",
    machines: [{ hardware: card, cards: 1, count: 4 }],
  }));
  return withPart("network", { nodes: undefined, operators: undefined, classes: undefined, hosts, hardware: own });
}

function run(changes: object): World {
  const world = smallWorld({ ...changes });
  runTo(world, day);
  return world;
}

const columnsOf = ({ markets, accounts, nodes }: World) => ({
  markets: Object.entries(markets.columns).map(([name, column]) => [name, [...column.subarray(0, markets.count)]]),
  accounts: Object.entries(accounts.columns).map(([name, column]) => [name, [...column.subarray(0, accounts.count)]]),
  capacity: [...nodes.columns.capacity.subarray(0, nodes.count)],
});

describe("own cards in a run", () => {
  test("a card with a published card's figures serves and earns to the last bit as that one", () => {
    const real = run(listed("rtx4090", {}));
    const copy = run(listed("own-1", { "own-1": twin }));
    expect(copy.nodes.columns.hardware[0]).toBe(own1);
    expect(real.markets.columns.capacity[0]).toBeGreaterThan(0);
    expect(columnsOf(copy)).toEqual(columnsOf(real));
  });

  test("twice the card is twice the capacity, and its efficiencies are those it was given", () => {
    const efficiency = { mfu: 0.5, mbu: 0.4, unpacking: 1, layer: "0 µs", exchange: "0 µs" };
    const slow = { ...twin, efficiency };
    const fast = { ...twin, efficiency: { ...efficiency, mfu: 1, mbu: 0.8 } };
    const capacityOf = (card: object) => smallWorld(listed("own-1", { "own-1": card })).nodes.columns;
    const [a, b] = [capacityOf(slow), capacityOf(fast)];
    expect(b.stepBase[0]).toBeCloseTo(a.stepBase[0] / 2, 6);
    expect(b.prefillPerToken[0]).toBeCloseTo(a.prefillPerToken[0] / 2, 6);
    // Bookkeeping of a request is the host's, and is not halved.
    expect(b.capacity[0] / a.capacity[0]).toBeGreaterThan(1.7);
    expect(b.capacity[0] / a.capacity[0]).toBeLessThan(2);
  });

  test("classes of host draw it at its weight", () => {
    const classes = { classes: { "gaming-pc": 1 }, nodes: 400, operators: 50 };
    const card = { ...twin, classes: { "gaming-pc": 3 } };
    const { nodes } = smallWorld(withPart("network", { ...classes, hardware: { "own-1": card } }));
    const count = nodes.columns.hardware.subarray(0, nodes.count).filter((one) => one === own1).length;
    // Published weights of the class sum to 1, so 3 of 4; four standard errors of 400 draws are 0.087.
    expect(Math.abs(count / nodes.count - 0.75)).toBeLessThan(0.087);
  });

  test("its checks draw from the cells of the card that it is like", () => {
    const cells = madeCells({ distances: { honest: 0.004 }, executions: 4, prompts: 2 });
    const [even, odd] = ["rtx3060", "rtx3080"].map((like) =>
      neededCells(smallScenario(listed("own-1", { "own-1": { ...twin, like } })), cells),
    );
    expect([even?.profiles, odd?.profiles]).toEqual([[0], [1]]);
  });

  test("operators buy it at its price", () => {
    const card = { ...twin, price: "10 USD", classes: { "gaming-pc": 50 } };
    const world = smallWorld({
      ...withPart("network", { classes: { "gaming-pc": 1 }, hardware: { "own-1": card } }),
      economy: { operators: {} },
    });
    expect(world.finance?.newPrice.length).toBe(hardwareIds.length + 1);
    runTo(world, day);
    expect(world.finance?.newPrice[own1]).toBe(10);
  });
});

test("the published cards keep their index, and are like themselves", () => {
  const { models, like, mixes } = catalogueWith(
    smallScenario(listed("own-1", { "own-1": twin })).network.hardware ?? {},
  );
  expect(models.slice(0, -1)).toEqual(hardware);
  expect(models.at(-1)).toMatchObject({ id: "own-1", class: "consumer", vendor: "NVIDIA", memoryGb: 24 });
  expect(like).toEqual([...hardware.keys(), hardware.indexOf(published)]);
  expect(mixes.flat()).not.toContain(own1);
});

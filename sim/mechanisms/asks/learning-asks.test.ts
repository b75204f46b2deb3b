/** Rules by which sellers bid, in a market whose lowest ask sells everything and sets the price: when each pays, and when not. */
import { describe, expect, test } from "vitest";
import { epochView, node } from "../../../test/support/small-network.ts";
import { createRng } from "../../engine/rng.ts";
import { columnsOf, createMemory } from "../memory.ts";
import { createRule, findRule, ruleSchema } from "../registry.ts";

const cost = 10;
const sold = 1000;

interface Played {
  /** Lowest asks of the last epochs, on average. */
  readonly price: number;
  /** Profit of each seller in them, over what all could have had at a price of 160. */
  readonly profits: readonly number[];
}

function freshRule(choice: { rule: string }, sellers: number, nodes: number) {
  const parsed = ruleSchema("asks").parse(choice) as { rule: string };
  const counts = { account: sellers, node: nodes, market: 1, delegator: 1 };
  const memory = createMemory("asks", findRule("asks", choice.rule).memory ?? {}, counts);
  const stream = createRng("bidders").stream(choice.rule);
  return { rule: createRule("asks", parsed, columnsOf(memory)), stream };
}

/** @param capacity  of each seller, over what the market buys  @param start  asks of the first epoch  @param each  nodes of a seller */
function play(
  choice: { rule: string },
  epochs: number,
  { sellers = 2, capacity = 2, start = 100, each = 1 } = {},
): Played {
  const { rule, stream } = freshRule(choice, sellers, sellers * each);
  const asks = new Float64Array(sellers * each).fill(start);
  const profits = new Float64Array(sellers);
  const last = Math.floor(epochs / 4);
  let prices = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const { work, price } = cleared(asks, (capacity * sold) / each);
    const rows = Array.from(asks, (ask, i) =>
      node({ account: i % sellers, ask, work: work[i], fees: price * work[i], weight: (capacity * sold) / each }),
    );
    const see = { ...epochView(rows, [{ price, utilization: 1 / (capacity * sellers) }]), epoch };
    if (epoch >= epochs - last) {
      prices += price / last;
      for (let i = 0; i < work.length; i++)
        profits[i % sellers] += ((price - cost) * work[i]) / (last * sold * (160 - cost));
    }
    rule.ask(see, asks, (row, n) => stream.uniform(row, epoch * 4096 + n));
  }
  return { price: prices, profits: [...profits] };
}

/** The cheapest sell first, equals share; all are paid the ask of the last that is needed. */
function cleared(asks: Float64Array, capacity: number): { work: Float64Array; price: number } {
  const work = new Float64Array(asks.length);
  let left = sold;
  let price = 0;
  for (const level of [...new Set(asks)].sort((a, b) => a - b)) {
    const rows = [...asks.keys()].filter((i) => asks[i] === level);
    const each = Math.min(capacity, left / rows.length);
    if (!(left > 0)) break;
    price = level;
    for (const i of rows) work[i] = each;
    left -= each * rows.length;
  }
  return { work, price };
}

const q = { rule: "q-learning", lowest: 10, highest: 160, cost, rate: 0.1 };

test("Q-learning from the own price keeps two sellers far above their cost", () => {
  const { price, profits } = play(q, 3000);
  expect(price).toBeGreaterThan(60);
  expect(profits[0] + profits[1]).toBeGreaterThan(0.3);
});

test("… and brings them nothing when they learn what every price would have brought, or beside one who asks his cost", () => {
  expect(play({ ...q, learnsFrom: "all" } as typeof q, 1000).price).toBeLessThan(31);
  const { price, profits } = play({ ...q, sellers: 0.5 } as typeof q, 1000);
  expect(price).toBeCloseTo(cost, 9);
  expect(profits[0]).toBeCloseTo(0, 9);
});

test("EXP3 earns more by its draws than by asking cost, and falls to cost beside one who asks it", () => {
  const choice = { rule: "exp3", lowest: 10, highest: 160, cost };
  const { profits, price } = play(choice, 4000);
  expect(profits[0] + profits[1]).toBeGreaterThan(0.05);
  expect(price).toBeLessThan(100);
  expect(play({ ...choice, sellers: 0.5 } as typeof choice, 400).price).toBeCloseTo(cost, 9);
});

test("price matching holds the price that it finds, and any rival at cost takes it down", () => {
  const choice = { rule: "price-matching", cost };
  expect(play(choice, 50).price).toBeCloseTo(100, 9);
  expect(play({ ...choice, sellers: 0.5 } as typeof choice, 50).price).toBeCloseTo(cost, 9);
});

test("best replies go down to cost while one could serve all, and round and round when nobody can", () => {
  const choice = { rule: "best-reply", cost, ceiling: 160, step: 0.05 };
  const plenty = play(choice, 200);
  expect(plenty.price).toBeCloseTo(cost, 9);
  const scarce = play(choice, 400, { capacity: 0.7 });
  expect(scarce.price).toBeGreaterThan(60);
  expect(scarce.profits[0]).toBeGreaterThan(0.15);
});

describe.each([
  { rule: "q-learning", lowest: 10, highest: 160, cost, rate: 0.1 },
  { rule: "exp3", lowest: 10, highest: 160, cost },
])("owners learn, not machines ($rule)", (choice) => {
  test("two with three nodes each play as two with one, price for price", () => {
    const [single, several] = [1, 3].map((each) => play(choice, 300, { each })) as [Played, Played];
    expect(several.price).toBeCloseTo(single.price, 6);
    for (const [i, profit] of several.profits.entries()) expect(profit).toBeCloseTo(single.profits[i] as number, 9);
  });

  test("who comes later begins as the first did, and its second node asks what the first asks", () => {
    const { rule, stream } = freshRule(choice, 2, 3);
    const asks = new Float64Array(3).fill(100);
    for (let epoch = 0; epoch < 40; epoch++) {
      const there = epoch < 20 ? 1 : 3;
      const { work, price } = cleared(asks.subarray(0, there), sold);
      const rows = Array.from({ length: there }, (_, i) =>
        node({ account: Math.min(i, 1), ask: asks[i], work: work[i], fees: price * (work[i] ?? 0) }),
      );
      const see = { ...epochView(rows, [{ price, utilization: 1 }]), epoch };
      rule.ask(see, asks, (row, n) => stream.uniform(row, epoch * 4096 + n));
      for (const ask of asks.subarray(0, there)) expect(ask >= 10 && ask <= 160).toBe(true);
    }
    expect(asks[2]).toBe(asks[1]);
  });
});

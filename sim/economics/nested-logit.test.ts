import { describe, expect, test } from "vitest";
import {
  bestReply,
  jointMaximumPrices,
  type LogitMarket,
  nashPrices,
  nestedLogitProfits,
  nestedLogitShares,
  nestedLogitSurplus,
  settlePrices,
} from "./nested-logit.ts";

const plain = (n: number): LogitMarket => ({
  quality: new Float64Array(n).fill(2),
  cost: new Float64Array(n).fill(1),
  owner: Array.from({ length: n }, (_, i) => i),
  nest: new Uint8Array(n),
  similarity: [1],
  spread: 0.25,
  outside: 0,
});

/** Two firms over two nests, one of them in both; unequal in all that can differ. */
const nested: LogitMarket = {
  quality: [2, 2.3, 1.9, 2.6],
  cost: [1, 1.2, 0.8, 1.1],
  owner: [0, 1, 0, 2],
  nest: [0, 0, 1, 1],
  similarity: [0.6, 0.9],
  spread: 0.3,
  outside: 0.1,
};

function profitOf(market: LogitMarket, firm: number, prices: Float64Array): number {
  const out = new Float64Array(3);
  nestedLogitProfits(market, prices, out);
  return out[firm];
}

// Calvano, Calzolari, Denicolò, Pastorello (AER 2020), section 2 and table A: prices of the logit duopoly and its relatives.
test.each([
  [2, 1.472927, 1.924981],
  [3, 1.370163, 2.0],
  [4, 1.331461, 2.054411],
] as const)("%d equal sellers: published equilibrium and joint maximum", (n, nash, joint) => {
  expect(nashPrices(plain(n))[0]).toBeCloseTo(nash, 6);
  expect(jointMaximumPrices(plain(n))[n - 1]).toBeCloseTo(joint, 6);
});

test("no firm gains by another price of any of its goods", () => {
  const prices = nashPrices(nested);
  for (let i = 0; i < prices.length; i++) {
    const firm = nested.owner[i];
    const best = profitOf(nested, firm, prices);
    for (const step of [-0.1, -1e-3, 1e-3, 0.1]) {
      const other = prices.slice();
      other[i] += step;
      expect(profitOf(nested, firm, other)).toBeLessThan(best);
    }
  }
});

test("a merger of all raises every price and all profit together", () => {
  const all = (prices: Float64Array) => [0, 1, 2].reduce((sum, firm) => sum + profitOf(nested, firm, prices), 0);
  const [nash, joint] = [nashPrices(nested), jointMaximumPrices(nested)];
  joint.forEach((price, i) => {
    expect(price).toBeGreaterThan(nash[i]);
  });
  expect(all(joint)).toBeGreaterThan(all(nash));
  expect(nestedLogitSurplus(nested, joint)).toBeLessThan(nestedLogitSurplus(nested, nash));
});

test("a firm that must keep its price is answered, and does not answer", () => {
  const prices = Float64Array.from([5, 1.3, 5, 1.3]);
  settlePrices(nested, [0], prices);
  expect([prices[1], prices[3]]).toEqual([1.3, 1.3]);
  const again = prices.slice();
  bestReply(nested, 0, again);
  expect(again[0]).toBeCloseTo(prices[0], 12);
});

describe("demand", () => {
  const shares = (market: LogitMarket, prices: readonly number[]) => {
    const out = new Float64Array(prices.length);
    nestedLogitShares(market, prices, out);
    return out;
  };

  test("shares are what the surplus loses for a higher price (Roy's identity)", () => {
    const prices = [1.5, 1.6, 1.4, 1.7];
    const found = shares(nested, prices);
    prices.forEach((_, i) => {
      const at = (step: number) =>
        nestedLogitSurplus(
          nested,
          prices.map((p, k) => (k === i ? p + step : p)),
        );
      expect((at(-1e-5) - at(1e-5)) / 2e-5).toBeCloseTo(found[i], 8);
    });
  });

  test("a nest's goods take from each other before they take from others", () => {
    const near: LogitMarket = { ...nested, similarity: [0.2, 0.9] };
    const [low, high] = [shares(near, [1.5, 1.5, 1.5, 1.5]), shares(near, [1.6, 1.5, 1.5, 1.5])];
    const relative = (i: number) => high[i] / low[i];
    expect(relative(1)).toBeGreaterThan(relative(2));
    expect(relative(2)).toBeCloseTo(relative(3), 12);
  });

  test("prices far beyond any worth lose no digits", () => {
    const sharp: LogitMarket = { ...plain(2), spread: 1e-4 };
    expect([...shares(sharp, [1e3, 1e3])].every((share) => share === 0)).toBe(true);
    expect(shares(sharp, [-1e3, 1e3])[0]).toBe(1);
  });
});

test("who cannot be left has no best price, and is told so", () => {
  const captive: LogitMarket = { ...plain(2), outside: Number.NEGATIVE_INFINITY };
  expect(nashPrices(captive)[0]).toBeCloseTo(1.5, 9);
  expect(() => jointMaximumPrices(captive)).toThrow("clients cannot go elsewhere");
});

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { choiceShares, priceUtility, shareAmong, surplusOf, unitsAt } from "./client-choice.ts";
import { type LogitMarket, nestedLogitShares, nestedLogitSurplus } from "./nested-logit.ts";

const utilities = fc.array(fc.double({ min: -8, max: 8, noNaN: true }), { minLength: 2, maxLength: 7 });
const nesting = fc.double({ min: 0.1, max: 1, noNaN: true });

test("per unit it is the nested logit of the textbook, the network in a nest of its own", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.5, max: 6, noNaN: true }), { minLength: 2, maxLength: 6 }),
      nesting,
      (prices, λ) => {
        const [reference, sensitivity] = [3, 2];
        const quality = prices.map((_, j) => (j % 3) - 0.5);
        const market: LogitMarket = {
          quality: quality.map((ξ) => (ξ * reference) / sensitivity),
          cost: prices,
          owner: prices.map((_, j) => j),
          nest: prices.map((_, j) => (j === 0 ? 0 : 1)),
          similarity: [1, λ],
          spread: reference / sensitivity,
          outside: 0,
        };
        const utility = prices.map((p, j) => quality[j] + priceUtility(sensitivity, "units", Math.log(p / reference)));
        const [found, want] = [new Float64Array(prices.length), new Float64Array(prices.length)];
        const worth = choiceShares(utility, prices.length, λ, found);
        nestedLogitShares(market, prices, want);
        found.forEach((share, j) => {
          expect(share).toBeCloseTo(want[j], 12);
        });
        expect(reference * surplusOf(worth, sensitivity, "units")).toBeCloseTo(nestedLogitSurplus(market, prices), 10);
      },
    ),
  );
});

test("with a budget, what a dearer price takes from clients is what they bought (Roy's identity)", () => {
  const [λ, β] = [0.6, 1.7];
  const worthAt = (prices: readonly number[], out = new Float64Array(3)) =>
    choiceShares(
      prices.map((p, j) => 0.3 * j + priceUtility(β, "budget", Math.log(p))),
      3,
      λ,
      out,
    );
  const prices = [1.2, 0.8, 1.1];
  const shares = new Float64Array(3);
  worthAt(prices, shares);
  prices.forEach((price, j) => {
    const at = (step: number) => worthAt(prices.map((p, k) => (k === j ? p + step : p))) / β;
    // Indirect utility ln y + I/β: −∂/∂p over ∂/∂y is the quantity, y s/p.
    expect((at(-1e-5) - at(1e-5)) / 2e-5).toBeCloseTo(shares[j] * unitsAt("budget", price), 8);
  });
});

/** Far beyond what an exponential holds: cheap clouds against dear ones, and clients who mind much. */
const farUtilities = fc.array(fc.double({ min: -5000, max: 5000, noNaN: true }), { minLength: 2, maxLength: 7 });

test.each([
  ["near", utilities],
  ["far", farUtilities],
])("one cloud's share from what its rivals are is the share of the whole choice: %s", (_, some) => {
  fc.assert(
    fc.property(some, nesting, (utility, λ) => {
      const shares = new Float64Array(utility.length);
      choiceShares(utility, utility.length, λ, shares);
      const others = utility.slice(2);
      const best = Math.max(...others, Number.NEGATIVE_INFINITY);
      const rivals = others.reduce((sum, v) => sum + Math.exp((v - best) / λ), 0);
      const among = shareAmong(utility[1], λ, { best, rivals, others: 1 + Math.exp(utility[0]), network: utility[0] });
      expect(among).toBeCloseTo(shares[1], 10);
    }),
  );
});

test.each([
  ["nothing in reach", [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY], [0, 0], 0],
  ["the network alone", [0, Number.NEGATIVE_INFINITY], [0.5, 0], Math.log(2)],
  ["a cloud alone", [Number.NEGATIVE_INFINITY, 0], [0, 0.5], Math.log(2)],
  ["worth beyond all bounds", [Number.NEGATIVE_INFINITY, 2000], [0, 1], 2000],
] as const)("%s", (_, utility, shares, worth) => {
  const out = new Float64Array(2);
  expect(choiceShares(utility, 2, 0.5, out)).toBeCloseTo(worth, 12);
  expect([...out]).toEqual(shares);
});

import { expect, test } from "vitest";
import { normalOf } from "../engine/normal.ts";
import { createRng } from "../engine/rng.ts";
import { hopeOf, jumpStep, poissonOf, priceOnPath, tokenWorth } from "./token-value.ts";

test("a jump diffusion grows by its drift on average, whatever its jumps are", () => {
  const stream = createRng("token").stream("token");
  const law = { drift: 0.3, volatility: 0.4, jumps: 6, jumpMean: -0.1, jumpSpread: 0.2 };
  const runs = 40_000;
  let [sum, squares] = [0, 0];
  for (let n = 0; n < runs; n++) {
    const count = poissonOf(stream.uniform(1, n), law.jumps / 2);
    const grown = Math.exp(jumpStep(law, 0.5, normalOf(stream.uniform(0, n)), count, normalOf(stream.uniform(2, n))));
    sum += grown;
    squares += grown * grown;
  }
  const mean = sum / runs;
  const error = Math.sqrt((squares / runs - mean * mean) / runs);
  expect(Math.abs(mean - Math.exp(0.15))).toBeLessThan(4 * error);
  expect(error).toBeLessThan(0.01);
});

test("Poisson numbers have the mean and the variance that they should", () => {
  const numbers = Array.from({ length: 10_000 }, (_, i) => poissonOf((i + 0.5) / 10_000, 2.5));
  const mean = numbers.reduce((a, b) => a + b, 0) / numbers.length;
  const variance = numbers.reduce((a, b) => a + (b - mean) ** 2, 0) / numbers.length;
  expect(mean).toBeCloseTo(2.5, 2);
  expect(variance).toBeCloseTo(2.5, 1);
});

const law = { accrual: 1, discount: 0.25, hope: 0.5, hopeMost: 0.9, chasing: 0.2, overhang: 0.5 };

test.each([
  [
    "fees of 100 a year for ever at 25 % are worth 400; half of the price is hope: 800 over 80 tokens",
    100,
    80,
    0,
    0,
    10,
  ],
  ["no fees, no worth", 0, 80, 0, 0, 0],
  ["twice the tokens, half the price", 100, 160, 0, 0, 5],
  ["as much new supply as circulates lowers it by e^−½", 100, 80, 1, 0, 10 * Math.exp(-0.5)],
  ["a rise feeds hope", 100, 80, 0, 1, 400 / 80 / 0.3],
] as const)("%s", (_, fees, tokens, supply, trend, want) => {
  expect(tokenWorth(law, fees, tokens, supply, trend)).toBeCloseTo(want, 12);
});

test("hope has bounds", () => {
  expect([hopeOf(law, -10), hopeOf(law, 10)]).toEqual([0, 0.9]);
});

test.each([
  [0, 4],
  [1, 4],
  [2, 2],
  [3, 1],
  [9, 1],
])("at year %d the path is at %d", (year, want) => {
  expect(
    priceOnPath(
      [
        { year: 1, price: 4 },
        { year: 3, price: 1 },
      ],
      year,
    ),
  ).toBeCloseTo(want, 12);
});

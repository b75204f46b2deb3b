import { expect, test } from "vitest";
import { createRng } from "../engine/rng.ts";
import { normalAbove } from "./exact/normal.ts";
import { namedLaw } from "./law-name.ts";

const names = ["deterministic", "exponential", "erlang3", "uniform", "lognormal scv=2", "hyperexp2_balanced scv=4"];

test.each(names)("%s: draws have the mean and spread that the law states", (name) => {
  const law = namedLaw({ name, mean: 2.5 });
  const stream = createRng("laws").stream(name);
  const count = 200_000;
  let sum = 0;
  let squares = 0;
  for (let n = 0; n < count; n++) {
    const x = law.draw(stream, n);
    sum += x;
    squares += x * x;
  }
  const mean = sum / count;
  const meanError = (law.mean * Math.sqrt(law.scv)) / Math.sqrt(count);
  expect(Math.abs(mean - law.mean)).toBeLessThanOrEqual(4 * meanError + 1e-9);
  // The lognormal's fourth moment makes its sample variance the least certain: 5 % is four of its standard errors at
  // scv 2.
  expect(squares / count / mean / mean - 1).toBeCloseTo(law.scv, law.scv > 1 ? 0 : 1);
});

test.each(names.slice(1))("%s: partial moments start at nought, rise to the whole, and fit the density", (name) => {
  const law = namedLaw({ name, mean: 2.5 });
  const below = law.below!;
  const end = Math.min(law.longest, 1e5 * law.mean);
  const { above, first, second } = below(end);
  expect(above).toBeCloseTo(0, 12);
  expect(first / law.mean).toBeCloseTo(1, 9);
  expect(second / (law.mean * law.mean * (1 + law.scv))).toBeCloseTo(1, 6);
  const step = 1e-4;
  for (const x of [0.3, 1, 2.5, 4.9]) {
    const left = below(x - step);
    const right = below(x + step);
    const at = below(x).density;
    expect((left.above - right.above) / (2 * step)).toBeCloseTo(at, 6);
    expect((right.first - left.first) / (2 * step)).toBeCloseTo(x * at, 6);
    expect((right.second - left.second) / (2 * step)).toBeCloseTo(x * x * at, 5);
  }
});

// Abramowitz and Stegun, table 26.1 and 26.2: x, P(Z > x)
test.each([
  [0, 0.5],
  [1, 0.15865525393145707],
  [-1, 0.8413447460685429],
  [3.5, 2.3262907903552504e-4],
  [6, 9.865876450376946e-10],
])("the normal tail at %d", (x, tail) => {
  expect(normalAbove(x) / tail).toBeCloseTo(1, 11);
});

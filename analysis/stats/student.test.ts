import { expect, test } from "vitest";
import { studentDistribution, studentQuantile } from "./student.ts";

// Values of R 4's qt(p, df), which agree with the printed tables (NIST/SEMATECH e-Handbook, section 1.3.6.7.2) to
// their digits.
test.each([
  [0.975, 1, 12.7062047362],
  [0.975, 2, 4.3026527297],
  [0.975, 3, 3.1824463053],
  [0.975, 4, 2.7764451052],
  [0.975, 5, 2.5705818356],
  [0.975, 9, 2.2621571628],
  [0.975, 10, 2.228138852],
  [0.975, 30, 2.0422724563],
  [0.975, 100, 1.9839715185],
  [0.95, 9, 1.8331129327],
  [0.95, 20, 1.7247182429],
  [0.995, 4, 4.6040948713],
  [0.9, 1, 3.0776835372],
  [0.975, 1000, 1.9623390808],
])("t quantile at %f with %i degrees of freedom", (p, df, published) => {
  expect(studentQuantile(p, df)).toBeCloseTo(published, 8);
  expect(studentQuantile(1 - p, df)).toBeCloseTo(-published, 8);
});

test("the quantile inverts the distribution, also for broken degrees of freedom", () => {
  for (const df of [1, 2.5, 7.3, 40]) {
    for (const p of [0.01, 0.2, 0.5, 0.77, 0.999]) {
      expect(studentDistribution(studentQuantile(p, df), df)).toBeCloseTo(p, 12);
    }
  }
});

test("with one degree of freedom it is Cauchy's, in closed form", () => {
  for (const p of [0.6, 0.8, 0.99]) expect(studentQuantile(p, 1)).toBeCloseTo(Math.tan(Math.PI * (p - 0.5)), 8);
});

test.each([
  [0, 5],
  [1, 5],
  [0.5, 0],
  [Number.NaN, 3],
])("refuses p = %f, df = %f", (p, df) => {
  expect(() => studentQuantile(p, df)).toThrow(RangeError);
});

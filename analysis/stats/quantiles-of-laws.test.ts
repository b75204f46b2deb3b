import { expect, test } from "vitest";
import { betaQuantile, chiSquaredTail, fQuantile, normalDistribution, normalQuantile } from "./quantiles-of-laws.ts";

// R 4.3: pnorm, qnorm, pchisq(lower.tail = FALSE), qf, qbeta, to 9 digits.
test.each([
  ["pnorm(1.96)", normalDistribution(1.96), 0.975002105],
  ["qnorm(0.975)", normalQuantile(0.975), 1.959963985],
  ["qnorm(0.001)", normalQuantile(0.001), -3.090232306],
  ["1 − pchisq(3.841459, 1)", chiSquaredTail(3.841458821, 1), 0.05],
  ["1 − pchisq(10, 4)", chiSquaredTail(10, 4), 0.040427682],
  ["qf(0.95, 3, 10)", fQuantile(0.95, 3, 10), 3.708264819],
  ["qf(0.99, 1, 7)", fQuantile(0.99, 1, 7), 12.246383348],
  ["qbeta(0.025, 3, 8)", betaQuantile(0.025, 3, 8), 0.066739511],
  ["qbeta(0.5, 2, 2)", betaQuantile(0.5, 2, 2), 0.5],
])("%s", (_, got, want) => expect(Math.abs(got / want - 1)).toBeLessThan(1e-6));

test("a probability outside 0…1 is refused", () => {
  expect(() => normalQuantile(1)).toThrow(/inside 0…1/);
});

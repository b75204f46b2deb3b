import { expect, test } from "vitest";
import { betaQuantile, chiSquaredTail, fQuantile, normalDistribution, normalQuantile } from "./quantiles-of-laws.ts";
import { studentQuantile } from "./student.ts";

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

// SciPy 1.17: chi2.sf, f.ppf, beta.ppf, to 10 digits; broken and large shapes, and far tails.
test.each([
  ["χ² 30, 1", chiSquaredTail(30, 1), 4.320463058e-8],
  ["χ² 100, 1", chiSquaredTail(100, 1), 1.523970605e-23],
  ["χ² 400, 1", chiSquaredTail(400, 1), 5.507248237e-89],
  ["χ² 50, 4", chiSquaredTail(50, 4), 3.610865405e-10],
  ["χ² 3, 7", chiSquaredTail(3, 7), 0.8850022316],
  ["χ² 200, 30", chiSquaredTail(200, 30), 4.952733529e-27],
  ["F 0.975, 5, 2", fQuantile(0.975, 5, 2), 39.29822778],
  ["F 0.95, 1, 1", fQuantile(0.95, 1, 1), 161.4476388],
  ["F 0.99, 12, 60", fQuantile(0.99, 12, 60), 2.496115947],
  ["F 0.025, 4, 9", fQuantile(0.025, 4, 9), 0.1123004778],
  ["F 0.95, 100, 100", fQuantile(0.95, 100, 100), 1.391719552],
  ["F 0.5, 3.5, 8.2", fQuantile(0.5, 3.5, 8.2), 0.8891036958],
  ["F 0.001, 7, 3", fQuantile(0.001, 7, 3), 0.05327006322],
  ["β 0.975, 1, 20", betaQuantile(0.975, 1, 20), 0.168433471],
  ["β 0.025, 95, 6", betaQuantile(0.025, 95, 6), 0.8871650889],
  ["β 0.975, 0.5, 0.5", betaQuantile(0.975, 0.5, 0.5), 0.9984586669],
  ["β 0.5, 200, 300", betaQuantile(0.5, 200, 300), 0.3998665627],
  ["β 0.05, 2.5, 0.7", betaQuantile(0.05, 2.5, 0.7), 0.366072794],
  ["β 0.001, 3, 50", betaQuantile(0.001, 3, 50), 0.003729478457],
  ["t 0.975, 1.5", studentQuantile(0.975, 1.5), 6.016663104],
  ["t 0.9995, 7", studentQuantile(0.9995, 7), 5.407882521],
  ["t 0.975, 23.7", studentQuantile(0.975, 23.7), 2.065281963],
])("%s", (_, got, want) => expect(Math.abs(got / want - 1)).toBeLessThan(1e-7));

test("the tail of χ² has no step where its two ways meet", () => {
  for (const df of [1, 4, 30, 200]) {
    const below = chiSquaredTail(df + 2 - 1e-9, df);
    expect(Math.abs(chiSquaredTail(df + 2 + 1e-9, df) / below - 1)).toBeLessThan(1e-7);
  }
});

test("a probability outside 0…1 is refused", () => {
  expect(() => normalQuantile(1)).toThrow(/inside 0…1/);
});

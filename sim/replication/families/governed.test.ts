/** Families of markets, mining, staking, verification and votes: runs agree with formulas, at points of no file. */
import { describe, expect, test } from "vitest";
import { answer } from "../../../test/support/replicate.ts";

// family, point, metric: a run and a formula for the same thing
describe.each([
  ["SELFISH", { alpha: 0.35, gamma: 0.25 }, "relative_revenue"],
  ["POLYA", { initial_share: 0.3, initial_stake: 1, total_reward: 3, blocks: 40 }, "share_variance_constant_reward"],
  ["POLYA", { initial_share: 0.3, initial_stake: 1, total_reward: 3, blocks: 40 }, "share_variance_geometric_reward"],
  ["COMMITTEE", { nodes: 60, bad: 20, committee: 9, fails_if_bad_at_least: 5 }, "failure_prob"],
  ["SPOT", { saboteur_share: 0.3, check_rate: 0.2, tasks_each: 20, sabotage_rate: 0.1 }, "final_error_rate"],
  ["EIP1559", { demand_multiple: 3, d: 0.1 }, "fixed_point_basefee"],
  [
    "INSPECT",
    { reward: 2, honest_cost: 0.5, penalty: 1, detection: 0.8, audit_cost: 0.2, harm: 1 },
    "long_run_undetected_cheat_share",
  ],
] as const)("%s %j", (family, params, metric) => {
  test(`${metric} by run and by formula`, () => {
    const run = answer(family, params, metric, "simulate");
    const exact = answer(family, params, metric, "solve");
    if (run.how !== "simulate" || typeof exact.value !== "number") throw new Error("not a run and a number");
    expect(Math.abs(run.value - exact.value)).toBeLessThan(4 * run.se + 1e-9);
    expect(Math.abs(run.value - exact.value)).toBeLessThan(0.1 * Math.abs(exact.value));
  });
});

test("SELFISH: who keeps blocks back gains above (1 − γ) / (3 − 2γ) of the power, and loses below", () => {
  const gamma = 0.25;
  const threshold = (1 - gamma) / (3 - 2 * gamma);
  for (const how of ["simulate", "solve"] as const) {
    const gain = (alpha: number) =>
      (answer("SELFISH", { alpha, gamma }, "relative_revenue", how).value as number) - alpha;
    expect(gain(threshold + 0.05)).toBeGreaterThan(0.01);
    expect(gain(threshold - 0.05)).toBeLessThan(-0.01);
  }
});

test("an attacker with a tenth makes up two blocks by Rosenfeld's sum, not by Nakamoto's", () => {
  const point = { q: 0.1, z: 2 };
  const run = answer("CATCHUP", point, "exact_race_probability", "simulate");
  // 1 − Σ C(m + 1, m) (p² qᵐ − pᵐ q²), m = 0 … 2
  const exact = 1 - (0.8 + 2 * (0.81 * 0.1 - 0.9 * 0.01) + 3 * (0.81 * 0.01 - 0.81 * 0.01));
  expect(Math.abs((run.value as number) - exact)).toBeLessThan(0.003);
  expect(answer("CATCHUP", point, "nakamoto_probability", "solve").value).not.toBeCloseTo(exact, 3);
});

test("play under reward sharing ends with k pools", () => {
  for (const k of [3, 7]) {
    expect(answer("RSSEQ", { n: 40, k, a0: 0.2, R: 1 }, "pools_at_equilibrium", "simulate").value).toBe(k);
  }
});

test("answers may be vectors", () => {
  expect(answer("POWER", { weights: [2, 1, 1], quota: 3 }, "banzhaf_swings", "solve").value).toEqual([3, 1, 1]);
});

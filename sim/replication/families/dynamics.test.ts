/** Families of growth, entry, networks, adoption, technology, trade and games: runs agree with formulas, formulas with one another. */
import { describe, expect, test } from "vitest";
import { answer } from "../../../test/support/replicate.ts";

const number = (family: string, params: Readonly<Record<string, unknown>>, metric: string) => {
  const { value } = answer(family, params, metric, "solve");
  if (typeof value !== "number") throw new Error(`${metric} is no number`);
  return value;
};

// family, point, metric, and what a finite size may add to four standard errors
describe.each([
  ["GIBRAT", { sd_log_growth: 0.2, periods: 10, firms: 500 }, "sd_log_size", 0],
  ["GIBRAT", { sd_log_growth: 0.2, periods: 10, firms: 500 }, "gini", 0.002],
  ["GIBRAT", { sd_log_growth: 0.2, periods: 10, firms: 500 }, "firms_times_hhi", 0.01],
  ["SIMON", { entry_prob: 0.4, steps: 20_000 }, "share_of_firms_of_size_2", 0.001],
  ["SIMON", { entry_prob: 0.2, steps: 50_000 }, "tail_exponent_of_pmf", 0.05],
  ["KESTEN", { mean_log: -0.3, sd_log: 0.5, firms: 1000 }, "pareto_tail_exponent", 0.05],
  ["BA", { m: 2, nodes: 5000 }, "share_of_nodes_degree_3", 0.001],
  ["PERCOL", { mean_degree: 2, nodes: 5000 }, "giant_component_share", 0.001],
  ["PERCOL", { mean_degree: 4, random_removed: 0.4, nodes: 5000 }, "giant_component_share_of_original", 0.001],
  ["LOCKIN", { feedback_exponent: 1.5, adopters: 60, start: [1, 1] }, "mean_leader_share", 0],
  ["LOCKIN", { feedback_exponent: 1, adopters: 60, start: [2, 1] }, "prob_leader_above_80pct", 0],
  ["BASS", { p: 0.05, q: 0.3 }, "time_of_peak", 0.001],
  ["BASS", { p: 0.05, q: 0.3 }, "cumulative_share_at_peak", 1e-4],
  ["BIRTHDEATH", { entry_rate: 3, exit_rate: 0.2 }, "mean_number_of_firms", 0],
  ["BIRTHDEATH", { entry_rate: 3, exit_rate: 0.2 }, "variance_of_number", 0],
  ["BIRTHDEATH", { entry_rate: 3, exit_rate: 0.2 }, "share_older_than_4", 0],
  ["WRIGHT", { moore_rate: 0.15, production_growth: 0.2 }, "implied_wright_exponent", 0.002],
  ["FARMERLAFOND", { trailing: 3, horizon: 4, theta: 0.5, shock_sd: 2 }, "forecast_error_variance", 0],
  ["FARMERLAFOND", { trailing: 1, horizon: 2, theta: -0.4 }, "forecast_error_variance", 0],
  ["GRANULAR", { shares: [5, 3, 1, 1], firm_sd: 0.2 }, "aggregate_sd", 0],
  ["GRANULAR", { shares: "1/i^0.5, i=1..8", firm_sd: 0.1 }, "aggregate_sd", 0],
  ["CENSOR", { censoring_share: 0.6, slot_seconds: 12 }, "mean_extra_wait_seconds", 0],
  ["CENSOR", { censoring_share: 0.6 }, "prob_not_included_within_3_slots", 0],
  ["EVOL", { game: "hawk-dove", V: 3, C: 5 }, "stable_hawk_share", 1e-6],
  ["EVOL", { game: "hawk-dove", V: 5, C: 3 }, "stable_hawk_share", 1e-6],
  ["HLM", { load: 0.6, block_capacity: 3, block_rate: 2 }, "delay_cost_per_unit_time", 0],
  ["HLM", { load: 0.6, block_capacity: 3, block_rate: 2 }, "wait_lowest_priority", 0],
  ["HLM", { load: 0.6, block_capacity: 1, block_rate: 1 }, "mean_wait", 0],
] as const)("%s %j", (family, params, metric, finite) => {
  test(`${metric} by run and by formula`, () => {
    const run = answer(family, params, metric, "simulate");
    const exact = number(family, params, metric);
    if (run.how !== "simulate") throw new Error("not a run");
    expect(Math.abs(run.value - exact)).toBeLessThan(4 * run.se + finite + 1e-9);
    expect(run.se).toBeLessThan(0.06 * exact);
  });
});

test("what never happened in n trials is nought, give or take 1/n", () => {
  const point = { feedback_exponent: 0.5, adopters: 400, start: [1, 1] };
  const run = answer("LOCKIN", point, "prob_leader_above_90pct", "simulate");
  expect(run).toMatchObject({ value: 0, how: "simulate" });
  if (run.how !== "simulate") throw new Error("not a run");
  expect(run.se).toBeGreaterThan(0);
  expect(run.se).toBeLessThan(0.003);
});

test("an urn in proportion ends anywhere with the same chance", () => {
  // Of 999 adopters after one each, the leader has more than 90 % in 100 of 500 cases for each side.
  const point = { feedback_exponent: 1, adopters: 999, start: [1, 1] };
  expect(number("LOCKIN", point, "prob_leader_above_90pct")).toBeCloseTo(0.2, 9);
});

describe("entry of unlike firms", () => {
  const costs = { fixed: 1, entry: 4, death: 0.1, sigma: 3, pareto: 4, phi_min: 1, labour: 500 };
  test("expected profits pay for entry, by the sum over productivities", () => {
    const cutoff = number("MELITZ", costs, "productivity_cutoff");
    // π(φ) = f ((φ/φ*)^(σ − 1) − 1) over the density 4 φ⁻⁵, in even steps of the distribution function.
    let value = 0;
    const steps = 400_000;
    for (let i = 0; i < steps; i++) {
      const phi = ((i + 0.5) / steps) ** (-1 / 4);
      if (phi > cutoff) value += ((phi / cutoff) ** 2 - 1) / steps;
    }
    expect(value / 0.1).toBeCloseTo(4, 1);
    expect(number("MELITZ", costs, "survival_prob_at_entry")).toBeCloseTo(cutoff ** -4, 12);
  });
  test("dear entry lets everyone stay", () => {
    const dear = { ...costs, entry: 400 };
    expect(number("MELITZ", dear, "survival_prob_at_entry")).toBe(1);
    expect(number("MELITZ", dear, "productivity_cutoff")).toBe(1);
  });
  test("without a bound on profits there is no answer", () =>
    expect(() => number("MELITZ", { ...costs, pareto: 2 }, "mass_of_firms")).toThrow(/no bound/));
});

describe("trade", () => {
  const world = {
    shares_row_exporter: [
      [0.8, 0.1, 0.2],
      [0.15, 0.7, 0.1],
      [0.05, 0.2, 0.7],
    ],
    incomes: [0.4, 0.3, 0.3],
    trade_elasticity: 4,
  };
  const factors = (shock: string, of = world) =>
    answer("HATALG", { ...of, shock }, "real_income_change_factors", "solve").value as number[];
  test("so dear that it stops, trade is lost as the home share says", () => {
    // Balanced: each country's exports are its imports.
    const balanced = { ...world, incomes: [13 / 29, 9 / 29, 7 / 29] };
    const shares = [
      [0.8, 0.1, 0.2],
      [0.1, 0.8, 0.1],
      [0.1, 0.1, 0.7],
    ];
    const lost = [0.8, 0.8, 0.7].map((home_share) =>
      number("ACR", { home_share, trade_elasticity: 4 }, "welfare_loss_from_autarky"),
    );
    factors("all trade costs up 100000000%", { ...balanced, shares_row_exporter: shares }).forEach((factor, j) => {
      expect(factor).toBeCloseTo(1 - (lost[j] as number), 6);
    });
  });
  test("a pair that trades at greater cost loses, and a cheaper way gains", () => {
    const [first, second] = factors("bilateral cost between 1 and 2 up 40%");
    expect(first).toBeLessThan(1);
    expect(second).toBeLessThan(1);
    expect(factors("cost from 2 to 1 down 30%")[0]).toBeGreaterThan(1);
  });
  test("an unknown shock is listed with those known", () => {
    expect(() => factors("tariff of 1 up 50%")).toThrow(/expected one of: bilateral cost/);
    expect(() => factors("bilateral cost between 1 and 4 up 50%")).toThrow(/expected one of/);
  });
  test("shares that do not sum to 1 are refused", () => {
    const wrong = { ...world, shares_row_exporter: [[0.5, 0.1, 0.2], ...world.shares_row_exporter.slice(1)] };
    expect(() => factors("all trade costs up 10%", wrong)).toThrow(/sum to 1/);
  });
});

describe("a lost input", () => {
  const loss = (elasticity: number, input_cut = 0.2) =>
    number("CESCUT", { input_cost_share: 0.1, elasticity, input_cut }, "output_loss");
  test("the harder to replace, the more is lost, from all in step to a product of powers and beyond", () => {
    const losses = [0, 0.01, 0.3, 1, 2].map((elasticity) => loss(elasticity));
    expect(losses).toEqual([...losses].sort((a, b) => b - a));
    expect(losses[0]).toBe(0.2);
    expect(losses[3]).toBeCloseTo(1 - 0.8 ** 0.1, 12);
    expect(loss(1 - 1e-7)).toBeCloseTo(loss(1), 6);
    expect(loss(0.001)).toBeCloseTo(0.2, 2);
  });
  test("all of it gone stops everything that needs it", () => {
    expect(loss(0.5, 1)).toBe(1);
    expect(loss(2, 1)).toBeCloseTo(1 - 0.9 ** 2, 12);
  });
});

test("choice with errors goes from even odds to the mixed equilibrium", () => {
  const pennies = (lam: number) => {
    const point = { game: "asymmetric matching pennies", row_payoff: 4, lam };
    return answer("EVOL", point, "logit_qre_row_up_col_left", "solve").value as number[];
  };
  expect(pennies(0)).toEqual([0.5, 0.5]);
  const [up, left] = pennies(500) as [number, number];
  expect(up).toBeCloseTo(0.5, 2);
  expect(left).toBeCloseTo(0.2, 2);
});

test("blocks of one: the last waits 1/(1 − ρ)², and fees are what the formula for one gives", () => {
  const point = { load: 0.7, block_capacity: 1, block_rate: 1 };
  expect(number("HLM", point, "wait_lowest_priority")).toBeCloseTo(1 / 0.09, 9);
  let fees = 0;
  for (let i = 0; i < 20_000; i++) {
    const s = (i + 0.5) / 20_000;
    fees += (0.49 * s * (1 - s) * 2) / (1 - 0.7 * (1 - s)) ** 3 / 20_000;
  }
  expect(number("HLM", point, "fee_revenue_per_unit_time")).toBeCloseTo(fees, 6);
});

test("doubling every year is tenfold in 3.32 years", () => {
  expect(number("DOUBLING", { doubling_years: 1 }, "annual_growth_factor")).toBe(2);
  expect(number("DOUBLING", { doubling_years: 1 }, "years_to_10x")).toBeCloseTo(3.3219280949, 9);
});

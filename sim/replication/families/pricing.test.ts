/** Families of pricing at points of no file: against formulas of another kind, and readings that must be refused. */
import { describe, expect, test } from "vitest";
import { capacityPrice, salesPrice } from "../../economics/mixed-prices.ts";
import { answerAll } from "../answer.ts";
import type { How, Value } from "../question.ts";
import { replicationFamilies } from "../registry.ts";

const families = replicationFamilies(() => null);

function ask(family: string, params: Readonly<Record<string, unknown>>, metric: string, how: How = "solve") {
  const { answered, unanswered } = answerAll([{ id: "asked", family, params, metric, how }], families, 11);
  return answered.get("asked") ?? unanswered[0].reason;
}

function solved(family: string, params: Readonly<Record<string, unknown>>, metric: string): Value {
  const answer = ask(family, params, metric);
  if (typeof answer === "string") throw new Error(answer);
  return answer.value;
}

describe("LOGIT", () => {
  const point = { n: 3, a: [2, 2.2, 1.8], c: "1,0.9,0.7", mu: 0.4, a0: 0.1 };

  test("unequal firms put the same markup on at the joint maximum, and μ / (1 − s) at the equilibrium", () => {
    const cost = [1, 0.9, 0.7];
    const joint = solved("LOGIT", point, "joint_max_prices") as number[];
    const markups = joint.map((price, i) => price - cost[i]);
    expect(markups[1]).toBeCloseTo(markups[0], 10);
    const nash = solved("LOGIT", point, "nash_prices") as number[];
    const weights = nash.map((price, i) => Math.exp((point.a[i] - price) / 0.4));
    const whole = weights[0] + weights[1] + weights[2] + Math.exp(0.1 / 0.4);
    nash.forEach((price, i) => {
      expect(price - cost[i]).toBeCloseTo(0.4 / (1 - weights[i] / whole), 9);
    });
  });

  test("one number stands for all firms, and firms that differ get a number each", () => {
    const equal = { n: 4, a: 2, c: 1, mu: 0.25, a0: 0 };
    expect(solved("LOGIT", equal, "nash_prices")).toHaveLength(4);
    expect(typeof solved("LOGIT", equal, "best_reply_to_joint_max_price")).toBe("number");
    expect(solved("LOGIT", point, "best_reply_to_joint_max_price")).toHaveLength(3);
  });

  test.each([
    [{ n: 3, a: [1, 2], mu: 0.25 }, "2 values for 3 firms"],
    [{ n: 2, mu: -1 }, "mu"],
    [{ n: 2, c: "1;2" }, "numbers with commas"],
  ])("%j is refused with its reason", (params, reason) => {
    expect(ask("LOGIT", params, "nash_prices")).toContain(reason);
  });
});

test("GRID: the steps nearest the equilibrium gain nothing, and the joint maximum all", () => {
  const at = (params: object) => solved("GRID", { m: 5, xi: 0, ...params }, "symmetric_profit_gain");
  expect(at({ grid_index: 1 })).toBeCloseTo(0, 10);
  expect(at({ grid_index: 5 })).toBeCloseTo(1, 10);
  expect(ask("GRID", { m: 5, xi: 0, grid_index: 6 }, "symmetric_profit_gain")).toContain("no formula");
});

// family, point, metric: a run and a formula for the same thing
test.each([
  ["GREENPORTER", { prob_demand_collapse: 0.15, delta: 0.85 }, "long_run_share_of_periods_in_price_war"],
  ["AUCTION", { n: 4 }, "expected_revenue"],
  ["AUCTION", { n: 7, units: 2 }, "expected_price"],
])("%s %j: %s by run and by formula", (family, params, metric) => {
  const [run, exact] = [ask(family, params, metric, "simulate"), solved(family, params, metric)];
  if (typeof run === "string" || run.how !== "simulate") throw new Error("not a run");
  expect(Math.abs(run.value - (exact as number))).toBeLessThan(4 * run.se + 1e-9);
});

test("prices drawn by chance earn the same at every price of their support (EDGECAP, VARIAN)", () => {
  // Of three sellers half of the clients compare: p ((1 − s) / n + s (1 − F(p))^{n−1}) = (1 − s) / n for every p.
  for (const u of [0, 0.3, 0.9]) {
    const p = salesPrice(3, 0.5, u);
    expect(p * (0.5 / 3 + 0.5 * (1 - u) ** 2)).toBeCloseTo(0.5 / 3, 12);
    // A seller of capacity k is the cheaper one with probability 1 − F and sells k, else 1 − k.
    const q = capacityPrice(0.7, u);
    expect(q * (0.7 * (1 - u) + 0.3 * u)).toBeCloseTo(0.3, 12);
  }
});

test("COURNOT: a firm whose cost is above the price makes nothing, and the others do as if it were not there", () => {
  const point = { intercept: 10, slope: 2, costs: [1, 9, 2] };
  const without = { intercept: 10, slope: 2, costs: [1, 2] };
  expect(solved("COURNOT", point, "price")).toBe(solved("COURNOT", without, "price"));
  expect(solved("COURNOT", point, "quantities_sorted_by_cost")).toEqual([
    ...(solved("COURNOT", without, "quantities_sorted_by_cost") as number[]),
    0,
  ]);
});

describe("sellers that learn", () => {
  /** Learns in a tenth of the usual time; gains are lower and settle less often on one price. */
  const fast = { alpha: 0.25, beta: 2e-4, min_sessions: 6 };
  const run = (params: object, metric = "profit_gain", family = "CALVAN") => {
    const answer = ask(family, params as Readonly<Record<string, unknown>>, metric, "simulate");
    if (typeof answer === "string" || answer.how !== "simulate") throw new Error(String(answer));
    return answer;
  };

  test("CALVAN: those who value the future keep prices up, those who do not gain far less", () => {
    const patient = run(fast).value;
    expect(patient).toBeGreaterThan(0.5);
    expect(run({ ...fast, delta: 0 }).value).toBeLessThan(patient - 0.05);
  });

  test("CALVAN: the same seed gives the same answer, whatever is asked beside it", () => {
    const ids = ["long_run_price", "share_equilibrium_on_path"].map((metric) => ({
      id: metric,
      family: "CALVAN",
      params: fast,
      metric,
      how: "simulate" as const,
    }));
    const both = answerAll(ids, families, 11).answered;
    expect(both.get("long_run_price")?.value).toBe(run(fast, "long_run_price").value);
    expect(both.get("share_equilibrium_on_path")?.value).toBe(run(fast, "share_equilibrium_on_path").value);
  });

  test("CALVIR: a cut is answered by a cut, and prices come back", () => {
    const asked = [
      ["cut", 1, "mean_price_deviator"],
      ["before", 1, "mean_price_rival"],
      ["answer", 2, "mean_price_rival"],
      ["after", 20, "mean_price_rival"],
    ] as const;
    const questions = asked.map(([id, tau, metric]) => ({
      id,
      family: "CALVIR",
      params: { ...fast, tau, min_sessions: 4 },
      metric,
      how: "simulate" as const,
    }));
    const { answered } = answerAll(questions, families, 11);
    const price = (id: string) => answered.get(id)?.value as number;
    expect(price("cut")).toBeLessThan(price("before"));
    expect(price("answer")).toBeLessThan(price("before"));
    expect(price("after")).toBeGreaterThan(price("answer"));
  });

  test("KLEIN: those who look little ahead end in an equilibrium every time", () => {
    expect(run({ delta: 0.7, T: 100_000, min_sessions: 12 }, "share_nash", "KLEIN").value).toBeGreaterThan(0.8);
  });

  test("AFP: who learns from his own price ends far above who learns from all", () => {
    const median = (sync: number) => run({ n: 2, sync, min_sessions: 40 }, "price_median", "AFP").value;
    expect(median(0)).toBeGreaterThan(6);
    expect(median(1)).toBeCloseTo(0.01 + (21 * 9.99) / 99, 9);
  });

  test("a session that does not fit into memory is refused with its reason", () => {
    expect(ask("CALVAN", { n: 3, memory: 3 }, "profit_gain", "simulate")).toContain("do not fit into memory");
    expect(ask("CALVAN", { init: "fixed" }, "profit_gain", "simulate")).toContain('"initv" is missing');
  });
});

/** Families of pricing at points of no file: against formulas of another kind, and readings that must be refused. */
import { describe, expect, test } from "vitest";
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

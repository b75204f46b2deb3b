/** Families of static and repeated oligopoly, entry, and dynamic games. */
import * as z from "zod";
import { cournotEquilibrium, freeEntry, secondBestEntry, smallestProfitableMerger } from "../../economics/cournot.ts";
import { undercuttingCycleProfit } from "../../economics/mixed-prices.ts";
import { adjustmentRule } from "../../economics/quantity-adjustment.ts";
import {
  bertrandCriticalDiscount,
  boomPrice,
  collusionValue,
  cournotCriticalDiscount,
  shortestPriceWar,
} from "../../economics/repeated-games.ts";
import { hhi } from "../../measures/hhi.ts";
import { family } from "../family.ts";
import { measuredBy } from "../trials.ts";

const positive = z.number().positive().max(1e9);
const firms = z.int().min(1).max(1000);
const discount = z.number().gt(0).lt(1);

interface Cournot {
  readonly intercept: number;
  readonly slope: number;
  readonly costs: readonly number[];
}

export const quantityCompetition = family<Cournot>({
  id: "COURNOT",
  summary: "Quantities, price and concentration of linear Cournot with unequal costs",
  params: z.strictObject({ intercept: positive, slope: positive, costs: z.array(z.number().min(0)).min(1).max(1000) }),
  solve({ intercept, slope, costs }, metric) {
    const { price, quantities } = cournotEquilibrium({ intercept, slope }, costs);
    const profits = () => quantities.reduce((sum, q, i) => sum + q * (price - costs[i]), 0);
    const total = quantities.reduce((sum, q) => sum + q, 0);
    switch (metric) {
      case "price":
        return price;
      case "quantities_sorted_by_cost":
        // Cheaper firms make more.
        return [...quantities].sort((a, b) => b - a);
      case "hhi":
        return hhi(quantities);
      case "profits_total":
        return profits();
      case "total_quantity":
        return total;
      case "consumer_surplus":
        return (slope * total * total) / 2;
      case "weighted_lerner_equals_hhi_over_elasticity":
        return quantities.reduce((sum, q, i) => sum + ((q / total) * (price - costs[i])) / price, 0);
      default:
        return null;
    }
  },
  simulate: () => null,
});

export const cartelDiscount = family<{ readonly n: number; readonly market: string }>({
  id: "CARTEL",
  summary: "Least discount factor at which a cartel of equals holds",
  params: z.strictObject({ n: firms.min(2), market: z.enum(["homogeneous Bertrand", "linear Cournot, grim"]) }),
  solve({ n, market }, metric) {
    if (metric !== "critical_discount") return null;
    return market === "homogeneous Bertrand" ? bertrandCriticalDiscount(n) : cournotCriticalDiscount(n);
  },
  simulate: () => null,
});

export const mergerSize = family<{ readonly n: number }>({
  id: "MERGER",
  summary: "Least number of equal Cournot firms that gain by merging",
  params: z
    .strictObject({ n: firms.min(2), market: z.literal("symmetric linear Cournot").optional() })
    .transform(({ n }) => ({ n })),
  solve: ({ n }, metric) => (metric === "smallest_profitable_merger" ? (smallestProfitableMerger(n) ?? null) : null),
  simulate: () => null,
});

type Entry =
  | { readonly mode: "Cournot"; readonly a_minus_c: number; readonly b: number; readonly fixed: number }
  | { readonly mode: "Salop circle"; readonly t: number; readonly F: number; readonly L: number };

export const entry = family<Entry>({
  id: "ENTRY",
  summary: "How many firms enter, and how many should",
  params: z.union([
    z.strictObject({ mode: z.literal("Cournot"), a_minus_c: positive, b: positive, fixed: positive }),
    z.strictObject({ mode: z.literal("Salop circle"), t: positive, F: positive, L: positive }),
  ]),
  solve(at, metric) {
    if (at.mode === "Cournot") {
      const game = { margin: at.a_minus_c, slope: at.b, fixed: at.fixed };
      if (metric === "free_entry_n") return freeEntry(game);
      return metric === "second_best_n" ? secondBestEntry(game) : null;
    }
    // Salop (1979): L clients on a circle, profit L t / n² each, markup t / n.
    const n = Math.sqrt((at.t * at.L) / at.F);
    if (metric === "free_entry_n_continuous") return n;
    return metric === "price_markup" ? at.t / n : null;
  },
  simulate: () => null,
});

interface Collapse {
  readonly prob_demand_collapse: number;
  readonly delta: number;
  readonly monopoly_profit: number;
  readonly n: number;
}

/** Periods of a trial: each holds many wars. */
const watched = 2000;

export const priceWars = family<Collapse>({
  id: "GREENPORTER",
  summary: "Price wars of sellers who cannot see why they sell nothing",
  params: z.strictObject({
    prob_demand_collapse: z.number().min(0).lt(1),
    delta: discount,
    monopoly_profit: positive.default(1),
    n: firms.min(2).default(2),
  }),
  solve({ prob_demand_collapse: collapse, delta, monopoly_profit: monopoly, n: sellers }, metric) {
    const game = { collapse, discount: delta, sellers };
    const war = shortestPriceWar(game);
    if (war === undefined) return null;
    if (metric === "shortest_price_war") return war;
    if (metric === "value_collusion_per_firm") return collusionValue(game, monopoly, war);
    return metric === "long_run_share_of_periods_in_price_war" ? (collapse * war) / (1 + collapse * war) : null;
  },
  simulate({ prob_demand_collapse: collapse, delta, n: sellers }, metric) {
    const war = shortestPriceWar({ collapse, discount: delta, sellers });
    if (metric !== "long_run_share_of_periods_in_price_war" || war === undefined) return null;
    const plan = {
      sums: 2,
      size: watched,
      trial(draw: (n: number) => number, sums: Float64Array) {
        // Ends with a collusive period, so that no war is cut short.
        let left = 0;
        for (let t = 0; t < watched || left > 0; t++) {
          sums[2]++;
          if (left > 0) {
            left--;
            sums[1]++;
          } else if (draw(t) < collapse) left = war;
        }
      },
    };
    return measuredBy("periods", plan, { over: 1, under: 2, precision: 0, within: 0.001 });
  },
});

interface Boom {
  readonly intercept_low: number;
  readonly intercept_high: number;
  readonly delta: number;
  readonly n: number;
}

export const booms = family<Boom>({
  id: "ROTSAL",
  summary: "Highest price that a cartel keeps up in a boom",
  params: z.strictObject({
    intercept_low: positive,
    intercept_high: positive,
    delta: discount,
    n: firms.min(2).default(2),
  }),
  solve({ intercept_low: low, intercept_high: high, delta, n: sellers }, metric) {
    const price = boomPrice({ low, high, discount: delta, sellers });
    if (metric === "high_state_price") return price;
    return metric === "low_state_price" && price > 0 ? low / 2 : null;
  },
  simulate: () => null,
});

export const edgeworthCycle = family<{ readonly k: number }>({
  id: "EDGECYCLE",
  summary: "Profit of two sellers who undercut each other in turn",
  params: z.strictObject({ k: z.int().min(2).max(10_000) }),
  solve: ({ k }, metric) => (metric === "competitive_cycle_profit_per_firm" ? undercuttingCycleProfit(k) : null),
  simulate: () => null,
});

interface Adjustment {
  readonly a0: number;
  readonly a1: number;
  readonly beta: number;
  readonly gamma: number;
}

export const adjustment = family<Adjustment>({
  id: "LQMPE",
  summary: "Markov-perfect equilibrium of two firms with costs of adjustment",
  params: z.strictObject({ a0: positive, a1: positive, beta: discount, gamma: positive }),
  solve({ a0, a1, beta, gamma }, metric) {
    const rule = adjustmentRule({ a0, a1, discount: beta, cost: gamma });
    const output = -rule[0] / (rule[1] + rule[2]);
    switch (metric) {
      case "F1":
        return rule;
      case "F2":
        return [rule[0], rule[2], rule[1]];
      case "steady_state_output_per_firm":
        return output;
      case "steady_state_price":
        return a0 - 2 * a1 * output;
      default:
        return null;
    }
  },
  simulate: () => null,
});

/** Families of auctions and double auctions, and of prices drawn by chance. */
import * as z from "zod";
import { clearUniformPrice } from "../../economics/allocation.ts";
import {
  type Cleared,
  efficientTrade,
  splitPriceTrade,
  tradeReduction,
  zeroIntelligenceSession,
} from "../../economics/double-auction.ts";
import { capacityPrice, salesPrice } from "../../economics/mixed-prices.ts";
import { family } from "../family.ts";
import { measuredBy, trialsAt } from "../trials.ts";

type Draw = (n: number) => number;
const count = z.int().min(1).max(1000);
const uniform = z.literal("U[0,1]").optional();

interface Auction {
  readonly n: number;
  readonly units: number;
  readonly reserve: number;
}

export const auctions = family<Auction>({
  id: "AUCTION",
  summary: "Revenue of auctions with independent private values",
  params: z
    .strictObject({
      n: count.min(2),
      units: count.default(1),
      reserve: z.number().min(0).lt(1).default(0),
      values: uniform,
      format: z.enum(["first/second price", "first price", "second price", "uniform price (k+1-st)"]).optional(),
    })
    .transform(({ n, units, reserve }) => ({ n, units, reserve })),
  solve({ n, units, reserve }, metric) {
    if (metric === "expected_price" && units < n && reserve === 0) return (n - units) / (n + 1);
    return metric === "expected_revenue" && units === 1 && reserve === 0 ? (n - 1) / (n + 1) : null;
  },
  simulate({ n, units, reserve }, metric) {
    if (!["expected_revenue", "expected_revenue_optimal_reserve", "expected_price"].includes(metric)) return null;
    const wanted = new Float64Array(n).fill(1);
    const bids = new Float64Array(n);
    const won = new Float64Array(n);
    const plan = {
      sums: 2,
      size: n,
      trial(draw: Draw, sums: Float64Array) {
        for (let i = 0; i < n; i++) bids[i] = draw(i);
        const price = clearUniformPrice(units, wanted, bids, reserve, won);
        sums[1] += price;
        for (let i = 0; i < n; i++) sums[2] += price * won[i];
      },
    };
    const over = metric === "expected_price" ? 1 : 2;
    return measuredBy("auctions", plan, { over, under: trialsAt, precision: 0, within: 0.0007 });
  },
});

interface TwoSided {
  readonly buyers: number;
  readonly sellers: number;
  readonly mechanism: "split" | "reduction" | "none";
}

export const doubleAuctions = family<TwoSided>({
  id: "DOUBLE",
  summary: "What double auctions realise of the gains from trade",
  params: z
    .strictObject({
      buyers: count.default(1),
      sellers: count.default(1),
      values: uniform,
      mechanism: z.string().optional(),
    })
    .transform(({ buyers, sellers, mechanism }, context) => {
      if (mechanism === undefined) return { buyers, sellers, mechanism: "none" as const };
      if (/McAfee/.test(mechanism)) return { buyers, sellers, mechanism: "reduction" as const };
      if (mechanism !== "same" && !/Chatterjee-Samuelson/.test(mechanism))
        context.addIssue({ code: "custom", path: ["mechanism"], message: "expected Chatterjee-Samuelson or McAfee" });
      if (buyers !== 1 || sellers !== 1)
        context.addIssue({ code: "custom", path: ["buyers"], message: "the split price is between one and one" });
      return { buyers, sellers, mechanism: "split" as const };
    }),
  solve: () => null,
  simulate({ buyers, sellers, mechanism }, metric) {
    const values = new Float64Array(buyers);
    const costs = new Float64Array(sellers);
    const realised = (): Cleared => {
      if (mechanism === "reduction") return tradeReduction(values, costs);
      if (mechanism === "none") return efficientTrade(values, costs);
      return splitPriceTrade(values[0], costs[0])
        ? { trades: 1, gains: values[0] - costs[0] }
        : { trades: 0, gains: 0 };
    };
    const plan = {
      sums: 4,
      size: buyers + sellers,
      trial(draw: Draw, sums: Float64Array) {
        for (let i = 0; i < buyers; i++) values[i] = -draw(i);
        for (let j = 0; j < sellers; j++) costs[j] = draw(buyers + j);
        values.sort();
        for (let i = 0; i < buyers; i++) values[i] = -values[i];
        costs.sort();
        const best = efficientTrade(values, costs);
        const had = realised();
        sums[1] += best.gains;
        sums[2] += best.trades;
        sums[3] += had.gains;
        sums[4] += had.trades;
      },
    };
    const mean = (over: number, under: number) =>
      measuredBy("trades", plan, { over, under, precision: 0.0015, within: 0.0007 });
    switch (metric) {
      case "efficient_expected_surplus":
        return mean(1, trialsAt);
      case "efficient_expected_trades":
        return mean(2, trialsAt);
      case "share_of_gains_realised":
        return mean(3, 1);
      case "trade_prob":
        return buyers === 1 && sellers === 1 ? mean(4, trialsAt) : null;
      case "expected_trades":
        return mean(4, trialsAt);
      default:
        return null;
    }
  },
});

interface Book {
  readonly values: readonly number[];
  readonly costs: readonly number[];
  readonly price_cap: number;
  readonly steps: number;
}

const falling = (a: number, b: number) => b - a;

export const zeroIntelligence = family<Book>({
  id: "ZIC",
  summary: "Traders without wit but with a budget in a continuous double auction",
  params: z
    .strictObject({
      book: z.string().optional(),
      values: z.array(z.number().min(0)).min(1).max(1000),
      costs: z.array(z.number().min(0)).min(1).max(1000),
      price_cap: z.number().positive(),
      steps: z.int().min(1).max(100_000),
      protocol: z.string().optional(),
    })
    .transform(({ book: _, protocol: _p, ...at }) => at),
  solve: () => null,
  simulate({ values, costs, price_cap: cap, steps }, metric) {
    const best = efficientTrade(
      [...values].sort(falling),
      [...costs].sort((a, b) => a - b),
    );
    if (!(best.gains > 0)) return null;
    const plan = {
      sums: 3,
      size: steps,
      trial(draw: Draw, sums: Float64Array) {
        const { gains, trades, paid } = zeroIntelligenceSession({ values, costs, cap, steps }, draw);
        sums[1] += gains / best.gains;
        sums[2] += trades;
        sums[3] += paid;
      },
    };
    if (metric === "mean_allocative_efficiency")
      return measuredBy("sessions", plan, { over: 1, under: trialsAt, precision: 0, within: 0.0015 });
    return metric === "mean_trade_price" ? measuredBy("sessions", plan, { over: 3, under: 2, precision: 0.002 }) : null;
  },
});

export const scarceCapacity = family<{ readonly k: number; readonly value: number }>({
  id: "EDGECAP",
  summary: "Prices drawn by two sellers who cannot serve everybody alone",
  params: z.strictObject({ k: z.number().gt(0.5).lt(1), value: z.number().positive().default(1) }),
  solve({ k, value }, metric) {
    if (metric === "mixed_profit_per_firm") return value * (1 - k);
    return metric === "lowest_price" ? (value * (1 - k)) / k : null;
  },
  simulate({ k, value }, metric) {
    if (metric !== "mean_posted_price") return null;
    const plan = {
      sums: 1,
      size: 1,
      trial(draw: Draw, sums: Float64Array) {
        sums[1] += value * capacityPrice(k, draw(0));
      },
    };
    return measuredBy("prices", plan, { over: 1, under: trialsAt, precision: 0, within: 0.001 });
  },
});

export const sales = family<{ readonly n: number; readonly informed: number }>({
  id: "VARIAN",
  summary: "Prices drawn by sellers some of whose clients compare them",
  params: z.strictObject({ n: count.min(2), informed: z.number().gt(0).lt(1) }),
  solve({ n, informed }, metric) {
    if (metric === "profit_per_seller") return (1 - informed) / n;
    return metric === "support_low" ? salesPrice(n, informed, 0) : null;
  },
  simulate({ n, informed }, metric) {
    if (metric !== "mean_posted_price" && metric !== "mean_lowest_price") return null;
    const plan = {
      sums: 2,
      size: n,
      trial(draw: Draw, sums: Float64Array) {
        let lowest = 1;
        for (let i = 0; i < n; i++) {
          const price = salesPrice(n, informed, draw(i));
          sums[1] += price / n;
          lowest = Math.min(lowest, price);
        }
        sums[2] += lowest;
      },
    };
    const over = metric === "mean_posted_price" ? 1 : 2;
    return measuredBy("prices", plan, { over, under: trialsAt, precision: 0, within: 0.0007 });
  },
});

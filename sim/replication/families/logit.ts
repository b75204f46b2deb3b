/** Families of price competition under logit demand: equilibria of the formulas, and the grid on which sellers learn. */
import * as z from "zod";
import { benchmarksOf, gridPrice, meanOf, profitGain, profitsAt } from "../../economics/calvano-market.ts";
import { bestReply, type LogitMarket, nestedLogitShares, nestedLogitSurplus } from "../../economics/nested-logit.ts";
import { criticalDiscount } from "../../economics/repeated-games.ts";
import { hhi } from "../../measures/hhi.ts";
import { family } from "../family.ts";
import type { Value } from "../question.ts";
import { type LogitPoint, logitFields, logitPoint } from "./logit-params.ts";

export const logitPricing = family<LogitPoint>({
  id: "LOGIT",
  summary: "Bertrand–Nash and joint-maximum prices under logit demand, and what a cartel needs",
  params: z.strictObject(logitFields).transform(logitPoint),
  solve(point, metric) {
    const { market, nash, joint, nashProfit, jointProfit } = benchmarksOf(point);
    switch (metric) {
      case "nash_prices":
        return [...nash];
      case "joint_max_prices":
        return [...joint];
      case "nash_profit_mean":
        return meanOf(nashProfit);
      case "joint_profit_mean":
        return meanOf(jointProfit);
      case "nash_profits":
        return [...nashProfit];
      case "joint_profits":
        return [...jointProfit];
      case "nash_consumer_surplus":
        return nestedLogitSurplus(market, nash);
      case "joint_consumer_surplus":
        return nestedLogitSurplus(market, joint);
      case "nash_hhi_inside":
        return hhi(sharesAt(market, nash));
      case "joint_hhi_inside":
        return hhi(sharesAt(market, joint));
      case "grim_trigger_critical_discount":
        return firms(market).reduce((most, i) => {
          const deviation = profitsAt(market, replyTo(market, i, joint))[i];
          return Math.max(most, criticalDiscount({ deviation, collusion: jointProfit[i], punishment: nashProfit[i] }));
        }, 0);
      case "best_reply_to_joint_max_price":
        return alike(firms(market).map((i) => replyTo(market, i, joint)[i]));
      default:
        return null;
    }
  },
  simulate: () => null,
});

function firms({ quality }: LogitMarket): number[] {
  return Array.from(quality, (_, i) => i);
}

function sharesAt(market: LogitMarket, prices: Float64Array): Float64Array {
  const shares = new Float64Array(prices.length);
  nestedLogitShares(market, prices, shares);
  return shares;
}

function replyTo(market: LogitMarket, firm: number, prices: Float64Array): Float64Array {
  const reply = prices.slice();
  bestReply(market, firm, reply);
  return reply;
}

/** One number where all firms are alike, else one for each. */
function alike(values: readonly number[]): Value {
  const near = 1e-9;
  return values.every((value) => Math.abs(value - values[0]) < near) ? values[0] : values;
}

interface GridPoint extends LogitPoint {
  readonly m: number;
  readonly xi: number;
  readonly grid_index: number;
}

export const priceGrid = family<GridPoint>({
  id: "GRID",
  summary: "Profit gain when all firms ask the same step of their price grids",
  params: z
    .strictObject({
      ...logitFields,
      m: z.int().min(2).max(1000).default(15),
      xi: z.number().min(0).max(10).default(0.1),
      /** Steps are counted from 1, as the published tables do. */
      grid_index: z.int().min(1).max(1000),
    })
    .transform((at, context) => ({ ...logitPoint(at, context), m: at.m, xi: at.xi, grid_index: at.grid_index })),
  solve(point, metric) {
    const { m: steps, xi: beyond, grid_index: index } = point;
    if (index > steps) return null;
    const marks = benchmarksOf(point);
    const prices = Float64Array.from(marks.nash, (_, i) => gridPrice(marks, { steps, beyond }, i, index - 1));
    if (metric === "symmetric_profit_gain") return profitGain(marks, meanOf(profitsAt(marks.market, prices)));
    return metric === "grid_price" ? alike([...prices]) : null;
  },
  simulate: () => null,
});

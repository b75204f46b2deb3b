/** Families of technology: learning by doing, forecasts of it, and doubling times. The laws are those that the economy uses. */
import * as z from "zod";
import { learningRate, mooreCost, wrightCost } from "../../economics/learning.ts";
import { exp, log } from "../../engine/math.ts";
import { normalOf } from "../../engine/normal.ts";
import { family } from "../family.ts";
import { measuredBy, spreadBy, trialsAt } from "../trials.ts";

type Draw = (n: number) => number;
const positive = z.number().positive();

interface Learning {
  readonly experience_exponent?: number | undefined;
  readonly cumulative_multiple?: number | undefined;
  readonly moore_rate?: number | undefined;
  readonly production_growth?: number | undefined;
}

export const experience = family<Learning>({
  id: "WRIGHT",
  summary: "Unit cost falls with cumulative output",
  params: z.strictObject({
    experience_exponent: z.number().min(0).optional(),
    cumulative_multiple: positive.optional(),
    moore_rate: positive.max(5).optional(),
    production_growth: positive.max(5).optional(),
  }),
  solve({ experience_exponent: b, cumulative_multiple: multiple, moore_rate, production_growth }, metric) {
    if (metric === "learning_rate" && b !== undefined) return learningRate(b);
    if (metric === "cost_ratio" && b !== undefined && multiple !== undefined) return wrightCost(1, multiple, 1, b);
    if (metric !== "implied_wright_exponent" || moore_rate === undefined || production_growth === undefined)
      return null;
    return moore_rate / production_growth;
  },
  simulate({ moore_rate: fall, production_growth: growth }, metric) {
    if (metric !== "implied_wright_exponent" || fall === undefined || growth === undefined) return null;
    const years = Math.max(yearsLeast, Math.ceil(forgetting / growth));
    // Nothing is drawn: all trials are alike.
    const plan = {
      sums: 1,
      size: years,
      trial(_draw: Draw, sums: Float64Array) {
        sums[1] += exponentSeen({ fall, growth, years });
      },
    };
    return measuredBy("history", plan, { over: 1, under: trialsAt, precision: 1e-9 });
  },
});

/** A history is at least so long, and as long as the output before its half needs to be forgotten; its second half is looked at. */
const yearsLeast = 60;
const forgetting = 16;

/** Slope of log cost on log cumulative output, when cost falls by the calendar and output grows steadily. [1/year, 1/year] */
function exponentSeen({ fall, growth, years }: { fall: number; growth: number; years: number }): number {
  let made = 0;
  let [n, sumX, sumY, sumXX, sumXY] = [0, 0, 0, 0, 0];
  for (let year = 0; year < years; year++) {
    made += exp(growth * year);
    if (year < years / 2) continue;
    const x = log(made);
    const y = log(mooreCost(1, year, log(2) / fall));
    n++;
    sumX += x;
    sumY += y;
    sumXX += x * x;
    sumXY += x * y;
  }
  return -(n * sumXY - sumX * sumY) / (n * sumXX - sumX * sumX);
}

interface Forecast {
  readonly trailing: number;
  readonly horizon: number;
  readonly theta: number;
  readonly shock_sd: number;
}

export const trendForecasts = family<Forecast>({
  id: "FARMERLAFOND",
  summary: "Errors of forecasts by the trend of the last years, for log costs whose shocks echo a year later",
  params: z.strictObject({
    trailing: z.int().min(1).max(1000),
    horizon: z.int().min(1).max(1000),
    theta: z.number().min(-1).max(1).default(0),
    shock_sd: positive.default(1),
  }),
  solve({ trailing: m, horizon, theta, shock_sd: sd }, metric) {
    if (metric !== "forecast_error_variance") return null;
    const spread = 1 + (2 * (m - 1) * theta) / m + theta * theta;
    return sd * sd * (-2 * theta + spread * (horizon + (horizon * horizon) / m));
  },
  simulate({ trailing, horizon, theta, shock_sd: sd }, metric) {
    if (metric !== "forecast_error_variance") return null;
    const plan = {
      sums: 2,
      size: trailing + horizon + 1,
      trial(draw: Draw, sums: Float64Array) {
        let shock = sd * normalOf(draw(0));
        const change = (year: number) => {
          const echo = theta * shock;
          shock = sd * normalOf(draw(year));
          return shock + echo;
        };
        let [seen, came] = [0, 0];
        for (let year = 1; year <= trailing; year++) seen += change(year);
        for (let year = 1; year <= horizon; year++) came += change(trailing + year);
        const error = came - (seen / trailing) * horizon;
        sums[1] += error;
        sums[2] += error * error;
      },
    };
    const measure = { over: 1, squares: 2, under: trialsAt, scale: 1, precision: 0.006 };
    return spreadBy("forecasts", plan, { kind: "variance", ...measure });
  },
});

export const doublings = family<{ readonly doubling_years: number }>({
  id: "DOUBLING",
  summary: "Doubling times as yearly growth and as time to ten times",
  params: z.strictObject({ doubling_years: positive }),
  solve({ doubling_years: doubling }, metric) {
    // What doubles for the same money halves in cost.
    if (metric === "annual_growth_factor") return 1 / mooreCost(1, 1, doubling);
    return metric === "years_to_10x" ? (doubling * log(10)) / log(2) : null;
  },
  simulate: () => null,
});

/** What happened to the price of a token? */
import { type Change, change } from "../../../analysis/stats/change.ts";
import type { Absent, Figure } from "../../page/figure.ts";
import { counted, decimal, intervalWords, prose, significant } from "../../page/wording.ts";
import { bandWords, networkBand, networkEstimate, networkPoints, runCount } from "../measures.ts";
import type { ReportData } from "../rows.ts";
import { movedUntil } from "../settling.ts";
import { bandRows, overTime, overTimeKeys } from "./over-time.ts";

/** A move below one per cent is called steady. */
const worthSaying = 0.01;

export interface PriceUnit {
  /** Tokens that the shown price is for: a power of 1000, so that the number is readable. */
  readonly tokens: number;
  readonly words: string;
}

export function priceUnit(price: number): PriceUnit {
  if (price >= 1) return { tokens: 1, words: "a token" };
  if (price >= 1e-3) return { tokens: 1e3, words: "a thousand tokens" };
  return { tokens: 1e6, words: "a million tokens" };
}

export function priceSentence(trend: Change, mean: number, { tokens, words }: PriceUnit, isMoving = false): string {
  const what = `The price of ${words}`;
  const relative = trend.difference / trend.before;
  const steady = Math.abs(relative) < worthSaying;
  if (steady || trend.direction === "unclear") {
    const why = isMoving
      ? "was still moving after the warm-up, though not clearly up or down"
      : steady
        ? "held steady"
        : trend.method === "no interval"
          ? "has no measurable trend"
          : "shows no clear trend";
    return `${what} ${why}, near ${significant(mean * tokens, 3)} base units`;
  }
  const from = significant(trend.before * tokens, 3);
  const to = significant(trend.after * tokens, 3);
  return `${what} ${trend.direction} by ${decimal(Math.abs(100 * relative), 0)}%, from ${from} to ${to} base units`;
}

export function price(data: ReportData): Figure | Absent {
  const points = networkPoints(data, "price");
  const mean = networkEstimate(data, "price");
  if (mean === undefined)
    return { id: "price", missing: "Price of a token", because: "no price was stored after warm-up" };
  const { scenario } = data;
  const trend = change(points);
  const unit = priceUnit(mean.mean);
  const format = (value: number) => significant(value * unit.tokens, 3);
  const seen = networkBand(data, "price");
  const series = [{ label: "price", band: seen, style: 1 as const }];
  return {
    id: "price",
    finding: priceSentence(trend, mean.mean, unit, movedUntil(data, "price") !== undefined),
    shows: prose`Price of ${unit.words}, in base units of the network's own money, averaged over models by tokens,
      by epoch.`,
    note: prose`${bandWords(seen.kind, runCount(data))} Average after warm-up: ${format(mean.mean)}
      (${intervalWords(mean, format)}). The sentence compares the first quarter of the time after warm-up with the
      last.`,
    alt: prose`Line over ${counted(seen.points.length, "epoch")}. The price is ${format(trend.before)} in the first quarter
      after warm-up and ${format(trend.after)} in the last.`,
    legend: overTimeKeys(series, scenario),
    plots: (size) => [
      overTime({ series, scenario, label: `base units for ${unit.words}`, factor: unit.tokens, from: "zero" }, size),
    ],
    columns: [
      { name: "epoch", heading: "Epoch" },
      { name: "mean", heading: "Price [base unit/token]" },
      { name: "low", heading: "Band, low" },
      { name: "high", heading: "Band, high" },
    ],
    rows: bandRows(seen),
    estimates: { pricePerToken: mean },
  };
}

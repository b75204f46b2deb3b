/**
 * The first page: conclusion, four numbers, what happened in sentences, and how sure the numbers are. All of it
 * from the figures.
 */
import { change } from "../../analysis/stats/change.ts";
import type { Estimate, Point } from "../../analysis/stats/estimate.ts";
import { type Absent, type Figure, isAbsent } from "../page/figure.ts";
import { type Html, html } from "../page/html.ts";
import {
  counted,
  duration,
  type Format,
  intervalWords,
  listed,
  methodWords,
  percent,
  prose,
  significant,
} from "../page/wording.ts";
import { halfPoints } from "./figures/half-of-rewards.ts";
import { waitPoints } from "./figures/latency.ts";
import { priceUnit } from "./figures/price.ts";
import { isFluid, networkPoints } from "./measures.ts";
import type { ReportData } from "./rows.ts";
import { movedUntil, settlingWords } from "./settling.ts";
import { trendWords } from "./trend.ts";

interface Outcome {
  readonly name: string;
  readonly value: Estimate;
  readonly format: Format;
  readonly card: string;
  /** First and last quarter of the time after warm-up, in words. */
  readonly trend: string;
}

export interface DrawnFigure {
  readonly figure: Figure | Absent;
  readonly number: number;
  /** Id of its chapter. */
  readonly chapter: string;
}

/** By id, in the order of the page. */
export type Drawn = ReadonlyMap<string, DrawnFigure>;

/** The page's title: what happened, in one sentence. @throws RangeError when the store holds nothing to say */
export function headline(data: ReportData, drawn: Drawn): string {
  const parts: string[] = [];
  const fluid = isFluid(data) ? " (a fluid estimate)" : "";
  const served = estimateOf(drawn, "served", "servedFraction");
  if (served) parts.push(`${percent(served.mean, servedDecimals(served.mean))} of requests were served${fluid}`);
  const half = estimateOf(drawn, "half-of-rewards", "operatorsToHalf");
  if (half) parts.push(`${counted(Math.round(half.mean), "operator")} took half of the rewards`);
  if (parts.length === 0)
    throw new RangeError("report: neither requests nor rewards after warm-up; nothing can be concluded");
  return listed(parts);
}

/** Whole per cent, but never "100%" when some were lost. */
function servedDecimals(share: number): number {
  return share < 1 && share >= 0.995 ? 2 : 0;
}

export function estimateOf(drawn: Drawn, id: string, name: string): Estimate | undefined {
  const figure = drawn.get(id)?.figure;
  if (figure === undefined) throw new RangeError(`report: no figure ${id}`);
  return isAbsent(figure) ? undefined : figure.estimates[name];
}

/** Sentences of the first page, in this order. */
const briefIds = [
  "served",
  "misses",
  "latency",
  "price",
  "half-of-rewards",
  "reward-by-size",
  "jurisdictions",
  "outages",
];

/** Sentences on what the scenario may have none of; they follow. */
const economyIds = ["operators", "strategies", "prices-of-work", "places-hit", "accelerators"];

export function summary(data: ReportData, drawn: Drawn): Html {
  const outcomes = outcomesOf(data, drawn);
  return html`<section id="summary" aria-labelledby="summary-title"><h2 id="summary-title">Summary</h2>
<ul class="cards">${outcomes.slice(0, 4).map(card)}</ul>
<ul class="brief">${[...briefIds, ...economyIds.filter((id) => drawn.has(id))].map((id) => sentence(drawn, id))}</ul>
${outcomesTable(outcomes)}
<p class="note">Means are over the time after warm-up. ${certainty(data, outcomes)}${settlingWords(data)}
An interval covers chance inside the model (arrivals, failures, sampling). It does not cover whether the model and its
assumptions are right; these are results under stated assumptions, not forecasts.</p>
</section>`;
}

function card({ value, format, card: words }: Outcome): Html {
  return html`<li><b>${format(value.mean)}</b><span>${words}</span><small>${intervalWords(value, format)}</small></li>`;
}

function sentence(drawn: Drawn, id: string): Html | false {
  const entry = drawn.get(id);
  if (entry === undefined) throw new RangeError(`summary: no figure ${id}`);
  if (isAbsent(entry.figure)) return false;
  return html`<li>${entry.figure.finding}. <a href="#${id}">Figure ${entry.number}</a></li>`;
}

function outcomesTable(outcomes: readonly Outcome[]): Html {
  const headings = ["Outcome", "Mean", "95% interval of the mean", "First to last quarter"];
  const rows = outcomes.map(({ name, value, format, trend }) => {
    const interval = value.method === "no interval" ? "none" : `${format(value.low)} to ${format(value.high)}`;
    return html`<tr><th scope="row">${name}</th><td class="figures" data-label="Mean">${format(value.mean)}</td>
<td class="figures" data-label="95% interval">${interval}</td>
<td data-label="First to last quarter">${trend}</td></tr>`;
  });
  const head = headings.map((heading) => html`<th scope="col">${heading}</th>`);
  return html`<table class="stack"><caption>Main outcomes, with their uncertainty</caption>
<thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table>`;
}

function certainty({ rows }: ReportData, outcomes: readonly Outcome[]): string {
  const first = outcomes[0]!.value;
  const runs = rows.runs.length;
  const narrow = outcomes.filter(({ value }) => value.isCorrelated).map(({ name }) => name.toLowerCase());
  const caution =
    narrow.length === 0
      ? ""
      : ` ${prose`For ${listed(narrow)} the batches are still correlated, as when there is a trend, so that the interval
          may be too narrow.`}`;
  const how = `Intervals rest on ${methodWords({ ...first, isCorrelated: false })}.${caution}`;
  if (runs === 1) return `${how} One run cannot show how far other runs would differ; more replications would.`;
  return runs < 10 ? `${how} With so few runs they are wide.` : how;
}

type Candidate = Omit<Outcome, "value" | "trend"> & {
  readonly value: Estimate | undefined;
  readonly points: readonly Point[];
  readonly isMoving: boolean;
};

function outcomesOf(data: ReportData, drawn: Drawn): Outcome[] {
  const price = estimateOf(drawn, "price", "pricePerToken");
  const unit = priceUnit(price?.mean ?? 1);
  const fluid = isFluid(data) ? " (fluid estimate)" : "";
  const series = (measure: "served_fraction" | "utilization" | "price") => ({
    points: networkPoints(data, measure),
    isMoving: movedUntil(data, measure) !== undefined,
  });
  const rows: Candidate[] = [
    {
      name: `Requests served${fluid}`,
      value: estimateOf(drawn, "served", "servedFraction"),
      format: percent,
      card: `of requests served${fluid}`,
      ...series("served_fraction"),
    },
    {
      name: `Price of ${unit.words}, base units`,
      value: price,
      format: (value) => significant(value * unit.tokens, 3),
      card: `base units: price of ${unit.words}`,
      ...series("price"),
    },
    {
      name: `Live capacity in use${fluid}`,
      value: estimateOf(drawn, "utilization", "utilization"),
      format: percent,
      card: `of live capacity in use${fluid}`,
      ...series("utilization"),
    },
    {
      name: "Operators who take half of the rewards",
      value: estimateOf(drawn, "half-of-rewards", "operatorsToHalf"),
      format: (value) => significant(value, 3),
      card: "operators take half of the rewards",
      points: halfPoints(data, "operator"),
      isMoving: false,
    },
    {
      name: "Median time to first token",
      value: estimateOf(drawn, "latency", "time-to-first-token/all/p50"),
      format: duration,
      card: "median time to first token",
      points: waitPoints(data, "time-to-first-token", "p50"),
      isMoving: false,
    },
  ];
  return rows.flatMap(({ value, points: seen, isMoving, ...row }) =>
    value === undefined
      ? []
      : [
          {
            ...row,
            value,
            trend: trendOf(
              seen.filter(({ weight }) => weight > 0),
              row.format,
              isMoving,
            ),
          },
        ],
  );
}

function trendOf(points: readonly Point[], format: Format, isMoving: boolean): string {
  return trendWords(change(points), 0, format, isMoving).replace(/^[,;] (with )?/, "");
}

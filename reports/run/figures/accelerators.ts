/** Who gets the accelerators that it wants, and what do export rules keep back? */
import * as Plot from "@observablehq/plot";
import type { Band } from "../../../analysis/stats/band.ts";
import { type Estimate, estimate } from "../../../analysis/stats/estimate.ts";
import type { Figure, Size } from "../../page/figure.ts";
import { intervalWords, percent, prose } from "../../page/wording.ts";
import type { AcceleratorsRow } from "../economy-rows.ts";
import { bandWords, lineOf, runCount } from "../measures.ts";
import { named, type ReportData } from "../rows.ts";
import { labelledRows } from "./labelled-rows.ts";
import { overTime, overTimeKeys, type Series } from "./over-time.ts";

/** Drawn; all are in the table. */
const rowsMax = 12;
/** Lines that can be told apart. */
const linesMost = 3;
/** A gap below this between who wants most and who receives least is not worth a headline. */
const worthSaying = 0.1;

interface Place {
  readonly name: string;
  readonly jurisdiction: string;
  /** Of all that was wanted anywhere. [1] */
  readonly part: number;
  readonly got: Estimate;
  readonly refused: Estimate;
  /** Received over wanted, quarter by quarter. */
  readonly line: Band;
}

/** Left out of the page where accelerators are not bought on a market. */
export function accelerators(data: ReportData): Figure | undefined {
  const all = places(data);
  if (all.length === 0) return undefined;
  const drawn = all.slice(0, rowsMax);
  const told = linesOf(drawn);
  const series = told.map(({ name, line }, i): Series => ({ label: name, band: line, style: (i + 1) as 1 | 2 | 3 }));
  const more = all.length > rowsMax ? `The ${rowsMax} that wanted most of ${all.length}; the data have all.` : "";
  return {
    id: "accelerators",
    finding: sentence(drawn),
    shows: prose`Accelerators received and refused by the export rule in force, in % of what buyers of a jurisdiction
      wanted, by compute. Last column: their part of all that was wanted. Below: received, quarter by quarter, where most
      was wanted and where least of it was received.`,
    note: prose`${more} Received: ${told
      .map(({ name, got }) => `${name} ${whole(got.mean)} (${intervalWords(got, whole)})`)
      .join("; ")}. Above 100% when older orders are filled. Who may still buy a weaker and dearer card is not refused:
      it buys less. ${bandWords(series[0]!.band.kind, runCount(data))}`,
    alt: `${drawn.map(({ name, got, refused }) => `${name}: received ${whole(got.mean)}, refused ${whole(refused.mean)}`).join("; ")}.`,
    legend: [
      { label: "received", mark: "dot-1" },
      { label: "refused by a rule", mark: "dot-2" },
      ...overTimeKeys(series, data.scenario),
    ],
    plots: (size) => [
      drawing(drawn, size),
      overTime(
        { series, scenario: data.scenario, label: "received, % of what was wanted", factor: 100, from: "zero" },
        size,
      ),
    ],
    columns: [
      { name: "name", heading: "Jurisdiction" },
      { name: "part", heading: "Part of all that was wanted [1]" },
      { name: "got", heading: "Received over wanted [1]" },
      { name: "got_low", heading: "95% interval, low" },
      { name: "got_high", heading: "95% interval, high" },
      { name: "refused", heading: "Refused over wanted [1]" },
    ],
    rows: all.map(({ name, part, got, refused }) => ({
      name,
      part,
      got: got.mean,
      got_low: got.low,
      got_high: got.high,
      refused: refused.mean,
    })),
    estimates: Object.fromEntries(
      all.flatMap(({ jurisdiction, got, refused }) => [
        [`got/${jurisdiction}`, got] as const,
        [`refused/${jurisdiction}`, refused] as const,
      ]),
    ),
  };
}

const whole = (value: number) => percent(value, 0);

/** Who wanted most, and the others that received least of what they wanted. */
function linesOf([most, ...others]: readonly Place[]): Place[] {
  const least = [...others].sort((a, b) => a.got.mean - b.got.mean || (a.jurisdiction < b.jurisdiction ? -1 : 1));
  return [most!, ...least.slice(0, linesMost - 1)];
}

/** Those that wanted most first. */
function places({ rows, names }: ReportData): Place[] {
  const seen = rows["accelerators-by-jurisdiction"];
  const wanted = (list: readonly AcceleratorsRow[]) => list.reduce((sum, { ordered }) => sum + ordered, 0);
  const total = wanted(seen);
  const found = [...new Set(seen.map(({ jurisdiction }) => jurisdiction))].map((jurisdiction): Place => {
    const mine = seen.filter((row) => row.jurisdiction === jurisdiction);
    const points = (column: "got_share" | "refused_share") =>
      mine.map(({ run, epoch, ordered: weight, [column]: value }) => ({ run, epoch, value, weight }));
    const of = (column: "got_share" | "refused_share") => estimate(points(column), "share of what was wanted");
    return {
      name: named(names.jurisdiction, jurisdiction),
      jurisdiction,
      part: wanted(mine) / total,
      got: of("got_share"),
      refused: of("refused_share"),
      line: lineOf(points("got_share")),
    };
  });
  return found.sort((a, b) => b.part - a.part || (a.jurisdiction < b.jurisdiction ? -1 : 1));
}

function sentence(drawn: readonly Place[]): string {
  const [most, least] = linesOf(drawn) as [Place, Place | undefined];
  const first = `${most.name} wanted most accelerators, ${whole(most.part)} of all, and received ${whole(most.got.mean)} of what it wanted`;
  if (least === undefined) return first;
  if (least.got.mean > most.got.mean - worthSaying) return `${first}; nobody else received much less`;
  const refused = least.refused.mean > 0 ? `, ${whole(least.refused.mean)} being refused by rules` : "";
  return `${first}; ${least.name} received ${whole(least.got.mean)}${refused}`;
}

function drawing(drawn: readonly Place[], size: Size): Plot.PlotOptions {
  const rows = drawn.map(({ name, part, got, refused }) => ({
    name,
    value: percent(part),
    got: 100 * got.mean,
    refused: 100 * refused.mean,
  }));
  return labelledRows({
    rows,
    label: "% of what was wanted",
    size,
    nameWidth: 146,
    valueHeading: "part",
    x: { zero: true, nice: true },
    marks: (shown) => [
      // Most places have none refused: marks at 0 would say nothing.
      Plot.dot(
        shown.filter(({ refused }) => refused > 0),
        { y: "name", x: "refused", fill: "var(--series-2)", symbol: "square", r: 4.5 },
      ),
      Plot.dot(shown, { y: "name", x: "got", fill: "var(--series-1)", r: 5 }),
    ],
  });
}

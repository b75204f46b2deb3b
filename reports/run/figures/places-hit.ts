/** What did clients get in the countries that acts of states touched, before, during and after? */
import * as Plot from "@observablehq/plot";
import { clipped, type Estimate, estimate } from "../../../analysis/stats/estimate.ts";
import type { Figure, Size } from "../../page/figure.ts";
import { intervalWords, percent, prose } from "../../page/wording.ts";
import { named, type ReportData } from "../rows.ts";
import { labelledRows } from "./labelled-rows.ts";

const phases = ["before", "during", "after"] as const;
type Phase = (typeof phases)[number];
/** Drawn; all are in the table. */
const rowsMax = 12;
/** A fall of the served share below this is not worth a headline. */
const worthSaying = 0.01;

interface Place {
  readonly name: string;
  readonly jurisdiction: string;
  /** Share of its requests that were served; undefined where that phase has no epoch after warm-up. */
  readonly served: Readonly<Partial<Record<Phase, Estimate>>>;
}

/** Left out of the page where no act of a state touched anybody after warm-up. */
export function placesHit(data: ReportData): Figure | undefined {
  const all = places(data);
  if (all.length === 0) return undefined;
  const more = all.length > rowsMax ? `The ${rowsMax} that lost most of ${all.length}; the data have all.` : "";
  return {
    id: "places-hit",
    finding: sentence(all[0]!, all.length),
    shows: prose`Share of requests that were served, by where the client is, before, during and after acts of states
      that touch the place. Last column: during.`,
    note: prose`${more} ${all
      .slice(0, rowsMax)
      .map(({ name, served }) => `${name}, during: ${intervalWords(served.during!, percent)}`)
      .join("; ")}. An epoch counts as during when an act is in force in any part of it.`,
    alt: `${all.slice(0, rowsMax).map(inWords).join("; ")}.`,
    legend: phases.map((phase, i) => ({ label: phase, mark: `dot-${(i + 1) as 1 | 2 | 3}` as const })),
    plots: (size) => [drawing(all.slice(0, rowsMax), size)],
    columns: [
      { name: "name", heading: "Jurisdiction" },
      ...phases.flatMap((phase) => [
        { name: phase, heading: `Served ${phase} [1]` },
        { name: `${phase}_low`, heading: "95% interval, low" },
        { name: `${phase}_high`, heading: "95% interval, high" },
      ]),
    ],
    rows: all.map(({ name, served }) => ({
      name,
      ...Object.assign({}, ...phases.map((phase) => cells(phase, served))),
    })),
    estimates: Object.fromEntries(
      all.flatMap(({ jurisdiction, served }) =>
        phases.flatMap((phase) => (served[phase] ? [[`${jurisdiction}/${phase}`, served[phase]] as const] : [])),
      ),
    ),
  };
}

/** Those that lost most first. */
function places({ rows, names }: ReportData): Place[] {
  const seen = rows["places-hit"];
  const hit = [...new Set(seen.filter(({ phase }) => phase === "during").map(({ jurisdiction }) => jurisdiction))];
  const found = hit.map((jurisdiction): Place => {
    const served: Partial<Record<Phase, Estimate>> = {};
    for (const phase of phases) {
      const mine = seen.filter((row) => row.jurisdiction === jurisdiction && row.phase === phase);
      const points = mine.map(({ run, epoch, served_share, answered }) => ({
        run,
        epoch,
        value: served_share,
        weight: answered,
      }));
      if (points.length > 0) served[phase] = clipped(estimate(points, "share of requests"), 0, 1);
    }
    return { name: named(names.jurisdiction, jurisdiction), jurisdiction, served };
  });
  return found.sort((a, b) => lost(b) - lost(a) || (a.jurisdiction < b.jurisdiction ? -1 : 1));
}

const lost = ({ served: { before, during } }: Place) => (before?.mean ?? 1) - during!.mean;

function sentence(most: Place, count: number): string {
  const { before, during } = most.served;
  if (lost(most) < worthSaying)
    return count === 1
      ? `Acts of states kept hardly any request from ${most.name} from being served`
      : `Acts of states kept hardly any request from being served in the ${count} countries that they touched`;
  const then = before === undefined ? "" : `, ${percent(before.mean, 0)} before`;
  // What a country cut off still gets depends on the machines that stand there, which differ from run to run.
  const unsettled = before !== undefined && during!.high >= before.low ? "; too few runs to say that it fell" : "";
  const among = count === 1 ? "" : `; of ${count} countries it lost most`;
  return prose`${percent(during!.mean, 0)} of requests from ${most.name} were served while acts of states touched
    it${then}${among}${unsettled}`;
}

function inWords({ name, served }: Place): string {
  return `${name}: ${phases.flatMap((phase) => (served[phase] ? [`${phase} ${percent(served[phase].mean, 0)}`] : [])).join(", ")}`;
}

function cells(phase: Phase, served: Place["served"]): Record<string, number | null> {
  const { mean, low, high } = served[phase] ?? { mean: null, low: null, high: null };
  return { [phase]: mean, [`${phase}_low`]: low, [`${phase}_high`]: high };
}

function drawing(drawn: readonly Place[], size: Size): Plot.PlotOptions {
  const rows = drawn.map(({ name, served }) => ({ name, value: percent(served.during!.mean, 0) }));
  const dots = drawn.flatMap(({ name, served }) =>
    phases.flatMap((phase, i) => (served[phase] ? [{ name, phase: i, share: 100 * served[phase].mean }] : [])),
  );
  const symbols = ["circle", "square", "triangle"] as const;
  return labelledRows({
    rows,
    label: "% of requests served",
    size,
    nameWidth: 146,
    valueHeading: "during",
    x: { domain: [0, 100] },
    marks: () =>
      symbols.map((symbol, i) =>
        Plot.dot(
          dots.filter(({ phase }) => phase === i),
          { y: "name", x: "share", fill: `var(--series-${i + 1})`, symbol, r: 4.5 },
        ),
      ),
  });
}

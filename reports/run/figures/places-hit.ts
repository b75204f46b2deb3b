/** What did clients get in the countries that acts of states touched, at what price and delay, before, during and after? */
import * as Plot from "@observablehq/plot";
import { clipped, type Estimate, estimate } from "../../../analysis/stats/estimate.ts";
import type { Figure, Size } from "../../page/figure.ts";
import { intervalWords, percent, prose, significant } from "../../page/wording.ts";
import type { PlaceHitRow } from "../economy-rows.ts";
import { named, type ReportData } from "../rows.ts";
import { labelledRows } from "./labelled-rows.ts";

const phases = ["before", "during", "after"] as const;
type Phase = (typeof phases)[number];
type ByPhase = Readonly<Partial<Record<Phase, Estimate>>>;
/** Drawn; all are in the table. */
const rowsMax = 12;
/** A fall of the served share below this is not worth a headline. */
const worthSaying = 0.01;

interface Place {
  readonly name: string;
  readonly jurisdiction: string;
  /** Share that was served; undefined where that phase has no epoch after warm-up. */
  readonly served: ByPhase;
  /** Undefined where nobody was served in that phase. */
  readonly price: ByPhase;
  readonly delay: ByPhase;
}

/** Whose access it is: of requests to the network, or of clients who choose where to buy. */
interface Subject {
  readonly id: string;
  readonly rows: readonly PlaceHitRow[];
  readonly shows: string;
  readonly served: string;
  readonly price: { readonly label: string; readonly unit: string };
  readonly delay: { readonly label: string; readonly unit: string };
  readonly none: string;
  who(place: string): string;
}

/** Requests to the network. Left out of the page where no act of a state touched anybody after warm-up, and none was simulated. */
export function placesHit(data: ReportData): Figure | undefined {
  return hitFigure(data, {
    id: "places-hit",
    rows: data.rows["places-hit"],
    shows: prose`Share of requests that were served, price of a million tokens and time to the first token, by where the
      client is, before, during and after acts of states that touch the place. Last column: during.`,
    served: "% of requests served",
    price: { label: "price of a million tokens, USD", unit: "USD" },
    delay: { label: "time to the first token, ms", unit: "ms" },
    none: "any request",
    who: (place) => `requests from ${place}`,
  });
}

/** Clients who choose among network, clouds and going without. Left out where none do, or no act touched them after warm-up. */
export function clientsHit(data: ReportData): Figure | undefined {
  return hitFigure(data, {
    id: "clients-hit",
    rows: data.rows["clients-hit"],
    shows: prose`Share of clients, by what they would spend, who buy and are served wherever they buy, price of an hour's work of
      an H100 and round trip to whoever serves them, before, during and after acts of states that touch the place. Last column:
      during.`,
    served: "% of clients who buy and are served",
    price: { label: "price of an H100-hour's work, USD", unit: "USD" },
    delay: { label: "round trip, ms", unit: "ms" },
    none: "any client",
    who: (place) => `clients in ${place}`,
  });
}

function hitFigure(data: ReportData, subject: Subject): Figure | undefined {
  const all = places(data, subject.rows);
  if (all.length === 0) return undefined;
  const drawn = all.slice(0, rowsMax);
  const more = all.length > rowsMax ? `The ${rowsMax} that lost most of ${all.length}; the data have all.` : "";
  return {
    id: subject.id,
    finding: sentence(all[0]!, all.length, subject),
    shows: subject.shows,
    note: prose`${more} Served, ${drawn
      .map(({ name, served }) => `${name}, during: ${intervalWords(served.during!, percent)}`)
      .join(
        "; ",
      )}. An epoch counts as during when an act is in force in any part of it. Price and delay are of those who were served;
      prices may move everywhere for reasons of their own: the data of a run without the acts tell them apart.`,
    alt: `${drawn.map((place) => inWords(place, subject)).join("; ")}.`,
    legend: phases.map((phase, i) => ({ label: phase, mark: `dot-${(i + 1) as 1 | 2 | 3}` as const })),
    plots: (size) => [
      drawing(
        drawn,
        { of: "served", label: subject.served, factor: 100, say: (value) => `${Math.round(value)}%` },
        size,
      ),
      ...(["price", "delay"] as const)
        .filter((of) => drawn.some((place) => place[of].during !== undefined))
        .map((of) =>
          drawing(drawn, { of, label: subject[of].label, factor: 1, say: (value) => significant(value, 3) }, size),
        ),
    ],
    columns: [
      { name: "name", heading: "Jurisdiction" },
      ...phases.flatMap((phase) => [
        { name: phase, heading: `Served ${phase} [1]` },
        { name: `${phase}_low`, heading: "95% interval, low" },
        { name: `${phase}_high`, heading: "95% interval, high" },
        { name: `${phase}_price`, heading: `Price ${phase} [${subject.price.unit}]` },
        { name: `${phase}_delay`, heading: `Delay ${phase} [${subject.delay.unit}]` },
      ]),
    ],
    rows: all.map((place) => ({
      name: place.name,
      ...Object.assign({}, ...phases.map((phase) => cells(phase, place))),
    })),
    estimates: Object.fromEntries(all.flatMap(estimatesOf)),
  };
}

/** Those that lost most first. */
function places({ names }: ReportData, seen: readonly PlaceHitRow[]): Place[] {
  const hit = [...new Set(seen.filter(({ phase }) => phase === "during").map(({ jurisdiction }) => jurisdiction))];
  const found = hit.map((jurisdiction): Place => {
    const mine = seen.filter((row) => row.jurisdiction === jurisdiction);
    return {
      name: named(names.jurisdiction, jurisdiction),
      jurisdiction,
      served: byPhase(
        mine,
        ({ served_share }) => served_share,
        (found) => clipped(found, 0, 1),
      ),
      price: byPhase(mine, ({ price }) => price),
      delay: byPhase(mine, ({ delay }) => delay),
    };
  });
  return found.sort((a, b) => lost(b) - lost(a) || (a.jurisdiction < b.jurisdiction ? -1 : 1));
}

/** Means weigh what was asked for; epochs without a value are left out. */
function byPhase(
  rows: readonly PlaceHitRow[],
  measured: (row: PlaceHitRow) => number | null,
  bounded: (found: Estimate) => Estimate = (found) => found,
): ByPhase {
  const found: Partial<Record<Phase, Estimate>> = {};
  for (const phase of phases) {
    const points = rows.flatMap((row) => {
      const value = measured(row);
      if (row.phase !== phase || value === null) return [];
      return [{ run: row.run, epoch: row.epoch, value, weight: row.answered }];
    });
    if (points.length > 0) found[phase] = bounded(estimate(points, phase));
  }
  return found;
}

const lost = ({ served: { before, during } }: Place) => (before?.mean ?? 1) - during!.mean;

function sentence(most: Place, count: number, { none, who }: Subject): string {
  const { before, during } = most.served;
  if (lost(most) < worthSaying)
    return count === 1
      ? `Acts of states kept hardly ${none} from ${most.name} from being served${delayWords(most)}`
      : `Acts of states kept hardly ${none} from being served in the ${count} countries that they touched`;
  const then = before === undefined ? "" : `, ${percent(before.mean, 0)} before`;
  // What a country cut off still gets depends on the machines that stand there, which differ from run to run.
  const unsettled = before !== undefined && during!.high >= before.low ? "; too few runs to say that it fell" : "";
  const among = count === 1 ? "" : `; of ${count} countries it lost most`;
  return prose`${percent(during!.mean, 0)} of ${who(most.name)} were served while acts of states touched
    it${then}${among}${unsettled}`;
}

/** A change of the delay below this is not worth a headline. */
const delayWorthSaying = 0.1;

function delayWords({ delay: { before, during } }: Place): string {
  if (before === undefined || during === undefined) return "";
  if (Math.abs(during.mean / before.mean - 1) < delayWorthSaying) return "";
  return `; the delay was ${significant(during.mean, 3)} ms, ${significant(before.mean, 3)} before`;
}

function inWords({ name, served, price, delay }: Place, subject: Subject): string {
  const said = (of: ByPhase, say: (value: number) => string) =>
    phases.flatMap((phase) => (of[phase] ? [`${phase} ${say(of[phase].mean)}`] : [])).join(", ");
  const parts = [
    said(served, (value) => percent(value, 0)),
    said(price, (value) => `${significant(value, 3)} ${subject.price.unit}`),
    said(delay, (value) => `${significant(value, 3)} ${subject.delay.unit}`),
  ];
  return `${name}: ${parts.filter((part) => part !== "").join(", ")}`;
}

function cells(phase: Phase, { served, price, delay }: Place): Record<string, number | null> {
  const { mean, low, high } = served[phase] ?? { mean: null, low: null, high: null };
  return {
    [phase]: mean,
    [`${phase}_low`]: low,
    [`${phase}_high`]: high,
    [`${phase}_price`]: price[phase]?.mean ?? null,
    [`${phase}_delay`]: delay[phase]?.mean ?? null,
  };
}

/** The served share under the phase's name alone. */
function estimatesOf({ jurisdiction, served, price, delay }: Place): (readonly [string, Estimate])[] {
  const parts = [
    ["", served],
    ["/price", price],
    ["/delay", delay],
  ] as const;
  return parts.flatMap(([suffix, of]) =>
    phases.flatMap((phase) => (of[phase] ? [[`${jurisdiction}/${phase}${suffix}`, of[phase]] as const] : [])),
  );
}

interface Panel {
  readonly of: "served" | "price" | "delay";
  readonly label: string;
  readonly factor: number;
  say(value: number): string;
}

function drawing(drawn: readonly Place[], { of, label, factor, say }: Panel, size: Size): Plot.PlotOptions {
  const rows = drawn.map((place) => {
    const { during } = place[of];
    return { name: place.name, value: during === undefined ? "–" : say(factor * during.mean) };
  });
  const dots = drawn.flatMap((place) =>
    phases.flatMap((phase, i) =>
      place[of][phase] ? [{ name: place.name, phase: i, at: factor * place[of][phase].mean }] : [],
    ),
  );
  const symbols = ["circle", "square", "triangle"] as const;
  return labelledRows({
    rows,
    label,
    size,
    nameWidth: 146,
    valueHeading: "during",
    x: of === "served" ? { domain: [0, 100] } : { zero: true, nice: true },
    marks: () =>
      symbols.map((symbol, i) =>
        Plot.dot(
          dots.filter(({ phase }) => phase === i),
          { y: "name", x: "at", fill: `var(--series-${i + 1})`, symbol, r: 4.5 },
        ),
      ),
  });
}

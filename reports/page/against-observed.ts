/** How far do runs make what was published of the network that they stand for? For reports of runs and of studies. */
import * as Plot from "@observablehq/plot";
import {
  type AgainstObserved,
  againstObserved,
  epochAt,
  isMonth,
  monthsOf,
  type Observed,
  type ObservedCount,
  type Spread,
} from "../../analysis/study/observed.ts";
import type { Absent, Figure, Size } from "./figure.ts";
import { counted, decimal, listed, percent, prose, sentenceCase, significant } from "./wording.ts";

const id = "against-observed";
const monthNames = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

const format = (value: number) => significant(value, 3);

/**
 * @param runs   those that are compared
 * @param whose  which of several variants they are of: "of “as given”"; empty when there is one scenario
 */
export function observedFigure(observed: Observed, runs: ReadonlySet<number>, whose: string): Figure | Absent {
  const found = againstObserved(observed, runs);
  const missing = `Simulated ${observed.name} beside published ones`;
  if (found === undefined) return { id, missing, because: "no run measured them" };
  if (found.compared.length === 0) return { id, missing, because: "nothing was published of the time that runs cover" };
  const published = shownCounts(found);
  return {
    id,
    finding: findingOf(observed, found),
    shows: prose`${sentenceCase(observed.name)} at each epoch’s end ${whose}: median of ${counted(found.runs, "run")}${
      found.runs > 1 ? " and the interval from their 5% to their 95% quantile" : ""
    }; squares are what was published, with a line over the month where no day is known.${
      isWide(found) ? " The vertical axis is logarithmic." : ""
    }`,
    note: noteOf(found),
    alt: `${published.map((count) => altOf(count, found)).join("; ")}.`,
    legend: [
      { label: "simulated, median", mark: "line-1" },
      ...(found.runs > 1 ? [{ label: "90% of runs", mark: "band" } as const] : []),
      { label: "published", mark: "dot-2" },
    ],
    plots: (size) => [drawing(observed, found, size)],
    columns: [
      { name: "date", heading: "Date" },
      { name: "epoch", heading: "Epoch" },
      { name: "published", heading: `Published ${observed.name}` },
      { name: "median", heading: "Simulated, median" },
      { name: "low", heading: "5% quantile" },
      { name: "high", heading: "95% quantile" },
      { name: "inside", heading: "Published one in between" },
      { name: "basis", heading: "Basis" },
      { name: "source", heading: "Source" },
    ],
    rows: rowsOf(observed, found),
    estimates: {},
  };
}

/** In numbers, for the file of findings. */
export function plainObserved(observed: Observed, runs: ReadonlySet<number>) {
  const found = againstObserved(observed, runs);
  if (found === undefined) return null;
  return {
    of: observed.name,
    runs: found.runs,
    from: found.given ?? null,
    part: found.part ?? null,
    counts: found.compared.map(({ count, epoch, median, low, high, isInside }) => ({
      ...count,
      epoch,
      median,
      low,
      high,
      isInside: isInside ?? null,
    })),
  };
}

/** "in April 2026", "on 23 September 2026" */
function when(date: string): string {
  const [year, month, day] = date.split("-").map(Number) as [number, number, number?];
  const name = `${monthNames[month - 1]!} ${year}`;
  return day === undefined ? `in ${name}` : `on ${day} ${name}`;
}

function findingOf({ name }: Observed, { given, compared, part, runs }: AgainstObserved): string {
  const last = compared.at(-1)!;
  const from = given === undefined ? "" : `From ${format(given.value)} ${name} ${when(given.date)} to `;
  const to = `${format(last.count.value)}${given === undefined ? ` ${name}` : ""} ${when(last.count.date)}, as published`;
  const made = `the model’s median ends at ${format(last.median)}`;
  const first = `${from}${to}; ${made}${given === undefined || part === undefined ? "" : `, ${partWords(part, given, last.count)}`}`;
  if (runs < 2) return first;
  const outside = compared.filter(({ isInside }) => isInside === false);
  const all = compared.length === 1 ? "the one later count" : `all ${compared.length} later counts`;
  if (outside.length === 0) return `${first}. Its 90% interval holds ${all}`;
  const which = outside.map(
    ({ count, low, high }) =>
      `${format(count.value)} ${when(count.date)} (simulated ${format(low)} to ${format(high)})`,
  );
  return `${first}. Its 90% interval leaves out ${compared.length === 1 ? all : `${outside.length} of ${compared.length} later counts`}: ${listed(which)}`;
}

/** Part of the published change, in logarithms. */
function partWords(part: number, given: ObservedCount, last: ObservedCount): string {
  const change = last.value < given.value ? "fall" : "rise";
  return part < 0 ? `the other way than that ${change}` : `${percent(part, 0)} of that ${change} in logarithms`;
}

function noteOf({ runs, given, part, compared }: AgainstObserved): string {
  const narrow = prose`The interval is of what runs made, not of their mean, and with few runs too narrow: another run would lie outside the
    outermost of these with a probability of ${percent(2 / (runs + 1), 0)}.`;
  const share =
    given === undefined || part === undefined
      ? ""
      : prose`The part is ln(${format(given.value)} / ${format(compared.at(-1)!.median)}) over ln(${format(given.value)} /
          ${format(compared.at(-1)!.count.value)}): the count that runs begin with is not compared.`;
  const middle = compared.some(({ count }) => isMonth(count.date)) ? "A count of a month is compared at its 15th." : "";
  return prose`${runs > 1 ? narrow : "One run has no interval."} ${share} ${middle} The table has the source of each count, and whether it was read
    off the chain, stated on a page or derived.`;
}

function altOf(count: ObservedCount, { compared }: AgainstObserved): string {
  const made = compared.find((one) => one.count === count);
  const text = `${when(count.date)} ${format(count.value)} published`;
  return made === undefined ? text : `${text}, ${format(made.median)} simulated`;
}

function shownCounts({ given, compared }: AgainstObserved): ObservedCount[] {
  return [...(given === undefined ? [] : [given]), ...compared.map(({ count }) => count)];
}

/** The first of each month beside the published counts, in order of time. */
function rowsOf(observed: Observed, found: AgainstObserved): Figure["rows"] {
  const made = new Map(found.spread.map((one) => [one.epoch, one]));
  const last = found.spread.at(-1)!.epoch;
  const none = { published: null, inside: "–", basis: "–", source: "–" };
  const row = (date: string, epoch: number, of: object) => {
    const { median, low, high } = made.get(epoch) ?? { median: null, low: null, high: null };
    return { date, epoch, median, low, high, ...none, ...of };
  };
  const months = [observed.start, ...monthsOf(observed, last)].map((date) => row(date, epochAt(date, observed), {}));
  const counts = observed.facts.map(({ date, value, basis, source }) => {
    const isInside = found.compared.find(({ count }) => count.date === date)?.isInside;
    const inside = isInside === undefined ? "–" : isInside ? "yes" : "no";
    return row(date, epochAt(date, observed), { published: value, inside, basis, source });
  });
  return [...months, ...counts].sort((a, b) => a.epoch - b.epoch || (a.date < b.date ? -1 : 1));
}

/** Where counts and runs differ so much that a linear axis would hide how small ones compare. */
const wideRatio = 5;

function heightsOf(found: AgainstObserved): number[] {
  const spread = found.spread.flatMap(({ low, high }) => [low, high]);
  return [...spread, ...shownCounts(found).map(({ value }) => value)];
}

function isWide(found: AgainstObserved): boolean {
  const heights = heightsOf(found);
  return Math.min(...heights) > 0 && Math.max(...heights) >= wideRatio * Math.min(...heights);
}

function drawing(observed: Observed, found: AgainstObserved, size: Size): Plot.PlotOptions {
  const { spread, runs } = found;
  const last = spread.at(-1)!.epoch;
  const points = shownCounts(found).map((count) => pointOf(count, observed, spread));
  const months = monthTicks(observed, last, size);
  return {
    height: size.isNarrow ? 240 : 280,
    marginLeft: 46,
    marginRight: 14,
    marginTop: 24,
    marginBottom: 38,
    x: {
      label: months.label,
      labelArrow: "none",
      labelAnchor: "center",
      domain: [0, last],
      ticks: [...months.names.keys()],
      tickFormat: (epoch: number) => months.names.get(epoch) ?? "",
    },
    y: { label: observed.name, labelArrow: "none", grid: true, ...vertical(found) },
    marks: [
      runs > 1
        ? Plot.areaY(spread, { x: "epoch", y1: "low", y2: "high", fill: "var(--series-1)", fillOpacity: 0.2 })
        : null,
      Plot.lineY(spread, { x: "epoch", y: "median", stroke: "var(--series-1)", strokeWidth: 2 }),
      Plot.ruleY(points, { x1: "from", x2: "to", y: "value", stroke: "var(--series-2)", strokeWidth: 2 }),
      Plot.dot(points, { x: "epoch", y: "value", fill: "var(--series-2)", symbol: "square", r: 5 }),
      points.map((point) => named(point, last)),
    ],
  };
}

/** Its number towards the middle, so that none leaves the drawing, and away from the line. */
function named(point: ReturnType<typeof pointOf>, last: number) {
  const [textAnchor, dx] = 2 * point.epoch < last ? (["start", 9] as const) : (["end", -9] as const);
  const halo = { fill: "currentColor", stroke: "var(--ground)", strokeWidth: 4 };
  return Plot.text([point], {
    x: "epoch",
    y: "value",
    text: "name",
    textAnchor,
    dx,
    dy: point.isBelow ? 12 : -12,
    ...halo,
  });
}

/** Where a count is drawn: a month's over those of its epochs that runs have. */
function pointOf({ date, value }: ObservedCount, observed: Observed, spread: readonly Spread[]) {
  const last = spread.at(-1)!.epoch;
  const within = (epoch: number) => Math.min(last, Math.max(0, epoch));
  const epoch = within(epochAt(date, observed));
  const [from, to] = isMonth(date)
    ? [epochAt(`${date}-01`, observed), epochAt(`${date}-28`, observed)].map(within)
    : [epoch, epoch];
  const isBelow = value < (spread.find((one) => one.epoch === epoch)?.median ?? 0);
  return { epoch, from: from!, to: to!, value, name: format(value), isBelow };
}

function vertical(found: AgainstObserved): Plot.ScaleOptions {
  if (!isWide(found)) return { ticks: 5, nice: true, zero: true };
  const heights = heightsOf(found);
  const [least, most] = [Math.min(...heights), Math.max(...heights)];
  const ticks: number[] = [];
  for (let power = 10 ** Math.floor(Math.log10(least)); power <= most * 10; power *= 10)
    for (const step of [1, 2, 5]) ticks.push(step * power);
  const domain = [ticks.findLast((tick) => tick <= least)!, ticks.find((tick) => tick >= most)!];
  const shown = ticks.filter((tick) => tick >= domain[0]! && tick <= domain[1]!);
  return { type: "log", domain, ticks: shown, tickFormat: (tick: number) => decimal(tick, tick < 1 ? 2 : 0) };
}

/** Months by the epoch in which they begin, as many as there is room for; the first day of a run shorter than that. */
function monthTicks(observed: Observed, last: number, { isNarrow }: Size) {
  const months = monthsOf(observed, last);
  if (months.length === 0)
    return { names: new Map([[0, observed.start]]), label: `epochs after ${observed.start.slice(0, 10)}` };
  const step = Math.ceil(months.length / (isNarrow ? 5 : 10));
  const years = [...new Set(months.map((date) => date.slice(0, 4)))];
  const isOneYear = years.length === 1;
  const names = months
    .filter((_, i) => i % step === 0)
    .map((date): [number, string] => {
      const name = monthNames[Number(date.slice(5, 7)) - 1]!.slice(0, 3);
      return [epochAt(date, observed), isOneYear ? name : `${name} ’${date.slice(2, 4)}`];
    });
  return { names: new Map(names), label: `first day of the month${isOneYear ? `, ${years[0]}` : ""}` };
}

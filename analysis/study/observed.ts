/** What runs made beside what was published of the network that they stand for. */
import { quantile } from "../stats/quantile.ts";

export interface ObservedCount {
  /** ISO 8601; a month where no day is known. */
  readonly date: string;
  /** Above 0. */
  readonly value: number;
  /** chain: read off the chain or announced by the project; page: somebody's dated statement; derived: computed from such. */
  readonly basis: string;
  readonly source: string;
}

export interface Observed {
  /** Of what, in the plural. */
  readonly name: string;
  /** Day on which a run begins. [ISO 8601] */
  readonly start: string;
  readonly epochSeconds: number;
  /** In order of time. */
  readonly facts: readonly ObservedCount[];
  /** Measured in runs, any order. */
  readonly values: readonly { readonly run: number; readonly epoch: number; readonly value: number }[];
}

/** Over runs: median, and the interval from their 5 % to their 95 % quantile. */
export interface Spread {
  readonly epoch: number;
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export interface ComparedCount extends Spread {
  readonly count: ObservedCount;
  /** Undefined with one run, which has no interval. */
  readonly isInside: boolean | undefined;
}

export interface AgainstObserved {
  readonly runs: number;
  readonly spread: readonly Spread[];
  /** The last count of the month before the start: where both begin. */
  readonly given: ObservedCount | undefined;
  /** Counts of the time that runs cover, later than the start. */
  readonly compared: readonly ComparedCount[];
  /**
   * Logarithm of the model's change, from the given count to its median at the last one, over that of the published change. Undefined where
   * no count is given, nothing changed, or the median is 0.
   */
  readonly part: number | undefined;
}

const millisecondsPerDay = 86_400_000;
/** Where no day is known, the middle of the month. */
const midMonth = 15;
const monthDays = 31;

/** Epoch of a run that holds the beginning of a day; negative before the run. */
export function epochAt(date: string, { start, epochSeconds }: Pick<Observed, "start" | "epochSeconds">): number {
  const day = isMonth(date) ? `${date}-${midMonth}` : date;
  return Math.floor((Date.parse(day) - Date.parse(start)) / 1000 / epochSeconds);
}

/** Whether a date names a month and no day. */
export const isMonth = (date: string): boolean => date.length === "2026-01".length;

/** The first of each month after the start, as long as runs go. [ISO 8601] */
export function monthsOf(observed: Pick<Observed, "start" | "epochSeconds">, lastEpoch: number): string[] {
  const months: string[] = [];
  const [year, month] = observed.start.split("-").map(Number) as [number, number];
  for (let k = 1; ; k++) {
    const first = new Date(Date.UTC(year, month - 1 + k, 1)).toISOString().slice(0, "2026-01-01".length);
    if (epochAt(first, observed) > lastEpoch) return months;
    months.push(first);
  }
}

/** @param runs  those that are compared; undefined when they measured nothing */
export function againstObserved(observed: Observed, runs: ReadonlySet<number>): AgainstObserved | undefined {
  const mine = observed.values.filter(({ run }) => runs.has(run));
  const spread = spreadOf(mine);
  if (spread.length === 0) return undefined;
  const at = new Map(spread.map((one) => [one.epoch, one]));
  const count = new Set(mine.map(({ run }) => run)).size;
  const compared = observed.facts.flatMap((fact): ComparedCount[] => {
    const epoch = epochAt(fact.date, observed);
    const made = epoch > 0 ? at.get(epoch) : undefined;
    if (made === undefined) return [];
    const isInside = count < 2 ? undefined : fact.value >= made.low && fact.value <= made.high;
    return [{ ...made, count: fact, isInside }];
  });
  const earliest = (-monthDays * millisecondsPerDay) / 1000 / observed.epochSeconds;
  const given = observed.facts.findLast(({ date }) => {
    const epoch = epochAt(date, observed);
    return epoch <= 0 && epoch >= earliest;
  });
  return { runs: count, spread, given, compared, part: partOf(given, compared.at(-1)) };
}

function spreadOf(values: Observed["values"]): Spread[] {
  const epochs = new Map<number, number[]>();
  for (const { epoch, value } of values) {
    const list = epochs.get(epoch);
    if (list === undefined) epochs.set(epoch, [value]);
    else list.push(value);
  }
  const of = (list: readonly number[], p: number) => quantile(list, p, "type7");
  return [...epochs]
    .sort(([a], [b]) => a - b)
    .map(([epoch, list]) => ({ epoch, median: of(list, 0.5), low: of(list, 0.05), high: of(list, 0.95) }));
}

function partOf(given: ObservedCount | undefined, last: ComparedCount | undefined): number | undefined {
  if (given === undefined || last === undefined) return undefined;
  const published = Math.log(last.count.value / given.value);
  const made = Math.log(last.median / given.value);
  return published === 0 || !Number.isFinite(made) ? undefined : made / published;
}

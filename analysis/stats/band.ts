/** A line over epochs with a band that always says what it is. */
import { quantile } from "./quantile.ts";
import { studentQuantile } from "./student.ts";

export type BandKind = "lowest to highest run" | "middle 90% of runs" | "sampling error" | "none";

export interface BandPoint {
  readonly epoch: number;
  readonly mean: number;
  /** Equal to the mean when the band is of kind "none". */
  readonly low: number;
  readonly high: number;
}

export interface Band {
  readonly kind: BandKind;
  readonly points: readonly BandPoint[];
}

export interface Observation {
  readonly run: number;
  readonly epoch: number;
  readonly value: number;
  /** Standard error of the value from sampling windows; NaN when it was not sampled. */
  readonly se: number;
  /** Windows that the standard error rests on; its degrees of freedom are one less. */
  readonly windows: number;
}

/** From this many runs on, the band leaves out the outer tenth instead of reaching to the extremes. */
const quantilesFrom = 20;

/**
 * Mean over runs at each epoch, with the spread between runs as band; with one run the 95 % sampling error of each
 * epoch's value.
 *
 * @param observations  finite values, any order
 */
export function band(observations: readonly Observation[]): Band {
  const epochs = new Map<number, Observation[]>();
  for (const seen of observations) {
    const list = epochs.get(seen.epoch);
    if (list) list.push(seen);
    else epochs.set(seen.epoch, [seen]);
  }
  const runs = new Set(observations.map(({ run }) => run)).size;
  const kind = bandKind(runs, observations);
  const points = [...epochs.entries()].sort(([a], [b]) => a - b).map(([epoch, seen]) => point(epoch, seen, kind));
  return { kind, points };
}

function bandKind(runs: number, observations: readonly Observation[]): BandKind {
  if (runs >= quantilesFrom) return "middle 90% of runs";
  if (runs >= 2) return "lowest to highest run";
  return observations.some(({ se, windows }) => se > 0 && windows >= 2) ? "sampling error" : "none";
}

function point(epoch: number, seen: readonly Observation[], kind: BandKind): BandPoint {
  const values = seen.map(({ value }) => value);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (kind === "lowest to highest run") return { epoch, mean, low: Math.min(...values), high: Math.max(...values) };
  if (kind === "middle 90% of runs") {
    return { epoch, mean, low: quantile(values, 0.05, "type7"), high: quantile(values, 0.95, "type7") };
  }
  const { se, windows } = seen[0]!;
  const half = kind === "sampling error" && se > 0 && windows >= 2 ? studentQuantile(0.975, windows - 1) * se : 0;
  return { epoch, mean, low: mean - half, high: mean + half };
}

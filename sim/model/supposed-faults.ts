/** Rejections that an operator would meet with, drawn. */
import { log } from "../engine/math.ts";
import { normalOf } from "../engine/normal.ts";
import type { TrialTables } from "./trial-tables.ts";

type Uniform = (row: number, n: number) => number;

/** A number of events with this mean: Poisson for large means as a normal, for small ones by inversion. */
export function eventsOf(mean: number, uniform: () => number): number {
  if (!(mean > 0)) return 0;
  return Math.max(0, Math.round(mean + Math.sqrt(mean) * normalOf(uniform())));
}

/** Rejections in a row at the epoch's end, drawn from the share of rejected checks. */
export function runOfFaults({ accounts, accountsOf }: TrialTables, operator: number, uniform: Uniform): void {
  const { checks, faults, faultsInRow } = accounts.columns;
  for (const a of accountsOf[operator]) {
    const share = checks[a] > 0 ? faults[a] / checks[a] : 0;
    const run = share >= 1 ? faults[a] : share > 0 ? Math.floor(log(uniform(a, 1001)) / log(share)) : 0;
    faultsInRow[a] = Math.min(faults[a], run);
  }
}

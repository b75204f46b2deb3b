/** Rejections that an operator would meet with, drawn, and those that it would hand to others. */
import { log } from "../engine/math.ts";
import { normalOf } from "../engine/normal.ts";
import type { Supposed } from "./foresight.ts";
import type { Outlook } from "./market-outlook.ts";
import type { Strategies } from "./strategies.ts";
import type { TrialTables } from "./trial-tables.ts";
import type { World } from "./world.ts";

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

interface Accusing {
  readonly world: World;
  readonly strategies: Strategies;
  readonly outlook: Outlook;
  readonly trial: TrialTables;
}

/** Rejections that it would hand to others, in proportion to their work. */
export function accuse({ world, strategies, outlook, trial }: Accusing, { operator, dials }: Supposed): void {
  const more = dials.accused - strategies.conducts.columns.accused[operator];
  if (more === 0) return;
  trial.touchFaults();
  const given = new Float64Array(world.markets.count);
  const { market, work, faults, checks, operator: owner } = trial.nodes;
  for (const host of trial.machinesOf(operator)) {
    const m = market[host];
    if (outlook.machines[m] > 0) given[m] += outlook.checks[m] / outlook.machines[m];
  }
  for (let host = 0; host < world.nodes.count; host++) {
    const m = market[host];
    if (owner[host] === operator || !(outlook.work[m] > 0)) continue;
    faults[host] = Math.max(0, Math.min(checks[host], faults[host] + (more * given[m] * work[host]) / outlook.work[m]));
  }
}

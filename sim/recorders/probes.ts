/** Rows of every table that a probe fills, once an epoch. */
import { firstHolder } from "../model/ledger.ts";
import type { ProbeView } from "../model/view.ts";
import type { World } from "../model/world.ts";
import { probes } from "../probes/registry.ts";
import type { RowBatch } from "../store/sink.ts";
import { rowsFrom } from "./rows.ts";

export function probeRows(world: World): RowBatch[] {
  const see = probeView(world);
  const epoch = world.clock.epoch;
  const batches: RowBatch[] = [];
  for (const probe of probes) {
    const rows: Record<string, string | number | bigint>[] = [];
    for (const row of probe.measure(see)) rows.push({ epoch, ...row });
    batches.push(rowsFrom(probe.table, rows));
  }
  return batches;
}

/** What rules see, and the money of each account besides. [base unit] Rounded to 53 bits, for shares only. */
function probeView(world: World): ProbeView {
  const { view, ledger, accounts, utcOffset } = world;
  const balances = new Float64Array(accounts.count);
  for (let a = 0; a < accounts.count; a++) balances[a] = Number(ledger.balance[firstHolder + a]);
  return { ...view, balances, jurisdictionCount: utcOffset.length };
}

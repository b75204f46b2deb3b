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
  return probes.map((probe) =>
    rowsFrom(
      probe.table,
      probe.measure(see).map((row) => ({ epoch, ...row })),
    ),
  );
}

/** What rules see, and the money of each account besides. [base unit] Rounded to 53 bits, for shares only. */
function probeView(world: World): ProbeView {
  const { view, ledger, accounts, utcOffset } = world;
  const balances = new Float64Array(accounts.count);
  for (let a = 0; a < accounts.count; a++) balances[a] = Number(ledger.balance[firstHolder + a]);
  return { ...view, balances, jurisdictionCount: utcOffset.length };
}

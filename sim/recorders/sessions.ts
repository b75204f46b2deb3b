/** Rows on sessions of slots, once an epoch and model. */
import type { World } from "../model/world.ts";
import type { RowBatch } from "../store/sink.ts";
import { rowsFrom } from "./rows.ts";

export function sessionRows({ sessions, markets, clock }: World): RowBatch {
  const rows = sessions.rows.map(({ market, settledFraction, lateFraction, expiredFraction, ...row }) => ({
    epoch: clock.epoch,
    model: markets.columns.model[market],
    ...row,
    settled: settledFraction,
    late: lateFraction,
    expired: expiredFraction,
  }));
  return rowsFrom("sessions", rows);
}

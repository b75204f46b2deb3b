/** Rows on sessions of slots, once an epoch and model, and on challenges that were judged. */
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

export function challengeRows({ challenges, clock }: World): RowBatch {
  const rows = challenges.judged.map(({ number, openedAt, hasFailed, ...row }) => ({
    challenge: number,
    epoch: clock.epoch,
    opened: openedAt,
    ...row,
    failed: hasFailed ? 1 : 0,
  }));
  return rowsFrom("challenges", rows);
}

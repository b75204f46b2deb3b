/** SYNTHETIC outages and single requests of one run. */
import { jurisdictionIds, workloadIds } from "../../sim/model/catalogue/ids.ts";
import type { Draws } from "./synthetic-run.ts";
import type { SyntheticWorld } from "./synthetic-store.ts";

export function outageRows(world: SyntheticWorld, { uniform }: Draws): Readonly<Record<string, unknown>>[] {
  const rows: { line: number; epoch: number; at: number; kind: string; subject: string; value: number }[] = [];
  for (let i = 0; i < world.outages; i++) {
    const start = (0.15 + 0.8 * uniform()) * world.epochs * 86_400;
    const end = start + (6 + 60 * uniform()) * 3600;
    const subject = jurisdictionIds[Math.floor(12 * uniform())]!;
    const value = Math.round(20 + 100 * uniform());
    const epochOf = (at: number) => Math.floor(at / 86_400);
    rows.push({ line: 2 * i, epoch: epochOf(start), at: start, kind: "outage-started", subject, value });
    // The last one is still going on when the run ends.
    if (i === world.outages - 1 || epochOf(end) >= world.epochs) continue;
    rows.push({ line: 2 * i + 1, epoch: epochOf(end), at: end, kind: "outage-ended", subject, value });
  }
  return rows;
}

export function requestRows(
  run: number,
  world: SyntheticWorld,
  { uniform }: Draws,
): Readonly<Record<string, unknown>>[] {
  if (world.isUnsampled) return [];
  return Array.from({ length: 3000 }, (_, request) => {
    const epoch = Math.floor(world.epochs * uniform());
    const isServed = uniform() < world.servedFraction;
    return {
      request: run * 10_000 + request,
      epoch,
      arrived_at: epoch * 86_400,
      jurisdiction: jurisdictionIds[Math.floor(20 * uniform() ** 1.5)],
      workload: workloadIds[0],
      model: "gpt-oss-20b",
      node: isServed ? 1 : null,
      prompt_tokens: 700,
      output_tokens: 220,
      outcome: isServed ? "served" : world.mainReason,
      queueing: 20,
      time_to_first_token: isServed ? 400 : null,
      end_to_end: isServed ? 7000 : null,
      fee: isServed ? 1000 : 0,
    };
  });
}

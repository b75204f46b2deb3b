/** What proofs made while serving cost: every time of serving grows by one factor, and throughput falls by it. */
import type { Table } from "../engine/columns.ts";
import type { Slots } from "./slots.ts";
import type { NodeSpec } from "./tables/nodes.ts";

const times = [
  "stepBase",
  "stepRouted",
  "stepPerContext",
  "stepPerRequest",
  "stepOverhead",
  "stepOverheadPerRequest",
  "prefillPerToken",
  "prefillLeast",
] as const;

/** Time of serving under the rules over that without proofs, ≥ 1. */
export function overheadOf({ verification }: Pick<Slots, "verification">): number {
  return 1 + (verification.overhead ?? 0);
}

/** Compute proofs are made apart from serving: `proof` stays. */
export function slowServing(nodes: Table<NodeSpec>, factor: number): void {
  if (factor === 1) return;
  for (let host = 0; host < nodes.count; host++) slowMachine(nodes, host, factor);
}

/** The same for one node. */
export function slowMachine({ columns }: Table<NodeSpec>, host: number, factor: number): void {
  for (const name of times) columns[name][host] *= factor;
  columns.capacity[host] /= factor;
  columns.weight[host] /= factor;
}

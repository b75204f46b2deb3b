/** Rows of `serving` at the start of a run, and what they repeat of `nodes`. */
import type { Columns } from "../engine/columns.ts";
import { addPackedRow, fillField, setField } from "../engine/packed.ts";
import type { NodeSpec } from "./tables/nodes.ts";
import { lawReals, lawWholes, type Serving, servingLayout } from "./tables/serving.ts";
import * as at from "./tables/serving-fields.ts";

/** One empty batch a node. */
export function startServing(serving: Serving, nodes: Columns<NodeSpec>, count: number): void {
  serving.count = count;
  for (const [name, value] of emptyBatch) fillField(serving, name, value);
  for (let host = 0; host < count; host++) copyLaws(serving, nodes, host);
}

/** The batch of a machine that comes later; its row is that of its node. */
export function addServing(serving: Serving, nodes: Columns<NodeSpec>): void {
  const host = addPackedRow(serving);
  for (const [name, value] of emptyBatch) setField(serving, name, host, value);
  copyLaws(serving, nodes, host);
}

const isNone: readonly string[] = ["waitingFirst", "waitingLast", "prefilling", "root"];
const isNever: readonly string[] = ["ticket", "busySince"];
const emptyBatch = (Object.keys(servingLayout) as (keyof typeof servingLayout)[]).map(
  (name) => [name, isNone.includes(name) ? -1 : isNever.includes(name) ? Number.NaN : 0] as const,
);

/** Repeats what `nodes` says of a node's steps and room beside its batch. To be called when that changes. */
export function copyLaws({ doubles, words }: Serving, nodes: Columns<NodeSpec>, host: number): void {
  for (const [name, field] of lawReals) doubles[host * at.doubles + field] = nodes[name][host];
  for (const [name, field] of lawWholes) words[host * at.words + field] = nodes[name][host];
}

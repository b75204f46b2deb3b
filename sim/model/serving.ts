/**
 * Rows of `serving` at the start of a run, and what they repeat of `nodes`.
 *
 * A run without windows simulates no request, so that every batch stays empty: its table has no room, and 128 bytes a node are saved.
 */
import type { Columns, Spec, Table } from "../engine/columns.ts";
import { addPackedRow, columnsOf, copyPacked, createPacked, fillField, setField } from "../engine/packed.ts";
import { copyLawTable, createLaws, lawFor } from "./laws.ts";
import type { NodeSpec } from "./tables/nodes.ts";
import { besideLayout, type Serving, servingLayout } from "./tables/serving.ts";
import * as at from "./tables/serving-fields.ts";

/** Whether batches are kept at all. */
export const hasBatches = (serving: Serving) => serving.capacity > 0;

/** @param capacity  nodes for which there is room; 0 where no batches are kept */
export function createServing(capacity: number): Serving {
  const batches = createPacked("serving", servingLayout, at.doubles, capacity);
  const marks = () => new Uint8Array(capacity);
  const sentAt = new Float64Array(capacity);
  return {
    laws: createLaws(),
    ...batches,
    sentAt,
    wasLive: marks(),
    isBusy: marks(),
    isUsed: marks(),
    turned: marks(),
  };
}

/** A copy that shares nothing that changes. */
export function copyServing(serving: Serving): Serving {
  const { laws, sentAt, wasLive, isBusy, isUsed, turned } = serving;
  return {
    laws: copyLawTable(laws),
    ...copyPacked(serving),
    sentAt: sentAt.slice(),
    wasLive: wasLive.slice(),
    isBusy: isBusy.slice(),
    isUsed: isUsed.slice(),
    turned: turned.slice(),
  };
}

/** One empty batch a node. */
export function startServing(serving: Serving, nodes: Columns<NodeSpec>, count: number): void {
  if (!hasBatches(serving)) return;
  serving.count = count;
  for (const [name, value] of emptyBatch) fillField(serving, name, value);
  for (let host = 0; host < count; host++) copyLaws(serving, nodes, host);
}

/** The batch of a machine that comes later; its row is that of its node. */
export function addServing(serving: Serving, nodes: Columns<NodeSpec>): void {
  if (!hasBatches(serving)) return;
  const host = addPackedRow(serving);
  for (const [name, value] of emptyBatch) setField(serving, name, host, value);
  copyLaws(serving, nodes, host);
}

const isNone: readonly string[] = ["waitingFirst", "waitingLast", "prefilling", "root"];
const isNever: readonly string[] = ["ticket", "busySince"];
const emptyBatch = (Object.keys(servingLayout) as (keyof typeof servingLayout)[]).map(
  (name) => [name, isNone.includes(name) ? -1 : isNever.includes(name) ? Number.NaN : 0] as const,
);

/** Repeats what `nodes` says of a node's steps and room. To be called when that changes. */
export function copyLaws(serving: Serving, nodes: Columns<NodeSpec>, host: number): void {
  if (!hasBatches(serving)) return;
  const { words, laws } = serving;
  const w = host * at.words + at.law;
  words[w] = lawFor(laws, nodes, host, words[w]);
}

/** Forgets what was measured in the epoch; who is in the batch stays. */
export function clearSums({ doubles, count, isUsed, isBusy }: Serving): void {
  for (let host = 0; host < count; host++) {
    if (isUsed[host] === 0) continue;
    const d = host * at.doubles;
    isUsed[host] = isBusy[host];
    doubles[d + at.busyTime] = 0;
    doubles[d + at.outputTokens] = 0;
    doubles[d + at.tokens] = 0;
    doubles[d + at.served] = 0;
    doubles[d + at.missed] = 0;
    doubles[d + at.fees] = 0;
  }
}

/** The batches as a digest reads them, whatever lies where: one a node, empty ones where none are kept. */
export function batchesOf(serving: Serving, nodes: number): Table<Spec> {
  if (hasBatches(serving)) return withBeside(columnsOf(serving), serving);
  const one = createPacked(serving.name, servingLayout, at.doubles, 1);
  addPackedRow(one);
  for (const [name, value] of emptyBatch) setField(one, name, 0, value);
  return withBeside(columnsOf(one, nodes), { sentAt: new Float64Array(nodes), wasLive: new Uint8Array(nodes) });
}

/** Field after which those beside the records come in a digest. */
const besideAfter = "outstanding";

function withBeside(batches: Table<Spec>, beside: Columns<typeof besideLayout>): Table<Spec> {
  const columns = Object.defineProperties({}, Object.getOwnPropertyDescriptors(batches.columns));
  for (const name of ["sentAt", "wasLive"] as const) Object.defineProperty(columns, name, { value: beside[name] });
  const kinds = Object.entries(batches.spec);
  const upTo = kinds.findIndex(([name]) => name === besideAfter) + 1;
  const spec = Object.fromEntries([...kinds.slice(0, upTo), ...Object.entries(besideLayout), ...kinds.slice(upTo)]);
  return { ...batches, spec, columns: columns as Columns<Spec> };
}

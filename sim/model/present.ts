/**
 * Which rows of machines a pass at an epoch's end looks at. Rows are never reused, so that after years of entry and exit most of them
 * belong to machines that have left: they hold zeros, and a pass over all rows would read them all.
 */
import type { Table } from "../engine/columns.ts";
import { createDue, type Due } from "../engine/due.ts";
import { type NodeSpec, Status } from "./tables/nodes.ts";

/** Rows of all machines that are there, ascending: rows[0]…rows[count − 1]. One that has left stays for the epoch in which it went. */
export interface Present {
  readonly rows: Uint32Array;
  count: number;
  /** Scratch: what a sweep over the machines found due. */
  readonly due: Due;
}

export function createPresent({ columns, count, capacity }: Table<NodeSpec>): Present {
  const present = { rows: new Uint32Array(capacity), count: 0, due: createDue() };
  for (let host = 0; host < count; host++) if (columns.status[host] !== Status.gone) notePresent(present, host);
  return present;
}

/** @param host  a row beyond all others */
export function notePresent(present: Present, host: number): void {
  present.rows[present.count++] = host;
}

/** Called before machines are removed: those that went before have been brought to zero by the passes since. */
export function forgetGone(present: Present, { status }: Table<NodeSpec>["columns"]): void {
  let kept = 0;
  for (let i = 0; i < present.count; i++) {
    const host = present.rows[i];
    if (status[host] !== Status.gone) present.rows[kept++] = host;
  }
  present.count = kept;
}

export const copyPresent = ({ rows, count }: Present): Present => ({ rows: rows.slice(), count, due: createDue() });

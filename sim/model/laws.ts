/** Rows of `laws`: found by what they say, counted by the nodes that have them, free again once none has. */
import type { Columns } from "../engine/columns.ts";
import * as at from "./tables/law-fields.ts";
import { type Laws, lawReals, lawWholes } from "./tables/laws.ts";
import type { NodeSpec } from "./tables/nodes.ts";

/** Rows at the start; doubled when they are used up. */
const roomAtStart = 64;

export function createLaws(): Laws {
  const doubles = new Float64Array(roomAtStart * at.doubles);
  return {
    doubles,
    words: new Int32Array(doubles.buffer),
    uses: new Uint32Array(roomAtStart),
    next: new Uint32Array(roomAtStart),
    first: new Uint32Array(roomAtStart),
    free: 0,
    count: 1,
  };
}

/** A copy that shares nothing that changes. */
export function copyLawTable(laws: Laws): Laws {
  const doubles = laws.doubles.slice();
  const { uses, next, first } = laws;
  return {
    ...laws,
    doubles,
    words: new Int32Array(doubles.buffer),
    uses: uses.slice(),
    next: next.slice(),
    first: first.slice(),
  };
}

const asked = new Float64Array(at.doubles);
const askedWords = new Int32Array(asked.buffer);

/**
 * The row of a node's law, one node more counted in.
 *
 * @param before  row that it had so far, of which it is counted out; 0 when it had none
 */
export function lawFor(laws: Laws, nodes: Columns<NodeSpec>, host: number, before: number): number {
  for (const [name, field] of lawReals) asked[field] = nodes[name][host];
  for (const [name, field] of lawWholes) askedWords[field] = nodes[name][host];
  const row = find(laws) || add(laws);
  laws.uses[row]++;
  if (before > 0 && --laws.uses[before] === 0) remove(laws, before);
  return row;
}

/** 0 when there is none that says what is asked. */
function find({ words, first, next }: Laws): number {
  let row = first[bucketOf(askedWords, 0, first.length)];
  while (row > 0 && !isAsked(words, row * at.words)) row = next[row];
  return row;
}

function isAsked(words: Int32Array, from: number): boolean {
  for (let i = 0; i < at.words; i++) if (words[from + i] !== askedWords[i]) return false;
  return true;
}

function add(laws: Laws): number {
  if (laws.free === 0 && laws.count === laws.uses.length) grow(laws);
  const row = laws.free > 0 ? laws.free : laws.count++;
  if (row === laws.free) laws.free = laws.next[row];
  laws.doubles.set(asked, row * at.doubles);
  link(laws, row);
  return row;
}

function remove(laws: Laws, row: number): void {
  const { words, first, next } = laws;
  const bucket = bucketOf(words, row * at.words, first.length);
  if (first[bucket] === row) first[bucket] = next[row];
  else {
    let before = first[bucket];
    while (next[before] !== row) before = next[before];
    next[before] = next[row];
  }
  next[row] = laws.free;
  laws.free = row;
}

/** Twice the room; rows keep their numbers. All rows are in use. */
function grow(laws: Laws): void {
  const room = 2 * laws.uses.length;
  const { doubles, uses } = laws;
  laws.doubles = new Float64Array(room * at.doubles);
  laws.doubles.set(doubles);
  laws.words = new Int32Array(laws.doubles.buffer);
  laws.uses = new Uint32Array(room);
  laws.uses.set(uses);
  laws.next = new Uint32Array(room);
  laws.first = new Uint32Array(room);
  for (let row = 1; row < laws.count; row++) link(laws, row);
}

function link({ words, first, next }: Laws, row: number): void {
  const bucket = bucketOf(words, row * at.words, first.length);
  next[row] = first[bucket];
  first[bucket] = row;
}

/** Each word is mixed in by a multiplication, its high bits folded down (Knuth's multiplicative hash). */
function bucketOf(words: Int32Array, from: number, buckets: number): number {
  let hash = 0;
  for (let i = 0; i < at.words; i++) {
    hash = Math.imul(hash ^ words[from + i], 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash & (buckets - 1);
}

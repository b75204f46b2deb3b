/** What a node's batch and queue do, without a word on when: joins, room, virtual time, the waiting line. */
import type { Ticket } from "../engine/units.ts";
import { decodeTokens } from "./decode.ts";
import { insertFinish } from "./finish-heap.ts";
import * as law from "./tables/law-fields.ts";
import * as request from "./tables/request-fields.ts";
import { Stage } from "./tables/requests.ts";
import * as serving from "./tables/serving-fields.ts";
import { awakeTime, type World } from "./world.ts";

/** Is there a place in the batch, and cache for the whole request? */
export function hasRoom(world: World, host: number, row: number): boolean {
  const { doubles, words, laws } = world.serving;
  const asked = world.requests.words;
  const w = host * serving.words;
  const d = host * serving.doubles;
  const r = row * request.words;
  const own = words[w + serving.law];
  if (words[w + serving.active] >= laws.words[own * law.words + law.batchMax]) return false;
  const need = asked[r + request.prompt] + asked[r + request.output];
  return doubles[d + serving.reserved] + need <= laws.doubles[own * law.doubles + law.kvTokensMax];
}

/** The request starts to decode; its first token came with the prefill. */
export function join(world: World, host: number, row: number): void {
  const { doubles, words } = world.serving;
  const { requests } = world;
  const w = host * serving.words;
  const d = host * serving.doubles;
  const r = row * request.words;
  requests.words[r + request.stage] = Stage.decode;
  requests.doubles[row * request.doubles + request.tag] =
    doubles[d + serving.virtual] + requests.words[r + request.output] - 1;
  words[w + serving.root] = insertFinish(requests, words[w + serving.root], row);
  words[w + serving.active] += 1;
  doubles[d + serving.context] = doubles[d + serving.context] + requests.words[r + request.prompt] + 1;
  doubles[d + serving.advancedAt] = awakeTime(world);
}

/** Decode stands still from now on. */
export function pause(world: World, host: number): void {
  if (Number.isNaN(world.serving.doubles[host * serving.doubles + serving.ticket])) return;
  cancelNext(world, host);
  bringUpToDate(world, host);
}

/** Each active request is given the tokens of the time since the batch was last up to date. */
export function bringUpToDate(world: World, host: number): void {
  const { doubles, words, laws } = world.serving;
  const d = host * serving.doubles;
  const w = host * serving.words;
  const own = words[w + serving.law] * law.doubles;
  const elapsed = awakeTime(world) - doubles[d + serving.advancedAt];
  const tokens = decodeTokens(laws.doubles, own, words[w + serving.active], doubles[d + serving.context], elapsed);
  advance(world, host, tokens);
  doubles[d + serving.virtual] = doubles[d + serving.virtual] + tokens;
}

/** Each active request has been given `tokens` more. */
export function advance(world: World, host: number, tokens: number): void {
  const { doubles, words } = world.serving;
  const d = host * serving.doubles;
  doubles[d + serving.context] = doubles[d + serving.context] + tokens * words[host * serving.words + serving.active];
  doubles[d + serving.advancedAt] = awakeTime(world);
}

/** Takes the node's next event out of the schedule. */
export function cancelNext(world: World, host: number): void {
  const { doubles } = world.serving;
  const at = host * serving.doubles + serving.ticket;
  if (Number.isNaN(doubles[at])) return;
  world.schedule.cancel(doubles[at] as Ticket);
  doubles[at] = Number.NaN;
}

/** Puts a request at the end of the line. */
export function enqueue(world: World, host: number, row: number): void {
  const { words } = world.serving;
  const asked = world.requests.words;
  const w = host * serving.words;
  const r = row * request.words;
  const last = words[w + serving.waitingLast];
  asked[r + request.stage] = Stage.waiting;
  asked[r + request.next] = -1;
  asked[r + request.previous] = last;
  if (last >= 0) asked[last * request.words + request.next] = row;
  else words[w + serving.waitingFirst] = row;
  words[w + serving.waitingLast] = row;
  words[w + serving.waiting] += 1;
}

/** Takes a request out of the line, wherever it stands. */
export function unqueue(world: World, host: number, row: number): void {
  const { words } = world.serving;
  const asked = world.requests.words;
  const w = host * serving.words;
  const r = row * request.words;
  const after = asked[r + request.next];
  const before = asked[r + request.previous];
  if (before >= 0) asked[before * request.words + request.next] = after;
  else words[w + serving.waitingFirst] = after;
  if (after >= 0) asked[after * request.words + request.previous] = before;
  else words[w + serving.waitingLast] = before;
  words[w + serving.waiting] -= 1;
}

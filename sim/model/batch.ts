/** What a node's batch and queue do, without a word on when: joins, room, virtual time, the waiting line. */
import type { Ticket } from "../engine/units.ts";
import { decodeTokens } from "./decode.ts";
import { insertFinish } from "./finish-heap.ts";
import { Stage } from "./tables/requests.ts";
import { awakeTime, type World } from "./world.ts";

/** Is there a place in the batch, and cache for the whole request? */
export function hasRoom(world: World, host: number, row: number): boolean {
  const { active, reserved } = world.serving.columns;
  const { prompt, output } = world.requests.columns;
  const { batchMax, kvTokensMax } = world.nodes.columns;
  const need = prompt[row] + output[row];
  return active[host] < batchMax[host] && reserved[host] + need <= kvTokensMax[host];
}

/** The request starts to decode; its first token came with the prefill. */
export function join(world: World, host: number, row: number): void {
  const { columns } = world.serving;
  const { stage, tag, prompt, output } = world.requests.columns;
  stage[row] = Stage.decode;
  tag[row] = columns.virtual[host] + output[row] - 1;
  columns.root[host] = insertFinish(world.requests.columns, columns.root[host], row);
  columns.active[host] = columns.active[host] + 1;
  columns.context[host] = columns.context[host] + prompt[row] + 1;
  columns.advancedAt[host] = awakeTime(world);
}

/** Decode stands still from now on. */
export function pause(world: World, host: number): void {
  const { columns } = world.serving;
  if (Number.isNaN(columns.ticket[host])) return;
  cancelNext(world, host);
  const elapsed = awakeTime(world) - columns.advancedAt[host];
  const tokens = decodeTokens(world.nodes.columns, host, columns.active[host], columns.context[host], elapsed);
  advance(world, host, tokens);
  columns.virtual[host] = columns.virtual[host] + tokens;
}

/** Each active request has been given `tokens` more. */
export function advance(world: World, host: number, tokens: number): void {
  const { columns } = world.serving;
  columns.context[host] = columns.context[host] + tokens * columns.active[host];
  columns.advancedAt[host] = awakeTime(world);
}

/** Takes the node's next event out of the schedule. */
export function cancelNext(world: World, host: number): void {
  const { ticket } = world.serving.columns;
  if (Number.isNaN(ticket[host])) return;
  world.schedule.cancel(ticket[host] as Ticket);
  ticket[host] = Number.NaN;
}

/** Puts a request at the end of the line. */
export function enqueue(world: World, host: number, row: number): void {
  const { waitingFirst, waitingLast, waiting } = world.serving.columns;
  const { stage, next, previous } = world.requests.columns;
  const last = waitingLast[host];
  stage[row] = Stage.waiting;
  next[row] = -1;
  previous[row] = last;
  if (last >= 0) next[last] = row;
  else waitingFirst[host] = row;
  waitingLast[host] = row;
  waiting[host] = waiting[host] + 1;
}

/** Takes a request out of the line, wherever it stands. */
export function unqueue(world: World, host: number, row: number): void {
  const { waitingFirst, waitingLast, waiting } = world.serving.columns;
  const { next, previous } = world.requests.columns;
  const after = next[row];
  const before = previous[row];
  if (before >= 0) next[before] = after;
  else waitingFirst[host] = after;
  if (after >= 0) previous[after] = before;
  else waitingLast[host] = before;
  waiting[host] = waiting[host] - 1;
}

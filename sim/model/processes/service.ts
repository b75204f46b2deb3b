/**
 * Service: one node, its queue and its batch.
 *
 *   reached → waiting → prefill → decode → left (served)
 *      └ no room ┘  └ out of patience    └ node lost (any stage)
 *
 * Prefill goes first and alone, one request at a time in order of arrival, while the decode of the others stands still, as in a
 * server that puts prefill before decode. Decode is processor sharing by the token: each active request gets one token
 * a step (`decode.ts`), so a request that enters at virtual time V leaves at V + its remaining tokens, and only the least finish tag
 * needs an event. A place in the batch needs room in the cache for the whole request; beyond it, requests wait in order of arrival.
 * Assumes that the node knows the length of an answer when it promises cache (an upper bound on what real servers can pack).
 */
import type { EventDef } from "../../engine/schedule.ts";
import type { Span, Ticket } from "../../engine/units.ts";
import { advance, cancelNext, enqueue, hasRoom, join, pause, unqueue } from "../batch.ts";
import { decodeTime } from "../decode.ts";
import { removeFirst } from "../finish-heap.ts";
import { countMiss, countServed, settleBusy } from "../measuring.ts";
import { leave } from "../requests.ts";
import { hasBatches } from "../serving.ts";
import * as law from "../tables/law-fields.ts";
import { Status } from "../tables/nodes.ts";
import * as request from "../tables/request-fields.ts";
import { Outcome, RequestKind, Stage } from "../tables/requests.ts";
import * as serving from "../tables/serving-fields.ts";
import { awakeTime, type World } from "../world.ts";
import { checkFinished, considerCheck } from "./check.ts";
import { patienceOf } from "./demand.ts";
import { readingShare } from "./signing.ts";

/** A request arrives at the node that was chosen for it. */
export const requestReached: EventDef<World> = {
  kind: 11,
  name: "request-reached",
  phase: 1,
  handle(world, row) {
    const { doubles, words } = world.requests;
    const r = row * request.words;
    const host = words[r + request.node];
    doubles[row * request.doubles + request.reachedAt] = awakeTime(world);
    const { status, market } = world.nodes.columns;
    const isThere = status[host] === Status.live || status[host] === Status.draining;
    // Gone meanwhile, or moved to another model.
    if (!isThere || market[host] !== words[r + request.market]) {
      lose(world, row, Outcome.nodeLost);
      return;
    }
    const batches = world.serving;
    const own = batches.words[host * serving.words + serving.law] * law.doubles;
    if (words[r + request.prompt] + words[r + request.output] > batches.laws.doubles[own + law.kvTokensMax]) {
      lose(world, row, Outcome.noRoom);
      return;
    }
    enqueue(world, host, row);
    admit(world, host);
    if (words[r + request.stage] === Stage.waiting) startPatience(world, row);
  },
};

/** The client of a waiting request has gone. */
export const patienceEnded: EventDef<World> = {
  kind: 12,
  name: "patience-ended",
  phase: 1,
  handle(world, row) {
    world.requests.doubles[row * request.doubles + request.patience] = Number.NaN;
    const host = world.requests.words[row * request.words + request.node];
    unqueue(world, host, row);
    lose(world, row, Outcome.outOfPatience);
    // The one behind may fit where this one did not.
    admit(world, host);
  },
};

/** The prompt is read: the first token is out. Datum: the request, so that its record and its node's come from memory together. */
export const prefillDone: EventDef<World> = {
  kind: 13,
  name: "prefill-done",
  phase: 1,
  handle(world, host, row) {
    const batches = world.serving;
    const w = host * serving.words;
    batches.words[w + serving.prefilling] = -1;
    batches.doubles[host * serving.doubles + serving.ticket] = Number.NaN;
    const { doubles, words } = world.requests;
    doubles[row * request.doubles + request.firstTokenAt] = awakeTime(world);
    if (words[row * request.words + request.kind] === RequestKind.check) {
      release(world, host, row);
      checkFinished(world, row);
      leave(world, row);
    } else if (words[row * request.words + request.output] <= 1) {
      finish(world, host, row);
    } else join(world, host, row);
    admit(world, host);
  },
};

/** The active request with the least finish tag has all its tokens. Datum: that request. */
export const decodeDone: EventDef<World> = {
  kind: 14,
  name: "decode-done",
  phase: 1,
  handle(world, host, row) {
    const { doubles, words } = world.serving;
    const { requests } = world;
    const w = host * serving.words;
    const d = host * serving.doubles;
    const r = row * request.words;
    const tag = requests.doubles[row * request.doubles + request.tag];
    advance(world, host, tag - doubles[d + serving.virtual]);
    doubles[d + serving.ticket] = Number.NaN;
    words[w + serving.root] = removeFirst(requests, row);
    const active = words[w + serving.active] - 1;
    words[w + serving.active] = active;
    const left = doubles[d + serving.context] - requests.words[r + request.prompt] - requests.words[r + request.output];
    doubles[d + serving.context] = active === 0 ? 0 : left;
    doubles[d + serving.virtual] = active === 0 ? 0 : tag;
    finish(world, host, row);
    admit(world, host);
  },
};

/** The node is gone: whatever it had is lost. Called by churn and outages. */
export function dropAll(world: World, host: number): void {
  if (!hasBatches(world.serving)) return;
  const { doubles, words } = world.serving;
  const w = host * serving.words;
  const d = host * serving.doubles;
  cancelNext(world, host);
  let row = words[w + serving.waitingFirst];
  while (row >= 0) {
    const after = world.requests.words[row * request.words + request.next];
    unqueue(world, host, row);
    lose(world, row, Outcome.nodeLost);
    row = after;
  }
  const inPrefill = words[w + serving.prefilling];
  words[w + serving.prefilling] = -1;
  if (inPrefill >= 0) drop(world, host, inPrefill);
  while (words[w + serving.root] >= 0) {
    const first = words[w + serving.root];
    words[w + serving.root] = removeFirst(world.requests, first);
    drop(world, host, first);
  }
  words[w + serving.active] = 0;
  doubles[d + serving.virtual] = 0;
  doubles[d + serving.context] = 0;
  settleBusy(world, host);
}

/** A request ends without an answer. */
export function lose(world: World, row: number, outcome: number): void {
  const { doubles, words } = world.requests;
  const host = words[row * request.words + request.node];
  const patience = doubles[row * request.doubles + request.patience];
  if (!Number.isNaN(patience)) world.schedule.cancel(patience as Ticket);
  if (host >= 0) {
    world.serving.words[host * serving.words + serving.outstanding] -= 1;
    world.router.changed(host);
  }
  if (words[row * request.words + request.kind] === RequestKind.client) {
    countMiss(world, row, outcome);
    world.output.requestLeft(world, row, outcome);
  }
  leave(world, row);
}

/** Starts prefills and decode as far as the batch has room. */
export function admit(world: World, host: number): void {
  const { words } = world.serving;
  const w = host * serving.words;
  if (words[w + serving.prefilling] >= 0) return;
  const row = words[w + serving.waitingFirst];
  if (row >= 0 && hasRoom(world, host, row)) {
    unqueue(world, host, row);
    startPrefill(world, host, row);
  } else if (words[w + serving.active] > 0) resume(world, host);
  // Whatever has work was busy before, and need not be asked: that would be a cache line more for most events.
  else settleBusy(world, host);
}

function startPrefill(world: World, host: number, row: number): void {
  const { doubles, words } = world.requests;
  const batches = world.serving;
  const d = row * request.doubles;
  const r = row * request.words;
  const patience = doubles[d + request.patience];
  if (!Number.isNaN(patience)) {
    world.schedule.cancel(patience as Ticket);
    doubles[d + request.patience] = Number.NaN;
  }
  pause(world, host);
  words[r + request.stage] = Stage.prefill;
  doubles[d + request.startedAt] = awakeTime(world);
  batches.words[host * serving.words + serving.prefilling] = row;
  batches.doubles[host * serving.doubles + serving.reserved] += words[r + request.prompt] + words[r + request.output];
  schedulePrefill(world, host, row);
  if (batches.words[host * serving.words + serving.active] === 0) settleBusy(world, host);
}

/** Its prompt is read from the start. */
export function schedulePrefill(world: World, host: number, row: number): void {
  const batches = world.serving;
  const { words } = world.requests;
  const laws = batches.laws.doubles;
  const own = batches.words[host * serving.words + serving.law] * law.doubles;
  const r = row * request.words;
  const isCheck = words[r + request.kind] === RequestKind.check;
  const effort = isCheck ? (world.rules.verification.effort ?? 1) * readingShare(world, host) : 1;
  const time = words[r + request.prompt] * laws[own + law.prefillPerToken];
  const span = Math.ceil(Math.max(time, laws[own + law.prefillLeast]) * effort);
  batches.doubles[host * serving.doubles + serving.ticket] = world.schedule.after(span as Span, prefillDone, host, row);
}

/** Decode goes on: the next event is the finish of the least tag. */
function resume(world: World, host: number): void {
  const { doubles, words, laws } = world.serving;
  const d = host * serving.doubles;
  const w = host * serving.words;
  if (!Number.isNaN(doubles[d + serving.ticket])) return;
  doubles[d + serving.advancedAt] = awakeTime(world);
  const row = words[w + serving.root];
  const tag = world.requests.doubles[row * request.doubles + request.tag];
  const tokens = Math.max(0, tag - doubles[d + serving.virtual]);
  const own = words[w + serving.law] * law.doubles;
  const time = decodeTime(laws.doubles, own, words[w + serving.active], doubles[d + serving.context], tokens);
  doubles[d + serving.ticket] = world.schedule.after(Math.ceil(time) as Span, decodeDone, host, row);
}

function finish(world: World, host: number, row: number): void {
  if (isLate(world, row)) {
    giveBack(world, host, row);
    lose(world, row, Outcome.outOfPatience);
    return;
  }
  release(world, host, row);
  countServed(world, host, row);
  world.output.requestLeft(world, row, Outcome.served);
  considerCheck(world, host, row);
  leave(world, row);
}

/** Where sessions have a timeout of execution, an answer that comes after it is not paid: the host worked in vain. */
function isLate(world: World, row: number): boolean {
  const { sessions } = world.rules.verification;
  if (sessions === undefined) return false;
  const startedAt = world.requests.doubles[row * request.doubles + request.startedAt];
  return awakeTime(world) - startedAt > sessions.executionTimeout;
}

/** Gives back the cache and the router's place. */
function release(world: World, host: number, row: number): void {
  giveBack(world, host, row);
  world.serving.words[host * serving.words + serving.outstanding] -= 1;
  world.router.changed(host);
}

function drop(world: World, host: number, row: number): void {
  giveBack(world, host, row);
  lose(world, row, Outcome.nodeLost);
}

/** The cache that the request was promised is free again. */
function giveBack(world: World, host: number, row: number): void {
  const { words } = world.requests;
  const r = row * request.words;
  world.serving.doubles[host * serving.doubles + serving.reserved] -=
    words[r + request.prompt] + words[r + request.output];
}

function startPatience(world: World, row: number): void {
  const { doubles, words } = world.requests;
  const r = row * request.words;
  if (words[r + request.kind] === RequestKind.check) return;
  const refusal = world.rules.verification.sessions?.refusalTimeout ?? Number.POSITIVE_INFINITY;
  const span = Math.min(refusal, patienceOf(world, words[r + request.segment], words[r + request.number]));
  doubles[row * request.doubles + request.patience] = world.schedule.after(span as Span, patienceEnded, row);
}

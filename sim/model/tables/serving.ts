/**
 * Serving: the batch of each node, one row a node, the hot half of a node's state (128 bytes). Without windows it has no rows.
 *
 * Instants in this table are in *awake time*: simulated time less the time that requests slept between windows.
 */
import type { Columns } from "../../engine/columns.ts";
import type { Packed } from "../../engine/packed.ts";
import type { Laws } from "./laws.ts";
import * as at from "./serving-fields.ts";

export const servingLayout = {
  /** Requests that decode together now. */
  active: { kind: "u32", at: at.active },
  /** First and last request that waits for a place, as rows of `requests`; −1 when none. */
  waitingFirst: { kind: "i32", at: at.waitingFirst },
  waitingLast: { kind: "i32", at: at.waitingLast },
  waiting: { kind: "u32", at: at.waiting },
  /** Request in prefill; −1 when none. Decode stands still meanwhile. */
  prefilling: { kind: "i32", at: at.prefilling },
  /** Root of the pairing heap of active requests by finish tag; −1 when none. */
  root: { kind: "i32", at: at.root },
  /** Virtual time: tokens given to each active request since the node was last empty. [token] */
  virtual: { kind: "f64", at: at.virtual },
  /** Instant at which `virtual` and `context` were true. [µs] */
  advancedAt: { kind: "f64", at: at.advancedAt },
  /** Tokens of context in the batch at that instant. [token] */
  context: { kind: "f64", at: at.context },
  /** Cache promised to active and prefilling requests. [token] */
  reserved: { kind: "f64", at: at.reserved },
  /** Ticket of the node's next event (prefill or decode done); NaN when none. */
  ticket: { kind: "f64", at: at.ticket },
  /** Requests that the router sent here and that have not left: in transit, waiting, in prefill, active. */
  outstanding: { kind: "u32", at: at.outstanding },
  /** Instant since which the node has had work; NaN when it has none. [µs] */
  busySince: { kind: "f64", at: at.busySince },
  /** Sums over the measured time of this epoch. [µs, token, request, request, base unit] */
  busyTime: { kind: "f64", at: at.busyTime },
  outputTokens: { kind: "f64", at: at.outputTokens },
  tokens: { kind: "f64", at: at.tokens },
  served: { kind: "f64", at: at.served },
  missed: { kind: "f64", at: at.missed },
  fees: { kind: "f64", at: at.fees },
} as const;
export type ServingLayout = typeof servingLayout;

/** State beside the records: what requests themselves never read. */
export const besideLayout = {
  /** Number of the last request that was sent here, counted over the run from 1; 0 when none was. */
  sentAt: "f64",
  /** 1 when it was live as requests went to sleep last. Written by `windows`. */
  wasLive: "u8",
} as const;

/** With marks beside the records, so that a sweep over all nodes need not load a line of each. They repeat what the records say: no state. */
export interface Serving extends Packed<ServingLayout>, Columns<typeof besideLayout> {
  readonly laws: Laws;
  /** 1 where `busySince` is a time. */
  readonly isBusy: Uint8Array;
  /** 1 where the node had work, or lost a request, in this epoch; of all others the sums of the epoch are 0. */
  readonly isUsed: Uint8Array;
  /** `Turned`: whether the node went live, or ceased to be, since `wasLive` was written. */
  readonly turned: Uint8Array;
}

/** Not since; it was off then, and has been on; it was live then, and has been off. */
export const Turned = Object.freeze({ no: 0, wasOff: 1, wasLive: 2 });

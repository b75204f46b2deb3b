/** Sessions of slots: what the rule in force fixes, what of an epoch waits to be settled, and what of the epoch is told. */

export interface SessionPlan {
  /** Slots of a session, and how many must sign its final state. [slot] */
  readonly slots: number;
  readonly toSettle: number;
  /** Slots that decide a verdict, and that keep the others from settling. */
  readonly toDecide: number;
  readonly toBlock: number;
  /** What the creator locks for one. [base unit] */
  readonly escrowLeast: number;
  readonly escrowMost: number;
  /** Paid to the treasury for each session, and for each request of one that is settled. [base unit] */
  readonly creationFee: number;
  readonly requestFee: number;
  /** Sessions of each model's market in an epoch at least, of all together at most, and requests in one at most. */
  readonly sessionsLeast: number;
  readonly sessionsMost: number;
  readonly requestsMost: number;
  /** Groups that a creator draws for a session, each for its fee, to keep the one in which the largest owner of its model has most slots. */
  readonly draws: number;
  /** A request that a host has not begun after the first, or not ended after the second, is missed. [µs] */
  readonly refusalTimeout: number;
  readonly executionTimeout: number;
  /** @returns probability, 0…1, that a miss is voted, whose owner has this share of what is proven on the model */
  missStands(share: number): number;
}

/** Sessions of one market that were not signed in their own epoch; they have one more. */
export interface PendingSessions {
  readonly market: number;
  /** Slots of the drawn groups that are left: groups × slots, row-major, account rows. */
  readonly groups: Uint32Array;
  /** Fees of accounts in these sessions, requests' fees, and all that is locked for them. [base unit] */
  readonly fees: Float64Array;
  readonly requestFees: number;
  readonly locked: number;
}

/** One market's sessions, once an epoch. */
export interface SessionRow {
  readonly market: number;
  /** Sessions begun, and what each locks [base unit]. */
  readonly sessions: number;
  readonly escrow: number;
  /** Fees of the requests in them. [base unit] */
  readonly fees: number;
  /** Part of the groups that was signed in time; of those left over from the epoch before, that was, and that never was. */
  readonly settledFraction: number;
  readonly lateFraction: number;
  readonly expiredFraction: number;
  /** Part of the groups in which one owner holds enough slots to settle alone, to decide verdicts, to block settlement. */
  readonly settling: number;
  readonly deciding: number;
  readonly blocking: number;
}

export interface Sessions {
  readonly pending: PendingSessions[];
  /** Of the epoch that has just ended. */
  readonly rows: SessionRow[];
}

/** Arrays are never written after they were made, so that a copy may share them. */
export function copySessions({ pending, rows }: Sessions): Sessions {
  return { pending: pending.slice(), rows: rows.slice() };
}

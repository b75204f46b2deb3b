/**
 * Service laws: what serving reads of a machine at every event. Machines that serve alike share a row, so that the laws of a whole
 * network lie in the cache. They repeat columns of `nodes` and are no state: in no digest.
 */
import * as at from "./law-fields.ts";

export interface Laws {
  doubles: Float64Array;
  /** The same memory. */
  words: Int32Array;
  /** Nodes that have this law; a row without any is free. Row 0 is of nodes that have none yet, and all zeroes. */
  uses: Uint32Array;
  /** Row that follows in the same list: of a bucket, or of those that are free. 0 ends it. */
  next: Uint32Array;
  /** First row of each bucket, by the hash of the law; their number is a power of two. */
  first: Uint32Array;
  free: number;
  /** Rows ever used, the first included. */
  count: number;
}

/** Columns of `nodes` that make the law. */
export const lawWholes = [
  ["batchMax", at.batchMax],
  ["places", at.places],
] as const;
export const lawReals = [
  ["kvTokensMax", at.kvTokensMax],
  ["stepBase", at.stepBase],
  ["stepRouted", at.stepRouted],
  ["expertsMissed", at.expertsMissed],
  ["stepPerContext", at.stepPerContext],
  ["stepPerRequest", at.stepPerRequest],
  ["stepOverhead", at.stepOverhead],
  ["stepOverheadPerRequest", at.stepOverheadPerRequest],
  ["prefillPerToken", at.prefillPerToken],
  ["prefillLeast", at.prefillLeast],
] as const;

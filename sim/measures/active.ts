/** Columns of accounts where those that are not active count for nothing: who is not admitted, or was found inactive or invalid. */
import type { ReadonlyColumn } from "../engine/columns.ts";

/** Status of an account that takes part, as in `AccountStatus`. */
const active = 0;

/** A column of values, 0 in the rows of accounts that are not active. */
export function ofActive(status: ReadonlyColumn, count: number, value: (row: number) => number): Float64Array {
  const out = new Float64Array(count);
  for (let a = 0; a < count; a++) if (status[a] === active) out[a] = value(a);
  return out;
}

/** Clears, in place, the rows of accounts that are not active. */
export function clearInactive(out: Float64Array, status: ReadonlyColumn, count: number): void {
  for (let a = 0; a < count; a++) if (status[a] !== active) out[a] = 0;
}

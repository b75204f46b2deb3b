/** Numbers that cannot be mixed up. Types only: nothing of this exists at run time. */

declare const unit: unique symbol;
type Tagged<T, U extends string> = T & { readonly [unit]: U };

/** Instant since the run began, whole microseconds; exact to 285 years. */
export type Time = Tagged<number, "µs">;
/** Length of time, whole microseconds, ≥ 0. */
export type Span = Tagged<number, "µs span">;
/** Money, whole base units, |x| < 2⁵³ (larger totals live in 64-bit ledger columns). */
export type Amount = Tagged<number, "base unit">;
/** A share in 0…1. */
export type Fraction = Tagged<number, "0…1">;
/** Position of a row in a table; never reused in a run. */
export type Row = Tagged<number, "row">;
/** Handle of one pending event; it stays unique after the event fired or was cancelled. */
export type Ticket = Tagged<number, "ticket">;

/** Microseconds in a second: the resolution of simulated time. */
export const microsPerSecond = 1_000_000;

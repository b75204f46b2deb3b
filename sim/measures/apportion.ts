/**
 * Splits a whole amount in proportion to weights, in place.
 *
 *   payᵢ = ⌊amount · wᵢ / Σ w⌋
 *
 * The floors leave less than one base unit a row undistributed; the caller keeps that remainder. With no weight at all
 * nobody is paid. Money stays whole and the sum never exceeds the amount, whatever rounding does: above 2⁵⁰ base units
 * a product may round up across a whole number, so each pay is held to what is left.
 *
 * @param amount  whole, 0 ≤ amount < 2⁵³ [base unit]
 * @param out     weights ≥ 0 in rows 0…count − 1 on entry, whole amounts on return [base unit]
 * @throws RangeError when a weight is negative or no number
 */
import { sum } from "./sum.ts";

export function apportion(amount: number, out: Float64Array, count: number): void {
  const total = sum(out, count);
  let left = amount;
  for (let i = 0; i < count; i++) {
    const weight = out[i];
    if (!(weight >= 0)) throw new RangeError(`row ${i} has weight ${weight} — a weight is a number ≥ 0`);
    const pay = weight > 0 ? Math.min(left, Math.floor(amount * (weight / total))) : 0;
    out[i] = pay;
    left -= pay;
  }
}

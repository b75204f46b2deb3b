/** Sums in floating point err from about the fifteenth digit on: 9.999999999999998 for 10. */
const digits = 12;

/** A number without the noise of floating point; whole numbers as they are. */
export function rounded(value: number): number {
  return Number.isInteger(value) || !Number.isFinite(value) ? value : Number(value.toPrecision(digits));
}

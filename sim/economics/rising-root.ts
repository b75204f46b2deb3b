/** The root of a rising function of one variable. */

/** Steps after which a bracket that still shrinks is given up: bisection alone needs about 60. */
const stepsMax = 200;
/** Two ends nearer than this, relative to the greater, are one number but for rounding. */
const nearest = 4 * Number.EPSILON;

/**
 * The root of f between two ends, by the Illinois variant of false position: it keeps the bracket and gains digits by a power 1.44
 * a step.
 *
 * @param f     rising, f(low) ≤ 0 ≤ f(high)
 * @see Dowell, Jarratt, A modified regula falsi method for computing the root of an equation, BIT 11, 1971
 * @throws RangeError when the ends do not enclose a root
 */
export function risingRoot(f: (x: number) => number, low: number, high: number): number {
  let [a, b] = [low, high];
  let [fa, fb] = [f(a), f(b)];
  if (!(fa <= 0 && fb >= 0)) throw new RangeError(`no root between ${low} (${fa}) and ${high} (${fb})`);
  if (fa === 0) return a;
  if (fb === 0) return b;
  let side = 0;
  for (let step = 0; step < stepsMax && b - a > nearest * Math.max(Math.abs(a), Math.abs(b)); step++) {
    const guess = (a * fb - b * fa) / (fb - fa);
    // Halving now and then bounds the steps where the function is all but flat at one end.
    const x = step % 8 === 7 || !(guess > a && guess < b) ? (a + b) / 2 : guess;
    const fx = f(x);
    if (fx === 0) return x;
    if (fx < 0) {
      a = x;
      fa = fx;
      if (side < 0) fb /= 2;
      side = -1;
    } else {
      b = x;
      fb = fx;
      if (side > 0) fa /= 2;
      side = 1;
    }
  }
  return (a + b) / 2;
}

/** Doublings after which a root is given up: further out the difference of two large numbers has no digits left. */
const doublingsMax = 40;

/**
 * A point at which a rising function is not negative, found by doubling the distance from `low`.
 *
 * @param step  first distance, > 0
 * @returns undefined when there is none within 2⁴⁰ steps
 */
export function aboveRoot(f: (x: number) => number, low: number, step: number): number | undefined {
  let distance = step;
  for (let k = 0; k <= doublingsMax; k++, distance *= 2) if (f(low + distance) >= 0) return low + distance;
  return undefined;
}

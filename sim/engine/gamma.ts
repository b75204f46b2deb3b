/** The gamma distribution: its logarithm of Γ, distribution function and quantile. */
import { exp, log } from "./math.ts";
import { normalOf } from "./normal.ts";
import { pow } from "./pow.ts";

/** Bernoulli terms B₂ₖ/(2k(2k − 1)) of Stirling's series (Abramowitz and Stegun 6.1.41). */
const stirling = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156] as const;
/** From here on seven terms leave an error below 3·10⁻¹⁷. */
const stirlingFrom = 10;
const halfLog2Pi = 0.9189385332046728;

/** ln Γ(x) for x > 0; relative error about 10⁻¹⁵, absolute near the zeros at 1 and 2. */
export function logGamma(x: number): number {
  let shift = 1;
  let z = x;
  while (z < stirlingFrom) shift *= z++;
  const inverse = 1 / z;
  const square = inverse * inverse;
  let series = 0;
  for (let k = stirling.length - 1; k >= 0; k--) series = series * square + stirling[k];
  return (z - 0.5) * log(z) - z + halfLog2Pi + series * inverse - log(shift);
}

/** What lies below and above x; they add to 1, and the smaller one is exact to about 10⁻¹⁴ relative. */
export interface Tails {
  readonly below: number;
  readonly above: number;
}

/**
 * Regularised incomplete gamma functions P(shape, x) and Q(shape, x): Numerical Recipes, third edition, section 6.2 — the series
 * below shape + 1, Lentz's continued fraction above.
 *
 * @param shape  > 0
 * @param x      ≥ 0
 */
export function gammaTails(shape: number, x: number): Tails {
  if (x <= 0) return { below: 0, above: 1 };
  if (x === Number.POSITIVE_INFINITY) return { below: 1, above: 0 };
  const front = exp(shape * log(x) - x - logGamma(shape));
  if (x < shape + 1) {
    const below = front * lowerSeries(shape, x);
    return { below, above: 1 - below };
  }
  const above = front * upperFraction(shape, x);
  return { below: 1 - above, above };
}

const epsilon = 2.220446049250313e-16;

function lowerSeries(shape: number, x: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let a = shape + 1; term > sum * epsilon; a++) {
    term *= x / a;
    sum += term;
  }
  return sum;
}

function upperFraction(shape: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - shape;
  let c = 1 / tiny;
  let d = 1 / b;
  let h = d;
  for (let i = 1; ; i++) {
    const a = -i * (i - shape);
    b += 2;
    d = a * d + b;
    if (d < tiny && d > -tiny) d = tiny;
    c = b + a / c;
    if (c < tiny && c > -tiny) c = tiny;
    d = 1 / d;
    const step = d * c;
    h *= step;
    if (step - 1 < epsilon && step - 1 > -epsilon) return h;
  }
}

/** Steps after which bisection alone has pinned any double; Halley's method takes 2 to 5. */
const stepMax = 1100;
/** Relative change of x at which the next step of Halley's method, cubic, is below rounding. */
const settled = 1e-9;

/**
 * Quantile of the gamma distribution of scale 1, by Halley's method in a bracket (Numerical Recipes, third edition, section 6.2.1).
 * The tail that is smaller is the one solved for, so that both ends are exact to about 10⁻¹³ relative.
 *
 * @param u      in (0, 1)
 * @param shape  > 0
 */
export function gammaQuantile(u: number, shape: number): number {
  const logFactor = logGamma(shape);
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let x = firstGuess(u, shape);
  for (let step = 0; step < stepMax && x > 0; step++) {
    const { below, above } = gammaTails(shape, x);
    const excess = u < 0.5 ? below - u : 1 - u - above;
    if (excess === 0) return x;
    if (excess > 0) high = x;
    else low = x;
    const newton = excess * exp(x - (shape - 1) * log(x) + logFactor);
    const bend = newton * ((shape - 1) / x - 1);
    const move = newton / (1 - 0.5 * Math.min(bend, 1));
    if (move < settled * x && move > -settled * x) return x - move;
    const next = x - move;
    if (next > low && next < high) x = next;
    else x = high < Number.POSITIVE_INFINITY ? low + 0.5 * (high - low) : 2 * x;
  }
  return x;
}

/** Wilson and Hilferty's cube of a normal above shape 1; powers and an exponential tail below. */
function firstGuess(u: number, shape: number): number {
  if (shape > 1) {
    const cube = 1 - 1 / (9 * shape) + normalOf(u) / (3 * Math.sqrt(shape));
    if (cube > 0.1) return shape * cube * cube * cube;
    return exp((log(u) + logGamma(shape + 1)) / shape);
  }
  const knee = 1 - shape * (0.253 + shape * 0.12);
  return u < knee ? pow(u / knee, 1 / shape) : 1 - log((1 - u) / (1 - knee));
}

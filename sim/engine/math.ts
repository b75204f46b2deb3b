/**
 * Elementary functions that give the same bits on every engine: ECMAScript leaves its own to the implementer.
 *
 * Only + − × ÷, floor and the bits of a double are used; all are exact by IEEE 754. The algorithms and coefficients are those of
 * fdlibm 5.3 (Sun Microsystems 1993–2004, freely granted: e_log.c, s_log1p.c, e_exp.c, s_expm1.c; `pow` is in pow.ts), in the
 * argument reduction of FreeBSD's msun. Each is below one unit in the last place; math.test.ts measures it.
 */

const real = new Float64Array(1);
const words = new Int32Array(real.buffer);
/** Index of the word with sign and exponent: 1 on little-endian machines. */
const high = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;
const low = 1 - high;

/** The 32 bits with sign, exponent and the first 20 bits of the fraction. */
export function highWord(x: number): number {
  real[0] = x;
  return words[high];
}

/** The number made of another high word and the low word of x. */
export function withHighWord(x: number, word: number): number {
  real[0] = x;
  words[high] = word;
  return real[0];
}

/** x with the last 32 bits of the fraction cleared. */
export function withoutLowWord(x: number): number {
  real[0] = x;
  words[low] = 0;
  return real[0];
}

/** Sign bit clear. */
export const magnitudeMask = 0x7fffffff;
/** High word of 1, and of the fraction's bits. */
export const oneHigh = 0x3ff00000;
export const fractionMask = 0x000fffff;
/** High word of √2/2, rounded down: arguments are reduced to √2/2 … √2. */
const rootHalfHigh = 0x3fe6a09e;
/** ln 2 in two parts: the first has 32 trailing zeros, so that k · ln2High is exact. */
const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;
const invLn2 = Math.LOG2E;
const exponentBits = 20;
const bias = 0x3ff;
const twoTo54 = 0x40000000000000;

/**
 * 2^(i − 1024), with which a number is scaled exactly. Another exponent could be written to the number's high word, but a processor waits
 * for a word that was just written before it reads the eight bytes around it.
 */
const scaleOfOne = bias + 1;
const scales = new Float64Array(2 * bias + 1).fill(1);
for (let i = scaleOfOne + 1; i < scales.length; i++) scales[i] = scales[i - 1] * 2;
for (let i = scaleOfOne - 1; i >= 0; i--) scales[i] = scales[i + 1] / 2;

/** log(1 + f) = f − f²/2 + s·(f²/2 + R(s²)), s = f/(2 + f); Remez polynomial R, error below 2⁻⁵⁸·⁴⁵ (e_log.c). */
function logPolynomial(z: number): number {
  const w = z * z;
  const odd = 0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373);
  const tail = 0.1818357216161805 + w * 0.14798198605116586;
  const even = 0.6666666666666735 + w * (0.2857142874366239 + w * tail);
  return z * even + w * odd;
}

/** Natural logarithm; −∞ at 0, NaN below. */
export function log(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) return x === 0 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN;
  const isSubnormal = x < 2.2250738585072014e-308;
  const normal = isSubnormal ? x * twoTo54 : x;
  real[0] = normal;
  const exponent = ((words[high] + (oneHigh - rootHalfHigh)) >> exponentBits) - bias;
  const k = isSubnormal ? exponent - 54 : exponent;
  const f = normal * scales[scaleOfOne - exponent] - 1;
  const halfSquare = 0.5 * f * f;
  const s = f / (2 + f);
  return s * (halfSquare + logPolynomial(s * s)) + k * ln2Low - halfSquare + f + k * ln2High;
}

/** log(1 + x), exact also for small x; −∞ at −1, NaN below. */
export function log1p(x: number): number {
  if (!(x > -1 && x < Number.POSITIVE_INFINITY)) return x === -1 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN;
  if (x > -5.551115123125783e-17 && x < 5.551115123125783e-17) return x;
  if (x > Math.SQRT1_2 - 1 && x < Math.SQRT2 - 1) return logNearOne(x, 0, 0);
  const u = 1 + x;
  real[0] = u;
  const k = ((words[high] + (oneHigh - rootHalfHigh)) >> exponentBits) - bias;
  const lost = k >= 54 ? 0 : k >= 2 ? 1 - (u - x) : x - (u - 1); // what 1 + x rounded away
  return logNearOne(u * scales[scaleOfOne - k] - 1, k, lost / u);
}

function logNearOne(f: number, k: number, correction: number): number {
  const halfSquare = 0.5 * f * f;
  const s = f / (2 + f);
  return s * (halfSquare + logPolynomial(s * s)) + (k * ln2Low + correction) - halfSquare + f + k * ln2High;
}

/** Overflow and underflow of exp: ln of the greatest and half the least double. */
const expMax = 709.782712893384;
const expMin = -745.1332191019411;

/** x·(e^x + 1)/(e^x − 1) = 2 + x²·(P1 + …); error below 2⁻⁵⁹ (e_exp.c). */
export function expPolynomial(z: number): number {
  const tail = 6.613756321437934e-5 + z * (-1.6533902205465252e-6 + z * 4.1381367970572385e-8);
  return z * (0.16666666666666602 + z * (-0.0027777777777015593 + z * tail));
}

/** e to the x. */
export function exp(x: number): number {
  if (!(x < expMax)) return x > expMax ? Number.POSITIVE_INFINITY : x === expMax ? Number.MAX_VALUE : x;
  if (x < expMin) return 0;
  if (x < 3.725290298461914e-9 && x > -3.725290298461914e-9) return 1 + x;
  const k = x > -0.34657 && x < 0.34657 ? 0 : Math.floor(invLn2 * x + 0.5); // |r| ≤ ln 2 / 2
  const above = x - k * ln2High;
  const below = k * ln2Low;
  const r = above - below;
  const c = r - expPolynomial(r * r);
  return scaled(1 + ((r * c) / (2 - c) - below + above), k);
}

/** e^x − 1, exact also for small x. */
export function expm1(x: number): number {
  if (!(x < expMax)) return x >= expMax ? Number.POSITIVE_INFINITY : x;
  if (x < -38.816) return -1; // 56 ln 2: e^x is below half a unit in the last place of 1
  if (x < 5.551115123125783e-17 && x > -5.551115123125783e-17) return x;
  const k = x > -0.34657 && x < 0.34657 ? 0 : Math.floor(invLn2 * x + 0.5);
  const above = x - k * ln2High;
  const below = k * ln2Low;
  const r = above - below;
  return expm1Reduced(r, above - r - below, k);
}

/** 2^k·e^(r + c) − 1, where c is what rounding took from r (s_expm1.c, Q1 … Q5). */
function expm1Reduced(r: number, c: number, k: number): number {
  const half = 0.5 * r;
  const z = r * half;
  const tail = -7.93650757867488e-5 + z * (4.008217827329362e-6 + z * -2.0109921818362437e-7);
  const ratio = 1 + z * (-0.03333333333333313 + z * (0.0015873015872548146 + z * tail));
  const t = 3 - ratio * half;
  const bent = z * ((ratio - t) / (6 - r * t));
  if (k === 0) return r - (r * bent - z);
  const e = r * (bent - c) - c - z;
  if (k === -1) return 0.5 * (r - e) - 0.5;
  if (k === 1) return r < -0.25 ? -2 * (e - (r + 0.5)) : 1 + 2 * (r - e);
  if (k < 0 || k > 56) return scaled(r - e + 1, k) - 1;
  const small = withHighWord(0, (bias - k) << exponentBits); // 2^−k
  return scaled(k < 20 ? r - e + (1 - small) : r - (e + small) + 1, k);
}

/** y·2^k, for y near 1 and any k at which the result is a double or 0. */
export function scaled(y: number, k: number): number {
  if (k > 1023) return y * 2 * withHighWord(0, (bias + k - 1) << exponentBits);
  if (k >= -1022) return y * withHighWord(0, (bias + k) << exponentBits);
  return y * withHighWord(0, (bias + k + 128) << exponentBits) * 2.938735877055719e-39;
}

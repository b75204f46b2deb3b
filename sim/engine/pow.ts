/**
 * x to the y, the same bits on every engine, below one unit in the last place.
 *
 * Algorithm and coefficients of fdlibm 5.3 (Sun Microsystems 1993–2004, freely granted, e_pow.c): log₂ x in two doubles
 * with about 53 + 24 bits, times y in two doubles, and two to the result.
 */
import { expPolynomial, fractionMask, highWord, oneHigh, scaled, withHighWord, withoutLowWord } from "./math.ts";

/** log₂ of a number, as a sum; the first part has its low word clear. */
interface Pair {
  head: number;
  tail: number;
}

/** As IEEE 754 and ECMAScript have it: pow(x, ±0) = 1, NaN for negative x with a y that is not whole. */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  if (x > 0 && x < Number.POSITIVE_INFINITY && y > -yMax && y < yMax) return x === 1 ? 1 : positivePower(x, y);
  return specialPower(x, y);
}

/** Beyond this every power of a number other than 1 overflows, underflows or is 1: |y · log₂ x| with |log₂ x| ≥ 2⁻⁵³. */
const yMax = 1.8446744073709552e19;

function specialPower(x: number, y: number): number {
  const size = x < 0 ? -x : x;
  if (y >= yMax || y <= -yMax) {
    if (size === 1) return y === Number.POSITIVE_INFINITY || y === Number.NEGATIVE_INFINITY ? Number.NaN : 1;
    return size > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
  }
  const isWhole = Math.floor(y) === y;
  const isOdd = isWhole && y < 0x20000000000000 && y > -0x20000000000000 && Math.floor(y / 2) * 2 !== y;
  const isNegative = x < 0 || Object.is(x, -0);
  let value: number;
  if (size === 0) value = y > 0 ? 0 : Number.POSITIVE_INFINITY;
  else if (size === Number.POSITIVE_INFINITY) value = y > 0 ? size : 0;
  else if (!isWhole) return Number.NaN;
  else value = size === 1 ? 1 : positivePower(size, y);
  return isNegative && isOdd ? -value : value;
}

/** Beyond ±: the result overflows to ∞ or underflows to 0. */
const exponentMax = 1024;
const exponentMin = -1075;
/** −(1024 − log₂(overflow threshold + half a unit)). */
const overflowSlack = 8.008566259537294e-17;

function positivePower(x: number, y: number): number {
  const logarithm = y > -0x80000000 && y < 0x80000000 ? log2(x) : log2OfHugePower(x);
  if (logarithm === undefined) return x > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
  const yHead = withoutLowWord(y);
  const tail = (y - yHead) * logarithm.head + y * logarithm.tail;
  const head = yHead * logarithm.head;
  const z = tail + head;
  if (z >= exponentMax && (z > exponentMax || tail + overflowSlack > z - head)) return Number.POSITIVE_INFINITY;
  if (z <= exponentMin && (z < exponentMin || tail <= z - head)) return 0;
  return twoTo(head, tail, z);
}

const ln2 = Math.LN2;
const ln2Head = 0.6931471824645996;
const ln2Tail = -1.904654299957768e-9;

/** 2^(head + tail); z is their rounded sum. */
function twoTo(head: number, tail: number, z: number): number {
  const n = z > 0.5 || z < -0.5 ? Math.floor(z + 0.5) : 0;
  const rest = head - n;
  const t = withoutLowWord(tail + rest);
  const u = t * ln2Head;
  const v = (tail - (t - rest)) * ln2 + t * ln2Tail;
  const r = u + v;
  const w = v - (r - u);
  const c = r - expPolynomial(r * r);
  return scaled(1 - ((r * c) / (c - 2) - (w + r * w) - r), n);
}

/** 2/(3 ln 2), and log₂ 1.5, in two parts. */
const cp = 0.9617966939259756;
const cpHead = 0.9617967009544373;
const cpTail = -7.028461650952758e-9;
const log2Of15Head = 0.5849624872207642;
const log2Of15Tail = 1.350039202129749e-8;

/** log₂ x = n + log₂ (1 or 1.5) + log₂ of a number near 1. */
function log2(x: number): Pair {
  let a = x < 2.2250738585072014e-308 ? x * 0x20000000000000 : x;
  let n = (highWord(a) >> 20) - 0x3ff - (x < 2.2250738585072014e-308 ? 53 : 0);
  const fraction = highWord(a) & fractionMask;
  const isNear15 = fraction > 0x3988e && fraction < 0xbb67a; // between √(3/2) and √3
  let word = fraction | oneHigh;
  if (fraction >= 0xbb67a) {
    n += 1;
    word -= 0x00100000;
  }
  a = withHighWord(a, word);
  const base = isNear15 ? 1.5 : 1;
  const p = log2Near(a, base, word);
  const zHead = cpHead * p.head;
  const zTail = cpTail * p.head + p.tail * cp + (isNear15 ? log2Of15Tail : 0);
  const offset = isNear15 ? log2Of15Head : 0;
  const head = withoutLowWord(zHead + zTail + offset + n);
  return { head, tail: zTail - (head - n - offset - zHead) };
}

/** (3/2)·ln(a/base) in two parts, by s = (a − base)/(a + base). */
function log2Near(a: number, base: number, word: number): Pair {
  const u = a - base;
  const v = 1 / (a + base);
  const s = u * v;
  const sHead = withoutLowWord(s);
  const sumHead = withHighWord(0, ((word >> 1) | 0x20000000) + 0x00080000 + (base === 1.5 ? 0x00040000 : 0));
  const sumTail = a - (sumHead - base);
  const sTail = v * (u - sHead * sumHead - sHead * sumTail);
  const s2 = s * s;
  const tail5 = 0.272728123808534 + s2 * (0.23066074577556175 + s2 * 0.20697501780033842);
  const tail3 = 0.4285714285785502 + s2 * (0.33333332981837743 + s2 * tail5);
  const r = s2 * s2 * (0.5999999999999946 + s2 * tail3) + sTail * (sHead + s);
  const square = sHead * sHead;
  const tHead = withoutLowWord(3 + square + r);
  const tTail = r - (tHead - 3 - square);
  const x = sHead * tHead;
  const z = sTail * tHead + tTail * s;
  const head = withoutLowWord(x + z);
  return { head, tail: z - (head - x) };
}

const invLn2 = Math.LOG2E;
const invLn2Head = 1.4426950216293335;
const invLn2Tail = 1.9259629911266175e-8;

/** log₂ x for |y| ≥ 2³¹: only an x within 2⁻²⁰ of 1 neither overflows nor underflows. */
function log2OfHugePower(x: number): Pair | undefined {
  const t = x - 1;
  if (t > 9.5367431640625e-7 || t < -9.5367431640625e-7) return undefined;
  const w = t * t * (0.5 - t * (0.3333333333333333 - t * 0.25));
  const u = invLn2Head * t;
  const v = t * invLn2Tail - w * invLn2;
  const head = withoutLowWord(u + v);
  return { head, tail: v - (head - u) };
}

/** Against references of 120 digits, computed here with whole numbers. */
import { describe, expect, test } from "vitest";
import { exp, expm1, log, log1p } from "./math.ts";
import { pow } from "./pow.ts";
import { createRng } from "./rng.ts";

/** Fixed point: a BigInt counts units of 2⁻⁴⁰⁰. */
const bits = 400n;
const one = 1n << bits;
const times = (a: bigint, b: bigint) => (a * b) >> bits;

/** The exact value of a double. */
function exact(x: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const word = view.getBigUint64(0);
  const exponent = (word >> 52n) & 0x7ffn;
  const fraction = (word & 0xfffffffffffffn) | (exponent === 0n ? 0n : 1n << 52n);
  const shift = bits + (exponent === 0n ? 1n : exponent) - 1075n;
  const size = shift >= 0n ? fraction << shift : fraction >> -shift;
  return x < 0 ? -size : size;
}

function expSeries(x: bigint): bigint {
  let term = one;
  let sum = one;
  for (let n = 1n; term !== 0n; n++) {
    term = times(term, x) / n;
    sum += term;
  }
  return sum;
}

/** 2 artanh(1/3). */
const ln2 = logNear(2n * one);

/** ln x = 2 artanh((x − 1)/(x + 1)) for x near 1. */
function logNear(x: bigint): bigint {
  const s = ((x - one) << bits) / (x + one);
  const square = times(s, s);
  let power = s;
  let sum = 0n;
  for (let n = 1n; power !== 0n; n += 2n) {
    sum += power / n;
    power = times(power, square);
  }
  return 2n * sum;
}

function logOf(x: bigint): bigint {
  let k = 0n;
  let m = x;
  while (m > 2n * one) {
    m >>= 1n;
    k++;
  }
  while (m < one) {
    m <<= 1n;
    k--;
  }
  return logNear(m) + k * ln2;
}

/** e^x as (value, k): value · 2^k. */
function expOf(x: bigint): { value: bigint; k: number } {
  const k = x / ln2;
  return { value: expSeries(x - k * ln2), k: Number(k) };
}

/** |got − want| in units in the last place of `got`; `want` counts units of 2^(k − 400). */
function ulps(got: number, want: bigint, k = 0): number {
  const scaled = got * 2 ** -k;
  const unit = exact(2 ** (Math.floor(Math.log2(Math.abs(scaled))) - 52));
  const gap = exact(scaled) - want;
  return Number(((gap < 0n ? -gap : gap) * 1_000_000n) / unit) / 1e6;
}

const stream = createRng("math").stream("arguments");
const samples = 1_500;
const between = (low: number, high: number) =>
  Array.from({ length: samples }, (_, i) => low + (high - low) * stream.uniform(i, 0));
const scales = (low: number, high: number) =>
  between(low, high).map((x, i) => (1 + stream.uniform(i, 1)) * 2 ** Math.floor(x));

/** Greatest error allowed, in units in the last place; fdlibm states below 1 for all. */
const worst = 1;

describe("below one unit in the last place", () => {
  test.each([
    ["near 1", between(0.5, 2)],
    ["all scales", scales(-100, 300)],
  ])("log, %s", (_, xs) => {
    for (const x of xs) expect(ulps(log(x), logOf(exact(x))), `log ${x}`).toBeLessThan(worst);
  });

  test.each([
    ["near 0", [...between(-0.5, 1), ...scales(-60, 0), ...scales(-60, -2).map((x) => -x)]],
    ["all scales", scales(0, 300)],
  ])("log1p, %s", (_, xs) => {
    for (const x of xs) expect(ulps(log1p(x), logOf(one + exact(x))), `log1p ${x}`).toBeLessThan(worst);
  });

  test.each([
    ["near 0", [...between(-2, 2), ...scales(-60, 0)]],
    ["all scales", between(-700, 709)],
  ])("exp, %s", (_, xs) => {
    for (const x of xs) {
      const { value, k } = expOf(exact(x));
      expect(ulps(exp(x), value, k), `exp ${x}`).toBeLessThan(worst);
    }
  });

  test.each([
    ["near 0", [...between(-2, 2), ...scales(-60, 0), ...scales(-60, -1).map((x) => -x)]],
    ["wide", between(-40, 100)],
  ])("expm1, %s", (_, xs) => {
    for (const x of xs) {
      const { value, k } = expOf(exact(x));
      const power = k >= 0 ? value << BigInt(k) : value >> BigInt(-k);
      expect(ulps(expm1(x), power - one), `expm1 ${x}`).toBeLessThan(worst);
    }
  });

  test.each([
    ["ordinary", between(0.01, 10), between(-100, 100)],
    ["wide", scales(-20, 20), between(-30, 30)],
    ["near 1", between(0.999, 1.001), between(-300_000, 300_000)],
  ])("pow, %s", (_, xs, ys) => {
    xs.forEach((x, i) => {
      const y = ys[samples - 1 - (i % samples)] as number;
      const { value, k } = expOf(times(exact(y), logOf(exact(x))));
      expect(ulps(pow(x, y), value, k), `pow ${x} ${y}`).toBeLessThan(worst);
    });
  });
});

const { NaN: nan, POSITIVE_INFINITY: inf, MIN_VALUE: least } = Number;

test.each([
  [log(0), -inf],
  [log(-1), nan],
  [log(inf), inf],
  [log(nan), nan],
  [log(1), 0],
  [log(least), -744.4400719213812],
  [log1p(-1), -inf],
  [log1p(-2), nan],
  [log1p(inf), inf],
  [log1p(1e-300), 1e-300],
  [log1p(0), 0],
  [exp(0), 1],
  [exp(-inf), 0],
  [exp(inf), inf],
  [exp(nan), nan],
  [exp(710), inf],
  [exp(-746), 0],
  [exp(-745), least],
  [exp(709.782712893384), Number.MAX_VALUE],
  [expm1(0), 0],
  [expm1(-inf), -1],
  [expm1(inf), inf],
  [expm1(nan), nan],
  [expm1(1e-300), 1e-300],
  [expm1(-50), -1],
  [pow(2, 10), 1024],
  [pow(10, 15), 1e15],
  [pow(nan, 0), 1],
  [pow(1, nan), nan],
  [pow(-2, 3), -8],
  [pow(-2, 0.5), nan],
  [pow(-2, -2), 0.25],
  [pow(0, 3), 0],
  [pow(-0, 3), -0],
  [pow(-0, -3), -inf],
  [pow(0, -2), inf],
  [pow(inf, -1), 0],
  [pow(-inf, 3), -inf],
  [pow(2, inf), inf],
  [pow(0.5, inf), 0],
  [pow(1, inf), nan],
  [pow(2, 1024), inf],
  [pow(2, -1074), least],
  [pow(2, -1076), 0],
  [pow(1 + 2 ** -52, 2 ** 63), inf],
  [pow(1 - 2 ** -53, 2 ** 40), 0.9998779371377774],
  [pow(-1, 2 ** 60), 1],
  [pow(-1, 2 ** 53 - 1), -1],
  [pow(0.7, 2 ** 33), 0],
])("special value %#: %d is %d", (got, want) => {
  expect(got).toBe(want);
});

test("the host's own functions agree, but for the last bit", () => {
  for (const x of between(0.001, 700)) {
    expect(Math.abs(log(x) / Math.log(x) - 1)).toBeLessThan(1e-15);
    expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(1e-15);
    expect(Math.abs(pow(x, 1.7) / x ** 1.7 - 1)).toBeLessThan(1e-15);
  }
});

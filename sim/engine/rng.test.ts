import { describe, expect, test } from "vitest";
import { createRng, keyedStream } from "./rng.ts";

/** Published answers for Threefry-2x32 with 13 rounds: Random123 1.14, tests/kat_vectors. Counter, key, output. */
test.each([
  [
    [0, 0],
    [0, 0],
    [0x9d1c5ec6, 0x8bd50731],
  ],
  [
    [0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    [0xfd36d048, 0x2d17272c],
  ],
  [
    [0x243f6a88, 0x85a308d3],
    [0x13198a2e, 0x03707344],
    [0xba3e4725, 0xf27d669e],
  ],
] as const)("known answer of counter %j, key %j", ([row, n], [k0, k1], [x, y]) => {
  const expected = (x * 2 ** 20 + (y >>> 12) + 0.5) * 2 ** -52;
  expect(keyedStream("kat", k0 | 0, k1 | 0).uniform(row, n)).toBe(expected);
});

test("the same name is the same stream, another name or seed is another", () => {
  const draws = (seed: string, name: string) =>
    Array.from({ length: 8 }, (_, n) => createRng(seed).stream(name).uniform(3, n));
  expect(draws("a", "x")).toEqual(draws("a", "x"));
  expect(draws("a", "x")).not.toEqual(draws("a", "y"));
  expect(draws("a", "x")).not.toEqual(draws("b", "x"));
});

test("rows and draws outside 0 … 2³² − 1 are refused", () => {
  const stream = createRng("a").stream("arrivals");
  for (const bad of [-1, 0.5, 2 ** 32, Number.NaN]) {
    expect(() => stream.uniform(bad, 0)).toThrow(/stream arrivals: row/);
    expect(() => stream.uniform(0, bad)).toThrow(/stream arrivals: row/);
  }
});

/** Draws along rows, along n, along both, and from stream to stream: what a model may line up. */
const count = 200_000;
const rng = createRng("statistics");
const one = rng.stream("one");
const sequences: Record<string, (i: number) => number> = {
  "along rows": (i) => one.uniform(i, 0),
  "along draws": (i) => one.uniform(0, i),
  "along both": (i) => one.uniform(i >> 4, i & 15),
  "high rows": (i) => one.uniform(2 ** 32 - 1 - i, 7),
  "from stream to stream": (i) => (i & 1 ? one : other).uniform(i >> 1, 0),
};
const other = rng.stream("two");

describe.each(Object.entries(sequences))("uniforms %s", (_, draw) => {
  const u = Float64Array.from({ length: count }, (_unused, i) => draw(i));
  // Bounds are 4.5 standard errors: 1 in 150,000 at a fixed seed.
  const bound = 4.5;

  test("lie in the open interval and have the moments of a uniform", () => {
    expect(u.every((x) => x > 0 && x < 1 && 1 - (1 - x) === x)).toBe(true);
    for (const k of [1, 2, 3, 4]) {
      const mean = u.reduce((sum, x) => sum + x ** k, 0) / count;
      const deviation = Math.sqrt(1 / (2 * k + 1) - 1 / (k + 1) ** 2);
      expect(Math.abs(mean - 1 / (k + 1)) / (deviation / Math.sqrt(count))).toBeLessThan(bound);
    }
  });

  test("fill 1,000 cells evenly, also by their lowest bits (chi-square)", () => {
    for (const cellOf of [(x: number) => Math.floor(x * 1000), (x: number) => Math.floor(((x * 2 ** 32) % 1) * 1000)]) {
      const cells = new Float64Array(1000);
      for (const x of u) cells[cellOf(x)]! += 1;
      const expected = count / 1000;
      const chi = cells.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
      expect(Math.abs(chi - 999) / Math.sqrt(2 * 999)).toBeLessThan(bound);
    }
  });

  test.each([1, 2, 3, 16, 256])("are not correlated at lag %i", (lag) => {
    let sum = 0;
    for (let i = 0; i + lag < count; i++) sum += (u[i]! - 0.5) * (u[i + lag]! - 0.5);
    expect(Math.abs(sum / (count - lag) / (1 / 12)) * Math.sqrt(count - lag)).toBeLessThan(bound);
  });
});

test("streams of one seed are not correlated, nor a stream with itself at the next seed", () => {
  const pairs = [
    [one, other],
    [one, createRng("statistics2").stream("one")],
  ] as const;
  for (const [a, b] of pairs) {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += (a.uniform(i, 1) - 0.5) * (b.uniform(i, 1) - 0.5);
    expect(Math.abs(sum / count / (1 / 12)) * Math.sqrt(count)).toBeLessThan(4.5);
  }
});

test("one bit of row, draw or key changes half of the output's bits", () => {
  const bits = (x: number) => BigInt(Math.floor(x * 2 ** 52));
  const changed = (a: bigint, b: bigint) => [...(a ^ b).toString(2)].filter((digit) => digit === "1").length;
  let flips = 0;
  let trials = 0;
  for (let row = 0; row < 50; row++) {
    for (let bit = 0; bit < 32; bit++) {
      const base = keyedStream("s", 5, 6).uniform(row, 9);
      const flipped = [
        keyedStream("s", 5, 6).uniform((row ^ (1 << bit)) >>> 0, 9),
        keyedStream("s", 5, 6).uniform(row, (9 ^ (1 << bit)) >>> 0),
        keyedStream("s", 5 ^ (1 << bit), 6).uniform(row, 9),
        keyedStream("s", 5, 6 ^ (1 << bit)).uniform(row, 9),
      ];
      for (const x of flipped) flips += changed(bits(base), bits(x));
      trials += 4 * 52;
    }
  }
  expect(Math.abs(flips / trials - 0.5) / (0.5 / Math.sqrt(trials))).toBeLessThan(4.5);
});

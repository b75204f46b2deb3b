import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeTime, decodeTokens } from "./decode.ts";
import * as law from "./tables/law-fields.ts";

type Law = readonly [number, number, number, number, number];

function node(
  stepBase: number,
  stepPerContext: number,
  stepPerRequest: number,
  stepOverhead: number,
  perRequest: number,
) {
  const laws = new Float64Array(law.doubles);
  laws[law.stepBase] = stepBase;
  laws[law.stepPerContext] = stepPerContext;
  laws[law.stepPerRequest] = stepPerRequest;
  laws[law.stepOverhead] = stepOverhead;
  laws[law.stepOverheadPerRequest] = perRequest;
  return laws;
}

describe("time of a batch that decodes", () => {
  // base, per context token, per request, overhead, overhead per request [µs]; active, context, tokens → time [µs]
  test.each([
    ["memory-bound, no cache", [100, 0, 0, 0, 0], 4, 1000, 10, 1000],
    ["memory-bound, cache grows", [100, 0.1, 0, 0, 0], 2, 500, 10, 10 * (100 + 50) + 0.1 * 2 * 50],
    ["compute-bound", [100, 0, 60, 0, 0], 4, 1000, 10, 2400],
    ["overhead in either", [100, 0, 60, 5, 1], 4, 1000, 10, 2490],
    ["from compute- to memory-bound at half", [100, 1, 60, 0, 0], 2, 0, 20, 2400 + (2 * 10 * 10) / 2],
  ] as const)("%s", (_, law, active, context, tokens, time) => {
    expect(decodeTime(node(...(law as Law)), 0, active, context, tokens)).toBeCloseTo(time, 9);
  });

  test("a mixture of experts reads more weights the larger the batch", () => {
    const columns = node(100, 0, 0, 0, 0);
    columns[law.stepRouted] = 80;
    columns[law.expertsMissed] = 0.5;
    expect([1, 2, 3].map((active) => decodeTime(columns, 0, active, 0, 1))).toEqual([140, 160, 170]);
    expect(decodeTokens(columns, 0, 3, 0, 340)).toBeCloseTo(2, 12);
  });

  const laws = fc.tuple(
    fc.double({ min: 1, max: 1e5, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 1e4, noNaN: true }),
    fc.double({ min: 0, max: 1e4, noNaN: true }),
    fc.double({ min: 0, max: 100, noNaN: true }),
  );
  const batch = fc.record({
    active: fc.integer({ min: 1, max: 256 }),
    context: fc.double({ min: 0, max: 1e6, noNaN: true }),
    tokens: fc.double({ min: 1e-3, max: 1e5, noNaN: true }),
  });

  test("tokens in the time of tokens are the tokens", () => {
    fc.assert(
      fc.property(laws, batch, (values, { active, context, tokens }) => {
        const columns = node(...values);
        const time = decodeTime(columns, 0, active, context, tokens);
        expect(decodeTokens(columns, 0, active, context, time) / tokens).toBeCloseTo(1, 9);
      }),
      { seed: 1 },
    );
  });

  test("two halves take as long as the whole", () => {
    fc.assert(
      fc.property(laws, batch, (values, { active, context, tokens }) => {
        const columns = node(...values);
        const first = decodeTime(columns, 0, active, context, tokens / 2);
        const second = decodeTime(columns, 0, active, context + (active * tokens) / 2, tokens / 2);
        expect((first + second) / decodeTime(columns, 0, active, context, tokens)).toBeCloseTo(1, 9);
      }),
      { seed: 2 },
    );
  });
});

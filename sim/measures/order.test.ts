import fc from "fast-check";
import { expect, test } from "vitest";
import { rowsInOrder, valueAt } from "./order.ts";

// Few values, so that many are equal.
const anyKeys = fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true })), { maxLength: 70 });
const settings = { seed: 20_261_129, numRuns: 300 };

test("rows come by key, equal ones by row", () => {
  fc.assert(
    fc.property(anyKeys, (keys) => {
      const wanted = keys.map((_, row) => row).sort((a, b) => Number(keys[a]) - Number(keys[b]) || a - b);
      // Infinite keys of one sign differ by NaN, which sorts as equal.
      expect([...rowsInOrder(keys, keys.length)]).toEqual(wanted);
    }),
    settings,
  );
});

test("a value by its place is that of a full sort", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 70 }), fc.nat(), (values, any) => {
      const place = any % values.length;
      expect(valueAt(Float64Array.from(values), place) === Float64Array.from(values).sort()[place]).toBe(true);
    }),
    settings,
  );
});

test("many equal values take no longer than a few passes", () => {
  const values = Float64Array.from({ length: 200_000 }, (_, i) => i % 3);
  expect(valueAt(values, 150_000)).toBe(2);
});

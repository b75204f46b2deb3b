/** Each policy of a maker of accelerators: a case in which it decides who gets what, and one in which it does not. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { OrderView } from "../../model/vendor-roles.ts";
import { createVendorPolicy, vendorPolicies } from "./registry.ts";

interface Order {
  readonly wanted: number;
  readonly holdings?: number;
  readonly bought?: number;
  readonly bid?: number;
  readonly elasticity?: number;
  readonly draw?: number;
  readonly buyer?: number;
}

function view(orders: readonly Order[]): OrderView {
  const column = (of: (order: Order) => number | undefined, without: number) =>
    Float64Array.from(orders, (order) => of(order) ?? without);
  return {
    count: orders.length,
    buyer: Int32Array.from(orders, (order, i) => order.buyer ?? i),
    wanted: column((order) => order.wanted, 0),
    ordered: column((order) => order.wanted, 0),
    holdings: column((order) => order.holdings, 0),
    bought: column((order) => order.bought, 0),
    bid: column((order) => order.bid, 10),
    elasticity: column((order) => order.elasticity, 1.5),
    draw: column((order) => order.draw, 0.5),
  };
}

const schemaOf = (id: string) => vendorPolicies.allocation.find((policy) => policy.id === id)?.params;

/** What each order gets of an output; unit cost 1. */
function shared(id: string, output: number, orders: readonly Order[], params: object = {}) {
  const policy = createVendorPolicy("allocation", { policy: id, ...schemaOf(id)?.parse(params) });
  const out = new Float64Array(orders.length);
  const price = policy.allocate(view(orders), output, 1, out);
  return { got: [...out].map((one) => Math.round(one * 1e6) / 1e6), price };
}

// A small buyer who comes first, a large one who bought before, a newcomer who would pay most.
const orders: readonly Order[] = [
  { wanted: 10, holdings: 100, bought: 10, bid: 3, draw: 0.9 },
  { wanted: 30, holdings: 100_000, bought: 90, bid: 2, draw: 0.5 },
  { wanted: 20, holdings: 0, bought: 0, bid: 9, draw: 0.1 },
];

// policy, parameters, who gets what of 30 where 60 are wanted
test.each([
  ["pro-rata", {}, [5, 15, 10]],
  ["first-come", {}, [10, 20, 0]],
  ["largest-first", {}, [0, 30, 0]],
  ["past-share", { exponent: 1 }, [3, 27, 0]],
  ["past-share", { exponent: 0 }, [10, 20, 0]],
  ["auction", {}, [10, 0, 20]],
  ["lottery", {}, [0, 10, 20]],
  ["small-quota", { quota: 0.8 }, [8, 6, 16]],
  ["small-quota", { quota: 0 }, [5, 15, 10]],
] as const)("%s %o shares 30 out as %o", (id, params, want) => {
  expect(shared(id, 30, orders, params).got).toEqual(want);
});

test.each(vendorPolicies.allocation.map(({ id }) => [id]))("%s: where there is enough everyone has all", (id) => {
  expect(shared(id, 60, orders).got).toEqual([10, 30, 20]);
});

describe("auction", () => {
  test("what is sold pays the highest bid refused", () => {
    expect(shared("auction", 30, orders).price).toBe(2);
    expect(shared("auction", 25, orders).price).toBe(3);
  });

  test("where there is enough it pays the reserve, and a bid below that gets nothing", () => {
    expect(shared("auction", 60, orders, { reserve: 1.5 }).price).toBe(1.5);
    expect(shared("auction", 60, orders, { reserve: 2.5 }).got).toEqual([10, 0, 20]);
  });
});

test("past-share: two orders of one buyer get no more than one of the same size", () => {
  const split: readonly Order[] = [
    { wanted: 15, bought: 50, buyer: 0 },
    { wanted: 15, bought: 50, buyer: 0 },
    { wanted: 30, bought: 50, buyer: 1 },
  ];
  expect(shared("past-share", 30, split).got).toEqual([7.5, 7.5, 15]);
});

test("first-come, largest-first and past-share may leave a newcomer without anything, a quota may not", () => {
  for (const id of ["first-come", "largest-first", "past-share"]) expect(shared(id, 30, orders).got[2]).toBe(0);
  expect(shared("small-quota", 30, orders).got[2]).toBeGreaterThan(0);
});

test.each(vendorPolicies.allocation.map(({ id }) => [id]))(
  "%s: nobody gets more than wanted, no output is made up",
  (id) => {
    const order = fc.record({
      wanted: fc.integer({ min: 0, max: 1000 }),
      holdings: fc.integer({ min: 0, max: 5000 }),
      bought: fc.integer({ min: 0, max: 100 }),
      bid: fc.integer({ min: 0, max: 9 }),
      draw: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      buyer: fc.integer({ min: 0, max: 5 }),
    });
    const some = fc.array(order, { minLength: 1, maxLength: 9 });
    const check = (rows: readonly Order[], output: number) => {
      const { got } = shared(id, output, rows);
      const total = got.reduce((sum, one) => sum + one, 0);
      expect(total).toBeLessThanOrEqual(output + 1e-5);
      got.forEach((one, i) => {
        expect(one).toBeGreaterThanOrEqual(0);
        expect(one).toBeLessThanOrEqual(rows[i].wanted + 1e-5);
      });
    };
    fc.assert(fc.property(some, fc.integer({ min: 0, max: 3000 }), check), { seed: 65, numRuns: 200 });
  },
);

/** Prices of orders at list 100 and cost 40. */
function priced(id: string, rows: readonly Order[], params: object = {}): number[] {
  const chosen = vendorPolicies.pricing.find((policy) => policy.id === id);
  const out = new Float64Array(rows.length);
  createVendorPolicy("pricing", { policy: id, ...chosen?.params.parse(params) }).price(view(rows), 100, 40, out);
  return [...out].map((one) => Math.round(one * 1e6) / 1e6);
}

// policy, parameters, orders, prices
test.each([
  ["list", {}, [{ wanted: 1 }, { wanted: 1e6 }], [100, 100]],
  ["size-discount", { step: 0.1 }, [{ wanted: 8 }, { wanted: 80 }, { wanted: 8e9 }], [100, 90, 70]],
  ["size-discount", { step: 0 }, [{ wanted: 8 }, { wanted: 8e9 }], [100, 100]],
  ["size-discount", { step: 0.5, most: 0.9 }, [{ wanted: 8e9 }], [40]],
  [
    "by-elasticity",
    {},
    [
      { elasticity: 2, wanted: 1 },
      { elasticity: 1.25, wanted: 1 },
    ],
    [80, 200],
  ],
  [
    "by-elasticity",
    { most: 1.5 },
    [
      { elasticity: 1.25, wanted: 1 },
      { elasticity: 0.5, wanted: 1 },
    ],
    [150, 150],
  ],
  [
    "by-elasticity",
    {},
    [
      { elasticity: 1.6, wanted: 1 },
      { elasticity: 1.6, wanted: 9 },
    ],
    [106.666667, 106.666667],
  ],
] as const)("%s %o: %o pay %o", (id, params, rows, want) => {
  expect(priced(id, rows, params)).toEqual(want);
});

test("a policy that nobody wrote is named", () => {
  expect(() => createVendorPolicy("pricing", { policy: "haggle" })).toThrow(/no pricing policy is named "haggle"/);
});

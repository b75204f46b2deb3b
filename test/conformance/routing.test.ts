/** Laws that every routing rule keeps. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawsPerRequest } from "../../sim/model/slots.ts";
import { Status } from "../../sim/model/tables/nodes.ts";
import { anyNodes, jurisdictionsInTests, marketsInTests, routerOver } from "../support/small-network.ts";
import { fixed, subjects } from "./rules-under-test.ts";

const draws = fc.array(fc.double({ min: Number.EPSILON, max: 1 - Number.EPSILON, noNaN: true }), {
  minLength: drawsPerRequest,
  maxLength: drawsPerRequest,
});
const question = [
  anyNodes,
  fc.nat({ max: marketsInTests - 1 }),
  fc.nat({ max: jurisdictionsInTests - 1 }),
  draws,
] as const;

describe.each(subjects("routing"))("$name", ({ rule }) => {
  test("chooses a live node of the market asked for, and −1 only when there is none", () => {
    fc.assert(
      fc.property(...question, (rows, market, origin, uniform) => {
        const see = routerOver(rows, marketsInTests, jurisdictionsInTests);
        const chosen = rule.choose(see, market, origin, (n) => uniform[n]);
        const live = rows.flatMap((row, i) => (row.market === market && row.status === Status.live ? [i] : []));
        if (live.length === 0) expect(chosen).toBe(-1);
        else expect(live).toContain(chosen);
      }),
      fixed,
    );
  });

  test("draws only what a request may draw, and answers the same question alike", () => {
    fc.assert(
      fc.property(...question, (rows, market, origin, uniform) => {
        const see = routerOver(rows, marketsInTests, jurisdictionsInTests);
        const ask = () =>
          rule.choose(see, market, origin, (n) => {
            expect(Number.isInteger(n) && n >= 0 && n < drawsPerRequest).toBe(true);
            return uniform[n];
          });
        expect(ask()).toBe(ask());
      }),
      fixed,
    );
  });
});

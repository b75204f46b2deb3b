/**
 * Mistakes that must not compile. `tsc` reads this file with the rest; it fails when one of them does compile, since an
 * expected error that does not come is an error. Nothing here runs.
 */

import * as z from "zod";
import type { Amount, Fraction, Row, Span, Time } from "../../sim/engine/units.ts";
import { mechanism } from "../../sim/mechanisms/mechanism.ts";
import { type RuleChoice, ruleSchema } from "../../sim/mechanisms/registry.ts";
import type { EpochView, RouterView } from "../../sim/model/view.ts";
import { probe } from "../../sim/probes/probe.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";

export const rightRouting: RuleChoice<"routing"> = { rule: "power-of-d", d: 3 };
export const rightPrice: Scenario["price"] = { rule: "flat", price: 2 };

// @ts-expect-error a rule does not take another rule's parameter
export const routingWithForeign: RuleChoice<"routing"> = { rule: "least-loaded", d: 3 };
// @ts-expect-error nor does it in a scenario
export const scenarioWithForeign: Scenario["price"] = { rule: "flat", price: 2, target: 0.5 };
// @ts-expect-error a rule of another slot
export const foreignSlot: Scenario["emission"] = { rule: "proportional-to-work" };
// @ts-expect-error no rule of this name
export const unknownRule: Scenario["routing"] = { rule: "fastest" };
// @ts-expect-error a parameter of the wrong kind
export const wrongKind: RuleChoice<"price"> = { rule: "flat", price: "2" };
// @ts-expect-error a parsed choice has all its parameters
export const incomplete: RuleChoice<"routing"> = { rule: "power-of-d" };
// @ts-expect-error no such slot
ruleSchema("settlement");

export function narrowed(choice: Scenario["routing"]): number {
  if (choice.rule === "power-of-d") return choice.d;
  // @ts-expect-error only power-of-d has d
  return choice.d;
}

export function throughAView(see: EpochView, router: RouterView): void {
  // @ts-expect-error a view has no pen
  see.nodes.work[0] = 1;
  // @ts-expect-error nor for a whole column
  see.nodes.work = new Float64Array(1);
  // @ts-expect-error nor for a count
  see.nodeCount = 2;
  // @ts-expect-error routers' columns neither
  router.nodes.status[0] = 1;
}

export function mixedUp(time: Time, span: Span, amount: Amount, row: Row): void {
  // @ts-expect-error an instant is no money
  const a: Amount = time;
  // @ts-expect-error a length of time is no instant
  const b: Time = span;
  // @ts-expect-error money is no share
  const c: Fraction = amount;
  // @ts-expect-error a bare number is no row
  const d: Row = 7;
  void [a, b, c, d, row];
}

export const withUnits = probe({
  id: "live",
  table: "epochs",
  summary: "Live nodes.",
  units: { live_nodes: "node" },
  measure: () => [{ live_nodes: 1 }],
});

export const withoutUnit = probe({
  id: "live",
  table: "epochs",
  summary: "Live nodes.",
  // @ts-expect-error a metric without a unit
  units: {},
  measure: () => [{ live_nodes: 1 }],
});

export const impureRule = mechanism({
  slot: "reward",
  id: "writes-to-the-view",
  summary: "Writes where it may only read.",
  source: [{ cite: "none", at: "none" }],
  params: z.strictObject({}),
  create: () => ({
    allocate({ nodes }, _emission, out) {
      out[0] = 1;
      // @ts-expect-error rules write to `out` alone
      nodes.reward[0] = 1;
    },
  }),
});

export const wrongSlot = mechanism({
  slot: "emission",
  id: "answers-another-question",
  summary: "Fills a slot with the answer to another.",
  source: [{ cite: "none", at: "none" }],
  params: z.strictObject({}),
  // @ts-expect-error an emission rule says how much, not who
  create: () => ({ allocate: () => {} }),
});

/** The section `economy.coalitions` of a scenario, from its units to those of the core. */
import { createCoalition } from "./agents/coalition/registry.ts";
import { type Coalitions, createCoalitions } from "./model/coalitions.ts";
import type { Scenario } from "./scenario/scenario.ts";

export function coalitionsOf({ economy }: Scenario): Coalitions | undefined {
  const section = economy.coalitions;
  if (section === undefined) return undefined;
  const { kinds, every, discount, gainLeast } = section;
  const plans = kinds.map((kind) => ({ name: kind.kind, role: createCoalition(kind) }));
  return createCoalitions({ plans, every, discount, gainLeast });
}

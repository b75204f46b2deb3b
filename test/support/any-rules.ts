/**
 * Scenarios with what every rule of the catalogue needs: stake, holders who may delegate, money, a price of the token.
 */
import { smallScenario, withPart } from "./small-world.ts";

const supplied = {
  ...withPart("network", {
    nodes: 24,
    operators: 9,
    classes: { "gaming-pc": 3, "small-datacentre": 2 },
    jurisdictions: { USA: 3, DEU: 2, PRT: 1 },
  }),
  ...withPart("demand", { rate: "3 request/s", segments: 6 }),
  horizon: "2 epoch",
  windows: { perEpoch: 1, length: "50 s", warmup: "10 s", firstWarmup: "40 s" },
  emission: { rule: "flat", perEpoch: 1000 },
  stake: {
    total: 1_000_000,
    accountsFraction: 0.7,
    spread: "pareto",
    delegators: 12,
    liquidPerAccount: 20_000,
    tokenPrice: 0.6,
    tokenVolatility: 2,
  },
};

/** What a rule needs of other slots, so that it makes sense, and of its own parameters, so that two epochs show it. */
const beside: Readonly<Record<string, object>> = {
  "emission/halving": { emission: { rule: "halving", period: 1 } },
  ...Object.fromEntries(
    ["cheapest", "home-premium", "distance-cost", "reverse-auction", "first-acceptable"].map((id) => [
      `routing/${id}`,
      { asks: { rule: "spot-discount", firm: 1 } },
    ]),
  ),
  // The largest of this network has less than a quarter of the work: withholding pays it if all others build on its blocks.
  "reward/withheld-blocks": { reward: { rule: "withheld-blocks", following: 1 } },
  "asks/price-matching": { asks: { rule: "price-matching", cost: 12, sellers: 0.5 } },
  "price/median-of-asks": { asks: { rule: "spot-discount" } },
  "price/marginal-ask": { asks: { rule: "cost-plus", bidsAbovePrice: "yes" } },
};

/** A scenario of 24 nodes and two epochs in which the named rule makes sense. */
export function suppliedScenario(slot: string, rule: string, more: object = {}) {
  return smallScenario({ ...supplied, [slot]: { rule }, ...beside[`${slot}/${rule}`], ...more });
}

/** The same with any choice of rules; throws where they make no sense together. */
export const anyRulesScenario = (choices: object, more: object) => smallScenario({ ...supplied, ...choices, ...more });

/** Every way to change one's mind: it finds what pays where something does, and leaves what does not. */
import { describe, expect, test } from "vitest";
import { revisions } from "../../../sim/agents/revision/registry.ts";
import { emissionOf, fluid, runEpochs, strategicWorld } from "../../support/strategic-world.ts";

const byWeight = { rule: "proportional-to-weight", individualCap: 1, forfeits: "shared" };
const start = 0.5;

/** Part of the operators that rent for the proof after so many epochs: half do at the start. @param perEpoch  new money [GNK] */
function renters(rule: string, perEpoch: number): number {
  const world = strategicWorld({
    menu: [{ strategy: "proof-renter", start }],
    changes: { ...fluid, ...emissionOf(perEpoch), reward: byWeight },
    section: { revision: { rule }, review: "4 h" },
  });
  runEpochs(world, 38);
  const { option } = world.strategies.conducts.columns;
  return option.slice(0, world.operators.count).reduce((sum, one) => sum + one, 0) / world.operators.count;
}

const ids = revisions.map(({ id }) => id as string);

describe.each(ids.filter((id) => id !== "fixed"))("%s", (rule) => {
  test("takes up what pays: rewards are many times the rent", () => expect(renters(rule, 1000)).toBeGreaterThan(0.7));
  test("leaves what does not: the rent is many times the reward", () => expect(renters(rule, 0.1)).toBeLessThan(0.3));
});

test("fixed: nobody changes, whatever it pays", () => {
  expect(renters("fixed", 1000)).toBe(renters("fixed", 0.1));
});

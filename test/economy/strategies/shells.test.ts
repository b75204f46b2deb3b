/** Buying accelerators as several customers: where a rule caps the customer it gets through, where a rule looks at the card it does not. */
import { expect, test } from "vitest";
import { hardware } from "../../../sim/model/catalogue/hardware.ts";
import { jurisdictions } from "../../../sim/model/catalogue/jurisdictions.ts";
import { allowedShare, gatherHoldings } from "../../../sim/model/chip-buyers.ts";
import type { World } from "../../../sim/model/world.ts";
import { withPart } from "../../support/small-world.ts";
import { fluid, strategicWorld, takeUp } from "../../support/strategic-world.ts";

const card = hardware.findIndex(({ id }) => id === "h100");
/** More than a country may have through one customer, less than eighty small ones may each. [H100e] */
const wanted = 80_000;

/** Share of the order that is let through, by customers that it appears as. */
function shares(trade: object, where: string): number[] {
  return [1, 80].map((shells) => {
    const world = strategicWorld({
      menu: [{ strategy: "exporter-arbitrage", shells }],
      changes: {
        ...fluid,
        epochLength: "24 h",
        ...withPart("network", { nodes: 20, operators: 5, jurisdictions: { [where]: 1 } }),
        trade,
        economy: { chips: { others: 50 } },
      },
    });
    takeUp(world, [2], 1);
    const chips = world.chips as NonNullable<World["chips"]>;
    gatherHoldings(world, chips);
    return allowedShare(world, chips, chips.outside + 2, card, wanted);
  });
}

test("pays where a rule caps what one customer may have", () => {
  expect(jurisdictions.some(({ id }) => id === "SGP")).toBe(true);
  const [asOne, asMany] = shares({ rule: "diffusion-tiers" }, "SGP") as [number, number];
  expect(asOne).toBeLessThan(0.9);
  expect(asMany).toBe(1);
});

test("changes nothing where a rule looks at the card alone", () => {
  const [asOne, asMany] = shares({ rule: "performance-density" }, "CHN") as [number, number];
  expect(asMany).toBe(asOne);
  expect(asOne).toBe(0);
});

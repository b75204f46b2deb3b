/** Buying accelerators as several customers: where a rule caps the customer it gets through, where a rule looks at the card it does not. */
import { expect, test } from "vitest";
import { hardware } from "../../../sim/model/catalogue/hardware.ts";
import { jurisdictions } from "../../../sim/model/catalogue/jurisdictions.ts";
import { allowedShare, gatherHoldings } from "../../../sim/model/chip-buyers.ts";
import { orderCards } from "../../../sim/model/chip-orders.ts";
import type { World } from "../../../sim/model/world.ts";
import { runTo, withPart } from "../../support/small-world.ts";
import { fluid, strategicWorld, takeUp } from "../../support/strategic-world.ts";

const card = hardware.findIndex(({ id }) => id === "h100");
/** Made at the end of 2025. */
const newest = hardware.findIndex(({ id }) => id === "b200");
const buyer = 2;
/** More than a country may have through one customer, less than eighty small ones may each. [H100e] */
const wanted = 80_000;

/** The buyer's world, in which it appears as so many customers. */
function worldWith(shells: number, trade: object, where: string) {
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
  takeUp(world, [buyer], 1);
  const chips = world.chips as NonNullable<World["chips"]>;
  gatherHoldings(world, chips);
  return { world, chips };
}

/** Share of the order that is let through, by customers that it appears as. */
const shares = (trade: object, where: string) =>
  [1, 80].map((shells) => {
    const { world, chips } = worldWith(shells, trade, where);
    return allowedShare(world, chips, chips.outside + buyer, card, wanted);
  });

test("pays where a rule caps what one customer may have", () => {
  expect(jurisdictions.some(({ id }) => id === "SGP")).toBe(true);
  const [asOne, asMany] = shares({ rule: "diffusion-tiers" }, "SGP") as [number, number];
  expect(asOne).toBeLessThan(0.9);
  expect(asMany).toBe(1);
});

test("so that what it orders is taken, which for one customer is a matter of luck", () => {
  const orders = 40;
  const taken = [1, 80].map((shells) => {
    const { world, chips } = worldWith(shells, { rule: "diffusion-tiers" }, "SGP");
    runTo(world, 86_401);
    const order = { operator: buyer, hardware: newest, cards: 30_000, bid: 1e6 };
    return Array.from({ length: orders }, () => orderCards(world, chips, order)).filter((answer) => answer === "taken")
      .length;
  });
  expect(taken[1]).toBe(orders);
  expect(taken[0]).toBeLessThan(0.95 * orders);
});

test("changes nothing where a rule looks at the card alone", () => {
  const [asOne, asMany] = shares({ rule: "performance-density" }, "CHN") as [number, number];
  expect(asMany).toBe(asOne);
  expect(asOne).toBe(0);
});

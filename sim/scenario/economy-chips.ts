/** The section `economy.chips` of a scenario: who makes accelerators, who gets them, at what price. */
import * as z from "zod";
import { vendorPolicySchema } from "../agents/vendor/registry.ts";
import { hardwareIds } from "../model/catalogue/ids.ts";
import { ownershipQuarters, quartersBehind } from "../model/catalogue/ownership.ts";
import { sizeWords } from "../store/buyer-sizes.ts";
import { count, quantity } from "./quantity.ts";
import { epochs, plain, seconds, share } from "./shorthand.ts";

const starts = ownershipQuarters.slice(quartersBehind) as unknown as ["2024Q4", "2025Q1", "2025Q2", "2025Q3", "2025Q4"];

const years = (example: string, min: number) =>
  quantity("year", { title: "a number of years", examples: [example], min, max: 100 });
const perYear = (example: string, min: number, max: number) =>
  quantity("1/year", { title: "a rate a year", examples: [example], min, max });

const entrant = z.strictObject({
  name: z.string().min(1).max(60).describe("Shown in tables"),
  hardware: z.enum(hardwareIds).describe("Card of the catalogue whose performance its product has"),
  fixedCost: quantity("USD", { title: "money", examples: ["500e6 USD"], min: 0 })
    .default(540e6)
    .describe("To bring it to market; default: design cost of a 5 nm chip (IBS, 2022, in trade press; unchecked)"),
  from: epochs("0 epoch", 0).default(0).describe("Before which nobody looks whether it pays"),
  development: years("2 year", 0).default(2).describe("From the decision to the first sale; default: a judgement"),
  life: years("5 year", 1).default(5).describe("Years of sales that the decision counts; default: a judgement"),
  captured: share("30 %").default(0.3).describe("Part of the orders open to it that it expects to win; a judgement"),
  openFraction: share("2 %")
    .default(0.02)
    .describe("Part of the orders from outside the network that is open to a newcomer; a judgement"),
  batch: quantity("1", { title: "a number of H100-equivalents", examples: ["10_000"], min: 1 })
    .default(10_000)
    .describe("First batch, and the least it makes in a year [H100e]"),
  costRatio: plain("0.5", 0.001, 10)
    .default(0.5)
    .describe("Unit cost of the first batch over the list price of the cheapest open vendor; default: a judgement"),
  undercut: share("20 %").default(0.2).describe("Its price under the cheapest open vendor's; default: a judgement"),
  discount: perYear("15 %/year", 0, 5).default(0.15).describe("At which it discounts; default: a judgement"),
});

const curve = z.discriminatedUnion("curve", [
  z.strictObject({
    curve: z.literal("wright").describe("With cumulative output (Wright, 1936)"),
    // All of it would make the second card free.
    rate: quantity("1", { title: "a share", examples: ["18 %"], min: 0, max: 0.99 })
      .default(0.178)
      .describe(
        "Part that a doubling takes off; default: cost halves in 2.3 years (Epoch AI) while output grows 2.9-fold a year",
      ),
  }),
  z.strictObject({
    curve: z.literal("calendar").describe("With time alone, whatever is made (R-66)"),
    halving: years("2.3 year", 0.05)
      .default(2.3)
      .describe("Time in which it halves; default: 16-bit FLOP/s a dollar of machine-learning chips (Epoch AI)"),
  }),
  z.strictObject({
    curve: z.literal("two-stage").describe("Fast at first and slow after, as mining machines did"),
    fast: perYear("37 %/year", 0, 0.99)
      .default(0.37)
      .describe("Fall at first; default: energy of a hash, Antminer S1 (2013) to S21 Pro (2024)"),
    years: years("10 year", 0).default(10).describe("For which it lasts; default: the same"),
    slow: perYear("18 %/year", 0, 0.99).default(0.18).describe("Fall after; default: the same, since 2019"),
  }),
]);

/** "Up to 1,700 H100e" */
const holding = (size: keyof typeof sizeWords) =>
  `${sizeWords[size].charAt(0).toUpperCase()}${sizeWords[size].slice(1)} H100e`;

const elasticity = z
  .strictObject({
    small: plain("1.3", 0, 20).default(1.3).describe(holding("small")),
    middle: plain("1.37", 0, 20).default(1.37).describe(holding("middle")),
    large: plain("1.6", 0, 20).default(1.6).describe(holding("large")),
    largest: plain("2", 0, 20)
      .default(2)
      .describe(`${holding("largest")}: they design chips of their own`),
  })
  .prefault({})
  .describe(
    "Elasticity of orders by what a buyer holds; default: 1.37 makes a margin of 73 % the best, the order of sizes is a judgement",
  );

const used = z
  .strictObject({
    spread: share("15 %").default(0.15).describe("What dealers pay under what they ask; default: a judgement"),
    fall: perYear("60 %/year", 0, 0.99)
      .default(0.6)
      .describe("Fall of the price of cards that nobody buys, on top of age; default: a judgement"),
    scrap: share("5 %").default(0.05).describe("Of the price when new, below which cards are scrapped; a judgement"),
  })
  .prefault({})
  .describe("Dealers in used cards");

export const chips = z
  .strictObject({
    start: z.enum(starts).default("2025Q4").describe("Quarter at whose end the run begins: who holds what by then"),
    allocation: vendorPolicySchema("allocation").prefault({ policy: "pro-rata" }).describe("Who gets what is made"),
    pricing: vendorPolicySchema("pricing").prefault({ policy: "list" }).describe("What an order pays"),
    demandRatio: plain("1.15", 0, 100)
      .default(1.15)
      .describe("Orders of buyers outside the network at list prices, over output; default: a judgement"),
    markup: plain("3.7", 1, 100)
      .default(3.7)
      .describe("List price over unit cost; default: NVIDIA's gross margin of about 73 % (reports for fiscal 2025–26)"),
    learning: curve.prefault({ curve: "wright" }).describe("How the unit cost of those who were there falls"),
    entrantLearning: curve.prefault({ curve: "wright" }).describe("The same for newcomers, from their first batch"),
    growthLong: perYear("20 %/year", -0.9, 10)
      .default(0.2)
      .describe("Growth of output in the long run, to which that of the last year fades; default: a judgement"),
    growthHalfLife: years("1.5 year", 0.01)
      .default(1)
      .describe("Time in which it comes half the way; default: of 0.75, 1 and 1.5 the middle, all fit 2024–25 alike"),
    leadLeast: seconds("60 day", 0)
      .default(60 * 86_400)
      .describe("From order to shipment when nothing is ahead; default: a judgement"),
    shelfLead: seconds("14 day", 0)
      .default(14 * 86_400)
      .describe("The same for cards that shops have; default: a judgement"),
    patience: years("1 year", 0.01).default(1).describe("After which an order not filled is cancelled; a judgement"),
    allocateEvery: seconds("7 day", 1)
      .default(7 * 86_400)
      .describe("Between two allocations of output, to whole epochs; default: a judgement"),
    orderEvery: seconds("30 day", 1)
      .default(30 * 86_400)
      .describe("Between two rounds of orders from outside the network, to whole epochs; default: a judgement"),
    madeYears: years("4 year", 0.25).default(4).describe("For which a vendor goes on making a card; a judgement"),
    others: count({ title: "a whole number of buyers", examples: ["1000"], min: 1, max: 20_000 })
      .default(1000)
      .describe("Buyers among whom what is not owned by the large is split"),
    othersExponent: plain("1.2", 0.5, 10)
      .default(1.2)
      .describe("Exponent of the Pareto law of their sizes; default: a judgement"),
    listDefault: quantity("USD", { title: "money", examples: ["14_500 USD"], min: 1 })
      .default(14_500)
      .describe(
        "Price of an H100-equivalent where no card has one; default: GB200 in 2025, 36,700 USD for 2.53 (Epoch AI)",
      ),
    elasticity,
    entrants: z.array(entrant).max(8).default([]).describe("Who would enter with new hardware if it paid"),
    used,
  })
  .describe("The market for accelerators");

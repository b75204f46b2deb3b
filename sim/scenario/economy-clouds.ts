/** The section `economy.clouds` of a scenario: central clouds, their regions, costs and prices. */
import * as z from "zod";
import { cloudPricingSchema } from "../agents/cloud/registry.ts";
import { cloudFirmIds } from "../model/catalogue/cloud-firms.ts";
import { jurisdictionIds } from "../model/catalogue/ids.ts";
import { quantity } from "./quantity.ts";
import { plain, seconds, share, weights } from "./shorthand.ts";

const years = (example: string, min: number) =>
  quantity("year", { title: "a number of years", examples: [example], min, max: 100 });
const perYear = (example: string, max: number) =>
  quantity("1/year", { title: "a rate a year", examples: [example], min: 0, max });

const firm = z.strictObject({
  name: z.string().min(1).max(60).describe("A firm of the catalogue, or a name of your own with regions"),
  regions: weights(jurisdictionIds, "Capacity by country; scaled to sum to 1").optional(),
  capacity: quantity("1", { title: "a number of H100-equivalents", examples: ["10_000"], min: 1 })
    .optional()
    .describe("At the start [H100e]; without it what serves its clients then"),
  pricing: cloudPricingSchema.prefault({ policy: "best-response" }).describe("How it sets its price"),
  appeal: plain("0.5", -20, 20).default(0).describe("Utility of its name beside the price"),
  costRatio: plain("1.1", 0.01, 100).default(1).describe("Its costs over the common ones"),
});

const cost = z
  .strictObject({
    card: quantity("USD", { title: "money", examples: ["25_000 USD"], min: 0 })
      .default(25_000)
      .describe("Price of an H100-equivalent with its server at the start; default: Lokshin (World Bank, 2026)"),
    cardFall: share("26 %")
      .default(0.26)
      .describe("Its fall in a year where there is no market for accelerators; default: half in 2.3 years (Epoch AI)"),
    life: years("6 year", 0.25)
      .default(6)
      .describe("For which it is written off; default: books of Amazon, Google and Microsoft"),
    capitalRate: perYear("9 %/year", 5)
      .default(0.09)
      .describe("Cost of capital; default: software and internet companies (Damodaran, January 2025)"),
    watts: quantity("W", { title: "a power", examples: ["1_275 W"], min: 0 })
      .default(1275)
      .describe("Draw of a card with its part of the server; default: DGX H100, 10.2 kW for eight"),
    network: quantity("USD/h", { title: "a price of an hour", examples: ["0.15 USD/h"], min: 0 })
      .default(0.15)
      .describe("Network of a card; default: Lokshin"),
    staff: quantity("USD/h", { title: "a price of an hour", examples: ["0.05 USD/h"], min: 0 })
      .default(0.05)
      .describe("Staff and the rest; default: a judgement"),
  })
  .prefault({})
  .describe("Of an H100-equivalent");

export const clouds = z
  .strictObject({
    firms: z
      .array(firm)
      .min(1)
      .max(8)
      .default(() => cloudFirmIds.map((name) => firm.parse({ name })))
      .describe("Clouds; default: the six of the catalogue"),
    homeFraction: share("60 %")
      .default(0.6)
      .describe("Part of capacity at home where regions are not given, the rest by size of demand; a judgement"),
    use: share("70 %").default(0.7).describe("Part of the hours that it means to sell; default: Lokshin"),
    reviewEvery: seconds("30 day", 1)
      .default(30 * 86_400)
      .describe("Between two reviews of prices and capacity, to whole epochs; default: a judgement"),
    lead: years("1 year", 0).default(1).describe("Mean time from the wish for capacity to having it; a judgement"),
    growthMost: perYear("150 %/year", 100)
      .default(1.5)
      .describe(
        "Most by which capacity grows; default: 2.3-fold a year, tracked AI compute in 2024–25 (Epoch AI), rounded up",
      ),
    retired: share("20 %").default(0.2).describe("Part of capacity given up in a year when it is idle; a judgement"),
    cost,
  })
  .describe("Central clouds that clients may choose");

/** The section `economy.states` of a scenario: what states do, and what befalls whole countries, at given times. */
import * as z from "zod";
import { ruleSchema } from "../mechanisms/registry.ts";
import { jurisdictionIds } from "../model/catalogue/ids.ts";
import { quantity } from "./quantity.ts";
import { plain, seconds, share } from "./shorthand.ts";

const at = quantity("epoch", { title: "an instant in epochs", examples: ["30 epoch"], min: 0 }).describe(
  "When it begins, counted from the start of the run",
);
const perYear = quantity("1/year", { title: "a rate a year", examples: ["0.2/year"], min: 0, max: 365 })
  .optional()
  .describe("Strikes at random from `at` on, so often a year on average; without it once, at `at`");
const length = seconds("30 day", 1).optional().describe("How long it lasts; without it to the end of the run");
const jurisdictionsOf = (what: string) => z.array(z.enum(jurisdictionIds)).min(1).describe(what);
const whom = jurisdictionsOf("Whom it concerns (ISO 3166 alpha-3)");

const act = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("export-rule").describe("Another rule on which card may be had where comes into force"),
    at,
    rule: ruleSchema("trade").describe("The rule and its parameters; cards that are there stay"),
  }),
  z.strictObject({
    kind: z.literal("sanction").describe("A country's clients and hosts are cut off from those of all others"),
    at,
    perYear,
    length,
    jurisdictions: whom,
    scope: z
      .enum(["network", "clouds", "both"])
      .default("both")
      .describe("What it is cut off from; on the network its own hosts still serve its own clients"),
  }),
  z.strictObject({
    kind: z.literal("outage").describe("All hosts of a country go dark"),
    at,
    perYear,
    length: seconds("12 h", 1).describe("How long it lasts"),
    jurisdictions: whom,
  }),
  z.strictObject({
    kind: z.literal("cable-cut").describe("Links between two groups of countries become slower or are lost"),
    at,
    perYear,
    length,
    between: jurisdictionsOf("One side"),
    and: jurisdictionsOf("The other side; a country on both sides keeps its own links"),
    slowdown: plain("3", 1, 1000).default(1).describe("Factor on round trips between the two sides"),
    isLost: z.boolean().default(false).describe("Whether nothing gets through at all"),
  }),
  z.strictObject({
    kind: z.literal("energy-shock").describe("Electricity costs more or less"),
    at,
    perYear,
    length,
    jurisdictions: whom,
    factor: plain("3", 0, 1000).describe("Factor on the price of electricity"),
  }),
  z.strictObject({
    kind: z.literal("nationalization").describe("All machines in a country become its state's, for good"),
    at,
    jurisdictions: whom,
  }),
  z.strictObject({
    kind: z.literal("subsidy").describe("The state pays a part of the cost of machines in its country"),
    at,
    perYear,
    length,
    jurisdictions: whom,
    fraction: share("30 %").describe("Part of what hosts pay that the state gives back"),
  }),
  z.strictObject({
    kind: z.literal("cloud-exit").describe("Clouds stop selling to a country"),
    at,
    perYear,
    length,
    jurisdictions: whom,
    clouds: z.array(z.string().min(1)).default([]).describe("Names of the clouds that leave; none named: all of them"),
  }),
]);

export const states = z
  .strictObject({
    acts: z.array(act).max(200).default([]).describe("In any order"),
  })
  .describe("What states do and what befalls whole countries; access, price and delay by country are stored");

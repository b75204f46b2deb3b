/** Hosts listed one by one: schema of `network.hosts`. */
import * as z from "zod";
import { cardIds, classIds, jurisdictionIds, modelIds } from "../model/catalogue/ids.ts";
import { count, quantity } from "./quantity.ts";
import { plain } from "./shorthand.ts";

const name = () => z.string().min(1).max(80);

const machines = z
  .array(
    z.strictObject({
      hardware: z.enum(cardIds).describe("Card of the machine; own-1 …: as `network.hardware` describes it"),
      cards: count({ title: "a whole number of cards", examples: ["8"], min: 1, max: 255 }).describe(
        "Cards in each machine",
      ),
      count: count({ title: "a whole number of machines", examples: ["4"], min: 1, max: 100_000 })
        .default(1)
        .describe("Machines like this"),
    }),
  )
  .min(1)
  .describe("Machines of the entry");

export const hosts = z
  .array(
    z.strictObject({
      account: name().describe("Name of the account; entries of the same name are one account"),
      operator: name().optional().describe("True owner; default: the account itself"),
      jurisdiction: z.enum(jurisdictionIds).describe("Where its machines stand (ISO 3166 alpha-3)"),
      model: z.enum(modelIds).describe("Language model that the entry's machines serve"),
      machines,
      proof: count({ title: "a whole number of proofs", examples: ["438_662"], min: 0, max: 1e12 })
        .optional()
        .describe(
          "Published compute proof of the entry's machines in one epoch [proof unit]; default: published rates of its cards × the time of the proof, 0 for cards without one",
        ),
      stake: plain("1000", 0, 9e6)
        .optional()
        .describe("Tokens that the entry adds to its account's stake, for `stake.spread: as-listed` [GNK]"),
      class: z.enum(classIds).default("neocloud").describe("Kind of host, as reports group it"),
      availability: quantity("1", { title: "a share", examples: ["99.5 %"], min: 0.01, max: 1 })
        .default(1)
        .describe("Share of time that each machine is on, in spells off of 12 h on average; 1: never off"),
      heldFraction: quantity("1", { title: "a share", examples: ["30 %"], min: 0, max: 1 })
        .default(1)
        .describe("Share of its proof that it can show at an instant nobody announced; below 1 it rents for the proof"),
    }),
  )
  .max(20_000)
  .default([])
  .describe("Hosts one by one, besides those drawn from the shares below");

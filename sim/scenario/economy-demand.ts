/** The section `economy.demand` of a scenario: clients who choose between the network, clouds and going without. */
import * as z from "zod";
import { clientKindIds } from "../model/catalogue/client-kinds.ts";
import { quantity } from "./quantity.ts";
import { plain, seconds, share, weights } from "./shorthand.ts";

const usdPerHour = (example: string, least: number) =>
  quantity("USD/h", { title: "a price of an hour", examples: [example], min: least, max: 10_000 });

const kind = z
  .strictObject({
    sensitivity: plain("1.2", 0.01, 50).optional().describe("Weight β of a price in the choice"),
    sovereignty: share("10 %").optional().describe("Premium that it would pay for compute at home (R-63)"),
    perMs: quantity("1/ms", { title: "a part a millisecond", examples: ["0.0008/ms"], min: 0, max: 1 })
      .optional()
      .describe("Part of the price that a millisecond of round trip is worth (R-64)"),
    ceiling: quantity("ms", { title: "a time", examples: ["250 ms"], min: 0 })
      .optional()
      .describe("Round trip beyond which an offer is of no use (R-64)"),
    loyalty: plain("1.5", 0, 20).optional().describe("Cost of changing the provider, in utility"),
    review: quantity("year", { title: "a number of years", examples: ["1 year"], min: 0, max: 100 })
      .optional()
      .describe("Mean time between two choices; 0: every epoch"),
    cloudAppeal: plain("1", -20, 20).optional().describe("Utility of any cloud beside the price"),
  })
  .describe("What such clients mind; what is left out is as in docs/clients-and-clouds.md");

export const demandSide = z
  .strictObject({
    spending: z
      .enum(["budget", "units"])
      .default("budget")
      .describe(
        "budget: clients spend what they would at the reference price, so that cheap compute is used more (elasticity of all use 1 and more; Demirer and others, 2025, just above 1, unchecked); units: each wants one unit",
      ),
    reference: usdPerHour("4 USD/h", 0.0001)
      .default(4)
      .describe("Price of an hour's work of an H100 at which going without is as good as buying; default: a judgement"),
    use: share("60 %")
      .default(0.6)
      .describe("Part of a rented hour that a client's work fills; tokens are paid one by one; default: a judgement"),
    nesting: plain("0.6", 0.05, 1)
      .default(0.6)
      .describe("How unlike clouds are among themselves: 1 as unlike as a cloud and the network; default: a judgement"),
    networkAppeal: plain("0", -20, 20)
      .default(0)
      .describe("Utility of the network beside the price; default: a judgement"),
    networkForeign: share("50 %")
      .default(0.5)
      .describe(
        "How foreign a node abroad is over a cloud abroad: no one state can switch a network off; default: a judgement",
      ),
    memory: seconds("30 day", 0)
      .default(30 * 86_400)
      .describe("Mean time over which clients remember misses and rejected answers; default: a judgement"),
    start: z
      .enum(["settled", "clouds"])
      .default("settled")
      .describe("Where clients are as the run begins: where they would choose to be, or nobody at the network yet"),
    shares: weights(clientKindIds, "Share of demand by kind of client; scaled to sum to 1").optional(),
    kinds: z.partialRecord(z.enum(clientKindIds), kind).default({}).describe("Kinds that differ from the catalogue's"),
    rowsEvery: seconds("30 day", 1)
      .default(30 * 86_400)
      .describe("Between two rows of the tables on clients and clouds, to whole epochs"),
  })
  .describe("Clients who choose; demand.rate is then what all of them would ask for at the reference price");

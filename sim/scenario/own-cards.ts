/** Cards that a scenario describes itself: schema of `network.hardware`. */
import * as z from "zod";
import { classIds, hardwareIds, ownIds } from "../model/catalogue/ids.ts";
import { quantity } from "./quantity.ts";
import { plain, share } from "./shorthand.ts";

const rate = (what: string) =>
  quantity("TFLOP/s", { title: "a rate of arithmetic", examples: ["165 TFLOP/s"], min: 1e-6, max: 1e6 }).describe(what);
const bytesPerSecond = (example: string) =>
  quantity("GB/s", { title: "a rate of transfer", examples: [example], min: 1e-3, max: 1e6 });
const microseconds = (what: string) =>
  quantity("µs", { title: "a time", examples: ["73 µs"], min: 0, max: 1e6 }).describe(what);

const efficiency = z
  .strictObject({
    mfu: share("66 %").describe("Part of the 16-bit arithmetic that serving reaches"),
    mbu: share("88 %").describe("Part of the bandwidth that decoding reaches"),
    unpacking: plain("1.33", 1, 100)
      .default(1)
      .describe("Time of reading 4-bit weights over that of as many other bytes"),
    layer: microseconds("What each layer adds to a step, whatever the batch"),
    exchange: microseconds("What each layer adds when several cards share a model").default(20),
  })
  .optional()
  .describe("Measured efficiencies; default: those fitted for the class of the card");

/** The fields of one card; a file of a card holds them. */
export const ownCard = z.strictObject({
  name: z.string().min(1).max(80).describe("Name in full"),
  like: z
    .enum(hardwareIds)
    .describe(
      "Published card whose rounding (executor profile), export rules and vendor it shares; nothing else is taken from it",
    ),
  class: z
    .enum(["consumer", "workstation", "desktop", "datacenter"])
    .optional()
    .describe("Market it was made for; default: that of the card it is like"),
  bf16: rate("Dense arithmetic in 16 bits"),
  fp8: rate("Dense arithmetic in 8-bit floats; leave out where the card has none").optional(),
  int8: rate("Dense arithmetic in 8-bit integers; leave out where the card has none").optional(),
  fp4: rate("Dense arithmetic in 4-bit floats; leave out where the card has none").optional(),
  memory: quantity("GB", { title: "a size of memory", examples: ["24 GB"], min: 0.1, max: 1e5 }).describe(
    "Memory of one card",
  ),
  bandwidth: bytesPerSecond("1008 GB/s").describe("Bandwidth of its memory"),
  link: bytesPerSecond("32 GB/s").default(16).describe("Card to card, one way; default: PCI Express 3.0 × 16"),
  power: quantity("W", { title: "a power", examples: ["450 W"], min: 1, max: 1e5 }).describe(
    "Power of one card at full load",
  ),
  price: quantity("USD", { title: "a price", examples: ["1600 USD"], min: 0, max: 1e7 }).describe("Price of one card"),
  efficiency,
  classes: z
    .partialRecord(z.enum(classIds), plain("0.2", 0, 1000))
    .default({})
    .describe("Its weight among the cards of a class of host, beside the published ones, which sum to about 1"),
  source: z.string().min(1).max(400).describe("Where the figures come from"),
});

export const ownCards = z
  .partialRecord(z.enum(ownIds), ownCard)
  .optional()
  .describe("Cards that the scenario describes itself, each in place or as the path of a file: own-1, own-2 …");

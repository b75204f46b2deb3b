/** The section `economy.money` of a scenario: what makes the native token's price. */
import * as z from "zod";
import { quantity } from "./quantity.ts";
import { plain, seconds, share } from "./shorthand.ts";

const perYear = (example: string, min: number, max: number) =>
  quantity("1/year", { title: "a rate a year", examples: [example], min, max });

const path = z.strictObject({
  kind: z.literal("path").describe("Given prices at given times, straight lines of their logarithms in between"),
  prices: z
    .array(
      z.strictObject({
        at: quantity("year", { title: "an instant in years", examples: ["0.5 year"], min: 0 }).describe(
          "Since the start",
        ),
        price: plain("0.6", 1e-9, 1e9).describe("Of a native token [USD/GNK]"),
      }),
    )
    .min(1)
    .max(200)
    .describe("In the order of time"),
});

const jumps = z.strictObject({
  kind: z.literal("jumps").describe("A geometric Brownian motion with jumps (Merton, 1976)"),
  drift: perYear("0 %/year", -10, 10).default(0).describe("Growth of the expected price"),
  volatility: plain("0.9", 0, 20)
    .default(0.9)
    .describe("Of the price between jumps [1/√year]; default: a judgement, that of large tokens"),
  perYear: perYear("4/year", 0, 365).default(4).describe("Jumps in a year, on average; default: a judgement"),
  jumpMean: plain("-0.05", -5, 5).default(-0.05).describe("Mean jump of the logarithm; default: a judgement"),
  jumpSpread: plain("0.25", 0, 5).default(0.25).describe("Standard deviation of a jump; default: a judgement"),
});

const endogenous = z.strictObject({
  kind: z.literal("endogenous").describe("What fees, hopes and new supply make it worth"),
  discount: perYear("30 %/year", 0.001, 10)
    .default(0.3)
    .describe("At which fees of years to come are worth less; a judgement"),
  anchored: z
    .boolean()
    .default(true)
    .describe(
      "Whether the first epoch's fees are taken to be worth the price at the start, so that it moves with them",
    ),
  accrual: plain("0.5", 0, 100)
    .default(1)
    .describe("Part of fees that is worth something to holders; with anchored: of no effect"),
  hope: share("50 %")
    .default(0.5)
    .describe(
      "Part of the price that is hope and not fees; default: a judgement — emission was eight times revenue on Bittensor's compute subnets",
    ),
  hopeMost: share("90 %").default(0.9).describe("The most; default: a judgement"),
  chasing: plain("0.2", 0, 10)
    .default(0.2)
    .describe("Hope added by a log price that rises by one a year [year]; a judgement"),
  overhang: plain("0.5", 0, 50)
    .default(0.5)
    .describe("Fall of the log price when all that circulates comes anew in a year [year]; default: a judgement"),
  memory: seconds("30 day", 0)
    .default(30 * 86_400)
    .describe("Over which fees, supply and trend are seen; a judgement"),
  adjustment: seconds("60 day", 0)
    .default(60 * 86_400)
    .describe("Mean time of the way to what it is worth; a judgement"),
  volatility: plain("0.5", 0, 20).default(0.5).describe("Noise on top [1/√year]; default: a judgement"),
});

export const money = z.discriminatedUnion("kind", [path, jumps, endogenous]).describe("What makes the token's price");

/** The section `economy.coalitions` of a scenario: who may act together. */
import * as z from "zod";
import { coalitionSchema } from "../agents/coalition/registry.ts";
import { epochs, share } from "./shorthand.ts";

export const coalitions = z
  .strictObject({
    kinds: z.array(coalitionSchema()).min(1).max(20).describe("Kinds of coalition that operators may form"),
    every: epochs("10 epoch", 1)
      .default(10)
      .describe("Epochs between looks at who gains by joining or leaving; default: a judgement"),
    discount: share("98 %")
      .default(0.98)
      .describe("What a member counts the next epoch over this one; default: a judgement"),
    gainLeast: share("1 %").default(0.01).describe("Least gain for which one joins or leaves; default: a judgement"),
  })
  .describe("Who acts together: cartels, pools, delegates, rings, cabals, families, blocs; with `economy.strategies`");

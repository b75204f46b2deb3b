/** The section `economy.strategies` of a scenario: what operators may do beside what they are paid for, and how they change their minds. */
import * as z from "zod";
import { operatorStrategySchema } from "../agents/operator/registry.ts";
import { revisionSchema } from "../agents/revision/registry.ts";
import { count } from "./quantity.ts";
import { epochs, plain, seconds, share } from "./shorthand.ts";

const entry = {
  name: z
    .string()
    .min(1)
    .max(60)
    .optional()
    .describe("What tables and reports call it; without it the strategy's own name, which no other entry may have"),
  start: share("20 %").default(0).describe("Operators who begin with it; honest ones are the rest"),
};

export const strategies = z
  .strictObject({
    menu: z
      .array(operatorStrategySchema(entry))
      .min(1)
      .max(50)
      .describe("What an operator may do beside honest work, which is always open to it"),
    startOf: z
      .enum(["operators", "capacity"])
      .default("operators")
      .describe("What `start` is a share of: of the number of operators, or of the decode throughput of their nodes"),
    revision: revisionSchema().prefault({ rule: "fixed" }).describe("How an operator changes what it does"),
    review: seconds("30 day", 60)
      .default(2_629_800)
      .describe("Mean time between two looks of an operator, at random; default: a month, a judgement"),
    samples: count({ title: "a whole number of draws", examples: ["4"], min: 1, max: 64 })
      .default(2)
      .describe("Draws of chance (faults, random proofs) that a forecast averages over; default: a judgement"),
    lookAhead: epochs("10 epoch", 1)
      .default(10)
      .describe("Epochs over which a forecast follows the price; default: a judgement"),
    askResponse: plain("2", 0, 100)
      .default(2)
      .describe("Elasticity of an operator's requests to its own ask, as it believes; default: a judgement"),
    idlePower: share("20 %")
      .default(0.2)
      .describe(
        "Part of a machine's power that it draws without work; default: a judgement, near what cards draw with weights loaded",
      ),
  })
  .describe("What operators do beside what they are paid for, chosen by what it pays");

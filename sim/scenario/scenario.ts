/** The one schema of scenario files, made from the registries. Rates and lengths arrive in the unit named by `quantity`. */
import * as z from "zod";
import { ruleSchema } from "../mechanisms/registry.ts";
import { classIds, jurisdictionIds, modelIds, workloadIds } from "../model/catalogue/ids.ts";
import { quantity } from "./quantity.ts";

const fraction = (examples: string[]) => quantity("1", { title: "a share", examples, min: 0, max: 1 });
const weights = (ids: readonly string[], what: string) =>
  z.partialRecord(z.enum(ids as [string, ...string[]]), z.number().min(0)).describe(what);

export const scenarioSchema = z.strictObject({
  name: z.string().min(1).describe("Shown in reports"),
  question: z.string().min(1).describe("What the scenario asks, in one sentence"),
  seed: z.int().min(0).describe("Root of every random stream [whole number]"),
  replications: z.int().min(1).max(100_000).default(1).describe("Independent repetitions"),
  horizon: quantity("epoch", { title: "a number of epochs", examples: ["90 epoch"], min: 1, whole: true }).describe(
    "Length of the run",
  ),
  warmup: quantity("epoch", { title: "a number of epochs", examples: ["10 epoch"], min: 0, whole: true })
    .default(0)
    .describe("Epochs at the start that reports leave out of averages"),
  epochLength: quantity("s", { title: "a time", examples: ["24 h"], min: 60 })
    .default(86_400)
    .describe("Length of an epoch"),
  network: z
    .strictObject({
      nodes: z.int().min(1).max(2_000_000).describe("Serving machines at the start"),
      operators: z.int().min(1).max(200_000).describe("Owners at the start"),
      accountsPerOperator: z
        .number()
        .min(1)
        .max(1000)
        .default(1)
        .describe("Accounts that an operator presents to the protocol, on average"),
      classes: weights(classIds, "Share of nodes by class of host; scaled to sum to 1"),
      jurisdictions: weights(jurisdictionIds, "Share of operators by jurisdiction; scaled to sum to 1"),
      models: weights(modelIds, "Language models served, with the share of nodes that would serve each if it fits"),
      memoryReserve: fraction(["10 %"]).default(0.1).describe("Accelerator memory kept free of weights and cache"),
      batchMax: z.int().min(1).max(1024).default(256).describe("Most requests in one batch, whatever the memory"),
    })
    .describe("Who is there"),
  demand: z
    .strictObject({
      rate: quantity("request/s", { title: "a rate of requests", examples: ["2000 request/s"], min: 0 }).describe(
        "Requests to the whole network at the start, averaged over a day",
      ),
      segments: z.int().min(1).max(500).default(60).describe("Client segments (jurisdiction × workload × size)"),
      workloads: weights(workloadIds, "Share of requests by workload; scaled to sum to 1"),
      growth: quantity("1/year", { title: "a rate of growth", examples: ["40 %/year"] })
        .default(0)
        .describe("Growth of demand at a constant price"),
      elasticity: z.number().min(0).max(5).default(0).describe("Price elasticity of requests, ≥ 0 [1]"),
      patience: quantity("s", { title: "a time", examples: ["30 s"], min: 0.001 })
        .default(30)
        .describe("How long a client waits for the start of service, on average (exponential)"),
      burstiness: z
        .number()
        .min(0)
        .max(20)
        .default(1)
        .describe("Factor on the fitted variance of arrivals above Poisson; 0 makes them Poisson [1]"),
      trace: z.string().optional().describe("File of a public trace that replaces the fitted arrivals and lengths"),
    })
    .describe("Who asks"),
  windows: z
    .union([
      z.literal(0),
      z.literal(1),
      z.strictObject({
        perEpoch: z.int().min(1).max(1000).default(2).describe("Windows in an epoch, stratified over its time"),
        length: quantity("s", { title: "a time", examples: ["10 s"], min: 0.1 })
          .default(10)
          .describe("Measured part"),
        warmup: quantity("s", { title: "a time", examples: ["5 s"], min: 0 })
          .default(5)
          .describe("Left out before it"),
      }),
    ])
    .describe("Time simulated request by request: 1 is all of it, 0 none"),
  routing: ruleSchema("routing").describe("Which node serves a request"),
  emission: ruleSchema("emission").describe("How much new money an epoch makes"),
  reward: ruleSchema("reward").describe("Who gets the new money"),
  price: ruleSchema("price").describe("What a token costs"),
  verification: ruleSchema("verification")
    .default({ rule: "none" } as never)
    .describe("Which requests are checked again"),
  outages: z
    .strictObject({
      perYear: z.number().min(0).max(1000).default(0).describe("Regional outages a jurisdiction and year, on average"),
      length: quantity("h", { title: "a time", examples: ["6 h"], min: 0.01 })
        .default(6)
        .describe("Mean length"),
      scripted: z
        .array(
          z.strictObject({
            jurisdiction: z.enum(jurisdictionIds as unknown as [string, ...string[]]),
            at: quantity("epoch", { title: "an instant in epochs", examples: ["30 epoch"], min: 0 }),
            length: quantity("h", { title: "a time", examples: ["12 h"], min: 0.01 }),
          }),
        )
        .default([])
        .describe("Outages at given times"),
    })
    .prefault({})
    .describe("Whole jurisdictions that go dark"),
  outputs: z
    .strictObject({
      nodesEvery: z.int().min(0).default(10).describe("Epochs between rows of `nodes`; 0 only the last [epochs]"),
      operatorsEvery: z
        .int()
        .min(0)
        .default(5)
        .describe("Epochs between rows of `operators`; 0 only the last [epochs]"),
      requestsFraction: fraction(["0.1 %"]).default(0.001).describe("Share of measured requests kept as rows"),
    })
    .prefault({})
    .describe("What is stored beside the epoch tables"),
});

export type Scenario = z.output<typeof scenarioSchema>;

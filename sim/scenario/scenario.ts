/**
 * The one schema of scenario files, made from the registries.
 *
 * Every default stands here and nowhere else, with its source in the description. Quantities arrive in the unit that
 * their `quantity` names; files may use any unit of the same dimension.
 */
import * as z from "zod";
import { versionIds } from "../mechanisms/history/reference-network.ts";
import { ruleSchema } from "../mechanisms/registry.ts";
import { type BehaviourId, behaviourIds } from "../model/catalogue/behaviours.ts";
import { classIds, jurisdictionIds, modelIds, workloadIds } from "../model/catalogue/ids.ts";
import { crossChecks } from "./checks.ts";
import { economy } from "./economy.ts";
import { hosts } from "./hosts.ts";
import { kernel } from "./kernel.ts";
import { observed } from "./observed.ts";
import { ownCards } from "./own-cards.ts";
import { count, quantity } from "./quantity.ts";
import { epochs, hours, plain, seconds, share, weights } from "./shorthand.ts";
import { stake } from "./stake.ts";
import { switching } from "./switching.ts";
import { proposals, voting } from "./voting.ts";

// A process reads one scenario or a few: compiling parsers for that costs more than they save.
z.config({ jitless: true });

const network = z
  .strictObject({
    nodes: count({ title: "a whole number of nodes", examples: ["5_000"], min: 1, max: 2_000_000 })
      .default(0)
      .describe("Serving machines at the start, drawn from the shares below; may be left out when hosts are listed"),
    operators: count({ title: "a whole number of operators", examples: ["400"], min: 1, max: 200_000 })
      .default(0)
      .describe("Owners of the drawn machines; each has at least one node"),
    hosts,
    hardware: ownCards,
    proofFrom: z
      .enum(["published", "rates"])
      .default("published")
      .describe("Whether a listed host proves what was published of it, where given, or what its cards' rates say"),
    proofTime: seconds("189 s", 1)
      .default(189.35)
      .describe("Length of the stage in which compute is proven; default: 35 blocks of 5.41 s, the reference network"),
    accountsPerOperator: plain("1.2", 1, 1000)
      .default(1)
      .describe("Accounts that an operator presents to the protocol, on average; default: no operator splits up"),
    classes: weights(classIds, "Share of nodes by class of host; scaled to sum to 1").optional(),
    jurisdictions: weights(jurisdictionIds, "Share of operators by jurisdiction; scaled to sum to 1").optional(),
    models: weights(
      modelIds,
      "Language models served, with the share of nodes that would serve each if it fits",
    ).optional(),
    memoryReserve: share("10 %")
      .default(0.1)
      .describe("Accelerator memory kept free of weights and cache; default: vLLM 0.6 `gpu_memory_utilization` of 0.9"),
    batchMax: count({ title: "a whole number of requests", examples: ["256"], min: 1, max: 1024 })
      .default(256)
      .describe("Most requests in one batch, whatever the memory; default: vLLM 0.6 `max_num_seqs`"),
    switching,
  })
  .describe("Who is there");

const demand = z
  .strictObject({
    rate: quantity("request/s", { title: "a rate of requests", examples: ["2000 request/s"], min: 0 }).describe(
      "Requests to the whole network at the start, averaged over a day",
    ),
    segments: count({ title: "a whole number of segments", examples: ["60"], min: 1, max: 500 })
      .default(60)
      .describe("Client segments (jurisdiction × workload × size); default: a judgement"),
    workloads: weights(workloadIds, "Share of requests by workload; scaled to sum to 1"),
    growth: quantity("1/year", { title: "a rate of growth", examples: ["40 %/year"], min: -0.99, max: 100 })
      .default(0)
      .describe("Growth of demand at a constant price"),
    elasticity: plain("0.6", 0, 5).default(0).describe("Price elasticity of requests, as a positive number"),
    patience: seconds("30 s", 0.001)
      .default(30)
      .describe("How long a client waits for the start of service, on average (exponential); default: a judgement"),
    burstiness: plain("1", 0, 20)
      .default(1)
      .describe("Factor on the fitted variance of arrivals above Poisson; 0 makes them Poisson"),
    trace: z
      .string()
      .min(1)
      .optional()
      .describe("File of a public trace that replaces the fitted arrivals and lengths"),
  })
  .describe("Who asks");

const sampled = z.strictObject({
  perEpoch: count({ title: "a whole number of windows", examples: ["2"], min: 1, max: 1000 })
    .default(2)
    .describe("Windows in an epoch, stratified over its time; default: the fewest with a standard error"),
  length: seconds("10 s", 0.1).default(10).describe("Measured part of a window"),
  warmup: seconds("5 s", 0).default(5).describe("Left out before the measured part"),
  firstWarmup: seconds("2 min", 0)
    .default(120)
    .describe("Left out before the first window of the run, which starts from an empty network"),
});

const windows = z
  .union([z.literal(0), z.literal(1), sampled])
  .describe("Time simulated request by request: 1 is all of it, 0 none, a group of keys samples windows");

const outages = z
  .strictObject({
    perYear: plain("0.5", 0, 1000).default(0).describe("Regional outages for each jurisdiction and year, on average"),
    length: hours("6 h").default(6).describe("Mean length of a random outage; default: a judgement"),
    scripted: z
      .array(
        z.strictObject({
          jurisdiction: z.enum(jurisdictionIds).describe("Which goes dark (ISO 3166 alpha-3)"),
          at: quantity("epoch", { title: "an instant in epochs", examples: ["30 epoch"], min: 0 }).describe(
            "Start, counted from the start of the run",
          ),
          length: hours("12 h").describe("How long it lasts"),
        }),
      )
      .default([])
      .describe("Outages at given times"),
  })
  .prefault({})
  .describe("Whole jurisdictions that go dark");

/** Those who are not honest; the catalogue's first is honest work. */
const substitutes = behaviourIds.slice(1) as [BehaviourId, ...BehaviourId[]];

const behaviours = z
  .strictObject({
    shares: z
      .partialRecord(z.enum(substitutes), share("20 %"))
      .default({})
      .describe("Operators who put other work in place of what they are paid for, by what they do; the rest is honest"),
    of: z
      .enum(["operators", "capacity"])
      .default("operators")
      .describe("What the shares are of: the number of operators, or the decode throughput of their nodes"),
    requests: share("100 %").default(1).describe("Share of its requests that such an operator treats so"),
  })
  .prefault({})
  .describe("What operators do with the work that they are paid for");

const outputs = z
  .strictObject({
    nodesEvery: count({ title: "a whole number of epochs", examples: ["10"], min: 0 })
      .default(10)
      .describe("Epochs between rows of `nodes`; 0 writes the last epoch only"),
    operatorsEvery: count({ title: "a whole number of epochs", examples: ["5"], min: 0 })
      .default(5)
      .describe("Epochs between rows of `operators`; 0 writes the last epoch only"),
    powersEvery: count({ title: "a whole number of epochs", examples: ["10"], min: 0 })
      .default(10)
      .describe("Epochs between rows of `powers`; 0 writes the last epoch only"),
    powersTop: count({ title: "a whole number of holders", examples: ["25"], min: 1, max: 1000 })
      .default(25)
      .describe("Holders of most votes that `powers` lists"),
    requestsFraction: share("0.1 %").default(0.001).describe("Share of measured requests kept as rows"),
    ledger: z
      .boolean()
      .default(true)
      .describe("Whether each payment is kept as a row; a study of many runs may do without"),
  })
  .prefault({})
  .describe("What is stored beside the epoch tables");

export const scenarioSchema = z
  .strictObject({
    name: z.string().min(1).max(120).describe("Shown in reports"),
    question: z.string().min(1).max(400).describe("What the scenario asks, in one sentence"),
    seed: count({ title: "a whole number", examples: ["20_261_122"], min: 0 }).describe("Root of every random stream"),
    replications: count({ title: "a whole number of runs", examples: ["10"], min: 1, max: 100_000 })
      .default(1)
      .describe("Independent repetitions of the run"),
    horizon: epochs("90 epoch", 1).describe("Length of the run"),
    warmup: epochs("10 epoch", 0).default(0).describe("Epochs at the start that reports leave out of averages"),
    epochLength: quantity("s", { title: "a time", examples: ["24 h"], min: 60, max: 31_557_600 })
      .default(86_400)
      .describe("Length of an epoch; default: a day, as on the reference network"),
    rulesAt: z
      .enum(["own", ...versionIds])
      .default("own")
      .describe("Version of the reference network whose rules hold where this file has none; own: this file's alone"),
    network,
    demand,
    windows,
    routing: ruleSchema("routing").describe("Which node serves a request"),
    emission: ruleSchema("emission").describe("How much new money an epoch makes"),
    reward: ruleSchema("reward").describe("Who gets the new money"),
    price: ruleSchema("price").describe("What a token costs"),
    verification: ruleSchema("verification").prefault({ rule: "none" }).describe("Which requests are checked again"),
    verdict: ruleSchema("verdict").prefault({ rule: "similarity" }).describe("Which checked answers pass"),
    behaviours,
    kernel,
    admission: ruleSchema("admission").prefault({ rule: "open" }).describe("Who may take part"),
    weight: ruleSchema("weight").prefault({ rule: "proven" }).describe("How much an account counts"),
    collateral: ruleSchema("collateral").prefault({ rule: "none" }).describe("What must be locked"),
    standing: ruleSchema("standing").prefault({ rule: "always-active" }).describe("Reputation and status"),
    delegation: ruleSchema("delegation").prefault({ rule: "none" }).describe("Whom holders without machines back"),
    vesting: ruleSchema("vesting").prefault({ rule: "none" }).describe("What part of a payment is locked"),
    fees: ruleSchema("fees").prefault({ rule: "to-host" }).describe("What becomes of a fee"),
    asks: ruleSchema("asks").prefault({ rule: "market-price" }).describe("What each node asks for a token"),
    trade: ruleSchema("trade").prefault({ rule: "free" }).describe("Which card may stand where"),
    power: ruleSchema("power").prefault({ rule: "by-weight" }).describe("How many votes an account has"),
    governance: ruleSchema("governance").prefault({ rule: "none" }).describe("When a proposal passes"),
    proposals,
    voting,
    stake,
    outages,
    economy,
    outputs,
    observed: observed.optional(),
  })
  .superRefine((scenario, context) => {
    for (const { path, message } of crossChecks(scenario)) context.addIssue({ code: "custom", path, message });
  });

export type Scenario = z.output<typeof scenarioSchema>;

/** All state of a run. Tables hold it; this file says which there are. Internal: rules see `view.ts`. */
import type { Spec, Table } from "../engine/columns.ts";
import type { Histogram } from "../engine/histogram.ts";
import type { Stream } from "../engine/rng.ts";
import type { Schedule } from "../engine/schedule.ts";
import type { AliasTable } from "../engine/variates.ts";
import type { Burst, LanguageModel } from "./catalogue/facts.ts";
import type { HardwareCatalogue } from "./catalogue/own-hardware.ts";
import type { Challenges } from "./challenges.ts";
import type { ChipMarket } from "./chips.ts";
import type { Clients } from "./clients.ts";
import type { Coalitions } from "./coalitions.ts";
import type { Finance } from "./finance.ts";
import type { Findings } from "./findings.ts";
import type { Ledger } from "./ledger.ts";
import type { LengthTable } from "./lengths.ts";
import type { Money } from "./money.ts";
import type { Scores, VerdictPort } from "./ports.ts";
import type { Present } from "./present.ts";
import type { Lawbook, Proposal, Vote, VotingPlan } from "./proposals.ts";
import type { Router } from "./router.ts";
import type { Sessions } from "./sessions.ts";
import type { Slots } from "./slots.ts";
import type { States } from "./states.ts";
import type { Strategies } from "./strategies.ts";
import type { Switching } from "./switching.ts";
import type { AccountSpec } from "./tables/accounts.ts";
import type { DelegatorSpec } from "./tables/delegators.ts";
import type { MarketSpec } from "./tables/markets.ts";
import type { MeasuredSpec } from "./tables/measured.ts";
import type { NetworkSpec } from "./tables/network.ts";
import type { NodeSpec } from "./tables/nodes.ts";
import type { OperatorSpec } from "./tables/operators.ts";
import type { Requests } from "./tables/requests.ts";
import type { SegmentSpec } from "./tables/segments.ts";
import type { Serving } from "./tables/serving.ts";
import type { VerdictSpec } from "./tables/verdicts.ts";
import type { Vesting } from "./vesting.ts";
import type { EpochView } from "./view.ts";

/** What the scenario fixed, in the units of the core. */
export interface Settings {
  readonly epochs: number;
  /** [µs] */
  readonly epochLength: number;
  readonly windows: WindowPlan;
  /** Demand at a constant price grows by this factor an epoch. */
  readonly growthPerEpoch: number;
  readonly elasticity: number;
  /** Mean of the exponential time that a client waits for service to start. [µs] */
  readonly patience: number;
  readonly outagesPerYear: number;
  /** Mean length of an outage. [µs] */
  readonly outageLength: number;
  readonly scriptedOutages: readonly { readonly jurisdiction: number; readonly at: number; readonly length: number }[];
  readonly requestsFraction: number;
  /** Standard deviation of a step of the token's log price. [1/√epoch] */
  readonly tokenVolatility: number;
  readonly kernel: KernelPlan;
  readonly voting: VotingPlan;
}

/** How checks come to a verdict. */
export interface KernelPlan {
  /** Share of the checks that are really executed while the run goes on. */
  readonly share: number;
  /** From the end of a check to its verdict. [µs] */
  readonly verdictDelay: number;
  /** Every check tells the truth: the scenario says so in so many words. */
  readonly isAssumed: boolean;
}

/** Windows of an epoch; `count` 0 means none, `isWhole` one that never ends. [µs] */
export interface WindowPlan {
  readonly count: number;
  readonly length: number;
  readonly warmup: number;
  /** Warm-up of the first window of a run, which starts from an empty network. */
  readonly firstWarmup: number;
  readonly isWhole: boolean;
}

export interface Streams {
  readonly votes: Stream;
  readonly powers: Stream;
  readonly routing: Stream;
  readonly arrivals: Stream;
  readonly turns: Stream;
  readonly prompts: Stream;
  readonly outputs: Stream;
  readonly patience: Stream;
  readonly churn: Stream;
  readonly outages: Stream;
  readonly windows: Stream;
  readonly checks: Stream;
  readonly sampling: Stream;
  readonly replay: Stream;
  /** Draws of the rules asked at an epoch's end. */
  readonly rules: Stream;
  /** What an executor did with a checked request, whether it is executed, and as what. */
  readonly kernel: Stream;
  /** Steps of the token's price. */
  readonly token: Stream;
  /** In which order owners look at their machines. */
  readonly switching: Stream;
  /** Who has the slots of sessions, and who signs. */
  readonly sessions: Stream;
}

/** A rule by name with its parameters, slot by slot; what governance changes. */
export type Choice = { readonly rule: string } & Readonly<Record<string, unknown>>;
export type Choices = { readonly [S in keyof Slots]: Choice };

/** A trace in place of the fitted arrivals. */
export interface Replay {
  /** Of each request: instant since the first [s], lengths [token]. */
  readonly seconds: Float64Array;
  readonly prompt: Float64Array;
  readonly output: Float64Array;
  /** Factor on times, so that the mean rate is the scenario's. */
  readonly stretch: number;
  /** Segments in proportion to their rates. */
  readonly segments: AliasTable;
}

/** Numbers that are not rows of a table. All of them change; all of them are part of the state. */
export interface Clock {
  epoch: number;
  /** 1 while requests are simulated. */
  awake: number;
  /** When requests go to sleep, or went last; −1 before they wake for the first time, 2⁵³ − 1 where they never sleep. [µs] */
  awakeUntil: number;
  /** 1 while what happens is measured. */
  measuring: number;
  /** Awake time at which requests went to sleep last. [µs] */
  frozenAt: number;
  /** Time slept so far. [µs] */
  slept: number;
  /** Instant at which measuring began. [µs] */
  measuringSince: number;
  /** Number of the window within its epoch. */
  window: number;
  /** Arrivals so far, and the head of the free list of `requests`. */
  arrivals: number;
  replayed: number;
  freeRequest: number;
  freeVerdict: number;
  /** Of the epoch that has just ended. [base unit] */
  emission: number;
  rewarded: number;
  /** Requests in the system, and the awake time at which that number last changed. [request, µs] */
  inSystem: number;
  inSystemSince: number;
  /** ∫ of it over awake time since the measured part of the window began. [request·µs] */
  area: number;
  /** ∫ of it since the run began, less the time in system of all who left: the ages of those present. [request·µs] */
  unsettled: number;
  entered: number;
  left: number;
}

/** A deposit on its way back. */
export interface Unbonding {
  readonly account: number;
  readonly amount: number;
  readonly at: number;
}

export interface World {
  readonly settings: Settings;
  readonly models: readonly LanguageModel[];
  readonly nodes: Table<NodeSpec>;
  readonly serving: Serving;
  /** Replaced by a larger copy when full. */
  requests: Requests;
  /** Verdicts that are due; replaced by a larger copy when full. */
  verdicts: Table<VerdictSpec>;
  /** Measured scores; undefined when the run was given none: then checks cost time and decide nothing. */
  readonly kernel: VerdictPort | undefined;
  readonly accounts: Table<AccountSpec>;
  readonly operators: Table<OperatorSpec>;
  readonly delegators: Table<DelegatorSpec>;
  readonly network: Table<NetworkSpec>;
  readonly markets: Table<MarketSpec>;
  readonly segments: Table<SegmentSpec>;
  /** One row a market: sums over the measured time of the window and of the epoch. */
  readonly measured: Table<MeasuredSpec>;
  /** Outages in force by jurisdiction, and how many began. */
  readonly outagesIn: Uint32Array;
  readonly outagesBegun: Uint32Array;
  readonly ledger: Ledger;
  readonly vesting: Vesting;
  /** In the order in which they were made. */
  readonly unbondings: Unbonding[];
  /** Faults found in this epoch, and by whom, where a rule pays for it. */
  readonly findings: Findings;
  /** Challenges of proofs under way, and those judged in this epoch. */
  readonly challenges: Challenges;
  /** Sessions whose fees are not settled yet, and those of the epoch. */
  readonly sessions: Sessions;
  /** All proposals of the run, by number. */
  readonly proposals: Proposal[];
  /** Votes counted at this epoch's end. */
  readonly votes: Vote[];
  /** Made anew when machines have moved to another model. */
  router: Router;
  /** The rules in force, how each was chosen, and what each remembers, by slot and grain. */
  rules: Slots;
  choices: Choices;
  memories: Readonly<Record<keyof Slots, Readonly<Partial<Record<string, Table<Spec>>>>>>;
  /** Puts other rules or parameters in force; a slot whose rule stays keeps its memory. */
  readonly refill: (world: World, change: Partial<Choices>) => void;
  readonly lawbook: Lawbook;
  /** What rules see; its epoch is kept up to date. */
  /** Published cards and those that the scenario describes. */
  readonly catalogue: HardwareCatalogue;
  readonly view: { -readonly [K in keyof EpochView]: EpochView[K] };
  readonly streams: Streams;
  readonly schedule: Schedule<World>;
  /** Rows that passes over the machines look at. */
  readonly present: Present;
  /** Nodes by jurisdiction: rows of jurisdiction j are nodesIn[start[j]…start[j+1]). */
  nodesIn: { readonly start: Uint32Array; readonly rows: Uint32Array };
  readonly prompts: readonly LengthTable[];
  readonly outputs: readonly LengthTable[];
  /** Mean lengths by workload. [token] */
  readonly meanPrompt: readonly number[];
  readonly meanOutput: readonly number[];
  readonly correlation: readonly number[];
  readonly replay: Replay | undefined;
  readonly bursts: readonly Burst[];
  readonly hourly: readonly (readonly number[])[];
  readonly utcOffset: readonly number[];
  /** One-way latency, jurisdictions × jurisdictions, row-major. [µs] */
  readonly oneWay: Float64Array;
  /** Round trips, the same shape. [ms] */
  readonly roundTrip: Float64Array;
  /** The same as the run began. [ms] */
  readonly roundTripAtStart: Float64Array;
  /** The market for accelerators, and what states do; undefined where the scenario has no such section. */
  readonly chips: ChipMarket | undefined;
  /** Owners move machines between models; undefined where they do not. */
  readonly switching: Switching | undefined;
  readonly states: States | undefined;
  /** What operators do beside what they are paid for; undefined in scenarios without `economy.strategies`. */
  readonly strategies: Strategies | undefined;
  /** Who acts together; undefined in scenarios without `economy.coalitions`. */
  readonly coalitions: Coalitions | undefined;
  /** What operators own, owe and intend. */
  readonly finance: Finance | undefined;
  /** Clients who choose, and clouds; undefined likewise. */
  readonly clients: Clients | undefined;
  /** What makes the token's price; undefined likewise. */
  readonly money: Money | undefined;
  /** Latency of finished requests: markets × metrics, row-major. [ms] */
  readonly latencies: readonly Histogram[];
  /** Measured windows of this epoch, one row each. */
  readonly windowLog: WindowRow[];
  readonly clock: Clock;
  readonly output: Output;
}

/** What one measured window saw, kept until the epoch's end. */
export interface WindowRow {
  readonly startsAt: number;
  readonly length: number;
  readonly offered: number;
  readonly served: number;
  readonly missed: number;
  readonly inSystemMean: number;
  readonly outputTokens: number;
  readonly capacity: number;
  readonly tokens: number;
}

export type NetworkEvent =
  | "outage-started"
  | "outage-ended"
  | "price-changed"
  | "vendor-entered"
  | "state-act-began"
  | "state-act-ended"
  | "machine-moved";

/** Where single rows go as they happen; observation never draws and never changes the state. */
export interface Output {
  requestLeft(world: World, row: number, outcome: number): void;
  /** @param row  of `verdicts`; @param severity  above 1 is a rejection, NaN says that nothing was measured */
  judged(world: World, row: number, scores: Scores, severity: number): void;
  /** @param subject  index of the jurisdiction, row of the market (a machine's new one) or of the vendor, or number of the act */
  happened(world: World, kind: NetworkEvent, subject: number, value: number): void;
  epochEnded(world: World): void;
}

/** Awake time: simulated time less the time that requests slept. [µs] */
export function awakeTime(world: World): number {
  const { clock } = world;
  return clock.awake === 1 ? world.schedule.now - clock.slept : clock.frozenAt;
}

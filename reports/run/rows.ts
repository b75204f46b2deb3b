/**
 * What a report is made of: the rows of `analysis/queries`, and what the store says of the scenario. Units stand in
 * the queries.
 */
import type { Observed } from "../../analysis/study/observed.ts";
import type {
  AcceleratorsRow,
  ChipsBySizeRow,
  OperatorsRow,
  PlaceHitRow,
  StrategyRow,
  WorkPriceRow,
} from "./economy-rows.ts";

export interface RunRow {
  readonly run: number;
  readonly replication: number;
  readonly seed: number;
  readonly digest: string;
  readonly fingerprint: string;
  readonly fired: number;
  readonly epochs: number;
  readonly run_key: string;
  /** Where verdicts come from: "none", "assumed" or "measured"; what follows is null unless measured. */
  readonly kernel_basis: string;
  readonly kernel_records: string | null;
  readonly kernel_weights: string | null;
  readonly kernel_model: string | null;
  readonly kernel_adapter: string | null;
  /** Null when no check could be executed during the run. */
  readonly kernel_executed_on: string | null;
}

export interface Cell {
  readonly run: number;
  readonly epoch: number;
}

/** Measures of sampled windows are null in an epoch without one. */
export interface NetworkRow extends Cell {
  readonly offered_requests: number | null;
  /** Served and lost ones: what the served share is a share of. */
  readonly answered_requests: number;
  readonly served_fraction: number | null;
  readonly served_fraction_se: number | null;
  readonly utilization: number | null;
  readonly utilization_se: number | null;
  readonly tokens: number | null;
  readonly live_nodes: number | null;
  readonly price: number | null;
  readonly windows: number;
}

export interface MarketRow extends Cell {
  readonly model: string;
  readonly price: number;
  readonly tokens: number;
}

export interface MissRow extends Cell {
  readonly outcome: string;
  readonly requests: number;
}

export interface LatencyRow extends Cell {
  readonly model: string;
  readonly metric: string;
  readonly requests: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

export interface ConcentrationRow extends Cell {
  readonly quantity: string;
  readonly holder: string;
  readonly holders: number;
  readonly effective_number: number;
  readonly top10: number;
  readonly nakamoto_half: number;
}

/** Without rows in scenarios with neither strategies nor coalitions. */
export interface ControlRow extends Cell {
  readonly quantity: string;
  readonly coalitions: number;
  readonly effective_account: number;
  readonly effective_operator: number;
  readonly effective_control: number;
}

export interface RewardBySizeRow extends Cell {
  readonly tenth: number;
  readonly operators: number;
  readonly capacity_share: number;
  readonly reward_share: number;
  readonly relative_reward: number;
}

export interface LorenzRow {
  readonly run: number;
  readonly holder: string;
  readonly hundredth: number;
  readonly holder_fraction: number;
  readonly reward_fraction: number;
  readonly holders: number;
}

export interface CapacityRow extends Cell {
  readonly jurisdiction: string;
  readonly nodes: number;
  readonly capacity_share: number;
}

export interface DemandRow {
  readonly run: number;
  readonly jurisdiction: string;
  readonly requests: number;
  readonly served: number;
}

export interface FleetRow {
  readonly run: number;
  readonly hardware: string;
  readonly nodes: number;
  readonly cards: number;
  readonly node_share: number;
  readonly capacity_share: number;
}

export interface OutageRow {
  readonly run: number;
  readonly jurisdiction: string;
  readonly started_at: number;
  readonly ended_at: number | null;
  readonly nodes: number;
}

/** Measures without records behind them are null. */
export interface DetectionRow {
  readonly run: number;
  readonly behaviour: string;
  readonly basis: string;
  readonly checks: number;
  readonly rejected: number;
  readonly recorded: number | null;
  readonly predicted: number | null;
  readonly executed: number;
  readonly executed_rejected: number;
  readonly served_fraction: number;
}

export interface SeverityRow {
  readonly behaviour: string;
  readonly cells: number;
  readonly executions: number;
  readonly prompts: number;
  readonly distance_p50: number;
  readonly severity_low: number;
  readonly severity_p50: number;
  readonly severity_high: number;
}

export interface RocRow {
  readonly behaviour: string;
  readonly point: number;
  readonly severity_limit: number;
  readonly false_rejection: number;
  readonly false_rejection_low: number;
  readonly false_rejection_high: number;
  readonly detection: number;
  readonly detection_low: number;
  readonly detection_high: number;
}

/** Query file (without .sql) → its rows. */
export interface ReportRows {
  readonly runs: readonly RunRow[];
  readonly "network-by-epoch": readonly NetworkRow[];
  readonly "markets-by-epoch": readonly MarketRow[];
  readonly "misses-by-epoch": readonly MissRow[];
  readonly "latency-by-epoch": readonly LatencyRow[];
  readonly "concentration-by-epoch": readonly ConcentrationRow[];
  readonly "control-by-epoch": readonly ControlRow[];
  readonly "reward-by-size": readonly RewardBySizeRow[];
  readonly "reward-lorenz": readonly LorenzRow[];
  readonly "capacity-by-jurisdiction": readonly CapacityRow[];
  readonly "demand-by-jurisdiction": readonly DemandRow[];
  readonly "fleet-by-hardware": readonly FleetRow[];
  readonly outages: readonly OutageRow[];
  readonly "operators-by-epoch": readonly OperatorsRow[];
  readonly "strategies-by-epoch": readonly StrategyRow[];
  readonly "prices-of-work-by-epoch": readonly WorkPriceRow[];
  readonly "places-hit": readonly PlaceHitRow[];
  readonly "clients-hit": readonly PlaceHitRow[];
  readonly "accelerators-by-jurisdiction": readonly AcceleratorsRow[];
  readonly "chips-by-size": readonly ChipsBySizeRow[];
  readonly "detection-by-behaviour": readonly DetectionRow[];
  readonly "severity-by-behaviour": readonly SeverityRow[];
  readonly roc: readonly RocRow[];
}

/** Every query of the report, in the order in which they are read and digested. */
export const queryNames = [
  "runs",
  "network-by-epoch",
  "markets-by-epoch",
  "misses-by-epoch",
  "latency-by-epoch",
  "concentration-by-epoch",
  "control-by-epoch",
  "reward-by-size",
  "reward-lorenz",
  "capacity-by-jurisdiction",
  "demand-by-jurisdiction",
  "fleet-by-hardware",
  "outages",
  "operators-by-epoch",
  "strategies-by-epoch",
  "prices-of-work-by-epoch",
  "places-hit",
  "clients-hit",
  "accelerators-by-jurisdiction",
  "chips-by-size",
  "detection-by-behaviour",
  "severity-by-behaviour",
  "roc",
] as const satisfies readonly (keyof ReportRows)[];

export interface ScenarioFacts {
  readonly name: string;
  readonly question: string;
  readonly identity: string;
  /** Epochs that averages leave out. */
  readonly warmup: number;
  /** Length of an epoch. [s] */
  readonly epochSeconds: number;
  /** Every value as resolved, in the model's units. */
  readonly resolved: Readonly<Record<string, unknown>>;
  /** Path in the scenario → its description in the scenario's schema, for levers that the report has no words for. */
  readonly meanings: ReadonlyMap<string, string>;
  /** The files it was written in: name without folders, and text. */
  readonly sources: readonly { readonly name: string; readonly text: string }[];
  /** Values set on the command line, as typed: "demand.rate=500 request/s". */
  readonly overrides: readonly string[];
  /** Runs of the scenario that failed, and so are not in the averages. */
  readonly failedRuns: number;
}

export interface Provenance {
  readonly versions: readonly (readonly [program: string, version: string])[];
  /** SHA-256 over all rows of the store, wall-clock facts left out. */
  readonly contentDigest: string;
  /** How to get the same store and page again, line by line. */
  readonly commands: readonly string[];
}

/** Readable names by id; an id without a name stands for itself. */
export interface Names {
  readonly jurisdiction: ReadonlyMap<string, string>;
  readonly hardware: ReadonlyMap<string, string>;
  readonly model: ReadonlyMap<string, string>;
  readonly class: ReadonlyMap<string, string>;
  readonly workload: ReadonlyMap<string, string>;
  readonly behaviour: ReadonlyMap<string, string>;
}

export interface ReportData {
  readonly scenario: ScenarioFacts;
  readonly provenance: Provenance;
  readonly names: Names;
  readonly rows: ReportRows;
  /** Where the scenario names published counts. */
  readonly observed?: Observed | undefined;
}

export function named(names: ReadonlyMap<string, string>, id: string): string {
  return names.get(id) ?? id;
}

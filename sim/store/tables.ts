/**
 * The tables of a result store: one per level and cadence, every column with meaning and unit.
 *
 * Every table but `runs` and the catalogues starts with the column `run` (INTEGER, `runs.run`), which is not repeated here.
 * A NaN in a real column is stored as NULL: no value.
 */
import { jurisdictionIds, modelIds, workloadIds } from "../model/catalogue/ids.ts";
import { clientTables } from "./client-tables.ts";
import { column, f64, i32, i64, labelled, type OutputTable } from "./declare.ts";
import { detectionTables } from "./detection-tables.ts";
import { economyTables } from "./economy-tables.ts";
import { firmTables } from "./firm-tables.ts";
import { governanceTables } from "./governance-tables.ts";
import { holderTables } from "./holder-tables.ts";
import { sessionTables } from "./session-tables.ts";
import { strategyTables } from "./strategy-tables.ts";

export type { OutputColumn, OutputKind, OutputTable } from "./declare.ts";
export { accountStatuses, ledgerKinds } from "./holder-tables.ts";

const epoch = column("epoch", i32, "epoch", "Epoch, counted from 0");
const jurisdiction = column("jurisdiction", labelled(jurisdictionIds), "", "Where it stands (ISO 3166 alpha-3)");
const model = column("model", labelled(modelIds), "", "Language model of the market");

export const outcomes = ["served", "no-node", "no-room", "out-of-patience", "node-lost"] as const;
export const concentrationOf = ["capacity", "work", "reward", "balance", "weight", "power", "stake"] as const;
export const concentrationBy = ["account", "operator", "jurisdiction"] as const;
export const latencyMetrics = ["time-to-first-token", "time-per-output-token", "end-to-end", "queueing"] as const;
export const eventKinds = [
  "outage-started",
  "outage-ended",
  "price-changed",
  "vendor-entered",
  "state-act-began",
  "state-act-ended",
  "machine-moved",
] as const;

export const outputTables: readonly OutputTable[] = [
  {
    name: "epochs",
    meaning: "The whole network, once an epoch",
    key: ["epoch"],
    columns: [
      epoch,
      column("offered_requests", f64, "request", "Requests that arrived, scaled from the sampled windows to the epoch"),
      column("offered_requests_se", f64, "request", "Standard error of offered_requests from sampling windows"),
      column("served_fraction", f64, "1", "Finished requests over finished and missed ones"),
      column("served_fraction_se", f64, "1", "Standard error of served_fraction from sampling windows"),
      column("utilization", f64, "1", "Decode throughput used over capacity that was live"),
      column("utilization_se", f64, "1", "Standard error of utilization from sampling windows"),
      column("tokens", f64, "token", "Prompt and output tokens of finished requests, scaled"),
      column("live_nodes", f64, "node", "Nodes live, averaged over the epoch's time"),
      column("capacity", f64, "token/s", "Decode throughput of live nodes, averaged over the epoch's time"),
      column("price", f64, "base unit/token", "Price of a token, averaged over markets by tokens"),
      column("emission", i64, "base unit", "New money of the epoch"),
      column("rewarded", i64, "base unit", "Part of the emission paid to accounts"),
      column("fees", i64, "base unit", "Fees that clients paid"),
      column("simulated_fraction", f64, "1", "Measured share of the epoch's time"),
      column("windows", i32, "window", "Windows measured"),
      column("events", i64, "event", "Events fired since the run began"),
    ],
  },
  {
    name: "windows",
    meaning: "What each sampled window measured, after its warm-up",
    key: ["epoch", "window"],
    columns: [
      epoch,
      column("window", i32, "1", "Number within the epoch, from 0"),
      column("starts_at", f64, "s", "Start of the measured part, since the run began"),
      column("length", f64, "s", "Measured part"),
      column("offered", i32, "request", "Arrivals"),
      column("served", i32, "request", "Requests that finished"),
      column("missed", i32, "request", "Requests that were lost"),
      column("in_system_mean", f64, "request", "Requests in the system, averaged over time"),
      column("utilization", f64, "1", "Decode throughput used over capacity that was live"),
      column("tokens", f64, "token", "Prompt and output tokens of finished requests"),
    ],
  },
  {
    name: "latencies",
    meaning: "Latency of finished requests, by market, once an epoch",
    key: ["epoch", "model", "metric"],
    columns: [
      epoch,
      model,
      column("metric", labelled(latencyMetrics), "", "What was timed"),
      column("requests", i32, "request", "Finished requests it rests on"),
      column("mean", f64, "ms", "Mean"),
      column("p50", f64, "ms", "Median (relative error of the histogram at most 1 %)"),
      column("p90", f64, "ms", "90 % quantile"),
      column("p95", f64, "ms", "95 % quantile"),
      column("p99", f64, "ms", "99 % quantile"),
    ],
  },
  {
    name: "markets",
    meaning: "Each served model, once an epoch",
    key: ["epoch", "model"],
    columns: [
      epoch,
      model,
      column("price", f64, "base unit/token", "Price in force during the epoch"),
      column("capacity", f64, "token/s", "Decode throughput of live nodes, averaged over time"),
      column(
        "utilization",
        f64,
        "1",
        "Decode throughput used over capacity; may pass 1 when answers come easier than at the mean lengths",
      ),
      column("requests", f64, "request", "Arrivals, scaled to the epoch"),
      column("served", f64, "request", "Finished, scaled"),
      column("missed", f64, "request", "Lost, scaled"),
      column("tokens", f64, "token", "Prompt and output tokens served, scaled"),
      column("fees", i64, "base unit", "Fees paid"),
    ],
  },
  {
    name: "misses",
    meaning: "Lost requests by reason, once an epoch",
    key: ["epoch", "outcome"],
    columns: [
      epoch,
      column("outcome", labelled(outcomes), "", "What became of the request"),
      column("requests", f64, "request", "Requests, scaled to the epoch"),
    ],
  },
  {
    name: "concentration",
    meaning: "Concentration of one quantity over its holders, once an epoch",
    key: ["epoch", "of", "by"],
    columns: [
      epoch,
      column("of", labelled(concentrationOf), "", "What is shared out"),
      column(
        "by",
        labelled(concentrationBy),
        "",
        "Who holds it: accounts are what the protocol sees, operators who is there",
      ),
      column("holders", i32, "1", "Holders with a share above 0"),
      column("hhi", f64, "1", "Sum of squared shares, 1/n…1"),
      column("effective_number", f64, "1", "1 / HHI"),
      column("gini", f64, "1", "Gini coefficient over holders with a share above 0"),
      column("theil", f64, "1", "Theil's T over the same, ≥ 0"),
      column("top1", f64, "1", "Share of the largest"),
      column("top5", f64, "1", "Share of the five largest"),
      column("top10", f64, "1", "Share of the ten largest"),
      column("nakamoto_third", i32, "1", "Fewest holders whose shares together exceed 1/3; 0 when nobody holds any"),
      column("nakamoto_half", i32, "1", "Fewest holders whose shares together exceed 1/2"),
      column("nakamoto_two_thirds", i32, "1", "Fewest holders whose shares together exceed 2/3"),
    ],
  },
  ...holderTables,
  {
    name: "requests",
    meaning: "A sample of single requests",
    key: ["request"],
    columns: [
      column("request", i64, "1", "Number of the arrival in the run"),
      epoch,
      column("arrived_at", f64, "s", "Instant of arrival since the run began"),
      jurisdiction,
      column("workload", labelled(workloadIds), "", "Kind of use"),
      model,
      column("node", i32, "1", "Node that was chosen; −1 when none was"),
      column("prompt_tokens", i32, "token", "Length of the prompt"),
      column("output_tokens", i32, "token", "Length of the answer"),
      column("outcome", labelled(outcomes), "", "What became of it"),
      column("queueing", f64, "ms", "From reaching the node to the start of prefill"),
      column("time_to_first_token", f64, "ms", "From arrival to the first token, as the client sees it"),
      column("end_to_end", f64, "ms", "From arrival to the last token, as the client sees it"),
      column("fee", f64, "base unit", "What the client paid"),
    ],
  },
  ...governanceTables,
  ...economyTables,
  ...strategyTables,
  ...firmTables,
  ...clientTables,
  ...detectionTables,
  ...sessionTables,
  {
    name: "events",
    meaning: "What happened to the network at large",
    key: ["line"],
    columns: [
      column("line", i32, "1", "Number in the run"),
      epoch,
      column("at", f64, "s", "Instant since the run began"),
      column("kind", labelled(eventKinds), "", "What happened"),
      column("subject", { type: "text" }, "", "Jurisdiction, model or vendor concerned, or the act of a state"),
      column(
        "value",
        f64,
        "",
        "Nodes lost or regained, the new price, the epoch of first sales, the size of the act, or the machine that moved to the model",
      ),
    ],
  },
];

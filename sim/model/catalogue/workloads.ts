/**
 * Kinds of use: token lengths, burstiness and daily shape, fitted to public traces.
 *
 * Lengths: quantile tables of `lengths.ts`; Spearman's rank correlation of prompt and output (ServeGen releases no
 * pairs: 0).
 *
 * Bursts (`arrivals.ts` states the process and how it is fitted):
 * - azure-*: scv of the interarrival times and Fano factors at 10 and 60 s of the hour traced. 5–95 % by resampling
 *   5-minute blocks: code burstRate 4.0–7.3, burstFraction 0.14–0.25, burstSeconds 7.7–12.8; conversation burstRate
 *   1.05–1.16, calmRate 0.41–0.73, burstFraction 0.65–0.91, burstSeconds 340–850.
 * - mooncake-*: its times are rounded to 3 s, so gaps say nothing; Fano factors at 60 and 120 s, two states of equal
 *   mean length. The scv stated is the fitted process's.
 * - servegen-*, deepseek-r1: variance and lag-1 correlation of the service's load in 10-minute windows around its
 *   2-hour mean, two states of equal mean length: a segment stands for a large population, not for one of ServeGen's
 *   clients. The scv stated is the fitted process's.
 *
 * Daily shape: ServeGen's load by hour of the trace, whose civil time is unknown; the Azure and Mooncake traces last an
 * hour and borrow the general-purpose (large) one. Confidence in the shapes is low.
 */
import type { Burst, Workload } from "./facts.ts";
import { lengths, probabilities } from "./lengths.ts";
import { idsOf } from "./rows.ts";

type Row = readonly [
  id: string,
  name: string,
  lengths: keyof typeof lengths,
  correlation: number,
  interarrivalScv: number,
  burst: Burst,
  hourly: keyof typeof hours,
  source: keyof typeof sources,
  confidence: Workload["confidence"],
];

const sources = {
  azure: "Azure Public Dataset, LLM inference traces 2023-11-16, CC-BY 4.0 (Patel et al., Splitwise, ISCA 2024)",
  mooncake: "Mooncake conversation trace, Apache-2.0 (Qin et al., FAST 2025)",
  servegen: "ServeGen client windows, Apache-2.0 (Xiang et al., 2025)",
} as const;

/**
 * Mean load by hour over the days traced, relative to its mean. ServeGen, m-small, m-mid, m-large (14 days), R1 (1
 * day).
 */
// biome-ignore format: a day on two lines
const hours = {
  small: [0.84, 0.71, 0.73, 0.68, 0.71, 0.66, 0.68, 0.85, 1.02, 1.05, 1.13, 1.09,
    1.06, 1.07, 1.06, 1.05, 1.09, 1.08, 1.01, 1.23, 1.46, 1.4, 1.27, 1.06],
  mid: [1.01, 1.04, 1.15, 1.17, 1.02, 0.94, 0.98, 1.06, 0.98, 0.99, 1.11, 1.11,
    0.96, 1.13, 1.06, 0.85, 0.84, 0.93, 0.9, 0.89, 1.01, 0.93, 0.93, 1.02],
  large: [0.99, 1, 0.99, 0.94, 0.91, 0.88, 0.85, 0.82, 0.79, 0.87, 1.05, 1.11,
    0.97, 0.98, 1.05, 1.05, 1.11, 1.08, 1.04, 1.14, 1.13, 1.07, 1.1, 1.09],
  reasoning: [1.21, 1.39, 2.03, 1.79, 1.06, 0.91, 0.75, 0.58, 0.6, 0.66, 0.81, 0.83,
    0.45, 0.54, 0.68, 0.7, 0.88, 0.55, 0.75, 0.59, 1.24, 1.62, 2.19, 1.18],
} as const;

/** Two states of equal length on average, rates 1 ± √(relative variance of the rate). */
function balanced(rateVariance: number, burstSeconds: number): Burst {
  const deviation = Math.sqrt(rateVariance);
  return { burstRate: 1 + deviation, calmRate: 1 - deviation, burstFraction: 0.5, burstSeconds };
}

const codeBurst = { burstRate: 5.02547, calmRate: 0.00065188, burstFraction: 0.198883, burstSeconds: 11.177 };
const conversationBurst = { burstRate: 1.10514, calmRate: 0.490203, burstFraction: 0.829025, burstSeconds: 574.7 };

// biome-ignore format: a table reads by its columns
const table = [
  // id, name, lengths, rank correlation, interarrival scv at the traced rate, burst, daily shape, source, confidence
  ["azure-code", "Code completion (Azure 2023)", "azureCode", -0.0215, 172.956, codeBurst, "large", "azure", "high"],
  ["azure-conversation", "Conversation (Azure 2023)", "azureConversation", 0.0728, 1.1972, conversationBurst, "large",
    "azure", "high"],
  ["mooncake-conversation", "Long conversation (Mooncake)", "mooncakeConversation", 0.0717, 1.025,
    balanced(0.01254, 104.9), "large", "mooncake", "medium"],
  ["servegen-small", "API, small model (ServeGen)", "servegenSmall", 0, 1.049, balanced(0.02373, 944.5), "small",
    "servegen", "medium"],
  ["servegen-mid", "API, middle model (ServeGen)", "servegenMid", 0, 1.144, balanced(0.06722, 730.6), "mid",
    "servegen", "medium"],
  ["servegen-large", "API, large model (ServeGen)", "servegenLarge", 0, 1.072, balanced(0.03464, 747), "large",
    "servegen", "medium"],
  ["deepseek-r1", "Reasoning (ServeGen, DeepSeek-R1)", "deepseekR1", 0, 1.132, balanced(0.06212, 1151), "reasoning",
    "servegen", "medium"],
] as const satisfies readonly Row[];

export const workloadIds = idsOf(table);
export type WorkloadId = (typeof workloadIds)[number];

/** The catalogue, in index order. */
export const workloads: readonly Workload[] = (table as readonly Row[]).map(
  ([id, name, key, correlation, interarrivalScv, burst, shape, source, confidence]) => ({
    id,
    name,
    prompt: { probability: probabilities, tokens: lengths[key].prompt },
    output: { probability: probabilities, tokens: lengths[key].output },
    correlation,
    interarrivalScv,
    burst,
    hourly: toMeanOne(hours[shape]),
    source: sources[source],
    confidence,
  }),
);

function toMeanOne(profile: readonly number[]): number[] {
  const mean = profile.reduce((sum, load) => sum + load, 0) / profile.length;
  return profile.map((load) => load / mean);
}

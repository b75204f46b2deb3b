/**
 * One device that takes everybody who waits as one batch; a batch of b takes a·b + t₀.
 *
 * Batch sizes form a Markov chain: during a batch of b, N ~ Poisson(λ(ab + t₀)) arrive and are the next batch; with N =
 * 0 the device
 * idles until the next arrival and serves it alone. Latency per request is then renewal-reward over one batch:
 * those who come during a batch of length τ wait τ/2 on average and are served together.
 * Model: Y. Inoue, "Queueing analysis of GPU-based inference servers with dynamic batching", Performance Evaluation 147
 * (2021).
 */
import { exp, log } from "../../engine/math.ts";
import { Unanswerable } from "../question.ts";

export interface BatchServer {
  /** λ [requests per time unit]; λ·perItem < 1. */
  readonly arrival: number;
  /** a [time units a request]. */
  readonly perItem: number;
  /** t₀ [time units a batch]. */
  readonly setup: number;
}

/**
 * Mean batch size over batches and mean time in system, from the chain's stationary law.  @throws Unanswerable when it
 * is too large
 */
export function batchService(server: BatchServer): { meanBatchSize: number; meanLatency: number } {
  const share = stationaryBatchSizes(server);
  const { arrival, perItem, setup } = server;
  let meanBatchSize = 0;
  let latency = 0;
  for (let b = 1; b < share.length; b++) {
    const length = perItem * b + setup;
    const mean = arrival * length;
    meanBatchSize += share[b] * b;
    // E[N (τ/2 + aN + t₀)] for Poisson N, with E[N²] = m + m², and the lone request after an idle time.
    const together = mean * (length / 2 + setup) + perItem * (mean + mean * mean);
    latency += share[b] * (together + exp(-mean) * (perItem + setup));
  }
  return { meanBatchSize, meanLatency: latency / meanBatchSize };
}

/**
 * Upper bound min(φ₀, φ₁) on the mean latency, with l = λ:
 *
 *   φ₁ = (3/2) t₀ / (1 − la) + (a/2)(la + 2) / (1 − l²a²),  φ₀ = (a + t₀) / (2(1 − la)) · (1 + 2 l t₀ + (1 − l t₀)/(1 +
 * la))
 *
 * Source: Inoue (2021), theorem on the closed-form bound.
 */
export function inoueUpperBound({ arrival, perItem, setup }: BatchServer): number {
  const load = arrival * perItem;
  const phi1 = (1.5 * setup) / (1 - load) + ((perItem / 2) * (load + 2)) / (1 - load * load);
  const idle = 1 + 2 * arrival * setup + (1 - arrival * setup) / (1 + load);
  const phi0 = ((perItem + setup) / (2 * (1 - load))) * idle;
  return Math.min(phi0, phi1);
}

// Larger chains take minutes; a mean batch of a tenth of this is far beyond any device's memory.
const sizeMax = 20_000;
/** Tail left out on either side of a Poisson law, in its standard deviations: less than 1e-20 of mass. */
const reach = 10;

/** Power iteration from the fixed point of the means; it contracts at rate λa. */
function stationaryBatchSizes(server: BatchServer): Float64Array {
  const load = server.arrival * server.perItem;
  const centre = Math.max(1, (server.arrival * server.setup) / (1 - load));
  const spread = Math.sqrt(centre / (1 - load * load));
  const size = Math.ceil(centre + 2 * reach * (spread + 1) + reach / (1 - load));
  if (size > sizeMax)
    throw new Unanswerable(`the chain of batch sizes has ${size} states; up to ${sizeMax} are solved`);
  let share = new Float64Array(size);
  share[Math.min(size - 1, Math.round(centre))] = 1;
  for (;;) {
    const after = advance(share, server);
    let change = 0;
    for (let b = 1; b < size; b++) change += Math.abs(after[b] - share[b]);
    share = after;
    if (change < 1e-14 / (1 - load)) return share;
  }
}

/** One step of the chain; mass that would leave the table is kept by scaling to one. */
function advance(share: Float64Array, { arrival, perItem, setup }: BatchServer): Float64Array<ArrayBuffer> {
  const size = share.length;
  const after = new Float64Array(size);
  for (let b = 1; b < size; b++) {
    if (share[b] < 1e-22) continue;
    addPoisson(after, share[b], arrival * (perItem * b + setup));
  }
  let mass = 0;
  for (let b = 1; b < size; b++) mass += after[b];
  for (let b = 1; b < size; b++) after[b] /= mass;
  return after;
}

/**
 * Adds weight · Poisson(mean) to `out`, nought counted as one, outward from the mode, whose probability is e^{−m} mᵏ /
 * k!.
 */
function addPoisson(out: Float64Array, weight: number, mean: number): void {
  const mode = Math.floor(mean);
  const span = Math.ceil(reach * Math.sqrt(mean) + 2 * reach);
  let logMode = -mean;
  for (let k = 1; k <= mode; k++) logMode += log(mean / k);
  const peak = weight * exp(logMode);
  const last = Math.min(out.length - 1, mode + span);
  for (let k = mode, term = peak; k <= last; k++) {
    out[Math.max(1, k)] += term;
    term *= mean / (k + 1);
  }
  for (let k = mode, term = peak; k > Math.max(0, mode - span); k--) {
    term *= k / mean;
    out[Math.max(1, k - 1)] += term;
  }
}

/**
 * How fast a machine serves a language model: the roofline of prefill and decode, and what fits in memory.
 *
 *   prefill of one token   p = 2·A / (n·F·MFU) + x                                           [s]
 *   decode step            t = max((B(b)·q + b·c·κ) / (n·W·MBU), 2·A·b / (n·F·MFU)) + o + b·(h + x)   [s]
 *
 * with n cards of F FLOP/s in the format and W bytes/s, A active parameters, B(b) weight bytes read by a batch of b, q
 * the slowdown of unpacking 4-bit weights, κ cache bytes a token, c mean context; o overhead of a step (by layer, more
 * with several cards), h bookkeeping of one request, x what cards exchange for one token: two all-reduces a layer, 2(n
 * − 1)/n of the activations each. In a mixture of experts with routed part X (all parameters P = S + X, active A = S +
 * X·k/E) a batch of b reads S + X·(1 − (1 − k/E)^b) under uniform routing.
 *
 * Efficiencies are fitted to published throughputs, on a stated subset: `efficiencies` below; the rest is a test of
 * them, see docs/validation-throughput.md. They are those of good serving software; a poor one does worse.
 */
import { pow } from "../engine/pow.ts";
import type { Efficiency, HardwareClass, HardwareModel, LanguageModel } from "./catalogue/facts.ts";

/**
 * Fitted by least squares on log throughput, with a weak pull (weight 0.03) to a first guess, and rounded, to the rows
 * marked "calibration" in analysis/replication/throughput/published.ts: consumer RTX 4090; desktop M2 Ultra;
 * workstation RTX A6000 and PRO 6000; datacenter A100, H100, H200 and B200. Not fitted but judged: the datacentre's
 * unpacking (as consumer), exchange latency of consumer and workstation cards.
 */
export const efficiencies: Readonly<Record<HardwareClass, Efficiency>> = {
  consumer: { mfu: 0.88, mbu: 0.89, unpacking: 1.33, layerUs: 10, exchangeUs: 20 },
  desktop: { mfu: 0.71, mbu: 0.78, unpacking: 1.44, layerUs: 40, exchangeUs: 100 },
  workstation: { mfu: 0.9, mbu: 0.82, unpacking: 1.35, layerUs: 19, exchangeUs: 20 },
  datacenter: { mfu: 0.66, mbu: 0.88, unpacking: 1.33, layerUs: 73, exchangeUs: 65 },
};

/** MFU in 8-bit and 4-bit arithmetic over that in 16 bits. Fitted, same rows. */
const mfuFactor = { wide: 1, fp8: 0.87, fp4: 0.41 } as const;
/** Bookkeeping and sampling of one request in one step. Fitted, same rows. [s] */
const requestSeconds = 10e-6;
/** Share of the link's bandwidth that all-reduces reach. Fitted, same rows. */
const linkEfficiency = 0.8;
/** Activations are exchanged in 16 bits. [bytes] */
const activationBytes = 2;

/** What the operator chooses. */
export interface ServingSettings {
  /** Share of memory for weights and cache. vLLM's default gpu_memory_utilization is 0.9. [0…1] */
  readonly memoryFraction: number;
  /** Most requests in a batch whatever memory allows. vLLM's default max_num_seqs is 256. */
  readonly batchLimit: number;
  /** Cache bytes over bf16's: 1, or 0.5 for an fp8 cache. */
  readonly cacheFactor: number;
}

export const servingDefaults: ServingSettings = {
  memoryFraction: 0.9,
  batchLimit: 256,
  cacheFactor: 1,
};

/** A machine that serves one model. */
export interface Server {
  readonly hardware: HardwareModel;
  readonly cards: number;
  readonly model: LanguageModel;
  readonly settings: ServingSettings;
}

/** Bytes of the weights that a decode step of `batch` requests reads.  [bytes] */
export function weightBytesRead(model: LanguageModel, batch: number): number {
  const { parameters, experts, expertsPerToken, bytesPerWeight } = model;
  if (experts === 1) return parameters * bytesPerWeight;
  const visited = 1 - pow(1 - expertsPerToken / experts, batch);
  const routed = routedParameters(model);
  return (parameters - routed + routed * visited) * bytesPerWeight;
}

/** Parameters of the routed experts: all P = S + X, active A = S + X·k/E, so X = (P − A) / (1 − k/E). 0 for a dense model. */
function routedParameters({ parameters, activeParameters, experts, expertsPerToken }: LanguageModel): number {
  return experts === 1 ? 0 : (parameters - activeParameters) / (1 - expertsPerToken / experts);
}

/** Prefill of a prompt.  [s]  Never faster than reading the weights once. */
export function prefillSeconds(server: Server, promptTokens: number): number {
  return Math.max(
    promptTokens * prefillTokenSeconds(server),
    weightBytesRead(server.model, promptTokens) / bandwidth(server),
  );
}

/** Shortest prefill: the weights that a prompt of 64 tokens visits are read once.  [s]  All of them in a dense model. */
export function prefillLeastSeconds(server: Server): number {
  const shortPrompt = 64;
  return weightBytesRead(server.model, shortPrompt) / bandwidth(server);
}

/**
 * One decode step.  [s]
 *
 * @param batch requests, ≥ 1
 * @param contextMean tokens of context of each, prompt and output so far
 */
export function decodeStepSeconds(server: Server, batch: number, contextMean: number): number {
  const context = batch * contextMean * cacheBytes(server);
  const memory = (weightBytesRead(server.model, batch) * unpacking(server) + context) / bandwidth(server);
  const compute = batch * computeSeconds(server);
  return Math.max(memory, compute) + overheadSeconds(server) + batch * perRequestSeconds(server);
}

/** Tokens of context that fit beside the weights.  [token]  Negative or 0 when the weights do not fit. */
export function kvTokensMax({ hardware, cards, model, settings }: Server): number {
  const bytesPerGb = 1e9;
  const room =
    settings.memoryFraction * hardware.memoryGb * bytesPerGb * cards - model.parameters * model.bytesPerWeight;
  return Math.floor(room / (model.kvBytesPerToken * settings.cacheFactor));
}

/** Context that a server must hold to be of use: one request of 2,048 tokens. [token] A judgement. */
export const contextUseful = 2048;

export function fits(server: Server): boolean {
  return kvTokensMax(server) >= contextUseful;
}

/** Requests that may decode at once when each reserves `contextTokens`.  Whole, ≥ 0. */
export function batchMax(server: Server, contextTokens: number): number {
  return Math.min(server.settings.batchLimit, Math.max(0, Math.floor(kvTokensMax(server) / contextTokens)));
}

/**
 * Output tokens a second at full batch, when prefill and decode share the machine.  [token/s]
 *
 *   1 / (t(b)/b + promptMean · p / outputMean),   b = batchMax for promptMean + outputMean tokens each
 *
 * @returns 0 when not one such request fits
 */
export function capacityTokensPerSecond(server: Server, promptMean: number, outputMean: number): number {
  return mixedCapacity(server, {
    promptMean,
    outputMean,
    heldMean: promptMean + outputMean,
    contextMean: promptMean + outputMean / 2,
  });
}

/** Lengths of a mix of requests, as a batch sees them: a request stays as long as its answer, so the batch weighs by answers. [token] */
export interface LengthMix {
  readonly promptMean: number;
  readonly outputMean: number;
  /** Cache held for a request of the batch: E[o·(p + o)] / E[o]. */
  readonly heldMean: number;
  /** Context of a request of the batch: E[o·(p + o/2)] / E[o]. */
  readonly contextMean: number;
}

/** The same for requests that are not all alike.  [token/s]  0 when not one that holds the mean fits. */
export function mixedCapacity(server: Server, mix: LengthMix): number {
  const batch = batchMax(server, mix.heldMean);
  if (batch === 0) return 0;
  const step = decodeStepSeconds(server, batch, mix.contextMean);
  return 1 / (step / batch + (mix.promptMean * prefillTokenSeconds(server)) / mix.outputMean);
}

/** The columns of a node that say how it serves: see `tables/nodes.ts`. */
export interface Serving {
  /** Weights that every step reads. [µs] */
  readonly stepBase: number;
  /** Routed experts, all of them; a batch of b visits a share 1 − expertsMissed^b. [µs] 0 for a dense model. */
  readonly stepRouted: number;
  /** Share of the routed experts that one token does not visit, 0…1. */
  readonly expertsMissed: number;
  /** [µs/token] */
  readonly stepPerContext: number;
  /** [µs/request] Competes with the two above: the larger counts. */
  readonly stepPerRequest: number;
  /** [µs] */
  readonly stepOverhead: number;
  /** Added to every step by each request, whatever bounds it. [µs/request] */
  readonly stepOverheadPerRequest: number;
  /** [µs/token] */
  readonly prefillPerToken: number;
  /** [µs] */
  readonly prefillLeast: number;
  /** The operator's limit; memory limits the batch through `kvTokensMax`. */
  readonly batchMax: number;
  /** [token] */
  readonly kvTokensMax: number;
}

/** How `cards` cards serve a model, or null when it does not fit. */
export function servingOf(
  hardware: HardwareModel,
  cards: number,
  model: LanguageModel,
  settings: ServingSettings,
): Serving | null {
  const server = { hardware, cards, model, settings };
  if (!fits(server)) return null;
  const us = 1e6;
  const perByte = (unpacking(server) / bandwidth(server)) * us;
  const routed = routedParameters(model) * model.bytesPerWeight;
  return {
    stepBase: (model.parameters * model.bytesPerWeight - routed) * perByte,
    stepRouted: routed * perByte,
    expertsMissed: 1 - model.expertsPerToken / model.experts,
    stepPerContext: (cacheBytes(server) / bandwidth(server)) * us,
    stepPerRequest: computeSeconds(server) * us,
    stepOverhead: overheadSeconds(server) * us,
    stepOverheadPerRequest: perRequestSeconds(server) * us,
    prefillPerToken: prefillTokenSeconds(server) * us,
    prefillLeast: prefillLeastSeconds(server) * us,
    batchMax: settings.batchLimit,
    kvTokensMax: kvTokensMax(server),
  };
}

/** The card's own efficiencies where it was measured, else those of its class. */
function efficiencyOf(card: HardwareModel): Efficiency {
  return card.efficiency ?? efficiencies[card.class];
}

/**
 * Arithmetic of the format the weights are multiplied in: 4-bit integers are unpacked to 16 bits first.  [FLOP/s, one
 * card]
 */
function effectiveFlops({ hardware, model }: Server): number {
  const tera = 1e12;
  const { mfu } = efficiencyOf(hardware);
  if (model.weights === "fp8" && !Number.isNaN(hardware.fp8Tflops))
    return hardware.fp8Tflops * tera * mfu * mfuFactor.fp8;
  if (model.weights === "int8" && !Number.isNaN(hardware.int8Tops))
    return hardware.int8Tops * tera * mfu * mfuFactor.fp8;
  if (model.weights === "fp4" && !Number.isNaN(hardware.fp4Tflops))
    return hardware.fp4Tflops * tera * mfu * mfuFactor.fp4;
  return hardware.bf16Tflops * tera * mfu * mfuFactor.wide;
}

/** [s a token] */
function computeSeconds(server: Server): number {
  return (2 * server.model.activeParameters) / (server.cards * effectiveFlops(server));
}

/** All cards.  [bytes/s] */
function bandwidth({ hardware, cards }: Server): number {
  return cards * hardware.bandwidthGbs * 1e9 * efficiencyOf(hardware).mbu;
}

/** [bytes a token] */
function cacheBytes({ model, settings }: Server): number {
  return model.kvBytesPerToken * settings.cacheFactor;
}

function unpacking({ hardware, model }: Server): number {
  return model.weights === "int4" ? efficiencyOf(hardware).unpacking : 1;
}

/** [s] */
function overheadSeconds({ hardware, cards, model }: Server): number {
  const { layerUs, exchangeUs } = efficiencyOf(hardware);
  return model.layers * (layerUs + (cards > 1 ? exchangeUs : 0)) * 1e-6;
}

/** [s a token] */
function exchangeSeconds({ hardware, cards, model }: Server): number {
  const reduced = 2 * model.layers * model.width * activationBytes;
  return (reduced * 2 * (cards - 1)) / cards / (hardware.linkGbs * 1e9 * linkEfficiency);
}

/** [s a request and step] */
function perRequestSeconds(server: Server): number {
  return requestSeconds + exchangeSeconds(server);
}

/** [s a token] */
function prefillTokenSeconds(server: Server): number {
  return computeSeconds(server) + exchangeSeconds(server);
}

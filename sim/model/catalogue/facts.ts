/** What a row of each catalogue holds. Every number names its source and how far it can be trusted. */

/**
 * high: database or vendor's sheet; medium: one secondary source or simple arithmetic; low: not checked against a
 * primary source.
 */
export type Confidence = "high" | "medium" | "low";

export type HardwareClass = "consumer" | "workstation" | "desktop" | "datacenter";

/** Share of the card's own figures that serving software reaches. */
export interface Efficiency {
  /** Arithmetic in prefill and in compute-bound decode, for 16-bit formats. [0…1] */
  readonly mfu: number;
  /** Memory bandwidth in decode. [0…1] */
  readonly mbu: number;
  /** Time over the roofline's when weights are unpacked from 4 bits. [≥ 1] */
  readonly unpacking: number;
  /** Overhead of a step: launches, norms, attention at small batch. [µs a layer] */
  readonly layerUs: number;
  /** Latency of the two all-reduces when several cards share a model. [µs a layer] */
  readonly exchangeUs: number;
}

export interface HardwareModel {
  /** Stable name used in scenario files and in the store, such as "rtx4090". */
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  readonly class: HardwareClass;
  /** First shipped; "YYYY-MM" or "YYYY". */
  readonly released: string;
  /** Dense, no sparsity; consumer cards with f32 accumulation. [TFLOP/s] NaN where the card lacks the format. */
  readonly bf16Tflops: number;
  readonly fp8Tflops: number;
  readonly int8Tops: number;
  readonly fp4Tflops: number;
  readonly memoryGb: number;
  /** [GB/s] */
  readonly bandwidthGbs: number;
  /** Card to card, one direction: NVLink, Infinity Fabric or PCI Express. [GB/s] */
  readonly linkGbs: number;
  readonly powerW: number;
  /** NaN where never sold singly. */
  readonly launchUsd: number;
  /** Price paid around 2024–2025; NaN where unknown. */
  readonly streetUsd: number;
  /** Measured on the card itself; absent: that of its class, see `roofline.ts`. */
  readonly efficiency?: Efficiency;
  readonly source: string;
  readonly confidence: Confidence;
}

export type WeightFormat = "bf16" | "fp8" | "int8" | "int4" | "fp4";

export interface LanguageModel {
  readonly id: string;
  readonly name: string;
  /** All parameters, and those used for one token (equal unless mixture of experts). */
  readonly parameters: number;
  readonly activeParameters: number;
  /** Format it is served in, and bytes a weight in it, scales included. */
  readonly weights: WeightFormat;
  readonly bytesPerWeight: number;
  /** Key-value cache bytes one token of context takes, over all layers. */
  readonly kvBytesPerToken: number;
  readonly layers: number;
  /** Layers whose cache grows with the whole context; the others keep a short sliding window and are left out. */
  readonly kvLayers: number;
  /** Key-value heads and width of each; 1 and the latent's width for multi-head latent attention. */
  readonly kvHeads: number;
  readonly headDim: number;
  /** Routed experts a layer, and those a token visits; 1 and 1 for a dense model. */
  readonly experts: number;
  readonly expertsPerToken: number;
  /** Width of the residual stream: what cards exchange twice a layer when they share a model. [values a token] */
  readonly width: number;
  readonly contextMax: number;
  readonly source: string;
  readonly confidence: Confidence;
}

export interface Jurisdiction {
  /** ISO 3166 alpha-3. */
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly latitude: number;
  readonly longitude: number;
  /** Large industrial user, 2024. [USD/kWh] */
  readonly electricityUsdPerKwh: number;
  /** Mean of the hottest month at the hub; sets the PUE. [°C] */
  readonly hottestMonthC: number;
  /** Gross domestic product 2024 at market rates; sets the share of demand. [10⁹ USD] */
  readonly gdpBillionUsd: number;
  /** Power drawn by the building over power drawn by the machines, ≥ 1. */
  readonly pue: number;
  /** Offset of the busiest zone from UTC, standard time. [h] */
  readonly utcOffsetHours: number;
  /** Share of the world's demand for model inference, before the scenario changes it; sums to 1. */
  readonly demandShare: number;
  readonly source: string;
  readonly confidence: Confidence;
}

/** Token lengths and arrival statistics of one kind of use, fitted to a public trace. */
export interface Workload {
  readonly id: string;
  readonly name: string;
  /** How the token lengths of a request are drawn: see `catalogue/workloads.ts`. */
  readonly prompt: LengthLaw;
  readonly output: LengthLaw;
  /** Spearman's rank correlation of the two lengths, −1…1. */
  readonly correlation: number;
  /** Squared coefficient of variation of the times between requests of one client population (1 = Poisson). */
  readonly interarrivalScv: number;
  /** Two-state modulation that generates such arrivals: see `model/arrivals.ts`. */
  readonly burst: Burst;
  /** Load relative to its daily mean for each local hour 0…23; mean 1. */
  readonly hourly: readonly number[];
  readonly source: string;
  readonly confidence: Confidence;
}

/**
 * A two-state Markov-modulated Poisson process: a calm state and a burst state, each with its own rate.
 * Rates are relative to the mean rate, so that one shape serves every rate; times are absolute.
 * burstFraction · burstRate + (1 − burstFraction) · calmRate = 1.
 */
export interface Burst {
  /** Rate in the burst state over the mean rate, ≥ 1 (1 = Poisson). */
  readonly burstRate: number;
  /** Rate in the calm state over the mean rate, 0…1. */
  readonly calmRate: number;
  /** Share of time spent in the burst state, 0…1. */
  readonly burstFraction: number;
  /** Mean length of a burst. [s] */
  readonly burstSeconds: number;
}

/** Quantile function of a token length: piecewise linear in log length between fitted quantiles. */
export interface LengthLaw {
  /** Increasing probabilities, first 0, last 1. */
  readonly probability: readonly number[];
  /** Token length at each of them, ≥ 1. */
  readonly tokens: readonly number[];
}

/** A kind of host, from which the population is made. */
export interface NodeClass {
  readonly id: string;
  readonly name: string;
  /** Cards of this class: hardware id → weight; weights sum to 1. */
  readonly hardware: Readonly<Record<string, number>>;
  /** Cards in one node (a node is one serving machine): count → weight. */
  readonly cardsPerNode: Readonly<Record<string, number>>;
  /** Model served by a node of the given hardware is chosen among those that fit; see `build.ts`. */
  readonly sessionHoursOn: number;
  readonly sessionHoursOff: number;
  /** "session": an owner switches it off and on; "failure": it breaks and is repaired. */
  readonly churn: "session" | "failure";
  /** Unplanned interruptions of one card, on top of sessions. [1/h] */
  readonly failuresPerCardHour: number;
  /** Mean time to repair after a failure. [h] */
  readonly repairHours: number;
  /** Where the building differs from the jurisdiction's PUE: multiplies (PUE − 1). */
  readonly pueOverheadFactor: number;
  /** Electricity price over the large industrial one. */
  readonly electricityMarkup: number;
  /** [Mbit/s] */
  readonly uplinkMbps: number;
  /** Exponent of the Pareto law of nodes per operator, > 1. */
  readonly nodesPerOperatorAlpha: number;
  readonly operatorType: "hobbyist" | "miner" | "small-datacenter" | "neocloud" | "hyperscaler";
  readonly source: string;
  readonly confidence: Confidence;
}

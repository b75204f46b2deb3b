/**
 * A loaded language model of the Llama family, the ways in which an operator may execute it, and what an execution
 * returns. Types only: loaders fill the model, the GPU pass and its plain twin run it, verdicts read the scores.
 */

/** The shape of a model. */
export interface LanguageModelConfig {
  /** Pieces of the tokenizer. */
  readonly vocabulary: number;
  /** Transformer blocks. */
  readonly layers: number;
  /** Length of the residual stream; a multiple of 4. */
  readonly width: number;
  /** Query heads; a multiple of `kvHeads`. */
  readonly heads: number;
  /** Key and value heads. */
  readonly kvHeads: number;
  /** Length of a head; a multiple of 4. Mostly `width / heads`. */
  readonly headWidth: number;
  /** Length of the gated layer between `gate`/`up` and `down`. */
  readonly hidden: number;
  /** Longest sequence that the model was trained for. [tokens] */
  readonly contextMax: number;
  /** θ of the rotary embedding: pair i of a head turns by position · θ^(−2i / headWidth). */
  readonly ropeBase: number;
  /** ε under the root of the RMS norm. */
  readonly normEpsilon: number;
  /** The classifier is the embedding table. */
  readonly isTied: boolean;
}

/** Weights in the order of llama2.c's checkpoints. A matrix is row-major, outputs × inputs; layers come first. */
export interface LanguageModelTensors {
  /** vocabulary × width */
  readonly embedding: Float32Array;
  /** layers × width */
  readonly attentionNorm: Float32Array;
  /** layers × (heads · headWidth) × width; rotary pairs are neighbours (2i, 2i + 1), as in llama2.c. */
  readonly query: Float32Array;
  /** layers × (kvHeads · headWidth) × width; rotary pairs are neighbours. */
  readonly key: Float32Array;
  /** layers × (kvHeads · headWidth) × width */
  readonly value: Float32Array;
  /** layers × width × (heads · headWidth) */
  readonly output: Float32Array;
  /** layers × width */
  readonly hiddenNorm: Float32Array;
  /** layers × hidden × width; llama2.c's w1. */
  readonly gate: Float32Array;
  /** layers × width × hidden; llama2.c's w2. */
  readonly down: Float32Array;
  /** layers × hidden × width; llama2.c's w3. */
  readonly up: Float32Array;
  /** width */
  readonly finalNorm: Float32Array;
  /** vocabulary × width; the very array of `embedding` when tied. */
  readonly classifier: Float32Array;
}

export interface LanguageModel {
  /** Names the model in records and errors. */
  readonly name: string;
  /** SHA-256 of the weights file, in hexadecimal. */
  readonly sha256: string;
  readonly config: LanguageModelConfig;
  readonly tensors: LanguageModelTensors;
}

/** Formats to which a value in flight may be rounded; fp8 is e4m3, saturating at ±448. */
export type ValueFormat = "f32" | "bf16" | "f16" | "fp8";

/** Formats of stored weights. int8 and int4 are symmetric with one scale for 32 neighbours of a row. */
export type WeightFormat = "f32" | "bf16" | "f16" | "fp8" | "int8" | "int4";

/**
 * A weight matrix as a GPU kernel reads it. Each row begins at a whole word; values lie in a word from the lowest bits
 * up: f32 one, bf16 and f16 two, fp8 and int8 four, int4 eight (two's complement) a word; what a row leaves free is 0.
 */
export interface PackedMatrix {
  readonly format: WeightFormat;
  readonly rows: number;
  readonly columns: number;
  /** rows × ceil(columns / values a word) */
  readonly words: Uint32Array;
  /** Columns that share a scale: 32 for int8 and int4, `columns` for fp8, 0 (no scales) otherwise. */
  readonly groupColumns: number;
  /** rows × ceil(columns / groupColumns): value = stored value × scale. Empty when `groupColumns` is 0. */
  readonly scales: Float32Array;
}

/** How an operator's hardware and software compute: the sources of honest noise. */
export interface ExecutorProfile {
  readonly id: string;
  /** Format of the weights that the network agreed on. */
  readonly weights: WeightFormat;
  readonly matmul: MatmulProfile;
  /** Rounding of every stored activation. fp8 is not offered here. */
  readonly activations: Exclude<ValueFormat, "fp8">;
  /** Rounding of stored keys and values. */
  readonly kvCache: ValueFormat;
  readonly norm: "sequential" | "tree";
  readonly attention: AttentionProfile;
  /** cos and sin of the rotary embedding from a table made by the host, or by the adapter's own functions. */
  readonly trigonometry: "table" | "native";
  /** Norm joined with the product that follows, gate with up and SiLU: fewer rounding points and dispatches. */
  readonly isFused: boolean;
  /** Sequences executed together. */
  readonly batch: number;
}

export interface MatmulProfile {
  /** Without barriers (fast on CPU adapters) or through workgroup memory (fast on GPUs). */
  readonly variant: "barrier-free" | "workgroup";
  /** Outputs of one invocation. Tile and order do not touch each other: see `order`. */
  readonly tileRows: 1 | 2 | 4 | 8 | 16 | 32;
  readonly tileColumns: 1 | 2 | 4 | 8;
  /** Order of summation over the inner dimension; split sums `splits` parts apart and then adds them. */
  readonly order: "forward" | "reversed" | "split";
  /** Parts of the inner dimension; 1 unless the order is split. */
  readonly splits: number;
  /** Four partial sums by lane (vector), or one sum of dot products of four (dot). */
  readonly partialSums: "vector" | "dot";
  /**
   * Precision of the running sum. f16 computes in f32 and rounds each partial product and each partial sum; native f16
   * computes in the adapter's own f16, where it has that.
   */
  readonly accumulator: "f32" | "f16" | "native f16";
}

export interface AttentionProfile {
  /** One pass with a running maximum, or two passes through stored scores. */
  readonly variant: "online" | "two-pass";
  /** Positions taken together in one pass. */
  readonly block: 1 | 2 | 4;
  /** Rounds the softmax weights to the format of the activations before they meet the values. */
  readonly roundsWeights: boolean;
}

/** What a dishonest executor changes in a forward pass; `honestPass` changes nothing. */
export interface PassChanges {
  /** Format of the weights in fact used, instead of the profile's. */
  readonly weights: WeightFormat | "as agreed";
  /** Layers left out, counted from 0. */
  readonly skippedLayers: readonly number[];
  /** Latest positions that attention sees; 0 for all. */
  readonly window: number;
  readonly kvCache: ValueFormat | "as agreed";
}

export const honestPass: PassChanges = { weights: "as agreed", skippedLayers: [], window: 0, kvCache: "as agreed" };

/** Sampling of a token from the logits, on the device: the largest of logit / temperature + Gumbel noise. */
export interface Sampling {
  /** 0 takes the largest logit. */
  readonly temperature: number;
  /** One whole number in 0 … 2³² − 1 for each sequence; noise is a hash of (seed, position, token). */
  readonly seeds: readonly number[];
}

export interface PrefillRequest {
  /** Lengths may differ; each 1 … contextMax of the runner. */
  readonly sequences: readonly Uint32Array[];
  /** Also return the last hidden states (after the final norm), or all logits. */
  readonly wants: readonly ("hidden" | "logits")[];
  /** When given, also return the token that this sampling would have chosen after each position. */
  readonly resampling?: Sampling;
}

/** Scores of one sequence. Position i speaks of the distribution of token i + 1. */
export interface SequenceScores {
  readonly positions: number;
  readonly topCount: number;
  /** positions × topCount, best first; of equals the lower id first. */
  readonly topIds: Uint32Array;
  /** positions × topCount. [nats] */
  readonly topLogProbs: Float32Array;
  /** Log-probability of the token that follows; NaN where none does. [nats] */
  readonly nextLogProbs: Float32Array;
  /** positions × width; empty unless wanted. */
  readonly hidden: Float32Array;
  /** positions × vocabulary; empty unless wanted. */
  readonly logits: Float32Array;
  /** One token a position; empty unless resampling was asked for. */
  readonly resampled: Uint32Array;
}

export interface GenerateRequest {
  /** Lengths may differ. */
  readonly prompts: readonly Uint32Array[];
  /** Tokens to generate for each prompt; prompt and count together at most contextMax of the runner. */
  readonly counts: readonly number[];
  readonly sampling: Sampling;
  readonly wants: readonly ("hidden" | "logits")[];
}

/** One completion. Position i of the scores is the distribution from which token i of `tokens` was drawn. */
export interface Completion extends SequenceScores {
  readonly tokens: Uint32Array;
}

/** A model made ready to be executed in one way: (model, profile, changes). The GPU pass and the plain twin are such. */
export interface Runner {
  readonly model: LanguageModel;
  readonly profile: ExecutorProfile;
  readonly changes: PassChanges;
  /** Largest number of sequences of one call. */
  readonly batchMax: number;
  /** Longest sequence, completion included. [tokens] */
  readonly contextMax: number;
  /** Entries of the top list. */
  readonly topCount: number;
  /** Scores given sequences, all positions at once. */
  prefill(request: PrefillRequest): Promise<readonly SequenceScores[]>;
  /** Continues prompts token by token with a key-value cache. */
  generate(request: GenerateRequest): Promise<readonly Completion[]>;
  /** Frees what the runner holds on the device; the device stays open. */
  close(): void;
}

/** What a runner needs beside the model. */
export interface RunnerOptions {
  readonly profile: ExecutorProfile;
  readonly changes: PassChanges;
  readonly batchMax: number;
  readonly contextMax: number;
  readonly topCount: number;
}

/** The one door through which callers obtain runners: of a device, or of the plain twin. */
export type OpenRunner = (model: LanguageModel, options: RunnerOptions) => Promise<Runner>;

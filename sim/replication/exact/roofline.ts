/**
 * Roofline of one decode step: the slower of reading weights and key-value cache, and of computing.
 *
 * Source: Williams, Waterman, Patterson, "Roofline", CACM 52(4), 2009; 2 FLOP a parameter and token as in Kaplan et al.
 * (2020), section 2.1.
 */
export interface DecodeStep {
  /** Parameters read and used a token. */
  readonly parameters: number;
  readonly layers: number;
  readonly kvHeads: number;
  readonly headDimension: number;
  readonly bytesPerWeight: number;
  readonly bytesPerKv: number;
  /** Memory bandwidth of all devices together [byte/s]. */
  readonly bandwidth: number;
  /** Arithmetic of all devices together [FLOP/s]. */
  readonly flops: number;
  /** Requests that decode together. */
  readonly batch: number;
  /** Tokens held in cache for each of them. */
  readonly context: number;
}

/** Key and value of every layer and head: 2 · layers · heads · dimension · bytes.  [byte/token] */
export function kvBytesPerToken({ layers, kvHeads, headDimension, bytesPerKv }: DecodeStep): number {
  return 2 * layers * kvHeads * headDimension * bytesPerKv;
}

/** max((weights + cache) / bandwidth, 2 P · batch / FLOPs).  [s] */
export function decodeStepSeconds(step: DecodeStep): number {
  const bytes = step.parameters * step.bytesPerWeight + step.batch * step.context * kvBytesPerToken(step);
  return Math.max(bytes / step.bandwidth, (2 * step.parameters * step.batch) / step.flops);
}

/** One token a request and step.  [token/s, the batch together] */
export function tokensPerSecond(step: DecodeStep): number {
  return step.batch / decodeStepSeconds(step);
}

/**
 * Time and tokens of a batch that decodes, exact in the fluid limit.
 *
 * A batch of b requests that holds K tokens of context takes one step, in which each request gets one token, in
 *
 *   s(K) = max(a + c·K, g·b) + o + h·b          [µs]   (MODEL 5.1: memory-bound against compute-bound, plus overhead)
 *
 * with a weights over bandwidth (those of a mixture of experts grow with b), c one token's cache over bandwidth, g the
 * arithmetic of one request, o and h overhead. After v steps the context is K + b·v, so that v tokens each take
 * ∫₀ᵛ s(K + b·u) du: linear while compute-bound, then quadratic.
 */
import * as law from "./tables/law-fields.ts";

/**
 * Time in which each of `active` requests of a node gets `tokens` tokens.
 *
 * @param laws     reals of `laws`
 * @param at       where the row of the node's law begins among them
 * @param context  tokens in the batch at the start [token]
 * @param tokens   ≥ 0, may be fractional [token]
 * @returns [µs]
 */
export function decodeTime(laws: Float64Array, at: number, active: number, context: number, tokens: number): number {
  const slope = laws[at + law.stepPerContext] * active;
  const memory = weightsTime(laws, at, active) + laws[at + law.stepPerContext] * context;
  const compute = laws[at + law.stepPerRequest] * active;
  const overhead = (laws[at + law.stepOverhead] + laws[at + law.stepOverheadPerRequest] * active) * tokens;
  if (memory >= compute) return overhead + memory * tokens + (slope * tokens * tokens) / 2;
  const crossing = slope > 0 ? (compute - memory) / slope : Number.POSITIVE_INFINITY;
  if (tokens <= crossing) return overhead + compute * tokens;
  const beyond = tokens - crossing;
  return overhead + compute * tokens + (slope * beyond * beyond) / 2;
}

/**
 * Tokens that each of `active` requests of a node gets in `time`: the inverse of `decodeTime`.
 *
 * @param time  ≥ 0 [µs]
 * @returns [token], may be fractional
 */
export function decodeTokens(laws: Float64Array, at: number, active: number, context: number, time: number): number {
  const slope = laws[at + law.stepPerContext] * active;
  const memory = weightsTime(laws, at, active) + laws[at + law.stepPerContext] * context;
  const compute = laws[at + law.stepPerRequest] * active;
  const overhead = laws[at + law.stepOverhead] + laws[at + law.stepOverheadPerRequest] * active;
  if (memory >= compute) return solve(memory + overhead, slope, time);
  const flat = compute + overhead;
  const crossing = slope > 0 ? (compute - memory) / slope : Number.POSITIVE_INFINITY;
  const even = time / flat;
  return even <= crossing ? even : crossing + solve(flat, slope, time - crossing * flat);
}

/** Time to read the weights that a batch needs: a = S + X·(1 − q^b), the power by squaring. [µs] */
function weightsTime(laws: Float64Array, at: number, active: number): number {
  const routed = laws[at + law.stepRouted];
  if (routed === 0) return laws[at + law.stepBase];
  let missed = 1;
  let power = laws[at + law.expertsMissed];
  for (let left = active; left > 0; left >>= 1) {
    if (left & 1) missed *= power;
    power *= power;
  }
  return laws[at + law.stepBase] + routed * (1 - missed);
}

/** v ≥ 0 with rate·v + slope·v²/2 = time, in the form that does not cancel when the slope is small. */
function solve(rate: number, slope: number, time: number): number {
  return (2 * time) / (rate + Math.sqrt(rate * rate + 2 * slope * time));
}

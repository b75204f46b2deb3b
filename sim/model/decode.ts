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
import type { ColumnsView } from "../engine/columns.ts";
import type { NodeSpec } from "./tables/nodes.ts";

/** The node columns that say how long a step takes. */
export type StepLaws = ColumnsView<
  Pick<
    NodeSpec,
    | "stepBase"
    | "stepRouted"
    | "expertsMissed"
    | "stepPerContext"
    | "stepPerRequest"
    | "stepOverhead"
    | "stepOverheadPerRequest"
  >
>;

/**
 * Time in which each of `active` requests on node `host` gets `tokens` tokens.
 *
 * @param context  tokens in the batch at the start [token]
 * @param tokens   ≥ 0, may be fractional [token]
 * @returns [µs]
 */
export function decodeTime(nodes: StepLaws, host: number, active: number, context: number, tokens: number): number {
  const slope = nodes.stepPerContext[host] * active;
  const memory = weightsTime(nodes, host, active) + nodes.stepPerContext[host] * context;
  const compute = nodes.stepPerRequest[host] * active;
  const overhead = (nodes.stepOverhead[host] + nodes.stepOverheadPerRequest[host] * active) * tokens;
  if (memory >= compute) return overhead + memory * tokens + (slope * tokens * tokens) / 2;
  const crossing = slope > 0 ? (compute - memory) / slope : Number.POSITIVE_INFINITY;
  if (tokens <= crossing) return overhead + compute * tokens;
  const beyond = tokens - crossing;
  return overhead + compute * tokens + (slope * beyond * beyond) / 2;
}

/**
 * Tokens that each of `active` requests on node `host` gets in `time`: the inverse of `decodeTime`.
 *
 * @param time  ≥ 0 [µs]
 * @returns [token], may be fractional
 */
export function decodeTokens(nodes: StepLaws, host: number, active: number, context: number, time: number): number {
  const slope = nodes.stepPerContext[host] * active;
  const memory = weightsTime(nodes, host, active) + nodes.stepPerContext[host] * context;
  const compute = nodes.stepPerRequest[host] * active;
  const overhead = nodes.stepOverhead[host] + nodes.stepOverheadPerRequest[host] * active;
  if (memory >= compute) return solve(memory + overhead, slope, time);
  const flat = compute + overhead;
  const crossing = slope > 0 ? (compute - memory) / slope : Number.POSITIVE_INFINITY;
  const even = time / flat;
  return even <= crossing ? even : crossing + solve(flat, slope, time - crossing * flat);
}

/** Time to read the weights that a batch needs: a = S + X·(1 − q^b), the power by squaring. [µs] */
function weightsTime(nodes: StepLaws, host: number, active: number): number {
  const routed = nodes.stepRouted[host];
  if (routed === 0) return nodes.stepBase[host];
  let missed = 1;
  let power = nodes.expertsMissed[host];
  for (let left = active; left > 0; left >>= 1) {
    if (left & 1) missed *= power;
    power *= power;
  }
  return nodes.stepBase[host] + routed * (1 - missed);
}

/** v ≥ 0 with rate·v + slope·v²/2 = time, in the form that does not cancel when the slope is small. */
function solve(rate: number, slope: number, time: number): number {
  return (2 * time) / (rate + Math.sqrt(rate * rate + 2 * slope * time));
}

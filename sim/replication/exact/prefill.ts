/**
 * Time to first token when prefill is a queue with constant service D and Poisson arrivals of rate R.
 *
 * All three are M/D/1, whose mean wait with service s is R s² / (2 (1 − R s)).
 * Source: Zhong et al., "DistServe", OSDI 2024, section 3 (prefill as M/D/1; pipeline and tensor split).
 */
import { pollaczekKhinchine } from "./single-server.ts";

/** One device: D + R D² / (2 (1 − R D)).  [s] */
export function ttftSingle(prefillSeconds: number, rate: number): number {
  return prefillSeconds + pollaczekKhinchine(rate * prefillSeconds, 0, prefillSeconds);
}

/** Two stages of D/2: only the first queues, as equal constant stages never catch up: D + R D² / (4 (2 − R D)).  [s] */
export function ttftPipeline2(prefillSeconds: number, rate: number): number {
  const stage = prefillSeconds / 2;
  return prefillSeconds + pollaczekKhinchine(rate * stage, 0, stage);
}

/** Both devices work on each request, K times as fast as one: D/K + R D² / (2 K (K − R D)).  [s] */
export function ttftTensor2(prefillSeconds: number, rate: number, speedup: number): number {
  return ttftSingle(prefillSeconds / speedup, rate);
}

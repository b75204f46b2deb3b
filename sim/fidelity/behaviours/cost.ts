/**
 * Cost of a behaviour and of a check, as shares of honest work, from the roofline by which the simulation serves (`model/roofline.ts`).
 *
 *   honest(P, O)   = P · p + O · t(b, P + O/2) / b                                  [s]
 *   behaviour      = the same with its own weight bytes, cache, prompt, answer and model, + scoring passes · (P + O) · p
 *   saved          = 1 − behaviour / honest
 *   check          = (P + O) · p / honest                               a validator's prefill of prompt and answer
 *
 * p prefill of a token, t decode step of b requests, P prompt and O answer in tokens.
 */
import { serverAs } from "../../model/cheap-work.ts";
import { batchMax, decodeStepSeconds, prefillSeconds, type Server } from "../../model/roofline.ts";
import type { BehaviourExecution } from "./behaviour.ts";

/** Where the work is done: the share depends on it. */
export interface Deployment {
  readonly server: Server;
  /** [token] */
  readonly prompt: number;
  readonly answer: number;
  /** Size of the smaller model over the agreed one. */
  readonly smallerFraction: number;
}

/** @returns 0…1; below 0 where the behaviour costs more than honest work */
export function savedShare(behaviour: BehaviourExecution, deployment: Deployment): number {
  return 1 - behaviourSeconds(behaviour, deployment) / honestSeconds(deployment);
}

/** Prefill of prompt and answer over honest work: the share of the work that a check does again. */
export function checkShare(deployment: Deployment): number {
  const { server, prompt, answer } = deployment;
  return prefillSeconds(server, prompt + answer) / honestSeconds(deployment);
}

function honestSeconds({ server, prompt, answer }: Deployment): number {
  return requestSeconds(server, prompt, answer);
}

function behaviourSeconds(
  { cost }: BehaviourExecution,
  { server, prompt, answer, smallerFraction }: Deployment,
): number {
  const changed = serverAs(server, cost, smallerFraction);
  const scoring = cost.scoringPasses * prefillSeconds(server, prompt + answer);
  return requestSeconds(changed, prompt * cost.promptFraction, answer * cost.answerFraction) + scoring;
}

/** Batch of honest work in both: a cheaper request is not also given a larger batch. */
function requestSeconds(server: Server, prompt: number, answer: number): number {
  if (prompt + answer === 0) return 0;
  const batch = Math.max(1, batchMax(server, prompt + answer));
  const step = decodeStepSeconds(server, batch, prompt + answer / 2);
  return prefillSeconds(server, prompt) + (answer * step) / batch;
}

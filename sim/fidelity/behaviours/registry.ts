/** The behaviours, in the order of the simulation's catalogue. */
import { behaviourCosts } from "../../model/catalogue/behaviour-costs.ts";
import { type BehaviourId, behaviourIds } from "../../model/catalogue/behaviours.ts";
import { honestPass } from "../language-model.ts";
import type { BehaviourExecution } from "./behaviour.ts";

const honest: Omit<BehaviourExecution, "id" | "does" | "cost"> = {
  model: "agreed",
  text: "sampled",
  report: "as-executed",
  changes: honestPass,
  promptFraction: 1,
  answerFraction: 1,
  temperatureFactor: 1,
};

/** Positions that attention sees: a quarter of the 128 that a measured request has. */
const window = 32;
/** Layer left out, one of five: an inner one, since the first and last do most harm (webgpu measurements, docs/detection.md). */
const skippedLayer = 2;

const executions: Readonly<Record<BehaviourId, Omit<BehaviourExecution, "id" | "cost">>> = {
  honest: { ...honest, does: "the agreed model, whole prompt, agreed temperature, own log-probabilities" },
  int8: {
    ...honest,
    does: "all matrices in int8, one scale for 32 weights of a row",
    changes: { ...honestPass, weights: "int8" },
  },
  int4: {
    ...honest,
    does: "all matrices in int4, one scale for 32 weights of a row",
    changes: { ...honestPass, weights: "int4" },
  },
  "fp8-weights": {
    ...honest,
    does: "all matrices in fp8 (e4m3), one scale a row",
    changes: { ...honestPass, weights: "fp8" },
  },
  "fp8-cache": {
    ...honest,
    does: "keys and values stored in fp8 (e4m3, scale 1)",
    changes: { ...honestPass, kvCache: "fp8" },
  },
  "smaller-model": {
    ...honest,
    does: "the smaller sibling writes and reports its own log-probabilities",
    model: "smaller",
  },
  "skipped-layers": {
    ...honest,
    does: "the third of five layers is left out",
    changes: { ...honestPass, skippedLayers: [skippedLayer] },
  },
  "sliding-window": {
    ...honest,
    does: "attention sees the latest 32 positions",
    changes: { ...honestPass, window },
  },
  "truncated-prompt": {
    ...honest,
    does: "the first half of the prompt is not read",
    promptFraction: 0.5,
  },
  "early-stop": {
    ...honest,
    does: "a quarter of the answer is written, then the end piece is emitted",
    answerFraction: 0.25,
  },
  "other-weights": {
    ...honest,
    does: "weights of another fine-tune: the agreed ones plus a low-rank change of 5 % of each matrix's norm (synthetic)",
    model: "fine-tuned",
  },
  "pre-filled": {
    ...honest,
    does: "the smaller sibling writes, the agreed model scores the text in one prefill and that is reported",
    text: "smaller-model",
    report: "scored",
  },
  "arbitrary-text": {
    ...honest,
    does: "pieces of other prompts are emitted, the agreed model scores them in one prefill and that is reported",
    text: "stock-text",
    report: "scored",
  },
  "random-tokens": {
    ...honest,
    does: "tokens drawn evenly, log-probabilities invented from the frequencies of pieces",
    text: "random",
    report: "invented",
  },
  replayed: {
    ...honest,
    does: "tokens, log-probabilities and activations of the honest answer to another prompt",
    text: "other-request",
  },
  temperature: {
    ...honest,
    does: "sampled at 0.6 of the agreed temperature, honest log-probabilities",
    temperatureFactor: 0.6,
  },
};

export const behaviourExecutions: readonly BehaviourExecution[] = behaviourIds.map((id) => ({
  id,
  ...executions[id],
  cost: behaviourCosts[id],
}));

/** @throws RangeError when there is none of that name */
export function behaviourNamed(id: string): BehaviourExecution {
  const found = behaviourExecutions.find((behaviour) => behaviour.id === id);
  if (found === undefined) throw new RangeError(`no behaviour "${id}" — one of ${behaviourIds.join(", ")}`);
  return found;
}

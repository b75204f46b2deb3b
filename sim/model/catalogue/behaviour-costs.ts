/** What each behaviour really computes of the work that is paid for: the kernel tier executes it so, and the economy serves so. */
import type { BehaviourId } from "./behaviours.ts";

/** Share of honest work's cost: see `sim/fidelity/behaviours/cost.ts`, and `model/cheap-work.ts` for the time it takes. */
export interface CostFactors {
  /** Bits a weight instead of 16, or the agreed ones. */
  readonly weightBits: number | "agreed";
  /** Weights, cache and arithmetic used of the agreed model's: layers left out, a smaller model. "smaller": by their sizes. */
  readonly modelFraction: number | "smaller";
  /** Bytes of the cache over the agreed. */
  readonly cacheFraction: number;
  /** Prompt read and answer written, over the agreed. */
  readonly promptFraction: number;
  readonly answerFraction: number;
  /** Prefills of the whole text by the agreed model in addition. */
  readonly scoringPasses: number;
}

const fullCost: CostFactors = {
  weightBits: "agreed",
  modelFraction: 1,
  cacheFraction: 1,
  promptFraction: 1,
  answerFraction: 1,
  scoringPasses: 0,
};
/** Nothing is computed. */
const noCost: CostFactors = { ...fullCost, promptFraction: 0, answerFraction: 0 };

/** One scale of 16 bits for 32 weights, as in ggml's q8_0 and q4_0. [bits a weight] */
const scaleBits = 16 / 32;
/** One layer of five is left out. */
const layersKept = 0.8;
/** Share of a request's context that the short window is: its cache shrinks by as much. */
const windowFraction = 0.25;

export const behaviourCosts: Readonly<Record<BehaviourId, CostFactors>> = {
  honest: fullCost,
  int8: { ...fullCost, weightBits: 8 + scaleBits },
  int4: { ...fullCost, weightBits: 4 + scaleBits },
  "fp8-weights": { ...fullCost, weightBits: 8 },
  "fp8-cache": { ...fullCost, cacheFraction: 0.5 },
  "smaller-model": { ...fullCost, modelFraction: "smaller" },
  "skipped-layers": { ...fullCost, modelFraction: layersKept },
  "sliding-window": { ...fullCost, cacheFraction: windowFraction },
  "truncated-prompt": { ...fullCost, promptFraction: 0.5 },
  "early-stop": { ...fullCost, answerFraction: 0.25 },
  "other-weights": fullCost,
  "pre-filled": { ...fullCost, modelFraction: "smaller", scoringPasses: 1 },
  "arbitrary-text": { ...noCost, scoringPasses: 1 },
  "random-tokens": noCost,
  replayed: noCost,
  temperature: fullCost,
};

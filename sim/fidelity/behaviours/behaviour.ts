/** What a behaviour does to an execution, as data; `measure/execute.ts` carries it out. */
import type { CostFactors } from "../../model/catalogue/behaviour-costs.ts";
import type { BehaviourId } from "../../model/catalogue/behaviours.ts";
import type { PassChanges } from "../language-model.ts";

/** Whose weights are used. */
export type ModelUsed = "agreed" | "smaller" | "fine-tuned";

/** Where the emitted tokens come from. */
export type TextSource =
  /** Sampled by the executor's pass. */
  | "sampled"
  /** Sampled by the smaller model, then scored by the agreed one: pre-filled. */
  | "smaller-model"
  /** Copied from other prompts. */
  | "stock-text"
  /** Drawn evenly from the vocabulary. */
  | "random"
  /** The honest answer to another prompt. */
  | "other-request";

/** Where the reported log-probabilities and activations come from. */
export type ReportSource =
  /** From the pass that made the tokens. */
  | "as-executed"
  /** From one prefill of prompt and text by the agreed model. */
  | "scored"
  /** Invented: the same list of frequent pieces everywhere, no activations. */
  | "invented";

export interface BehaviourExecution {
  readonly id: BehaviourId;
  /** What is really executed. */
  readonly does: string;
  readonly model: ModelUsed;
  readonly text: TextSource;
  readonly report: ReportSource;
  readonly changes: PassChanges;
  /** Share of the prompt that is read, the latest part. */
  readonly promptFraction: number;
  /** Share of the answer that is written before the end piece is emitted; 1 for the whole. */
  readonly answerFraction: number;
  /** Temperature of sampling over the agreed one. */
  readonly temperatureFactor: number;
  readonly cost: CostFactors;
}

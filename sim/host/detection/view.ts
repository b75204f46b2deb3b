/** What the sections of the page on detection look at. */
import { type Sample, sampleOf } from "../../fidelity/cells/cell-statistics.ts";
import { type ScoreMethod, scoreMethods } from "../../fidelity/verdicts/methods.ts";
import { type BehaviourId, behaviourIds, honest } from "../../model/catalogue/behaviours.ts";
import type { Scores } from "../../model/ports.ts";
import type { LoadedRecords } from "../measuring/records-file.ts";

export interface View extends LoadedRecords {
  /** Measured behaviours other than honest work, by index in the catalogue. */
  readonly dishonest: readonly number[];
}

export function viewOf(loaded: LoadedRecords): View {
  const measured = new Set(loaded.cells.cells.map(({ behaviour }) => behaviour));
  return { ...loaded, dishonest: [...measured].filter((behaviour) => behaviour !== honest).sort((a, b) => a - b) };
}

/** Scores of all executions of a behaviour, whoever executed and validated. */
export function pooled({ cells }: View, behaviour: number, pick: (scores: Scores) => number, tokens: number): Sample {
  return sampleOf(cells, { behaviour }, pick, tokens);
}

/** Those that have a score: an answer too short for a whole chunk has none of the activation hash. */
export function known({ values, prompts }: Sample): Sample {
  const kept = values.map((_, i) => i).filter((i) => !Number.isNaN(values[i]));
  return { values: kept.map((i) => values[i] as number), prompts: kept.map((i) => prompts[i] as number) };
}

export const idOf = (behaviour: number): BehaviourId => behaviourIds[behaviour] as BehaviourId;

/** @throws RangeError when there is none of that name */
export function methodNamed(id: string): ScoreMethod {
  const found = scoreMethods.find((method) => method.id === id);
  if (found === undefined) throw new RangeError(`no verdict method "${id}"`);
  return found;
}

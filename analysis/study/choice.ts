/** What to choose: over sampled worlds by regret and by what knowing them would be worth; by chance alone with a probability of being right. */
import type { BootstrapInterval } from "../stats/bootstrap.ts";
import { plainMean } from "../stats/estimate.ts";
import { minimaxRegret, type Robustness, robustness } from "../stats/robustness.ts";
import { probabilityOfBest, type Selection, selection } from "../stats/selection.ts";
import { partialInformation, perfectInformation } from "../stats/value-of-information.ts";
import { levelValues, racedValues } from "./contrasts.ts";
import type { StudyRows, StudySelection } from "./rows.ts";
import type { WorldTable } from "./worlds.ts";

export type Better = "higher" | "lower";

export interface OverWorlds {
  readonly better: Better;
  readonly threshold: number | undefined;
  /** By level. */
  readonly judged: readonly Robustness[];
  /** Level of least largest regret. */
  readonly chosen: number;
  /** Level of the best mean. */
  readonly bestOnAverage: number;
  /** Of knowing the world before choosing; then of knowing each assumption, by axis: undefined where the worlds are too few. */
  readonly perfect: BootstrapInterval;
  readonly partial: readonly (BootstrapInterval | undefined)[];
}

const seed = "choice";

/** @returns undefined with fewer than two levels, or fewer than three worlds */
export function chosenOver(table: WorldTable, better: Better, threshold: number | undefined): OverWorlds | undefined {
  const { means, points, worlds } = table;
  if (means.length < 2 || points.length < 3) return undefined;
  const sign = better === "higher" ? 1 : -1;
  const utilities = means.map((row) => row.map((value) => sign * value));
  const judged = robustness(means, { better, threshold, seed });
  const averages = utilities.map(plainMean);
  const perfect = perfectInformation(utilities, seed);
  return {
    better,
    threshold,
    judged,
    chosen: minimaxRegret(judged),
    bestOnAverage: averages.indexOf(Math.max(...averages)),
    perfect,
    partial: worlds.axes.map((_, j) => atMost(knowing(utilities, points, j), perfect)),
  };
}

/** Part of the knowledge is worth no more than the whole: an estimate beyond that is noise of the fit. */
function atMost(one: BootstrapInterval | undefined, { value, low, high }: BootstrapInterval) {
  if (one === undefined) return undefined;
  return { ...one, value: Math.min(one.value, value), low: Math.min(one.low, low), high: Math.min(one.high, high) };
}

function knowing(
  utilities: readonly (readonly number[])[],
  points: WorldTable["points"],
  axis: number,
): BootstrapInterval | undefined {
  try {
    return partialInformation(
      utilities,
      points.map((point) => [point[axis]!]),
      `${seed}/${axis}`,
    );
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

export interface BestLevel {
  readonly factor: number;
  readonly outcome: string;
  readonly better: Better;
  /** Index of the level with the best mean. */
  readonly best: number;
  /** At least this, after a fixed number of replications. */
  readonly probability: number;
  readonly means: readonly number[];
}

/** The best level of a factor, over combinations that all its levels have. @returns undefined when it cannot be told */
export function bestLevel(rows: StudyRows, factor: number, outcome: string, better: Better): BestLevel | undefined {
  const values = levelValues(rows, factor, outcome);
  if (values === undefined || values.length < 2 || (values[0]?.length ?? 0) < 2) return undefined;
  const sign = better === "higher" ? 1 : -1;
  const means = values.map(plainMean);
  const merit = means.map((mean) => sign * mean);
  const best = merit.indexOf(Math.max(...merit));
  return { factor, outcome, better, best, probability: probabilityOfBest(values, best, better), means };
}

/** Replications before the procedure first looks; fewer are not judged. */
export const firstStage = 10;

/** What the stated procedure says so far. @returns undefined before its first stage is whole */
export function selected(rows: StudyRows, asked: StudySelection): Selection | undefined {
  const factor = rows.factors.findIndex(({ name }) => name === asked.factor);
  const values = racedValues(rows, factor, asked.outcome);
  if (values === undefined || values.some(({ length }) => length < firstStage)) return undefined;
  return selection(values, { ...asked, firstStage });
}

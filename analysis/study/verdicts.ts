/** What came of what was stated before the runs. */
import { holm } from "../stats/adjust.ts";
import { type Estimate, estimate } from "../stats/estimate.ts";
import { equivalence } from "../stats/paired.ts";
import { type Contrast, contrast, replicationsOf } from "./contrasts.ts";
import { type StudyExpectation, type StudyHypothesis, type StudyRows, worldsFactor } from "./rows.ts";

/**
 * supported: the difference has the stated direction, is not chance, and matters; contradicted: so in the other direction; negligible: it is
 * smaller than what matters, either way; undecided: the runs do not tell.
 */
export type Verdict = "supported" | "contradicted" | "negligible" | "undecided";

export interface Judged {
  readonly hypothesis: StudyHypothesis;
  /** Undefined when the outcome has no value in the runs. */
  readonly contrast: Contrast | undefined;
  /** Of no difference, corrected for the number of hypotheses of its role (Holm). */
  readonly pValue: number;
  readonly verdict: Verdict;
}

const level = 0.05;

export function judged(rows: StudyRows): Judged[] {
  const found = rows.hypotheses.map((hypothesis) => {
    const factor = rows.factors.findIndex(({ name }) => name === hypothesis.factor);
    const place = rows.factors[factor]?.levels.indexOf(hypothesis.level) ?? -1;
    return { hypothesis, contrast: contrast(rows, factor, place, hypothesis.outcome) };
  });
  const corrected = correctedByRole(found);
  return found.map((one, i) => ({ ...one, pValue: corrected[i]!, verdict: verdictOf(one, corrected[i]!) }));
}

/**
 * Those that decide are one family, those against them another, and so on: what decides is not made harder by all else that is asked.
 *
 * @see FDA, Multiple Endpoints in Clinical Trials, 2022, section III (families of primary and secondary endpoints)
 */
function correctedByRole(found: readonly Pick<Judged, "hypothesis" | "contrast">[]): number[] {
  const corrected = new Array<number>(found.length);
  for (const role of new Set(found.map(({ hypothesis }) => hypothesis.role))) {
    const places = found.flatMap(({ hypothesis }, i) => (hypothesis.role === role ? i : []));
    holm(places.map((i) => found[i]!.contrast?.paired.pValue ?? 1)).forEach((pValue, k) => {
      corrected[places[k]!] = pValue;
    });
  }
  return corrected;
}

function verdictOf({ hypothesis, contrast: found }: Pick<Judged, "hypothesis" | "contrast">, pValue: number): Verdict {
  if (found === undefined) return "undecided";
  const { direction, smallest } = hypothesis;
  const isSmall = smallest > 0 && equivalence(found.baseline, found.treated, smallest, level) === "equivalent";
  if (isSmall) return direction === "same" ? "supported" : "negligible";
  const { mean } = found.paired;
  if (pValue >= level || Math.abs(mean) < smallest) return "undecided";
  if (direction === "same") return "contradicted";
  return mean > 0 === (direction === "higher") ? "supported" : "contradicted";
}

export interface Checked {
  readonly expectation: StudyExpectation;
  /** Undefined when the outcome has no value in the runs: the expectation is broken. */
  readonly found: Estimate | undefined;
  readonly isKept: boolean;
}

/** A bound is kept when the mean over the runs keeps it. */
export function checked(rows: StudyRows): Checked[] {
  return rows.expectations.map((expectation) => {
    const found = levelMean(rows, expectation.outcome, expectation);
    const isKept =
      found !== undefined &&
      found.mean >= (expectation.atLeast ?? Number.NEGATIVE_INFINITY) &&
      found.mean <= (expectation.atMost ?? Number.POSITIVE_INFINITY);
    return { expectation, found, isKept };
  });
}

interface Whose {
  readonly factor: string | undefined;
  readonly level: string | undefined;
}

/** Mean of an outcome over the points of a level, its interval over replications; over worlds in a study of one. */
export function levelMean(rows: StudyRows, outcome: string, { factor, level: name }: Whose): Estimate | undefined {
  const f = rows.factors.findIndex((one) => one.name === factor);
  const place = f < 0 ? -1 : rows.factors[f]!.levels.indexOf(name ?? "");
  const column = rows.values.get(outcome) ?? [];
  const whole = new Set(replicationsOf(rows));
  const worlds = rows.factors.findIndex((one) => one.name === worldsFactor);
  const isOverWorlds = whole.size === 1 && worlds >= 0;
  const points = rows.runs.flatMap(({ run, point, replication }, i) => {
    const value = column[i];
    if (value === undefined || !Number.isFinite(value) || !whole.has(replication)) return [];
    if (f >= 0 && rows.points[point]![f] !== place) return [];
    // A replication is one draw of the shocks, whatever the number of points that met it.
    return [{ run: isOverWorlds ? rows.points[point]![worlds]! : replication, epoch: run, value, weight: 1 }];
  });
  const unit = rows.outcomes.find(({ id }) => id === outcome)?.unit ?? "";
  return points.length === 0 ? undefined : estimate(points, unit);
}

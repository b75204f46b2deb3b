/** The numbers that a study's page rests on: contrasts with corrected p-values, verdicts, expectations. */
import { benjaminiHochberg, holm } from "../../analysis/stats/adjust.ts";
import { rounded } from "../../analysis/stats/rounded.ts";
import { type Contrast, contrasts, replicationsOf, robustness } from "../../analysis/study/contrasts.ts";
import { type Explored, plainExplored } from "../../analysis/study/explored.ts";
import type { StudyRows } from "../../analysis/study/rows.ts";
import { type Checked, checked, type Judged, judged, levelMean } from "../../analysis/study/verdicts.ts";
import { findingsGenerator } from "../page/opening.ts";
import { plainBest } from "./best.ts";
import { plainLifetimes } from "./lifetimes.ts";
import { observedFindings } from "./observed.ts";
import { plainRegimes } from "./regimes.ts";
import type { StudyReportData } from "./rows.ts";

/** Level at which a difference is called real. */
export const level = 0.05;

export interface Corrected {
  readonly contrast: Contrast;
  /** Holm's, over all contrasts of the study. */
  readonly pValue: number;
  /** Benjamini and Hochberg's: among comparisons called real at this level, that share is chance at most. */
  readonly qValue: number;
}

export interface Found {
  readonly data: StudyReportData;
  /** Replications that every point has finished. */
  readonly replications: readonly number[];
  readonly contrasts: readonly Corrected[];
  readonly judged: readonly Judged[];
  readonly checked: readonly Checked[];
}

export function foundIn(data: StudyReportData): Found {
  const { rows } = data;
  return {
    data,
    replications: replicationsOf(rows),
    contrasts: correctedContrasts(rows),
    judged: judged(rows),
    checked: checked(rows),
  };
}

export function correctedContrasts(rows: StudyRows): Corrected[] {
  const all = contrasts(rows);
  const pValues = holm(all.map(({ paired }) => paired.pValue));
  const qValues = benjaminiHochberg(all.map(({ paired }) => paired.pValue));
  return all.map((contrast, i) => ({ contrast, pValue: pValues[i]!, qValue: qValues[i]! }));
}

/** |t|: how far a difference stands out; infinite when all pairs agree to the bit. */
export function strength({ paired: { mean, standardError } }: Contrast): number {
  if (standardError === 0) return mean === 0 ? 0 : Number.POSITIVE_INFINITY;
  return Math.abs(mean / standardError);
}

/** Contrasts in words for machines; an interval that does not exist is null. */
export function plainContrasts(rows: StudyRows, all: readonly Corrected[]) {
  return all.map(({ contrast, pValue }) => ({
    factor: rows.factors[contrast.factor]!.name,
    level: rows.factors[contrast.factor]!.levels[contrast.level]!,
    against: rows.factors[contrast.factor]!.levels[0]!,
    outcome: contrast.outcome,
    ...contrast.paired,
    correctedPValue: pValue,
    robustness: robustness(contrast),
  }));
}

export function plainVerdicts(all: readonly Judged[]) {
  return all.map(({ hypothesis, verdict, pValue, contrast }) => ({
    ...hypothesis,
    verdict,
    correctedPValue: pValue,
    difference: contrast?.paired ?? null,
  }));
}

export function plainExpectations(all: readonly Checked[]) {
  return all.map(({ expectation, found, isKept }) => ({ ...expectation, isKept, found: found ?? null }));
}

/** Mean of every outcome under every level. */
export function plainMeans(rows: StudyRows) {
  return rows.factors.flatMap(({ name: factor, levels }) =>
    levels.flatMap((name) =>
      rows.outcomes.map(({ id: outcome }) => ({
        factor,
        level: name,
        outcome,
        estimate: levelMean(rows, outcome, { factor, level: name }) ?? null,
      })),
    ),
  );
}

/** Raised when a reader of the file would have to change. */
const format = 1;

/** @returns JSON, two spaces, ending in a line feed; numbers with twelve digits */
export function findingsFile(
  { data, contrasts: all, judged: verdicts, checked: bounds }: Found,
  title: string,
  worlds: readonly Explored[],
): string {
  const { rows, provenance } = data;
  const content = {
    generator: findingsGenerator,
    format,
    title,
    study: { name: data.name, question: data.question },
    contentDigest: provenance.contentDigest,
    versions: Object.fromEntries(provenance.versions),
    commands: provenance.commands,
    factors: rows.factors,
    points: rows.points.map((levels, point) => ({ point, levels, scenario: provenance.identities[point] })),
    hypotheses: plainVerdicts(verdicts),
    expectations: plainExpectations(bounds),
    contrasts: plainContrasts(rows, all),
    means: plainMeans(rows),
    best: plainBest(rows),
    regimes: plainRegimes(rows),
    worlds: worlds.map(plainExplored),
    lifetimes: plainLifetimes(rows),
    observed: observedFindings(data),
  };
  return `${JSON.stringify(content, (_, value) => (typeof value === "number" ? rounded(value) : value), 2)}\n`;
}

/** The end of a comparison on the terminal: expectations first, then hypotheses, then what changed most, then files and the next command. */
import { type Contrast, replicationsOf, robustness } from "../../analysis/study/contrasts.ts";
import type { StudyRows } from "../../analysis/study/rows.ts";
import { type Checked, checked, type Judged, judged } from "../../analysis/study/verdicts.ts";
import { significant } from "../../reports/page/wording.ts";
import {
  correctedContrasts,
  level,
  plainContrasts,
  plainExpectations,
  plainMeans,
  plainVerdicts,
  strength,
} from "../../reports/study/findings.ts";
import { outcomeNamed } from "../store/outcomes.ts";
import { counted } from "./progress.ts";
import type { StudyOutcome } from "./study.ts";
import { storeLines } from "./summary.ts";

/** The same for machines. */
export function studyFindings(rows: StudyRows) {
  return {
    hypotheses: plainVerdicts(judged(rows)),
    expectations: plainExpectations(checked(rows)),
    contrasts: plainContrasts(rows, correctedContrasts(rows)),
    means: plainMeans(rows),
  };
}

const mostShown = 12;
export function studySummaryText(path: string, outcome: StudyOutcome, rows: StudyRows): string {
  const lines = [
    `${outcome.stored} of ${counted(outcome.runs, "run")} stored: ${counted(rows.points.length, "point")}, ` +
      `${counted(replicationsOf(rows).length, "replication")} whole`,
    "",
  ];
  const kept = checked(rows);
  if (kept.length > 0) lines.push(...kept.map(expectationText), "");
  const verdicts = judged(rows);
  if (verdicts.length > 0) lines.push(...verdicts.map(hypothesisText), "");
  lines.push(...changesText(rows));
  lines.push(...failuresText(path, outcome));
  lines.push(...storeLines(path, outcome));
  lines.push(`next     commonwatt ${outcome.stored === outcome.runs ? "report" : "resume"} ${path}`);
  return `${lines.join("\n")}\n`;
}

const mostFailures = 5;

function failuresText(path: string, { failed }: StudyOutcome): string[] {
  const lines = failed
    .slice(0, mostFailures)
    .flatMap(({ run, error }) => [
      `run ${run} failed: ${error}`,
      `  again, alone: commonwatt resume ${path} --only ${run}; its events: commonwatt trace ${path} --only ${run} --out events.csv`,
    ]);
  return failed.length > mostFailures
    ? [...lines, `… and ${failed.length - mostFailures} more, in the table runs`]
    : lines;
}

function expectationText({ expectation, found, isKept }: Checked): string {
  const { outcome, level: of, atLeast, atMost } = expectation;
  const bounds = [
    atLeast === undefined ? [] : [`at least ${significant(atLeast, 4)}`],
    atMost === undefined ? [] : [`at most ${significant(atMost, 4)}`],
  ].flat();
  const value = found === undefined ? "no value" : significant(found.mean, 4);
  return `  ${isKept ? "✓" : "✗"} ${outcome}${of === undefined ? "" : ` of ${of}`} ${bounds.join(" and ")}: ${value}`;
}

const marks = { supported: "✓", contradicted: "✗", negligible: "≈", undecided: "?" } as const;

function hypothesisText({ hypothesis, contrast, verdict }: Judged): string {
  const { id, level: of, outcome, direction } = hypothesis;
  const claim = direction === "same" ? `leaves ${outcome} as it is` : `makes ${outcome} ${direction}`;
  return `  ${marks[verdict]} ${id}: ${of} ${claim} — ${verdict}${contrast === undefined ? "" : `, ${differenceText(contrast)}`}`;
}

function differenceText({ paired: { mean, low, high }, outcome }: Contrast): string {
  const { unit } = outcomeNamed(outcome);
  return `${signed(mean)} [${signed(low)}, ${signed(high)}]${unit === "1" ? "" : ` ${unit}`}`;
}

function signed(value: number): string {
  return value > 0 ? `+${significant(value, 3)}` : significant(value, 3);
}

/** What stands out: significant after correction, by |t|. */
function changesText(rows: StudyRows): string[] {
  const real = correctedContrasts(rows).filter(({ pValue }) => pValue < level);
  const all = real.sort((a, b) => strength(b.contrast) - strength(a.contrast));
  if (all.length === 0) return rows.factors.length === 0 ? [] : ["  no difference that chance could not make", ""];
  const lines = all.slice(0, mostShown).map(({ contrast }) => {
    const { name, levels } = rows.factors[contrast.factor]!;
    const { sameSign, combinations } = robustness(contrast);
    const sure =
      combinations > 1 ? `; same sign in ${Math.round(100 * sameSign)} % of ${combinations} combinations` : "";
    return `  ${name} ${levels[contrast.level]}: ${contrast.outcome} ${differenceText(contrast)}${sure}`;
  });
  if (all.length > mostShown) lines.push(`  … and ${all.length - mostShown} more in the report`);
  return [...lines, ""];
}

/** The table that a replication prints: a line a family. */
import type { Answers } from "./answer.ts";
import type { Question } from "./question.ts";
import type { Verdict } from "./score.ts";

interface FamilyCount {
  asked: number;
  solved: number;
  simulated: number;
  unanswered: number;
  scored: number;
  hits: number;
}

/**
 * Lines of text: the table, then each unanswered question with its reason, then each miss with its reason.
 *
 * @param verdicts  of the questions whose value is known; empty when none is
 */
export function replicationSummary(
  questions: readonly Question[],
  answers: Answers,
  verdicts: readonly Verdict[],
): string[] {
  const counts = countByFamily(questions, answers, verdicts);
  const total = { asked: 0, solved: 0, simulated: 0, unanswered: 0, scored: 0, hits: 0 };
  const lines = [tableLine(["family", "asked", "exact", "simulated", "unanswered", "within tolerance"])];
  for (const [family, count] of counts) {
    lines.push(countLine(family, count));
    for (const key of Object.keys(total) as (keyof FamilyCount)[]) total[key] += count[key];
  }
  lines.push(countLine("all", total));
  for (const { id, reason } of answers.unanswered) lines.push(`unanswered ${id}: ${reason}`);
  for (const { id, isHit, reason } of verdicts) {
    if (!isHit && answers.answered.has(id)) lines.push(`miss ${id}: ${reason}`);
  }
  return lines;
}

function countByFamily(
  questions: readonly Question[],
  { answered }: Answers,
  verdicts: readonly Verdict[],
): Map<string, FamilyCount> {
  const counts = new Map<string, FamilyCount>();
  const of = (family: string): FamilyCount => {
    const found = counts.get(family) ?? { asked: 0, solved: 0, simulated: 0, unanswered: 0, scored: 0, hits: 0 };
    counts.set(family, found);
    return found;
  };
  for (const { id, family } of questions) {
    const count = of(family);
    const answer = answered.get(id);
    count.asked++;
    if (answer === undefined) count.unanswered++;
    else if (answer.how === "solve") count.solved++;
    else count.simulated++;
  }
  for (const { family, isHit } of verdicts) {
    const count = of(family);
    count.scored++;
    if (isHit) count.hits++;
  }
  return counts;
}

function countLine(family: string, count: FamilyCount): string {
  const hits = count.scored === 0 ? "not known" : `${count.hits} of ${count.scored}`;
  return tableLine([family, `${count.asked}`, `${count.solved}`, `${count.simulated}`, `${count.unanswered}`, hits]);
}

const widths = [16, 6, 6, 10, 11, 17] as const;

function tableLine(cells: readonly string[]): string {
  return cells.map((cell, k) => (k === 0 ? cell.padEnd(widths[k]) : cell.padStart(widths[k]))).join("");
}

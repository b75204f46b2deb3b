/** Which level of a factor is best, by each outcome that can be better, and how sure the choice is. */
import { type BestLevel, bestLevel, selected } from "../../analysis/study/choice.ts";
import type { StudyRows } from "../../analysis/study/rows.ts";
import { worldsFactor } from "../../analysis/study/rows.ts";
import { type Html, html } from "../page/html.ts";
import { scrolling } from "../page/table.ts";
import { counted, listed, percent, sentenceCase } from "../page/wording.ts";
import type { Found } from "./findings.ts";
import { factorName, outcomeOf, plain } from "./words.ts";

export function bestLevels(rows: StudyRows, factor: number): BestLevel[] {
  if (rows.factors[factor]!.name === worldsFactor) return [];
  return rows.outcomes.flatMap(({ id, better }) =>
    better === undefined ? [] : (bestLevel(rows, factor, id, better) ?? []),
  );
}

export function best(found: Found, factor: number): Html {
  const { rows } = found.data;
  const { name, levels } = rows.factors[factor]!;
  const all = bestLevels(rows, factor).filter(({ means }) => means.some((mean) => mean !== means[0]));
  const lines = all.map(({ outcome: id, best: level, probability, means }) => {
    const outcome = outcomeOf(rows, id);
    return html`<tr><th scope="row">${sentenceCase(outcome.name)}</th><td>${levels[level]!}</td>
<td class="figures">${plain(means[level]!, outcome)}</td><td class="figures">${probability < 0.5 ? "below 50%" : percent(Math.floor(probability * 1000) / 1000, 1)}</td></tr>`;
  });
  const head = ["Outcome", "Best level", "Its mean", "Probability of being the best, at least"];
  const caption = `Best level of ${factorName(name)}, over the combinations that all levels have`;
  const table = html`<table><caption>${caption}</caption><thead><tr>${head.map((one) => html`<th scope="col">${one}</th>`)}</tr></thead><tbody>${lines}</tbody></table>`;
  return html`${stated(rows, name)}${
    all.length > 0 &&
    html`<details><summary>Which level is best</summary>${scrolling(caption, table)}
<p class="note">Student's t of the paired differences, with Bonferroni's correction for the number of levels. Several outcomes are judged at once,
each on its own.</p></details>`
  }`;
}

/** What became of the choice that the study asked for. */
function stated(rows: StudyRows, factor: string): Html | false {
  const asked = rows.selection;
  if (asked === undefined || asked.factor !== factor) return false;
  const outcome = outcomeOf(rows, asked.outcome);
  const levels = rows.factors.find(({ name }) => name === factor)!.levels;
  const result = selected(rows, asked);
  const rule = html`Kim and Nelson's procedure for the ${asked.better === "higher" ? "highest" : "lowest"} ${outcome.name}, ${percent(asked.confidence, 0)}
sure of the right choice where the best leads by ${plain(asked.smallest, outcome)} or more`;
  if (result === undefined) return html`<p><b>Not chosen yet.</b> ${rule}: the first stage is not whole.</p>`;
  if (result.best !== undefined)
    return html`<p><b>Chosen: ${levels[result.best]!}.</b> ${rule}, after ${counted(result.replications, "replication")}.</p>`;
  return html`<p><b>Open between ${listed(result.survivors.map((i) => levels[i]!))}.</b> ${rule}, after ${counted(result.replications, "replication")}.</p>`;
}

export function plainBest(rows: StudyRows) {
  const asked = rows.selection;
  return {
    levels: rows.factors.flatMap(({ name, levels }, factor) =>
      bestLevels(rows, factor).map(({ outcome, better, best: level, probability, means }) => ({
        factor: name,
        outcome,
        better,
        best: levels[level]!,
        probability,
        means,
      })),
    ),
    selection: asked === undefined ? null : { ...asked, result: selected(rows, asked) ?? null },
  };
}

/** The first page of a study: the conclusion, what came of the hypotheses, what else changed, and the means behind it. */

import type { Explored } from "../../analysis/study/explored.ts";
import { mainDrivers } from "../../analysis/study/sensitivity.ts";
import type { Judged, Verdict } from "../../analysis/study/verdicts.ts";
import { type Html, html } from "../page/html.ts";
import { counted, listed, prose, sentenceCase, significant } from "../page/wording.ts";
import { type Found, level, strength } from "./findings.ts";
import { changeSentence, differenceWords, outcomeOf, plain, pWords } from "./words.ts";

/** Conclusion in one sentence: hypotheses first, else the change that stands out most. */
export function headline(found: Found, explored: readonly Explored[] = []): string {
  const { rows, name } = found.data;
  if (rows.runs.length === 0) throw new RangeError(`report: ${name} holds no finished run`);
  if (found.judged.length > 0) return hypothesesWords(found.judged);
  const strongest = strongestOf(found);
  const worlds = worldsWords(found, explored);
  if (strongest === undefined && found.contrasts.length === 0 && worlds.length > 0) return worlds[0]!;
  if (strongest === undefined) return "Nothing that was varied changes an outcome by more than chance could";
  return changeSentence(rows, strongest);
}

/** What each outcome hangs on, where the worlds tell. */
function worldsWords({ data: { rows } }: Found, explored: readonly Explored[]): string[] {
  return explored.flatMap(({ outcome: id, targets: [own] }) => {
    const told = own === undefined ? undefined : mainDrivers(own.drivers);
    return told === undefined ? [] : [`The ${outcomeOf(rows, id).name} hangs most on ${listed(told)}`];
  });
}

function strongestOf({ contrasts }: Found) {
  return [...contrasts]
    .filter(({ pValue }) => pValue < level)
    .sort((a, b) => strength(b.contrast) - strength(a.contrast))[0]?.contrast;
}

const verdictNames: Readonly<Record<Verdict, string>> = {
  supported: "supported",
  contradicted: "contradicted",
  negligible: "too small to matter",
  undecided: "undecided",
};

/** Hypotheses of a verdict that a title names; of more it has the number, and the table below names them. */
const namedMost = 3;

/** "A and b; contradicted: c; undecided: d": what is so first. */
function hypothesesWords(judged: readonly Judged[]): string {
  const [first] = judged;
  if (judged.length === 1) return `${sentenceCase(first!.hypothesis.id)}: ${verdictNames[first!.verdict]}`;
  const parts = (Object.keys(verdictNames) as Verdict[]).flatMap((verdict) => {
    const ids = judged.filter((one) => one.verdict === verdict).map(({ hypothesis }) => hypothesis.id);
    if (ids.length === 0) return [];
    if (verdict === "supported") return [listed(ids)];
    const which = ids.length > namedMost ? counted(ids.length, "hypothesis", "hypotheses") : ids.join(", ");
    return [`${verdictNames[verdict]}: ${which}`];
  });
  return sentenceCase(parts.join("; "));
}

/** Sentences of changes beyond the hypotheses. */
const sentencesMost = 8;

export function summary(found: Found, explored: readonly Explored[] = []): Html {
  const { rows, plannedRuns, failedRuns } = found.data;
  const real = [...found.contrasts]
    .filter(({ pValue }) => pValue < level)
    .sort((a, b) => strength(b.contrast) - strength(a.contrast));
  const worlds = worldsWords(found, explored);
  const missing = plannedRuns - rows.runs.length;
  const missed =
    missing === 0
      ? ""
      : ` ${counted(missing, "run")} of ${plannedRuns} ${missing === 1 ? "is" : "are"} missing (${failedRuns} failed).`;
  return html`<section id="summary" aria-labelledby="summary-title"><h2 id="summary-title">Summary</h2>
${found.checked.length > 0 && expectations(found)}${found.judged.length > 0 && hypotheses(found)}
<p>${compared(found, real.length)}${missed}${real.length > 0 && " Those that stand out most:"}</p>
${real.length > 0 && html`<ul class="brief">${real.slice(0, sentencesMost).map((one) => html`<li>${changeSentence(rows, one.contrast)}.</li>`)}</ul>`}
${worlds.length > 0 && html`<p>Over the sampled worlds:</p><ul class="brief">${worlds.map((one) => html`<li>${one}.</li>`)}</ul>`}
<p class="note">${basis(found)}
An interval covers chance inside the model. It does not cover whether the model and its assumptions are right; these are results under stated
assumptions, not forecasts.</p></section>`;
}

function compared({ contrasts, replications }: Found, real: number): string {
  if (contrasts.length > 0)
    return `${real} of ${counted(contrasts.length, "comparison")} differ by more than chance could make of as many (Holm, 0.05).`;
  return replications.length < 2
    ? "With fewer than two whole replications no difference can be told from chance: --replications adds some."
    : "Only worlds were varied: nothing is compared level by level.";
}

function basis({ replications, contrasts }: Found): string {
  const ratios = contrasts
    .map(({ contrast }) => contrast.paired.varianceRatio)
    .filter((ratio) => Number.isFinite(ratio));
  const sorted = ratios.sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  const saved =
    median === undefined
      ? ""
      : ` Pairing on the same shocks is worth ${significant(median, 2)} times the runs (median over comparisons).`;
  return `Differences are taken pair by pair over ${counted(replications.length, "replication")}.${saved}`;
}

function hypotheses({ judged, data: { rows } }: Found): Html {
  const lines = judged.map(({ hypothesis, contrast, verdict, pValue }) => {
    const outcome = rows.outcomes.find(({ id }) => id === hypothesis.outcome);
    const expected = hypothesis.direction === "same" ? "no change" : hypothesis.direction;
    const difference =
      contrast === undefined || outcome === undefined ? "no value" : differenceWords(contrast, outcome);
    const of = outcome?.name ?? hypothesis.outcome;
    return html`<tr><th scope="row">${sentenceCase(hypothesis.id)}</th>
<td data-label="Expected">${hypothesis.level}: ${of} ${expected}, by ${significant(hypothesis.smallest, 3)} or more to matter</td>
<td data-label="Found, 95% interval">${difference}</td><td data-label="p">${pWords(pValue)}</td>
<td data-label="Verdict"><b>${verdictNames[verdict]}</b></td></tr>`;
  });
  const head = ["Stated beforehand", "Expected", "Found, 95% interval", "p, corrected", "Verdict"].map(
    (heading) => html`<th scope="col">${heading}</th>`,
  );
  const reasons = judged.flatMap(({ hypothesis }) =>
    hypothesis.because === undefined ? [] : [html`<li>${sentenceCase(hypothesis.id)}: ${hypothesis.because}</li>`],
  );
  return html`<table class="stack"><caption>Hypotheses</caption><thead><tr>${head}</tr></thead><tbody>${lines}</tbody></table>
<p class="note">${prose`Supported or contradicted: the corrected p is below 0.05 and the difference is at least the smallest that matters. Too
small to matter: two one-sided tests at 0.05 place it within that. Undecided: these runs do not tell.`}</p>
${reasons.length > 0 && html`<details><summary>Why this was expected</summary><ul>${reasons}</ul></details>`}`;
}

function expectations({ checked, data: { rows } }: Found): Html {
  const lines = checked.map(({ expectation, found, isKept }) => {
    const outcome = outcomeOf(rows, expectation.outcome);
    const bounds = [
      expectation.atLeast === undefined ? [] : [`at least ${plain(expectation.atLeast, outcome)}`],
      expectation.atMost === undefined ? [] : [`at most ${plain(expectation.atMost, outcome)}`],
    ].flat();
    const of = expectation.level === undefined ? "all runs" : expectation.level;
    return html`<tr><th scope="row">${sentenceCase(outcome.name)}</th><td data-label="Of">${of}</td>
<td data-label="Bound">${bounds.join(" and ")}</td>
<td class="figures" data-label="Mean">${found === undefined ? "no value" : plain(found.mean, outcome)}</td>
<td data-label="Kept">${isKept ? "kept" : "broken"}</td></tr>`;
  });
  const head = ["Expected of", "Of", "Bound", "Mean", "Kept"].map((heading) => html`<th scope="col">${heading}</th>`);
  return html`<table class="stack"><caption>Expectations</caption><thead><tr>${head}</tr></thead><tbody>${lines}</tbody></table>`;
}

/** The blocks that close a claim's page: what it was checked against, assumes and does not show, words, and the way back to rows. */
import type { WorldAxis } from "../../analysis/study/drivers.ts";
import { type Html, html } from "../page/html.ts";
import { csv } from "../page/table.ts";
import { counted, listed, sentenceCase, significant } from "../page/wording.ts";
import { provenance as studyProvenance } from "../study/closing.ts";
import { unitAfter } from "../study/words.ts";
import type { ClaimFound } from "./found.ts";
import { glossary, plainMeanings } from "./glossary.ts";
import type { ClaimData, Validation } from "./rows.ts";
import { isClear } from "./words.ts";

export function validationBlock({ claim, validation }: ClaimData): Html {
  const lines = validation.flatMap(({ part, figures }) => [
    html`<tr><th scope="rowgroup" colspan="5" class="group">${sentenceCase(part)}</th></tr>`,
    ...figures.map(
      ({ figure, published, here, error, kind }) =>
        html`<tr><th scope="row">${figure}</th><td class="figures" data-label="Published">${published}</td><td class="figures" data-label="Here">${here}</td>
<td class="figures" data-label="Error">${error}</td><td data-label="What it shows">${kind}</td></tr>`,
    ),
  ]);
  const head = ["Figure", "Published", "Here", "Error", "What it shows"].map(
    (heading) => html`<th scope="col">${heading}</th>`,
  );
  const pages = [...new Set(validation.map(({ page }) => page))];
  return html`<section aria-labelledby="validation-title"><h2 id="validation-title">What its parts were checked against</h2>
${
  validation.length === 0
    ? html`<p>No part that decides this claim was held against published figures yet; certainty is lowered for it.</p>`
    : html`<p>The parts that this study uses were held against figures that others published, by tests that run with the program. Read from
${listed(pages)}.</p><table class="validation stack"><thead><tr>${head}</tr></thead><tbody>${lines}</tbody></table>
<p class="note">A part that reproduces a published figure may still be wrong elsewhere. “Derived” follows from inputs stated apart from it;
“carried” is an earlier state of the same network, moved on by the model; “judged” hangs on values of ours; “parameter” was put in as it is; “fitted” was chosen by the
figure itself and shows least.</p>`
}
${claim.rests.length > validation.length && html`<p class="note">Parts without published figures in these pages: ${listed(missingParts(claim.rests, validation))}.</p>`}</section>`;
}

function missingParts(rests: readonly string[], validation: readonly Validation[]): string[] {
  return rests.filter((part) => !validation.some((one) => one.part === part));
}

const basisNames = {
  measured: "measured here",
  published: "published by others",
  judgement: "a judgement of ours",
} as const;

export function assumptionsBlock({ data, drivers }: ClaimFound): Html {
  const { claim, axes } = data;
  const lines = claim.assumptions.map(({ key, name, says, basis, source }) => {
    const axis = axes.find((one) => one.key === key);
    const driver = drivers.find((one) => one.axis.key === key);
    const moves =
      axis === undefined
        ? "not varied"
        : driver === undefined
          ? "too few worlds to tell"
          : isClear(driver)
            ? "moves the result"
            : "no clear effect";
    return html`<tr><th scope="row">${sentenceCase(name)}<br><small>${says}</small></th><td data-label="Varied">${axis === undefined ? "held fixed" : rangeWords(axis)}</td>
<td data-label="Effect">${moves}</td><td data-label="Where it is from">${sentenceCase(basisNames[basis])}. ${source}.</td></tr>`;
  });
  const head = ["Assumption", "Varied", "Effect", "Where it is from"].map(
    (heading) => html`<th scope="col">${heading}</th>`,
  );
  return html`<section aria-labelledby="assumptions-title"><h2 id="assumptions-title">What it assumes</h2>
<p>What the result hangs on, each with its source. Assumptions with a range were varied together, the same for every variant. All other values are those
of the base scenario, calibrated before the studies (docs/calibration.md) and not changed since.</p>
<table class="assumed stack"><thead><tr>${head}</tr></thead><tbody>${lines}</tbody></table></section>`;
}

/** "4 to 12 USD/h", from where the worlds were drawn. */
function rangeWords({ unit, range: { from, to } }: WorldAxis): string {
  return `${significant(from, 3)} to ${significant(to, 3)}${unitAfter(unit, to)}`;
}

export function limitsBlock({ data, certainty }: ClaimFound, missing: readonly string[]): Html {
  const { claim, rows, failedRuns, plannedRuns } = data;
  const lacking = plannedRuns - rows.runs.length;
  return html`<section aria-labelledby="limits-title"><h2 id="limits-title">What this does not show</h2><ul>
${claim.notShown.map((text) => html`<li>${text}</li>`)}
${claim.indirect.map((text) => html`<li>${text}</li>`)}
${missing.map((text) => html`<li>${text}</li>`)}
${lacking > 0 && html`<li>${counted(lacking, "run")} of ${plannedRuns} are missing (${failedRuns} failed).</li>`}
<li>An interval covers chance inside the model, and the worlds cover the ranges that were sampled. Neither covers a model that is wrong in kind; certainty, here
${certainty.name}, is our judgement of that.</li></ul></section>`;
}

/** Only words that the page uses. */
export function wordsBlock(page: string, { rows }: ClaimData): Html {
  const outcomes = rows.outcomes
    .filter(({ id }) => rows.hypotheses.some(({ outcome }) => outcome === id))
    .map(({ id, name, meaning }) => ({
      word: name,
      meaning:
        plainMeanings[id] === undefined ? `${meaning}.` : `${plainMeanings[id]}. In the field’s terms: ${meaning}.`,
    }));
  const text = [page, ...outcomes.map(({ meaning }) => meaning)].join(" ").toLowerCase();
  const used = glossary.filter(({ word }) => text.includes(word.toLowerCase()));
  const entries = [...used, ...outcomes]
    .sort(byWord)
    .map(({ word, meaning }) => html`<div><dt>${sentenceCase(word)}</dt><dd>${meaning}</dd></div>`);
  return html`<section aria-labelledby="words-title"><h2 id="words-title">Words</h2><dl class="words">${entries}</dl></section>`;
}

/** By letters, whatever their size; no locale, so that all machines agree. */
function byWord(a: { readonly word: string }, b: { readonly word: string }): number {
  return a.word.toLowerCase() < b.word.toLowerCase() ? -1 : 1;
}

/** All numbers of the study as one table: a line a run, with its levels and outcomes. */
export function dataBlock({ data, lead }: ClaimFound): Html {
  const { rows, axes, claim } = data;
  const worlds = rows.factors.findIndex(({ name }) => name === "worlds");
  const columns = [
    ...["run", "replication", ...rows.factors.map(({ name }) => name)],
    ...axes.map(({ key }) => key),
    ...rows.outcomes.map(({ id }) => id),
  ].map((name) => ({ name, heading: name }));
  const lines = rows.runs.map(({ run, point, replication }, i) => {
    const levels = rows.points[point]!;
    return {
      run,
      replication,
      ...Object.fromEntries(
        rows.factors.map(({ name, levels: names }, f) => [name, f === worlds ? levels[f]! + 1 : names[levels[f]!]!]),
      ),
      ...Object.fromEntries(axes.map(({ key, values }) => [key, worlds < 0 ? null : values[levels[worlds]!]!])),
      ...Object.fromEntries(rows.outcomes.map(({ id }) => [id, rows.values.get(id)?.[i] ?? null])),
    };
  });
  const href = `data:text/csv;charset=utf-8,${encodeURIComponent(csv(columns, lines))}`;
  return html`<section aria-labelledby="data-title"><h2 id="data-title">The data</h2>
<p><a download="${claim.id.toLowerCase()}-runs.csv" href="${href}">Every run with its levels and outcomes, ${counted(lines.length, "row")} as CSV</a>. The web page has the rows behind
each figure below it. Each figure names its query: a file of SQL, which says what it asks and in which units. It reads the store, which <span class="mono">npm run claims</span>
leaves in results/claims. With DuckDB’s own program, from the repository’s folder:</p>
<pre tabindex="0">duckdb results/claims/${claim.id.toLowerCase()}.duckdb &lt; analysis/queries/outcomes/${lead.hypothesis.outcome}.sql</pre></section>`;
}

export function provenanceBlock({ data }: ClaimFound): Html {
  return studyProvenance(data);
}

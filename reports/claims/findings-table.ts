/** Summary of findings, one row a hypothesis: absolute numbers, worlds, verdict, certainty, and each downgrade with its reason below. */

import { likelihoodWord } from "../../analysis/stats/likelihood.ts";
import { type Certainty, certainty, type Downgrade } from "../../analysis/study/certainty.ts";
import { plainVerdicts, type Weighed } from "../../analysis/study/claim.ts";
import { outcomeNamed } from "../../sim/store/outcomes.ts";
import { type Html, html } from "../page/html.ts";
import { alike, sentenceCase, significant } from "../page/wording.ts";
import { signedAlike, tinyWords, unitAfter } from "../study/words.ts";
import type { ClaimFound } from "./found.ts";
import { sideMean, wordedFrom } from "./words.ts";

const roleNames = { main: "Decides", against: "Case against", placebo: "Placebo", further: "Further" } as const;

export function findingsTable(found: ClaimFound): Html {
  const { main, against, placebo, further } = found.judgement;
  const notes: Downgrade[] = [];
  const lines = [...main, ...against, ...further, ...placebo].map((one) => line(found, one, notes));
  const head = ["What was asked", "Without → with", "Difference", "Holds in", "Came out", "Certainty"].map(
    (heading) => html`<th scope="col">${heading}</th>`,
  );
  const table = html`<table class="findings stack"><thead><tr>${head}</tr></thead><tbody>${lines}</tbody></table>`;
  return html`<section aria-labelledby="findings-title"><h2 id="findings-title">What was found</h2>
<p>Each line was written down before the runs, with the smallest difference that matters.</p>
${table}
<ol class="downgrades" type="a">${notes.map(({ domain, steps, reason }) => html`<li><b>${sentenceCase(domain)}</b>, ${steps === 2 ? "two steps" : "one step"} down: ${reason.replace(/\.$/, "")}.</li>`)}</ol>
<p class="note">Holds in: sampled worlds, or their combinations with what else was varied, whose mean difference is as stated and large enough to matter; runs of one
world alone may be too few to tell it from chance. “As expected” needs a difference that matters and a p-value below 0.05, held to a stricter level for the number of questions
of the same kind (Holm); “too small to matter” is shown by two one-sided tests. Certainty starts high and is lowered for reasons, never by a p-value (GRADE, for modelled
evidence).</p></section>`;
}

function line(found: ClaimFound, one: Weighed, notes: Downgrade[]): Html {
  const { data, circumstances } = found;
  const { hypothesis, verdict } = one;
  const outcome = outcomeNamed(hypothesis.outcome);
  const sure = certainty(one, circumstances);
  const [factor] = data.rows.factors.filter(({ name }) => name === hypothesis.factor);
  const side = (level: string, values: readonly number[] | undefined) => meanWords(level, values, hypothesis);
  return html`<tr><th scope="row"><small>${roleNames[hypothesis.role]}</small><br>${sentenceCase(hypothesis.id)}
<small class="block">${outcome.name}${outcome.unit === "1" ? "" : ` (${unitAfter(outcome.unit, 2).trim()})`}</small></th>
<td data-label="Without → with">${side(factor!.levels[0]!, one.contrast?.baseline)}${side(hypothesis.level, one.contrast?.treated)}</td>
<td data-label="Difference">${change(one)}</td><td data-label="Holds in">${worldsCell(one, sure)}</td>
<td data-label="Came out">${plainVerdicts[verdict]}</td>
<td data-label="Certainty">${sentenceCase(sure.name)}${marks(sure, notes)}</td></tr>`;
}

function change({ contrast, hypothesis: { smallest } }: Weighed): Html {
  if (contrast === undefined) return html`no value`;
  const { mean, low, high } = contrast.paired;
  const tiny = tinyWords(contrast.paired, smallest);
  if (tiny !== undefined && mean !== 0)
    return html`<b>none seen</b><small class="block">95% interval within ${tiny}</small><small class="block">matters from ${significant(smallest, 3)}</small>`;
  const signed = signedAlike([mean, low, high]);
  return html`<b>${signed(mean)}</b><small class="block">95% interval ${signed(low)} to ${signed(high)}</small><small class="block">matters from
${significant(smallest, 3)}</small>`;
}

function worldsCell({ holding: { hold, worlds, reversed }, contrast }: Weighed, { level }: Certainty): Html {
  const left = contrast?.left ?? 0;
  if (worlds === 0) return html`–`;
  const word = level >= wordedFrom ? likelihoodWord(hold, worlds) : undefined;
  return html`${hold} of ${worlds}${word !== undefined && html`<small class="block">${word}</small>`}${
    reversed > 0 && html`<small class="block">reversed in ${reversed}</small>`
  }${left > 0 && html`<small class="block">${left} without a value</small>`}`;
}

/** Over the same pairs as the difference: where some combinations were left out, other means would not fit it. */
function meanWords(
  level: string,
  values: readonly number[] | undefined,
  { smallest, outcome }: Weighed["hypothesis"],
): Html {
  if (values === undefined) return html`<small class="block">${level}: no value</small>`;
  const { mean, low, high } = sideMean(values, smallest, outcome);
  const text = alike([mean, low, high]);
  return html`<small class="block">${level}:</small><b>${text(mean)}</b> <small>(${text(low)} to ${text(high)})</small>`;
}

/** Letters of the footnotes; one reason is written once. */
function marks({ downgrades }: Certainty, notes: Downgrade[]): Html | false {
  if (downgrades.length === 0) return false;
  const letters = downgrades.map((one) => {
    const at = notes.findIndex(({ reason }) => reason === one.reason);
    if (at < 0) notes.push(one);
    return String.fromCharCode("a".charCodeAt(0) + (at < 0 ? notes.length - 1 : at));
  });
  return html`<sup>${letters.sort().join(", ")}</sup>`;
}

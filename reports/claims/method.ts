/** How the claims were tested, for a reader who wants to know before believing. */
import { certaintyNames } from "../../analysis/study/certainty.ts";
import { wideLeast } from "../../analysis/study/claim.ts";
import { type Html, html, raw, typeset } from "../page/html.ts";
import { pageOpening } from "../page/opening.ts";
import { listed, percent, sentenceCase } from "../page/wording.ts";
import { policy } from "./page.ts";
import { claimStyle } from "./style.ts";
import { tablesOf } from "./validation.ts";

const verdictRules = [
  [
    "Supported",
    `every main hypothesis came out as stated, in at least ${percent(wideLeast, 0)} of the sampled worlds, reversed in none, and no case against stands`,
  ],
  [
    "Supported under conditions",
    "a main hypothesis came out as stated, but not all did, or not in all worlds, or a case against stands",
  ],
  [
    "Not supported",
    "no main hypothesis came out as stated: the difference is too small to matter, or the runs do not tell, or the placebo moved",
  ],
  ["Contradicted", "none came out as stated, and one came out the other way round"],
] as const;

const likelihoods = [
  ["virtually certain", "99% of such worlds or more"],
  ["very likely", "90% or more"],
  ["likely", "66% or more"],
  ["about as likely as not", "33% to 66%"],
  ["unlikely", "33% or less"],
  ["very unlikely", "10% or less"],
  ["exceptionally unlikely", "1% or less"],
] as const;

/** @param calibration  text of docs/calibration.md */
export function methodPage(calibration: string): string {
  const page = html`${raw(pageOpening)}
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${raw(policy)}">
<meta name="color-scheme" content="light dark"><title>How the claims were tested</title>
<style>${raw(claimStyle)}</style></head><body><a class="skip" href="#steps">Skip to the steps</a>
<header><p class="kicker"><a href="index.html">The claims</a> · method</p><h1>How the claims were tested</h1>
<p class="lede">What was fixed before the runs, how a verdict is reached, and what lowers our trust in it.</p></header>
<main>${steps()}${verdicts()}${worlds()}${certainties()}${calibrated(calibration)}</main></body></html>`;
  return `${typeset(page.html)}\n`;
}

function steps(): Html {
  return html`<section aria-labelledby="steps"><h2 id="steps">From a claim to a verdict</h2><ol>
<li>The claim is put into words that can be false: a change of rules, an outcome, a direction, and the smallest difference that matters.</li>
<li>The strongest case against it is put beside it: a variant or world in which it should fail if it can fail. So is a placebo, which must show nothing.</li>
<li>What we do not know is given a range and a source, and worlds are drawn from the ranges. Every variant meets every world.</li>
<li>All variants of a replication meet the same arrivals, failures and shocks. Differences are taken pair by pair.</li>
<li>Interval: 95%, Student’s t over replications. The hypotheses that decide are held to a stricter level for their number (Holm), and so, apart, are those against and all others.</li>
<li>The verdict follows from the rows by the rule below; nobody writes it. Nor are the sentences with numbers written by hand.</li></ol>
<p>The model was not made to agree with the article. Calibration was fixed before the studies, and no value was changed after seeing a verdict.
Designs were: docs/calibration.md lists what was changed after runs had been seen, and why. Statements, directions and smallest differences of the hypotheses that decide were left as they stood.</p></section>`;
}

function verdicts(): Html {
  return html`<section aria-labelledby="rule"><h2 id="rule">The rule of the verdict</h2>
<dl>${verdictRules.map(([name, rule]) => html`<dt>${name}</dt><dd>${sentenceCase(rule)}.</dd>`)}</dl></section>`;
}

function worlds(): Html {
  const lines = likelihoods.map(([word, share]) => html`<tr><th scope="row">${word}</th><td>${share}</td></tr>`);
  return html`<section aria-labelledby="likely"><h2 id="likely">Words of likelihood</h2>
<p>How often something holds over the sampled worlds, at the cautious end of its 90% interval (Wilson), in the words of the IPCC’s guidance note. Few worlds never earn
a strong word: 8 of 8 are “likely”, 40 of 40 “very likely”. Where certainty is low, no word is used.</p>
<table><caption>Words and shares</caption><thead><tr><th scope="col">Word</th><th scope="col">Share</th></tr></thead><tbody>${lines}</tbody></table></section>`;
}

function certainties(): Html {
  return html`<section aria-labelledby="certain"><h2 id="certain">Certainty</h2>
<p>Each finding starts at ${certaintyNames.at(-1)!} and is lowered step by step to ${listed([...certaintyNames].reverse().slice(1))}, in the manner of GRADE for modelled evidence:</p><ul>
<li><b>Imprecision:</b> the interval reaches from differences that matter to differences that do not.</li>
<li><b>Inconsistency:</b> it holds in some sampled worlds and not in others; two steps where it is clearly reversed in one.</li>
<li><b>Indirectness:</b> the model answers a narrower question than the claim asks; a step for each reason stated before the runs, two at most.</li>
<li><b>Risk of bias:</b> the placebo moved (two steps), no deciding part was held against published figures, most assumptions are judgements, or runs are missing.</li></ul>
<p>A small p-value never raises it.</p></section>`;
}

function calibrated(calibration: string): Html {
  const [table = []] = tablesOf(calibration);
  const [first, ...others] = ["What", "Value", "Fixed by", "Kind"];
  // Names of files stand in backquotes there, which is Markdown.
  const lines = table.map((cells) => cells.map((cell) => cell.replaceAll("`", "")));
  const body = lines.map(
    ([what, ...rest]) =>
      html`<tr><th scope="row">${what!}</th>${rest.map((cell, i) => html`<td data-label="${others[i]!}">${cell}</td>`)}</tr>`,
  );
  return html`<section aria-labelledby="calibration"><h2 id="calibration">What the base network is calibrated to</h2>
<p>Fixed before the studies; from docs/calibration.md. “Tuned” means that a value was chosen so that a published figure comes out.</p>
<table class="stack"><thead><tr>${[first!, ...others].map((one) => html`<th scope="col">${one}</th>`)}</tr></thead><tbody>${body}</tbody></table></section>`;
}

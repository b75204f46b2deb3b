/** The first page: verdict, three numbers with intervals, the main condition, the strongest case against, the placebo, certainty and why. */

import { certainty } from "../../analysis/study/certainty.ts";
import type { Weighed } from "../../analysis/study/claim.ts";
import { wideLeast } from "../../analysis/study/claim.ts";
import { outcomeNamed } from "../../sim/store/outcomes.ts";
import { type Html, html } from "../page/html.ts";
import { counted, percent, prose, sentenceCase } from "../page/wording.ts";
import { plain, signedAlike } from "../study/words.ts";
import type { ClaimFound } from "./found.ts";
import { certaintyWords, driverWords, foundWords, sidesWords, verdictNames, worldsWords } from "./words.ts";

/** The finding as a title: stated beforehand for each verdict, chosen by the runs. What they leave open is not said to be false. */
export function claimTitle({ data: { claim }, judgement: { verdict, main, placebo } }: ClaimFound): string {
  if (verdict !== "unsupported") return claim.headlines[verdict];
  const { supported } = claim.headlines;
  const finding = `${supported.charAt(0).toLowerCase()}${supported.slice(1)}`;
  if (placebo.some((one) => one.verdict === "contradicted"))
    return `This study cannot tell whether ${finding}: its placebo moved`;
  return main.some((one) => one.verdict === "undecided")
    ? `These runs do not show that ${finding}`
    : claim.headlines.unsupported;
}

export function claimSummary(found: ClaimFound): Html {
  const { data, judgement, certainty: sure, lead } = found;
  const { claim, rows } = data;
  const runs =
    found.replications.length === 1
      ? "each once; intervals are over the sampled worlds"
      : `each ${counted(found.replications.length, "time")}, all variants on the same shocks`;
  const points = [
    ...judgement.main.map((one) => `${foundWords(data, one)}${sides(one)}.`),
    conditionWords(found),
    ...judgement.against.map((one) => `${againstWords(one)} ${foundWords(data, one)}${sides(one)}.`),
    ...judgement.placebo.map((one) => `${placeboWords(one)} ${foundWords(data, one)}.`),
  ];
  return html`<section id="summary" aria-labelledby="summary-title"><h2 id="summary-title">In short</h2>
<p class="verdict ${judgement.verdict}"><b>${verdictNames[judgement.verdict]}</b><span>certainty: ${sure.name}</span></p>
<p><b>The claim.</b> ${claim.article}</p>
${claim.corrected !== undefined && html`<p class="note"><b>What its sources say.</b> ${claim.corrected}</p>`}
<ul class="cards three">${cards(found)}</ul>
<ul class="brief">${points.map((text) => html`<li>${text}</li>`)}</ul>
<p><b>How sure.</b> ${certaintyWords(sure)}</p>
<p class="note">${prose`From ${counted(rows.runs.length, "run")}: ${counted(rows.points.length, "point")}, ${runs}. Differences are paired;
  ${outcomeNamed(lead.hypothesis.outcome).name} is what decides. Results under stated assumptions, not forecasts.`}</p></section>`;
}

function sides(one: Weighed): string {
  return one.contrast === undefined ? "" : `; ${sidesWords(one)}`;
}

function cards(found: ClaimFound): Html[] {
  const { lead, judgement } = found;
  const against = judgement.against[0];
  return [
    differenceCard(found, lead, ""),
    ...(against === undefined ? [] : [differenceCard(found, against, "Strongest case against: ")]),
    worldsCard(lead),
  ];
}

function differenceCard({ data: { rows } }: ClaimFound, { contrast, hypothesis }: Weighed, before: string): Html {
  const outcome = outcomeNamed(hypothesis.outcome);
  if (contrast === undefined) return html`<li><b>–</b><span>${before}${outcome.name}</span></li>`;
  const { mean, low, high } = contrast.paired;
  const text = signedAlike([mean, low, high]);
  const [factor] = rows.factors.filter(({ name }) => name === hypothesis.factor);
  return html`<li><b>${text(mean)}</b><span>${before}${outcome.name}, “${hypothesis.level}” against “${factor!.levels[0]!}”</span>
<small>95% interval ${text(low)} to ${text(high)}; ${plain(hypothesis.smallest, outcome)} would matter</small></li>`;
}

function worldsCard({ holding: { of, hold, worlds, interval } }: Weighed): Html {
  const what = of === "combinations" ? "combinations of world and circumstances" : of;
  return html`<li><b>${hold} of ${worlds}</b><span>${what} in which it holds, large enough to matter</span>
<small>90% interval ${percent(interval.low, 0)} to ${percent(interval.high, 0)} of such ${of === "combinations" ? "cases" : "worlds"}</small></li>`;
}

/** What it depends on: the worlds, and what moves it most. */
export function conditionWords(found: ClaimFound): string {
  const { data, lead, drivers } = found;
  const { holding, hypothesis } = lead;
  const sure = certainty(lead, found.circumstances);
  const where = `“${sentenceCase(hypothesis.id)}” holds ${worldsWords(holding, sure)}`;
  const [strongest] = drivers;
  const moved =
    strongest === undefined
      ? "."
      : `. What moves its size most is ${driverWords(data, strongest, hypothesis.outcome)}.`;
  const isWide = holding.reversed === 0 && holding.hold >= wideLeast * holding.worlds;
  const reversed = holding.reversed > 0 ? `, and is clearly reversed in ${holding.reversed}` : "";
  return isWide ? `${where}${moved}` : `It hangs on what else holds: ${where}${reversed}${moved}`;
}

function againstWords({ verdict }: Weighed): string {
  return verdict === "supported"
    ? "The strongest case against it stands:"
    : "The strongest case against it does not stand:";
}

function placeboWords({ verdict }: Weighed): string {
  switch (verdict) {
    case "supported":
      return "The placebo shows nothing, as it must:";
    case "contradicted":
      return "The placebo moved, so that the study cannot be trusted:";
    default:
      return "The placebo is not precise enough to show that nothing moves:";
  }
}

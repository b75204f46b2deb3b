/** The first page: verdict, three numbers with intervals, the main condition, the strongest case against, the placebo, certainty and why. */

import { certainty } from "../../analysis/study/certainty.ts";
import type { Weighed } from "../../analysis/study/claim.ts";
import { headlineOf, isAsStated, verdictNames, wideLeast } from "../../analysis/study/claim.ts";
import { worldsFactor } from "../../analysis/study/rows.ts";
import { outcomeNamed } from "../../sim/store/outcomes.ts";
import { type Html, html } from "../page/html.ts";
import { counted, listed, percent, prose, sentenceCase } from "../page/wording.ts";
import { plain, signedAlike, unitAfter } from "../study/words.ts";
import type { ClaimFound } from "./found.ts";
import { plainMeanings } from "./glossary.ts";
import { certaintyWords, driverWords, foundWords, isClear, midSentence, sidesWords, worldsWords } from "./words.ts";

/** The page's title. */
export function claimTitle({ data: { claim }, judgement }: ClaimFound): string {
  return headlineOf(claim, judgement);
}

export function claimSummary(found: ClaimFound): Html {
  const { data, judgement, certainty: sure } = found;
  const { claim, rows } = data;
  const runs =
    found.replications.length === 1
      ? "each once; intervals are over the sampled worlds"
      : `each ${counted(found.replications.length, "time")}, all variants on the same shocks`;
  const points = [
    ...judgement.main.map((one) => `${foundWords(data, one)}.${sides(one)}`),
    conditionWords(found),
    ...judgement.against.map((one, i) => `${againstWords(one, i)} ${foundWords(data, one)}.${sides(one)}`),
    ...placeboPoints(found),
  ];
  return html`<section id="summary" aria-labelledby="summary-title"><h2 id="summary-title">In short</h2>
<p class="verdict ${judgement.verdict}"><b>${verdictNames[judgement.verdict]}</b><span>certainty: ${sure.name}</span></p>
<p><b>The claim.</b> ${claim.article}</p>
${claim.corrected !== undefined && html`<p class="note"><b>What its sources say.</b> ${claim.corrected}</p>`}
<p class="note"><b>What was measured.</b> ${measuredWords(found)}</p>
<ul class="cards three">${cards(found)}</ul>
<ul class="brief">${points.map((text) => html`<li>${text}</li>`)}</ul>
<p><b>How sure.</b> ${certaintyWords(sure)}</p>
<p class="note">${prose`From ${counted(rows.runs.length, "run")}: ${counted(rows.points.length, "combination")} of what was varied, ${runs}.
  Differences are paired. Results under stated assumptions, not forecasts.`}</p></section>`;
}

/** What decides, and what the cases against turn on, each said once. */
function measuredWords({ judgement: { main, against } }: ClaimFound): string {
  const ids = [...new Set([...main, ...against].map(({ hypothesis }) => hypothesis.outcome))];
  return ids
    .map(outcomeNamed)
    .map(({ id, name, meaning }) => `${sentenceCase(name)}: ${midSentence(plainMeanings[id] ?? meaning)}.`)
    .join(" ");
}

function sides(one: Weighed): string {
  return one.contrast === undefined ? "" : ` It goes ${sidesWords(one)}.`;
}

/** One point for those that came out alike. */
function placeboPoints({ data, judgement: { placebo } }: ClaimFound): string[] {
  const groups = new Map<string, string[]>();
  for (const one of placebo) {
    const words = placeboWords(one);
    groups.set(words, [...(groups.get(words) ?? []), foundWords(data, one)]);
  }
  return [...groups].map(([words, found]) => `${words} ${found.join("; ")}.`);
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
  return html`<li><b>${text(mean)}${unitAfter(outcome.unit, mean)}</b><span>${before}${outcome.name}, “${hypothesis.level}” against “${factor!.levels[0]!}”</span>
<small>95% interval ${text(low)} to ${text(high)}; ${plain(hypothesis.smallest, outcome)} would matter</small></li>`;
}

function worldsCard({ holding: { of, hold, worlds, interval } }: Weighed): Html {
  const what = of === "combinations" ? "combinations of world and circumstances" : of;
  return html`<li><b>${hold} of ${worlds}</b><span>${what} in which it holds, large enough to matter</span>
<small>by the mean of each; 90% interval ${percent(interval.low, 0)} to ${percent(interval.high, 0)} of such ${of === "combinations" ? "cases" : "worlds"}</small></li>`;
}

/** What it depends on: the worlds, and what moves it most. */
export function conditionWords(found: ClaimFound): string {
  const { data, lead, drivers, judgement } = found;
  const { holding, hypothesis } = lead;
  const sure = certainty(lead, found.circumstances);
  const others = judgement.main
    .filter((one) => one !== lead)
    .map(
      (one) =>
        `, “${sentenceCase(one.hypothesis.id)}” in ${one.holding.hold} of ${one.holding.worlds}${comparable(one)}`,
    );
  const where = `“${sentenceCase(hypothesis.id)}” holds ${worldsWords(holding, sure)}${comparable(lead)}`;
  const [strongest] = drivers;
  const moved =
    strongest === undefined
      ? "."
      : isClear(strongest)
        ? `. What moves its size most is ${driverWords(data, strongest, hypothesis.outcome)}.`
        : ". No assumption that was varied clearly moves its size.";
  const isMixed = holding.reversed > 0 || (holding.hold > 0 && holding.hold < wideLeast * holding.worlds);
  const reversed = holding.reversed > 0 ? `, and is clearly reversed in ${holding.reversed}` : "";
  const rest = `${reversed}${others.join("")}${moved}${circumstancesWords(found)}`;
  return isMixed ? `It hangs on what else holds: ${where}${rest}` : `${where}${rest}`;
}

/** Worlds in which a run has no value are in no comparison. */
function comparable({ contrast }: Weighed): string {
  return (contrast?.left ?? 0) > 0 ? " that could be compared" : "";
}

/** " Under “outage” it holds in 1 of 3, under “embargo” in 3 of 3.": where what was set out in a grid makes the difference. */
function circumstancesWords({ data: { rows }, lead: { contrast, hypothesis } }: ClaimFound): string {
  if (contrast === undefined) return "";
  const { factors, points } = rows;
  return factors
    .map(({ name, levels }, f) => {
      if (f === contrast.factor || name === worldsFactor) return "";
      const counts = levels.flatMap((level, at) => {
        const mine = contrast.combinations.filter(({ point }) => points[point]![f] === at);
        const held = mine.filter(({ mean }) => isAsStated(mean, hypothesis)).length;
        return mine.length === 0 ? [] : [{ level, held, all: mine.length }];
      });
      const isEven = new Set(counts.map(({ held, all }) => held / all)).size < 2;
      if (isEven) return "";
      return ` ${sentenceCase(name)} matters: it holds ${listed(counts.map(({ level, held, all }) => `in ${held} of ${all} under “${level}”`))}.`;
    })
    .join("");
}

function againstWords({ verdict }: Weighed, place: number): string {
  const which = place === 0 ? "The strongest case" : "Another case";
  return `${which} against it ${verdict === "supported" ? "stands" : "does not stand"}:`;
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

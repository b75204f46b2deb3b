/** The two futures side by side: clouds alone, and clouds beside an open network, on the same shocks in the same worlds. */

import { contrast } from "../../analysis/study/contrasts.ts";
import { levelMean } from "../../analysis/study/verdicts.ts";
import { outcomeNamed } from "../../sim/store/outcomes.ts";
import { type Html, html } from "../page/html.ts";
import { counted, sentenceCase, significant } from "../page/wording.ts";
import { unitAfter } from "../study/words.ts";
import { foundClaim } from "./found.ts";
import type { ClaimData } from "./rows.ts";

/** The claim whose study holds both futures: its baseline has no network, the variant of its first hypothesis has one. */
export const futuresClaim = "C5";

/** What a reader asks of a future, in this order. */
const asked = [
  "work-price",
  "cloud-markup",
  "seller-hhi",
  "client-access",
  "least-access",
  "domestic-work",
  "consumer-surplus",
  "producer-surplus",
] as const;

/** @returns undefined when the study measured none of what is asked */
export function futuresBlock(data: ClaimData): Html | undefined {
  const { rows, claim } = data;
  const { hypothesis } = foundClaim(data).lead;
  const factor = rows.factors.findIndex(({ name }) => name === hypothesis.factor);
  const { name, levels } = rows.factors[factor]!;
  const place = levels.indexOf(hypothesis.level);
  const measured = asked.filter((id) => rows.outcomes.some((outcome) => outcome.id === id));
  const lines = measured.flatMap((id) => {
    const change = contrast(rows, factor, place, id);
    const [closed, open] = [levels[0]!, levels[place]!].map((level) => levelMean(rows, id, { factor: name, level }));
    if (change === undefined || closed === undefined || open === undefined) return [];
    const outcome = outcomeNamed(id);
    const { mean, low, high } = change.paired;
    const signed = (value: number) => `${value > 0 ? "+" : ""}${significant(value, 3)}`;
    const cells = [closed, open].map(
      (one) => `${significant(one.mean, 3)} (${significant(one.low, 3)} to ${significant(one.high, 3)})`,
    );
    return [
      html`<tr><th scope="row">${sentenceCase(outcome.name)}${outcome.unit === "1" ? "" : ` (${unitAfter(outcome.unit, 2).trim()})`}</th>
<td data-label="${levels[0]!}">${cells[0]!}</td><td data-label="${levels[place]!}">${cells[1]!}</td>
<td data-label="Difference">${signed(mean)} (${signed(low)} to ${signed(high)})</td></tr>`,
    ];
  });
  if (lines.length === 0) return undefined;
  const head = ["Outcome", sentenceCase(levels[0]!), sentenceCase(levels[place]!), "Difference, paired"].map(
    (heading) => html`<th scope="col">${heading}</th>`,
  );
  return html`<section aria-labelledby="futures-title"><h2 id="futures-title">Two futures compared</h2>
<p>The same clients, clouds and shocks, once without an open network and once with it, over ${counted(foundClaim(data).lead.holding.worlds, "sampled world")}. Means with their 95%
intervals, from the study of <a href="${claim.id.toLowerCase()}.html">claim ${claim.id.slice(1)}</a>; these are conditional on its assumptions, not forecasts.</p>
<table class="stack"><thead><tr>${head}</tr></thead><tbody>${lines}</tbody></table></section>`;
}

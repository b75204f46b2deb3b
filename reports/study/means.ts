/** The means behind the differences: every outcome under every level of a factor. */
import { levelMean } from "../../analysis/study/verdicts.ts";
import type { Outcome } from "../../sim/store/outcomes.ts";
import { type Html, html } from "../page/html.ts";
import { scrolling } from "../page/table.ts";
import { listed, sentenceCase, significant } from "../page/wording.ts";
import { type Found, level } from "./findings.ts";
import { factorName, signed } from "./words.ts";

/** Outcomes that no level changes are named below the table. */
export function means(found: Found, factor: number): Html {
  const { rows } = found.data;
  const { name, levels } = rows.factors[factor]!;
  const changed = rows.outcomes.filter(({ id }) => isChanged(found, factor, id));
  const same = rows.outcomes.filter((outcome) => !changed.includes(outcome));
  const head = ["Outcome", ...levels].map((heading) => html`<th scope="col">${heading}</th>`);
  const lines = changed.map(
    (outcome) =>
      html`<tr><th scope="row">${sentenceCase(outcome.name)}${outcome.unit === "1" ? "" : ` (${outcome.unit})`}</th>
${levels.map((_, l) => cell(found, factor, l, outcome))}</tr>`,
  );
  const caption = `Means by level of ${factorName(name)}; below each, the difference from “${levels[0]!}” where both can be compared; bold: real`;
  const table = html`<table><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>${lines}</tbody></table>`;
  const rest = listed(same.map((outcome) => outcome.name));
  return html`<details><summary>Means by level</summary>${changed.length > 0 && scrolling(caption, table)}
${same.length > 0 && html`<p class="note">Not changed at all: ${rest}.</p>`}</details>`;
}

function isChanged({ contrasts }: Found, factor: number, outcome: string): boolean {
  return contrasts.some(
    ({ contrast }) => contrast.factor === factor && contrast.outcome === outcome && contrast.paired.mean !== 0,
  );
}

function cell(found: Found, factor: number, place: number, outcome: Outcome): Html {
  const { name, levels } = found.data.rows.factors[factor]!;
  const mean = levelMean(found.data.rows, outcome.id, { factor: name, level: levels[place]! });
  const change = found.contrasts.find(
    ({ contrast }) => contrast.factor === factor && contrast.level === place && contrast.outcome === outcome.id,
  );
  const value = mean === undefined ? "–" : significant(mean.mean, 3);
  const isReal = change !== undefined && change.pValue < level;
  return html`<td class="figures">${isReal ? html`<b>${value}</b>` : value}${
    change !== undefined && html`<br><small>${signed(change.contrast.paired.mean, { ...outcome, unit: "1" })}</small>`
  }</td>`;
}

/** Futures side by side, from one start state and through the same acts of states: runs of `scenarios/futures`. */

import { type Contrast, contrast } from "../../analysis/study/contrasts.ts";
import { variantsFactor } from "../../analysis/study/rows.ts";
import { levelMean } from "../../analysis/study/verdicts.ts";
import { type Outcome, outcomeNamed } from "../../sim/store/outcomes.ts";
import { type Html, html } from "../page/html.ts";
import { alike, counted, listed, sentenceCase } from "../page/wording.ts";
import type { StudyReportData } from "../study/rows.ts";
import { changeSentence, signedAlike, unitAfter } from "../study/words.ts";

/** What a reader asks of a future, in this order. */
const asked = [
  "network-share",
  "work-price",
  "operator-cost",
  "cloud-markup",
  "seller-hhi",
  "hhi-weight",
  "top-five",
  "consumer-surplus",
  "producer-surplus",
  "client-access",
  "access-during",
  "domestic-work",
] as const;

/** @param isSmall  whether the runs are of the smaller size. @returns undefined when the study measured none of what is asked */
export function futuresBlock({ rows }: StudyReportData, isSmall: boolean): Html | undefined {
  const factor = rows.factors.findIndex(({ name }) => name === variantsFactor);
  const [closed, ...others] = rows.factors[factor]?.levels ?? [];
  if (closed === undefined || others.length === 0) return undefined;
  const measured = asked.flatMap((id) => {
    const mean = levelMean(rows, id, { factor: variantsFactor, level: closed });
    const changes = others.map((_, i) => contrast(rows, factor, i + 1, id));
    return mean === undefined || changes.includes(undefined)
      ? []
      : [{ id, outcome: outcomeNamed(id), changes: changes as Contrast[] }];
  });
  if (measured.length === 0) return undefined;
  const cell = (id: string, level: string) => {
    const { mean, low, high } = levelMean(rows, id, { factor: variantsFactor, level })!;
    const text = alike([mean, low, high]);
    return `${text(mean)} (${text(low)} to ${text(high)})`;
  };
  const lines = measured.map(
    ({
      id,
      outcome,
      changes,
    }) => html`<tr><th scope="row">${rowName(outcome)}</th><td data-label="${sentenceCase(closed)}">${cell(id, closed)}</td>
${others.map((level, i) => html`<td data-label="${sentenceCase(level)}">${cell(id, level)}<br><small>${changed(changes[i]!)}</small></td>`)}</tr>`,
  );
  const head = ["Outcome", closed, ...others].map((heading) => html`<th scope="col">${sentenceCase(heading)}</th>`);
  const told = others.map(
    (level, i) =>
      html`<li>${toldOf(
        level,
        measured.map(({ changes }) => changes[i]!),
        rows,
      )}</li>`,
  );
  const size = isSmall
    ? "The runs are of the quick size, with fewer kinds of clients and fewer small buyers of cards; the full size is in scenarios/futures."
    : "The runs are those of scenarios/futures.";
  return html`<section aria-labelledby="futures-title"><h2 id="futures-title">The futures compared</h2>
<p>${sentenceCase(counted(others.length + 1, "future"))} that start from one state and meet the same acts of states and the same shocks, over
${counted(replicationsIn(measured[0]!.changes), "replication")}. ${size} Means with their 95% intervals, and below them the paired difference from “${closed}”.
Conditional on what they assume, not forecasts.</p><ul class="brief">${told}</ul>
<table class="stack"><thead><tr>${head}</tr></thead><tbody>${lines}</tbody></table></section>`;
}

function replicationsIn([first]: readonly Contrast[]): number {
  return first!.paired.n;
}

function rowName({ name, unit }: Outcome): string {
  return `${sentenceCase(name)}${unit === "1" ? "" : ` (${unitAfter(unit, 2).trim()})`}`;
}

/** A difference that is chance for all we know is said to be so. */
function changed({ paired: { mean, low, high } }: Contrast): string {
  const text = signedAlike([mean, low, high]);
  return `${text(mean)} (${text(low)} to ${text(high)})${isOpen({ low, high }) ? ", not told from chance" : ""}`;
}

function isOpen({ low, high }: { readonly low: number; readonly high: number }): boolean {
  return low <= 0 && high >= 0;
}

const saidMost = 3;

/** What stands out most of one future, then how many outcomes cannot be told apart. */
function toldOf(level: string, changes: readonly Contrast[], rows: StudyReportData["rows"]): string {
  const clear = changes
    .filter(({ paired }) => !isOpen(paired))
    .sort((a, b) => relative(b) - relative(a))
    .slice(0, saidMost);
  const open = changes.filter(({ paired }) => isOpen(paired)).length;
  if (clear.length === 0) return `${sentenceCase(level)}: nothing that is asked here can be told from chance.`;
  const who = `“${sentenceCase(level)}” `;
  const said = clear.map((one) => changeSentence(rows, one).replace(who, ""));
  const left = open === 0 ? "" : ` Of ${counted(changes.length, "outcome")}, ${open} cannot be told from chance.`;
  return `${who}${listed(said)}.${left}`;
}

function relative({ paired: { mean }, baseline }: Contrast): number {
  const size = baseline.reduce((sum, value) => sum + Math.abs(value), 0) / baseline.length;
  return size === 0 ? Number.POSITIVE_INFINITY : Math.abs(mean) / size;
}

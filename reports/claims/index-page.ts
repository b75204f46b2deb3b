/** All claims side by side: verdict, certainty, the finding with its interval, and the main condition. */
import type { certaintyNames } from "../../analysis/study/certainty.ts";
import { type ClaimVerdict, verdictNames } from "../../analysis/study/claim.ts";
import { type Html, html, raw, typeset } from "../page/html.ts";
import { pageOpening } from "../page/opening.ts";
import { counted, listed } from "../page/wording.ts";
import { type ClaimFound, foundClaim } from "./found.ts";
import { policy } from "./page.ts";
import type { ClaimData } from "./rows.ts";
import { claimStyle } from "./style.ts";
import { claimTitle, conditionWords } from "./summary.ts";
import { foundWords } from "./words.ts";

export interface Entry {
  readonly number: number;
  readonly id: string;
  readonly topic: string;
  readonly title: string;
  readonly article: string;
  readonly verdict: ClaimVerdict;
  readonly certainty: (typeof certaintyNames)[number];
  readonly finding: string;
  readonly against: string;
  readonly condition: string;
  readonly runs: number;
  readonly contentDigest: string;
}

export function entryOf(data: ClaimData): Entry {
  const found: ClaimFound = foundClaim(data);
  const { claim, rows, provenance } = data;
  const [against] = found.judgement.against;
  return {
    number: Number(claim.id.slice(1)),
    id: claim.id,
    topic: claim.topic,
    title: claimTitle(found),
    article: claim.article,
    verdict: found.judgement.verdict,
    certainty: found.certainty.name,
    finding: `${foundWords(data, found.lead)}.`,
    against: against === undefined ? "" : `${foundWords(data, against)}.`,
    condition: conditionWords(found),
    runs: rows.runs.length,
    contentDigest: provenance.contentDigest,
  };
}

export interface IndexParts {
  readonly entries: readonly Entry[];
  /** Claims whose page could not be built, each with why. */
  readonly missing: readonly string[];
  readonly hasPdf: boolean;
  readonly size: "quick" | "full";
  /** The two futures compared; nothing where the study is not there. */
  readonly futures: Html | undefined;
}

export function claimsIndex({ entries, missing, hasPdf, size, futures }: IndexParts): string {
  const ordered = [...entries].sort((a, b) => a.number - b.number);
  const title = indexTitle(ordered);
  const head = ["Claim", "Verdict", "Certainty", "What the runs say", "The case against"].map(
    (heading) => html`<th scope="col">${heading}</th>`,
  );
  const lines = ordered.map(
    (entry) => html`<tr><th scope="row"><a href="${entry.id.toLowerCase()}.html">${entry.topic}</a></th>
<td data-label="Verdict"><b>${verdictNames[entry.verdict]}</b></td><td data-label="Certainty">${entry.certainty}</td>
<td data-label="What the runs say">${entry.finding}</td><td data-label="The case against">${entry.against}</td></tr>`,
  );
  const page = html`${raw(pageOpening)}
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${raw(policy)}">
<meta name="color-scheme" content="light dark"><title>${title}</title>
<style>${raw(claimStyle)}</style></head><body><a class="skip" href="#summary">Skip to the summary</a>
<header><p class="kicker">CommonWatt · claims about open networks of GPUs, tested in simulation</p><h1>${title}</h1>
<p class="lede">Under which rules does an open network of GPUs stay decentralized, honest, cheap and available, and under which does it re-centralize?</p></header>
<main><section id="summary" aria-labelledby="verdicts-title"><h2 id="verdicts-title">The verdicts side by side</h2>
<p>An article argued for open networks of GPUs with ten claims. Each was put to a simulation with a hypothesis written down beforehand, the strongest
case against it, and a placebo that must show nothing. ${sizeWords(size, ordered)} <a href="method.html">How it was done</a>.</p>
<table class="stack"><thead><tr>${head}</tr></thead><tbody>${lines}</tbody></table>
${missing.length > 0 && html`<p class="note">Not here: ${missing.map((text) => html`<br>${text}`)}</p>`}
<p class="note">Verdicts are about the model under stated assumptions, not forecasts. Certainty is our judgement of how far to trust them.</p></section>
${futures !== undefined && futures}
<section aria-labelledby="each-title"><h2 id="each-title">Claim by claim</h2><ul class="claims">${ordered.map((entry) => item(entry, hasPdf))}</ul></section>
</main></body></html>`;
  return `${typeset(page.html)}\n`;
}

function sizeWords(size: IndexParts["size"], entries: readonly Entry[]): string {
  const runs = entries.reduce((sum, entry) => sum + entry.runs, 0);
  return `${counted(runs, "run")} in all, of the ${size} size.`;
}

/** Which verdicts there are, in one sentence. */
function indexTitle(entries: readonly Entry[]): string {
  const count = (verdict: ClaimVerdict) => entries.filter((entry) => entry.verdict === verdict).length;
  const parts = (["supported", "conditional", "unsupported", "contradicted"] as const).flatMap((verdict) => {
    const n = count(verdict);
    return n === 0 ? [] : [`${n} ${n === 1 ? "is" : "are"} ${verdictNames[verdict].toLowerCase()}`];
  });
  return `Of ${counted(entries.length, "claim")} about open GPU networks, ${listed(parts)}`;
}

function item(entry: Entry, hasPdf: boolean): Html {
  const page = entry.id.toLowerCase();
  return html`<li><p class="kicker">${entry.id} · ${entry.topic}</p><h3><a href="${page}.html">${entry.title}</a></h3>
<p class="verdict ${entry.verdict}"><b>${verdictNames[entry.verdict]}</b><span>certainty: ${entry.certainty}</span></p>
<p><b>The claim.</b> ${entry.article}</p><p><b>The finding.</b> ${entry.finding}</p><p><b>The condition.</b> ${entry.condition}</p>
<p class="note">${counted(entry.runs, "run")} · <a href="${page}.html">page</a>${hasPdf && html` · <a href="${page}.pdf">PDF</a>`} · <a href="${page}.findings.json">findings as JSON</a> · content ${entry.contentDigest.slice(0, 12)}</p></li>`;
}

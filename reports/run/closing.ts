/** The blocks that close the page: what it does not show, where the numbers come from, what the words mean. */
import { type Html, html } from "../page/html.ts";
import { scrolling } from "../page/table.ts";
import { counted, decimal, prose } from "../page/wording.ts";
import type { ReportData } from "./rows.ts";

export function limits(data: ReportData, missing: readonly Html[]): Html {
  return html`<section aria-labelledby="limits-title"><h2 id="limits-title">What this does not show</h2><ul>
${missing.map((item) => html`<li>${item}</li>`)}
${scenarioLimits(data).map((item) => html`<li>${item}</li>`)}
<li>Owners neither join nor leave, buy machines or collude, and no rule is put to a vote:
this version of the model has no economy of operators and no governance.</li>
<li>There is no rival cloud. Clients who are not served go without.</li>
<li>The network's money has no exchange rate here, so no price can be read in dollars or euros.</li>
<li>Facts about hardware, language models, places and kinds of use carry their own uncertainty;
each is marked with source and confidence in the catalogues of the store. It is not in the intervals.</li>
</ul></section>`;
}

/** Limits that follow from this scenario's own settings. */
function scenarioLimits({ scenario, rows }: ReportData): string[] {
  const resolved = scenario.resolved as {
    demand?: { elasticity?: number };
    verification?: { rule?: string };
    windows?: unknown;
  };
  const said: string[] = [];
  if (rows.runs.length === 1) said.push("There is one run. How far other runs would differ is not known.");
  if (scenario.failedRuns > 0) said.push(`${counted(scenario.failedRuns, "run")} failed and is not in the averages.`);
  if (resolved.demand?.elasticity === 0) said.push("Demand does not react to price: the elasticity is set to 0.");
  if (resolved.verification?.rule === "none") {
    said.push("Nobody checks the work: verification is off, and cheap work passes unseen.");
  } else said.push(...verdictLimits(rows.runs[0]!.kernel_basis));
  if (resolved.windows === 0)
    said.push(
      "No request was simulated one by one: shares served and in use are a fluid estimate, and waits are unknown.",
    );
  else if (resolved.windows !== 1) {
    said.push(
      "Only sampled windows of each epoch are simulated request by request; rare events between them go unseen.",
    );
  }
  return said;
}

/** What the verdicts of checks rest on. */
function verdictLimits(basis: string): string[] {
  if (basis === "assumed") {
    return ["Checks are assumed to tell the truth: the scenario says so (kernel.assumed). No detection was measured."];
  }
  if (basis === "none") return ["Checks cost time and decided nothing: no measured distances were at hand."];
  return [
    "Verdicts rest on executions of a small language model. Which kinds of work overlap, and how detection grows with the " +
      "length of answers, is measured; the size of distances belongs to that model.",
  ];
}

export function provenance({ scenario, provenance: from, rows }: ReportData): Html {
  const seeds = [...new Set(rows.runs.map(({ seed }) => String(seed)))].join(", ");
  const versions = from.versions.map(([program, version]) => html`<dd class="mono">${program} ${version}</dd>`);
  const cut = rows.runs.length > runsMax && ` The first ${runsMax} of ${rows.runs.length} runs are listed.`;
  const sources = scenario.sources.map(sourceLink);
  return html`<section aria-labelledby="provenance-title"><h2 id="provenance-title">Where the numbers come from</h2>
<p>All numbers are computed from the rows of one result store.
The same scenario, seed and version give the same digests.</p>
<dl><dt>Scenario</dt><dd>${scenario.name}</dd>
<dt>Scenario identity (SHA-256)</dt><dd class="mono">${scenario.identity}</dd>
<dt>Seed</dt><dd class="mono">${seeds}</dd>
<dt>Digest of the store's content (SHA-256)</dt><dd class="mono">${from.contentDigest}</dd>
${verdictSource(rows.runs[0]!)}
<dt>Versions</dt>${versions}</dl>
${runsTable(rows.runs.slice(0, runsMax))}
<p class="note">Digests are cut to ${digestShown} characters; the findings file has them whole.${cut}</p>
<h3>To get the same page again</h3><pre tabindex="0">${from.commands.join("\n")}</pre>
${sources.length > 0 && html`<p class="files">Scenario as it was read: ${sources}</p>`}</section>`;
}

function verdictSource(run: ReportData["rows"]["runs"][number]): Html | false {
  if (run.kernel_basis !== "measured") {
    const basis = run.kernel_basis === "assumed" ? "assumed to be true; nothing was measured" : "none";
    return html`<dt>Verdicts of checks</dt><dd>${basis}</dd>`;
  }
  const live = run.kernel_executed_on === null ? "no check was executed in the runs" : run.kernel_executed_on;
  return html`<dt>Verdicts of checks</dt><dd>measured on ${run.kernel_adapter}; executed during the runs: ${live}</dd>
<dt>Records of executions (SHA-256)</dt><dd class="mono">${run.kernel_records}</dd>
<dt>Language model executed, and its weights (SHA-256)</dt><dd class="mono">${run.kernel_model}, ${run.kernel_weights}</dd>`;
}

function runsTable(runs: ReportData["rows"]["runs"]): Html {
  const headings = ["Replication", "Epochs", "Events", "Digest of the final state", "Fingerprint of the events"];
  const rows = runs.map(
    ({ replication, epochs, fired, digest, fingerprint }) => html`<tr><th scope="row">${replication}</th>
<td class="figures">${decimal(epochs, 0)}</td><td class="figures">${decimal(fired, 0)}</td>
<td class="mono">${digest.slice(0, digestShown)}</td><td class="mono">${fingerprint.slice(0, digestShown)}</td></tr>`,
  );
  const head = headings.map((heading) => html`<th scope="col">${heading}</th>`);
  const table = html`<table><caption>Runs</caption><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table>`;
  return scrolling("Runs", table);
}

const runsMax = 20;
const digestShown = 16;

function sourceLink({ name, text }: { readonly name: string; readonly text: string }): Html {
  const file = name.split("/").at(-1)!;
  return html`<a download="${file}" href="data:text/plain;charset=utf-8,${encodeURIComponent(text)}">${file}</a> `;
}

const terms: readonly (readonly [term: string, meaning: string])[] = [
  ["Account", "What the protocol sees and pays. An operator may hold several."],
  ["Base unit", "The smallest amount of the network's own money."],
  [
    "Capacity",
    "Tokens that machines could generate a second with full batches; live capacity counts those that are on.",
  ],
  [
    "Effective number",
    prose`How many equal holders would be as concentrated as the real ones: 1 divided by the sum of squared shares
      (the HHI).`,
  ],
  ["Coalition", "Operators who act together, as a cartel, a pool or a bloc: what they control counts as one holder’s."],
  ["Epoch", "The protocol's accounting period, at whose end rewards are paid and the price is set."],
  ["Interval, 95%", "Built so that 95 of 100 such intervals would hold the model's true mean."],
  ["Jurisdiction", "The country or territory where a machine stands or a client asks from."],
  ["Median, 99% quantile", "Half of the values lie below the median, 99 of 100 below the 99% quantile."],
  ["Nakamoto coefficient", "The fewest holders who together have more than a given share; here one half."],
  ["Node", "One serving machine, with one or more accelerators."],
  ["Operator", "The true owner of machines, whatever number of accounts it shows."],
  ["Outage", "A whole jurisdiction that goes dark for hours."],
  ["Replication", "An independent run of the same scenario with other random numbers."],
  ["Reward", "New money of an epoch, paid to accounts by the reward rule."],
  ["Spread between runs", "How far single runs differ. It does not shrink with more runs; the error of a mean does."],
  ["Token", "A piece of text, about three quarters of an English word."],
  ["Utilization", "Tokens generated over what live machines could generate."],
  ["Warm-up", "The start of a run, left out of averages because the network has not yet settled."],
  ["Window", "A stretch of an epoch simulated request by request; its results are scaled to the epoch."],
];

export function glossary(): Html {
  const entries = terms.map(([term, meaning]) => html`<div><dt>${term}</dt><dd>${meaning}</dd></div>`);
  return html`<section aria-labelledby="glossary-title"><h2 id="glossary-title">Words used</h2>
<dl class="words">${entries}</dl></section>`;
}

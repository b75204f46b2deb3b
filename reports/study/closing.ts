/** The blocks that close a study's page: what it does not show, and where the numbers come from. */
import type { Absent } from "../page/figure.ts";
import { type Html, html } from "../page/html.ts";
import { scrolling } from "../page/table.ts";
import { counted, sentenceCase } from "../page/wording.ts";
import type { StudyReportData } from "./rows.ts";

export function limits({ rows, failedRuns }: StudyReportData, missing: readonly Absent[]): Html {
  const unmeasured = missing.map((figure) => html`<li>${figure.missing} cannot be shown: ${figure.because}.</li>`);
  const meanings = rows.outcomes.map(
    ({ name, meaning }) => html`<div><dt>${sentenceCase(name)}</dt><dd>${meaning}.</dd></div>`,
  );
  return html`<section aria-labelledby="limits-title"><h2 id="limits-title">What this does not show</h2><ul>${unmeasured}
<li>Only what was varied is compared. Everything else is as in the base scenario, whose assumptions are in the store.</li>
<li>Differences are means over the combinations that were run, each with the same weight; another mix of them has another mean.</li>
${failedRuns > 0 && html`<li>${counted(failedRuns, "run")} failed; a replication in which a point is missing is in no comparison.</li>`}
</ul></section>
<section aria-labelledby="outcomes-title"><h2 id="outcomes-title">What the outcomes mean</h2><dl class="terms">${meanings}</dl></section>`;
}

const pointsMost = 30;

export function provenance({ name, rows, provenance: from }: StudyReportData): Html {
  const versions = from.versions.map(([program, version]) => html`<dd class="mono">${program} ${version}</dd>`);
  const sources = from.sources.map(
    ({ name: file, text }) =>
      html`<a download="${file.split("/").at(-1)!}" href="data:text/plain;charset=utf-8,${encodeURIComponent(text)}">${file.split("/").at(-1)!}</a> `,
  );
  const head = ["Point", ...rows.factors.map((factor) => factor.name), "Scenario identity"].map(
    (heading) => html`<th scope="col">${heading}</th>`,
  );
  const lines = rows.points.slice(0, pointsMost).map(
    (
      levels,
      p,
    ) => html`<tr><th scope="row">${p}</th>${levels.map((level, f) => html`<td>${rows.factors[f]!.levels[level]!}</td>`)}
<td class="mono">${from.identities[p]!.slice(0, 16)}</td></tr>`,
  );
  const table = html`<table><thead><tr>${head}</tr></thead><tbody>${lines}</tbody></table>`;
  return html`<section aria-labelledby="provenance-title"><h2 id="provenance-title">Where the numbers come from</h2>
<p>All numbers are computed from the rows of one result store. The same study, seed and version give the same digest.</p>
<dl><dt>Study</dt><dd>${name}</dd><dt>Seed</dt><dd class="mono">${from.seed}</dd>
<dt>Digest of the store's content (SHA-256)</dt><dd class="mono">${from.contentDigest}</dd>
<dt>Records of executions (SHA-256)</dt><dd class="mono">${from.records.join(", ") || "none: nothing was checked, or checks are assumed"}</dd>
<dt>Versions</dt>${versions}</dl>
<details><summary>The points, and what identifies the scenario of each</summary>
${scrolling("Points", table)}
${rows.points.length > pointsMost && html`<p class="note">The first ${pointsMost} of ${rows.points.length} points; the store has them all.</p>`}
</details>
<h3>To get the same page again</h3><pre tabindex="0">${from.commands.join("\n")}</pre>
${sources.length > 0 && html`<p class="files">Study as it was read: ${sources}</p>`}</section>`;
}

/** A claim's page: what was claimed, what the model's runs say, how sure that is, on what it hangs, and what it does not show. */
import { newDocument } from "../page/draw.ts";
import { type Absent, type Figure, figureBlock, isAbsent } from "../page/figure.ts";
import { type Html, html, raw, typeset } from "../page/html.ts";
import { pageOpening } from "../page/opening.ts";
import { counted, listed } from "../page/wording.ts";
import type { Report } from "../run/report.ts";
import { convergence } from "../study/figures/convergence.ts";
import { assumptionsBlock, dataBlock, limitsBlock, provenanceBlock, validationBlock, wordsBlock } from "./closing.ts";
import { cells } from "./figures/cells.ts";
import { tornado } from "./figures/drivers.ts";
import { fan } from "./figures/fan.ts";
import { flows } from "./figures/flows.ts";
import { holders } from "./figures/holders.ts";
import { passage } from "./figures/passage.ts";
import { places } from "./figures/places.ts";
import { regimes } from "./figures/regimes.ts";
import { shares } from "./figures/shares.ts";
import { worldsForest } from "./figures/worlds.ts";
import { claimFindings } from "./findings.ts";
import { findingsTable } from "./findings-table.ts";
import { type ClaimFound, foundClaim } from "./found.ts";
import type { ClaimData } from "./rows.ts";
import { claimStyle } from "./style.ts";
import { claimSummary, claimTitle } from "./summary.ts";

export const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

interface Section {
  readonly id: string;
  readonly heading: string;
  readonly lead: string;
  readonly figures: readonly ((found: ClaimFound) => Figure | Absent | undefined)[];
}

const sections: readonly Section[] = [
  {
    id: "robust",
    heading: "Does it hold whatever else holds?",
    lead: "The same comparison in every sampled world, and what moves it. Where the sign changes, the answer changes.",
    figures: [cells, worldsForest, tornado, regimes],
  },
  {
    id: "time",
    heading: "What happens over time",
    lead: "The network under each variant, run by run.",
    figures: [fan, holders, passage],
  },
  {
    id: "who",
    heading: "Who gets what, and where",
    lead: "Shares at the end, the money of an epoch, and who is served.",
    figures: [shares, flows, places],
  },
  {
    id: "precise",
    heading: "Are there enough runs?",
    lead: "How the interval shrinks as replications are added.",
    figures: [convergence],
  },
];

export function claimReport(data: ClaimData): Report {
  const found = foundClaim(data);
  const { claim } = data;
  const title = claimTitle(found);
  const document = newDocument();
  const drawn: Figure[] = [];
  const missing: string[] = [];
  const block = (figure: Figure | Absent | undefined): Html | false => {
    if (figure === undefined) return false;
    if (isAbsent(figure)) {
      missing.push(`${figure.missing} is not drawn: ${figure.because}.`);
      return false;
    }
    drawn.push(figure);
    return figureBlock(figure, drawn.length, caption(found, figure), document);
  };
  const drawings = sections.map(({ id, heading, lead, figures }) => {
    const blocks = figures.map((figure) => block(figure(found)));
    if (blocks.every((one) => one === false)) return false;
    return html`<section aria-labelledby="${id}-title-h"><h2 id="${id}-title-h">${heading}</h2><p>${lead}</p>${blocks}</section>`;
  });
  const body = html`${claimSummary(found)}${findingsTable(found)}${drawings}${validationBlock(data)}${assumptionsBlock(found)}
${limitsBlock(found, missing)}`;
  const page = html`${raw(pageOpening)}
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${raw(policy)}">
<meta name="color-scheme" content="light dark"><title>${claim.id}: ${title}</title>
<style>${raw(claimStyle)}</style></head><body><a class="skip" href="#summary">Skip to the summary</a>
<header><p class="kicker">Claim ${claim.id.slice(1)} of 10 · ${claim.topic} · tested in simulation</p>
<h1>${title}</h1><p class="lede">${data.question}</p></header>
<main>${body}${wordsBlock(body.html, data)}${dataBlock(found)}${provenanceBlock(found)}</main></body></html>`;
  return { page: `${typeset(page.html)}\n`, findings: claimFindings(found, title, drawn), figures: drawn.length };
}

function caption({ data: { name, rows, claim }, lead }: ClaimFound, { id, reads }: Figure): string {
  const queries = reads ?? [`analysis/queries/${queryOf(id, claim.path, lead.hypothesis.outcome)}.sql`];
  return `Study: ${name}; ${counted(rows.runs.length, "run")}. Rows: ${listed(queries)}.`;
}

/** The query behind a figure: of the outcome that decides, unless it has rows of its own. */
function queryOf(id: string, path: string, outcome: string): string {
  if (id === "fan" || id === "passage") return `paths/${path}`;
  return ["holders", "lorenz", "flows", "places"].includes(id) ? `claims/${id}` : `outcomes/${outcome}`;
}

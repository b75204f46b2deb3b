/** A study's report: what each rule changes, how sure that is, and where it turns round. The same rows give the same bytes. */
import { variantsFactor, worldsFactor } from "../../analysis/study/rows.ts";
import { newDocument } from "../page/draw.ts";
import { type Absent, type Figure, figureBlock, isAbsent } from "../page/figure.ts";
import { type Html, html, raw } from "../page/html.ts";
import { pageOpening } from "../page/opening.ts";
import { style } from "../page/style.ts";
import { counted } from "../page/wording.ts";
import type { Report } from "../run/report.ts";
import { best } from "./best.ts";
import { limits, provenance } from "./closing.ts";
import { convergence } from "./figures/convergence.ts";
import { forest } from "./figures/forest.ts";
import { robust } from "./figures/robust.ts";
import { findingsFile, foundIn } from "./findings.ts";
import { lifetimesSection } from "./lifetimes.ts";
import { means } from "./means.ts";
import { observedSection } from "./observed.ts";
import { regimesSection } from "./regimes.ts";
import type { StudyReportData } from "./rows.ts";
import { headline, summary } from "./summary.ts";
import { factorName } from "./words.ts";
import { exploredIn, worldsSection } from "./worlds.ts";

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

export function studyReport(data: StudyReportData): Report {
  const found = foundIn(data);
  const explored = exploredIn(found);
  const title = headline(found, explored);
  const document = newDocument();
  let number = 0;
  const missing: Absent[] = [];
  const block = (figure: Figure | Absent): Html => {
    if (!isAbsent(figure)) return figureBlock(figure, ++number, caption(data), document);
    missing.push(figure);
    return html`<p class="note">Not shown: ${figure.missing}, because ${figure.because}.</p>`;
  };
  // In the order of the page: figures are numbered as they are made.
  const published = observedSection(data, block);
  const sections = data.rows.factors.flatMap(({ name, levels }, f) =>
    name === worldsFactor
      ? []
      : [
          html`<section aria-labelledby="factor-${f}-title"><h2 id="factor-${f}-title">What ${factorName(name)} ${name === variantsFactor ? "change" : "changes"}</h2>
<p>Compared with “${levels[0]!}”: ${levels.slice(1).join(", ")}.</p>${block(forest(found, f))}${best(found, f)}${means(found, f)}</section>`,
        ],
  );
  const robustness = block(robust(found));
  const regimes = regimesSection(found, block);
  const worlds = worldsSection(found, explored, block);
  const survival = lifetimesSection(found, block);
  const precision = block(convergence(found));
  const page = html`${raw(pageOpening)}
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${raw(policy)}">
<meta name="color-scheme" content="light dark"><title>${title} – ${data.name}</title>
<style>${raw(style)}</style></head><body><a class="skip" href="#summary">Skip to the summary</a>
<header><p class="kicker">Study · ${data.name} · ${extent(data)}</p>
<h1>${title}</h1><p class="lede">${data.question}</p></header>
<main>${summary(found, explored)}${published}${sections}
<section aria-labelledby="robustness-title-h"><h2 id="robustness-title-h">Does it hold whatever else holds?</h2>${robustness}</section>
${regimes}${worlds}${survival}
<section aria-labelledby="precision-title-h"><h2 id="precision-title-h">How sure is it?</h2>${precision}</section>
${limits(data, missing)}${provenance(data)}</main></body></html>`;
  return { page: `${page.html}\n`, findings: findingsFile(found, title, explored), figures: number };
}

function caption({ name, rows }: StudyReportData): string {
  return `Study: ${name}; ${counted(rows.runs.length, "run")}, ${counted(rows.points.length, "point")}.`;
}

function extent({ rows }: StudyReportData): string {
  return `${counted(rows.points.length, "point")}, ${counted(rows.runs.length, "run")}`;
}

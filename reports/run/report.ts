/** One scenario's report: rows in, one self-contained page and its findings out. The same rows give the same bytes. */
import { newDocument } from "../page/draw.ts";
import { figureBlock, isAbsent } from "../page/figure.ts";
import { type Html, html, raw } from "../page/html.ts";
import { pageOpening } from "../page/opening.ts";
import { style } from "../page/style.ts";
import { counted, prose } from "../page/wording.ts";
import { glossary, limits, provenance } from "./closing.ts";
import { chapters } from "./figures.ts";
import { findings } from "./findings.ts";
import { leversBlock } from "./levers.ts";
import type { ReportData } from "./rows.ts";
import { type Drawn, type DrawnFigure, headline, summary } from "./summary.ts";

export interface Report {
  /** The page, a whole HTML document. */
  readonly page: string;
  /** The same findings for machines, as JSON. */
  readonly findings: string;
  readonly figures: number;
}

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

export function report(data: ReportData): Report {
  const drawn = figuresOf(data);
  const title = headline(data, drawn);
  const absent = [...drawn.values()].map(({ figure }) => figure).filter(isAbsent);
  const missing = absent.map((figure) => html`${figure.missing} cannot be shown: ${figure.because}.`);
  const page = html`${raw(pageOpening)}
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${raw(policy)}">
<meta name="color-scheme" content="light dark"><title>${title} – ${data.scenario.name}</title>
<style>${raw(style)}</style></head><body><a class="skip" href="#summary">Skip to the summary</a>
<header><p class="kicker">Simulation report · ${data.scenario.name} · ${extent(data)}</p>
<h1>${title}</h1><p class="lede">${data.scenario.question}</p></header>
<main>${summary(data, drawn)}${chapterBlocks(data, drawn)}
${leversBlock(data)}${limits(data, missing)}${provenance(data)}${glossary()}</main></body></html>`;
  return { page: `${page.html}\n`, findings: findings(data, drawn, title), figures: drawn.size - absent.length };
}

/** Figures numbered in the order of the page; those that this store cannot have take no number. */
export function figuresOf(data: ReportData): Drawn {
  const drawn = new Map<string, DrawnFigure>();
  let number = 0;
  for (const { id: chapter, figures } of chapters) {
    for (const make of figures) {
      const figure = make(data);
      if (figure === undefined) continue;
      if (drawn.has(figure.id)) throw new RangeError(`report: two figures are called ${figure.id}`);
      if (!isAbsent(figure)) number += 1;
      drawn.set(figure.id, { figure, number, chapter });
    }
  }
  return drawn;
}

function chapterBlocks(data: ReportData, drawn: Drawn): Html[] {
  const document = newDocument();
  return chapters.map(({ id, title }) => {
    const mine = [...drawn.values()].filter(({ chapter }) => chapter === id);
    if (mine.length === 0) return html``;
    const blocks = mine.map(({ figure, number }) =>
      isAbsent(figure)
        ? html`<p class="note">Not shown: ${figure.missing}, because ${figure.because}.</p>`
        : figureBlock(figure, number, caption(data), document),
    );
    return html`<section aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${blocks}</section>`;
  });
}

/** Scenario, replications, warm-up and run, under every figure. */
function caption({ scenario, rows }: ReportData): string {
  const runs = rows.runs;
  const which = runs.length === 1 ? `run ${runs[0]!.digest.slice(0, 12)}` : `first run ${runs[0]!.digest.slice(0, 12)}`;
  return prose`Scenario: ${scenario.name}; ${counted(runs.length, "replication")},
    ${counted(runs[0]!.epochs, "epoch")}, of which ${counted(scenario.warmup, "epoch")} of warm-up; ${which}.`;
}

function extent({ rows }: ReportData): string {
  return `${counted(rows.runs.length, "run")} of ${counted(rows.runs[0]!.epochs, "epoch")}`;
}

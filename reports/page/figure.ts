/** A figure: a sentence from the rows, a drawing for wide and for narrow pages, and the rows themselves. */
import type * as Plot from "@observablehq/plot";
import type { Estimate } from "../../analysis/stats/estimate.ts";
import { draw } from "./draw.ts";
import { type Html, html, raw } from "./html.ts";
import { type Column, csv, dataTable } from "./table.ts";
import { counted } from "./wording.ts";

export interface Figure {
  readonly id: string;
  /** Full sentence made from the rows: the figure's title. */
  readonly finding: string;
  /** What is drawn, with units; what a band or bar is. */
  readonly shows: string;
  /** How to read it, and caveats. */
  readonly note: string;
  /** What a person who cannot see it needs to know. */
  readonly alt: string;
  /** Queries behind it, where the page that shows it cannot name them. */
  readonly reads?: readonly string[];
  /** Colour keys, in the order of the series. */
  readonly legend?: readonly Key[];
  readonly plots: (size: Size) => readonly Plot.PlotOptions[];
  readonly columns: readonly Column[];
  readonly rows: readonly Readonly<Record<string, number | string | null>>[];
  /** The numbers that the sentences rest on, by name. */
  readonly estimates: Readonly<Record<string, Estimate>>;
}

export interface Key {
  readonly label: string;
  readonly mark: "line-1" | "line-2" | "line-3" | "dot-1" | "dot-2" | "dot-3" | "band" | "bands" | "warmup";
}

/** A figure that this store cannot have. */
export interface Absent {
  readonly id: string;
  readonly missing: string;
  readonly because: string;
}

export interface Size {
  readonly width: number;
  readonly isNarrow: boolean;
}

/** The text column of the page on a desk, and of a phone, less their margins. */
export const wide: Size = { width: 760, isNarrow: false };
export const narrow: Size = { width: 350, isNarrow: true };

export function isAbsent(figure: Figure | Absent): figure is Absent {
  return "missing" in figure;
}

/** Rows shown in the page; the CSV holds all. */
const tableRowsMax = 30;

export function figureBlock(figure: Figure, number: number, caption: string, document: Document): Html {
  const { id, finding, shows, note, alt, rows, columns } = figure;
  if (rows.length === 0) throw new RangeError(`figure ${id} has no rows`);
  const href = `data:text/csv;charset=utf-8,${encodeURIComponent(csv(columns, rows))}`;
  return html`<figure id="${id}"><figcaption><h3 id="${id}-title">${finding}</h3>
<p class="shows"><span class="number">Figure ${number}.</span> ${shows}</p></figcaption>
${legend(figure.legend ?? [])}${drawings(figure, document)}
<p id="${id}-alt" class="unseen">${alt}</p><p class="note">${note}</p><p class="source">${caption}</p>
<details><summary>Table and data behind figure ${number}</summary>
<p><a download="${id}.csv" href="${href}">Download ${counted(rows.length, "row")} as CSV</a></p>
${dataTable(columns, rows.slice(0, tableRowsMax), `Data of figure ${number}`)}
${
  rows.length > tableRowsMax &&
  html`<p class="note">The first ${tableRowsMax} of ${rows.length} rows; the CSV has all.</p>`
}
</details></figure>`;
}

function drawings(figure: Figure, document: Document): Html[] {
  return [wide, narrow].map((size) => {
    const drawn = figure.plots(size).map((options) => draw(figure.id, { width: size.width, ...options }, document));
    const kind = size.isNarrow ? "narrow" : "wide";
    const label = `role="img" aria-labelledby="${figure.id}-title" aria-describedby="${figure.id}-alt"`;
    return html`<div class="drawing ${kind}" ${raw(label)}>${drawn.map((svg) => raw(hidden(svg)))}</div>`;
  });
}

/** The wrapper speaks for the drawing. */
function hidden(svg: string): string {
  return svg.replace("<svg ", '<svg aria-hidden="true" ');
}

function legend(keys: readonly Key[]): Html | false {
  if (keys.length === 0) return false;
  const items = keys.map(({ label, mark }) => html`<li><span class="key ${mark}"></span>${label}</li>`);
  return html`<ul class="legend">${items}</ul>`;
}

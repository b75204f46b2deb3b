/** Rows as a table for people and as CSV for machines. */
import { rounded } from "../../analysis/stats/rounded.ts";
import { type Html, html } from "./html.ts";
import { significant } from "./wording.ts";

export interface Column {
  readonly name: string;
  /** Heading for people, with unit. */
  readonly heading: string;
}

type Cells = Readonly<Record<string, number | string | null>>;

/** RFC 4180, with a line of column names; numbers with twelve digits, no value as an empty field. */
export function csv(columns: readonly Column[], rows: readonly Cells[]): string {
  const lines = rows.map((row) => columns.map(({ name }) => field(cellOf(row, name))).join(","));
  return `${columns.map(({ name }) => name).join(",")}\r\n${lines.join("\r\n")}\r\n`;
}

function field(value: number | string | null): string {
  if (value === null || (typeof value === "number" && !Number.isFinite(value))) return "";
  const text = typeof value === "number" ? String(rounded(value)) : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function dataTable(columns: readonly Column[], rows: readonly Cells[], name: string): Html {
  const head = columns.map(({ heading }) => html`<th scope="col">${heading}</th>`);
  const body = rows.map((row) => html`<tr>${columns.map((column, i) => cell(cellOf(row, column.name), i))}</tr>`);
  return scrolling(name, html`<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`);
}

/** A table wider than a phone scrolls inside its own frame, by keyboard too. */
export function scrolling(name: string, table: Html): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${name}">${table}</div>`;
}

function cell(value: number | string | null, position: number): Html {
  const text = value === null ? "–" : typeof value === "number" ? significant(value, 4) : value;
  const kind = typeof value === "string" ? "words" : "figures";
  return position === 0 ? html`<th scope="row">${text}</th>` : html`<td class="${kind}">${text}</td>`;
}

function cellOf(row: Cells, name: string): number | string | null {
  const value = row[name];
  if (value === undefined) throw new RangeError(`table: no column ${name} among ${Object.keys(row).join(", ")}`);
  return value;
}

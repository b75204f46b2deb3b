/** HTML by tagged literal: everything is escaped unless it was made by `html` or marked with `raw`. */

export interface Html {
  readonly html: string;
}
export type Piece = Html | string | number | null | undefined | false | readonly Piece[];

export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return { html: parts.map((part, i) => (i === 0 ? part : text(pieces[i - 1]) + part)).join("") };
}

/** For text that is HTML already, such as a drawing. */
export function raw(markup: string): Html {
  return { html: markup };
}

/**
 * Apostrophes as print sets them, and no space before a percent sign, in the text of a finished page; attributes, styles and commands stay
 * as they are.
 */
export function typeset(page: string): string {
  return page.replace(
    /(<(style|pre)\b[\s\S]*?<\/\2>)|>([^<]+)(?=<)/g,
    (_, kept: string | undefined, __, text: string) =>
      kept ?? `>${text.replace(/(?<=[\p{L}\p{N}])(?:&#39;|')/gu, "’").replace(/(?<=\d) %/g, "%")}`,
  );
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function text(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false) return "";
  if (typeof piece === "number") return String(piece);
  if (typeof piece === "string") return piece.replace(/[&<>"']/g, (character) => escapes[character]!);
  if (isHtml(piece)) return piece.html;
  return piece.map(text).join("");
}

function isHtml(piece: Html | readonly Piece[]): piece is Html {
  return "html" in piece;
}

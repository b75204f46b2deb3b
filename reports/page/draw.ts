/**
 * Draws with Observable Plot outside a browser, and refuses what Plot would leave out in silence.
 *
 * Plot drops a whole mark when a channel names a column that the data lack (observablehq/plot #1091), so each
 * string channel is
 * looked up in the first row before drawing.
 */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";

/** Values that Plot reads as a colour or keyword, not as a column. */
const constant = /^(var\(|#|rgb|hsl|currentColor$|none$|transparent$|inherit$)/;
/** Coordinates keep three digits: a thousandth of a pixel. Words of the drawing keep all theirs. */
const digits = /(-?\d+\.\d{3})\d+/g;

interface Channelled {
  readonly data?: unknown;
  readonly channels?: Readonly<Record<string, { readonly value?: unknown } | undefined>>;
}

export function newDocument(): Document {
  return parseHTML("<!doctype html><html><body></body></html>").document as unknown as Document;
}

/**
 * @param id    of the figure, for errors
 * @returns one `<svg>`, without names for assistive technology: the caller gives them
 * @throws RangeError when a channel names a missing column, or when the plot has no mark
 */
export function draw(id: string, options: Plot.PlotOptions, document: Document): string {
  const marks = (options.marks ?? []).flat(9).filter((mark) => mark !== null) as Channelled[];
  if (marks.length === 0) throw new RangeError(`figure ${id}: nothing to draw`);
  for (const mark of marks) checkChannels(id, mark);
  const drawn = Plot.plot({
    ...options,
    document,
    className: "plot",
    style: { fontFamily: "inherit", fontSize: "12px", overflow: "visible", background: "none" },
  });
  return drawn.outerHTML
    .replace(/<style>[\s\S]*?<\/style>/g, "")
    .replace(/ (?:aria-label|aria-description|font-family)="[^"]*"/g, "")
    .replace(/<[^>]*>/g, (tag) => tag.replace(digits, "$1"));
}

function checkChannels(id: string, { data, channels }: Channelled): void {
  if (!Array.isArray(data) || data.length === 0) return;
  const first = Object(data[0]) as object;
  for (const [channel, definition] of Object.entries(channels ?? {})) {
    const column = definition?.value;
    if (typeof column !== "string" || constant.test(column) || column in first) continue;
    const has = Object.keys(first).join(", ");
    throw new RangeError(`figure ${id}: channel ${channel} names column "${column}"; the data have ${has}`);
  }
}

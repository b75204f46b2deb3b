/**
 * One line of the drawing for each thing compared: its name on the left (above it on a phone), marks, its number on
 * the right.
 */
import * as Plot from "@observablehq/plot";
import type { Size } from "../../page/figure.ts";

export interface NamedRow {
  readonly name: string;
  /** The number as words, at the right edge. */
  readonly value: string;
}

interface LabelledRows<R extends NamedRow> {
  /** In the order drawn, top first; names differ. */
  readonly rows: readonly R[];
  /** Name and unit of the horizontal axis. */
  readonly label: string;
  readonly size: Size;
  readonly marks: (rows: readonly R[]) => Plot.Markish[];
  /** Further options of the horizontal axis. */
  readonly x?: Plot.ScaleOptions;
  /** What the numbers at the right are. */
  readonly valueHeading?: string;
  /** Widest number at the right. [px] */
  readonly valueWidth?: number;
  /** Widest name at the left, on a wide page. [px] */
  readonly nameWidth?: number;
}

export function labelledRows<R extends NamedRow>(parts: LabelledRows<R>): Plot.PlotOptions {
  const { rows, label, size, marks, x, valueHeading, valueWidth = 60, nameWidth = 230 } = parts;
  const height = size.isNarrow ? 40 : 25;
  const axis = size.isNarrow ? folded(label) : label;
  const names = size.isNarrow
    ? Plot.text(rows, {
        y: "name",
        text: "name",
        frameAnchor: "left",
        dy: -15,
        dx: 2,
        textAnchor: "start",
        fill: "currentColor",
      })
    : Plot.text(rows, {
        y: "name",
        text: "name",
        frameAnchor: "left",
        dx: -8,
        textAnchor: "end",
        fill: "currentColor",
      });
  return {
    height: rows.length * height + 62 + secondLine(axis),
    marginLeft: size.isNarrow ? 8 : nameWidth,
    marginRight: valueWidth,
    marginTop: valueHeading === undefined ? 16 : 24,
    marginBottom: 40 + secondLine(axis),
    x: {
      label: axis,
      labelArrow: "none",
      labelAnchor: size.isNarrow ? "left" : "center",
      grid: true,
      ticks: size.isNarrow ? 4 : 6,
      ...x,
    },
    y: { domain: rows.map(({ name }) => name), axis: null, padding: size.isNarrow ? 0.55 : 0.25 },
    marks: [
      marks(rows),
      names,
      valueHeading === undefined
        ? null
        : Plot.text([valueHeading], {
            frameAnchor: "top-right",
            dx: 8,
            dy: -20,
            textAnchor: "start",
            fill: "var(--mute)",
          }),
      Plot.text(rows, {
        y: "name",
        text: "value",
        frameAnchor: "right",
        dx: 8,
        textAnchor: "start",
        fontVariant: "tabular-nums",
      }),
    ],
  };
}

/** Letters of an axis' name on one line of a phone. */
const lettersMost = 52;

/** Room that a folded name takes below. [px] */
const secondLine = (label: string) => (label.includes("\n") ? 14 : 0);

/** In two lines, where it is wider than a phone. */
function folded(label: string): string {
  if (label.length <= lettersMost) return label;
  const at = label.lastIndexOf(" ", lettersMost);
  return at < 0 ? label : `${label.slice(0, at)}\n${label.slice(at + 1)}`;
}

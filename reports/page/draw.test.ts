import * as Plot from "@observablehq/plot";
import { expect, test } from "vitest";
import { draw, newDocument } from "./draw.ts";
import { html, typeset } from "./html.ts";
import { csv } from "./table.ts";
import { counted, decimal, duration, listed, percent, sentenceCase, significant, spelled } from "./wording.ts";

const rows = [
  { x: 1, y: 1 / 3 },
  { x: 2, y: 2 / 3 },
];

test("coordinates are shortened, words of the drawing are not", () => {
  const words = [0, 1 / 3, 1].map((x) => ({ x, y: x, text: "−0.00592" }));
  const drawn = draw("demo", { marks: [Plot.text(words, { x: "x", y: "y", text: "text" })] }, newDocument());
  expect(drawn).toContain(">−0.00592</text>");
  expect(drawn).toMatch(/\d\.\d{3}[^\d<][^<]*>/);
  expect(drawn).not.toMatch(/\d\.\d{4}[^<]*>/);
});

test("apostrophes and percent signs are set in the text of a page alone", () => {
  const page = "<style>a{content:'x'}</style><p title=\"owner's 2 %\">the owner&#39;s 2 %</p><pre>it's 2 %</pre>";
  expect(typeset(page)).toBe(
    "<style>a{content:'x'}</style><p title=\"owner's 2 %\">the owner’s 2%</p><pre>it's 2 %</pre>",
  );
});

test("a channel that names a missing column stops the build, where Plot alone would draw nothing", () => {
  const marks = [Plot.dot(rows, { x: "x", y: "height" })];
  expect(() => draw("demo", { marks }, newDocument())).toThrow(
    'figure demo: channel y names column "height"; the data have x, y',
  );
  expect(() => draw("demo", { marks: [] }, newDocument())).toThrow(/nothing to draw/);
});

test("a drawing is one svg with short coordinates and no style or label of its own", () => {
  const svg = draw("demo", { marks: [Plot.dot(rows, { x: "x", y: "y", fill: "var(--series-1)" })] }, newDocument());
  expect(svg).toMatch(/^<svg .*<\/svg>$/s);
  expect(svg.match(/<circle/g)).toHaveLength(2);
  expect(svg).not.toMatch(/\d\.\d{4}|<style|aria-label=/);
});

test("html escapes what it is given, and not what it made", () => {
  expect(html`<b>${'<i>"&'}</b>${[html`<p>${1}</p>`, null, false]}`.html).toBe("<b>&lt;i&gt;&quot;&amp;</b><p>1</p>");
});

test("CSV quotes what needs it and leaves no value empty", () => {
  const columns = [
    { name: "a", heading: "A" },
    { name: "b", heading: "B" },
  ];
  const cells = [
    { a: 'x, "y"', b: 0.1 },
    { a: "z", b: null },
    { a: "n", b: Number.NaN },
  ];
  expect(csv(columns, cells)).toBe('a,b\r\n"x, ""y""",0.1\r\nz,\r\nn,\r\n');
  expect(() => csv([{ name: "c", heading: "C" }], cells)).toThrow(/no column c/);
});

test.each([
  [decimal(1234567.891, 1), "1,234,567.9"],
  [decimal(-0.004, 1), "0.0"],
  [decimal(-1234.5, 0), "−1,235"],
  [significant(0.00012345, 3), "0.000123"],
  [significant(120.04, 3), "120"],
  [significant(98765.4, 2), "98,765"],
  [significant(0, 3), "0"],
  [significant(1.2e-9, 2), "1.2e−9"],
  [percent(0.97245), "97.2%"],
  [duration(491.3), "491 ms"],
  [duration(2950), "3 s"],
  [duration(12_345), "12 s"],
  [counted(1, "node"), "1 node"],
  [counted(1200, "node"), "1,200 nodes"],
  [listed(["a", "b", "c"]), "a, b and c"],
  [spelled("perEpoch"), "per epoch"],
  [sentenceCase("price: low"), "Price: low"],
])("%s", (got, want) => expect(got).toBe(want));

/** The page on detection: made from any records, and the committed one is fresh. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { syntheticRecords } from "../../../test/support/synthetic-records.ts";
import { measuredCells } from "../../fidelity/cells/measured-cells.ts";
import { scoreMethods } from "../../fidelity/verdicts/methods.ts";
import { committedRecordsPath, loadRecords } from "../measuring/records-file.ts";
import { packageFile } from "../package-root.ts";
import { detectionPage, figurePath } from "./page.ts";
import { rocFigure, rocFigures } from "./roc-figure.ts";
import { viewOf } from "./view.ts";
import { percent, short } from "./words.ts";

const sha256 = "e".repeat(64);
const records = { ...syntheticRecords(), samples: [] };
const loaded = { records, cells: measuredCells(records, sha256), sha256 };

describe("the page of made-up records", () => {
  const page = detectionPage(loaded);
  test("names what was measured and on what", () => {
    expect(page).toContain("42 executions of\n7 contents");
    expect(page).toContain("executed on **none**");
    expect(page).toContain("These records hold no answers for the two-sample test.");
  });
  test("has a row for each behaviour, and no number that is none", () => {
    for (const name of ["honest work", "weights in int8", "answer cut short"]) expect(page).toContain(`| ${name} |`);
    expect(page).not.toMatch(/NaN|undefined|Infinity|\[object/);
  });
  test("says where the two-sample test has no honest answers to the same prompt", () => {
    const honest = records.header.behaviours.indexOf("honest");
    const other = records.header.behaviours.findIndex((id) => id !== "honest");
    const answers = (seed: number) => Array.from({ length: 8 }, (_, k) => [seed, k, (3 * k + seed) % 7, 5]);
    const samples = [
      { behaviour: honest, prompt: 0, answers: answers(1) },
      { behaviour: honest, prompt: 1, answers: answers(2) },
      { behaviour: other, prompt: 9, answers: answers(3).slice(4) },
    ];
    const shown = detectionPage({ ...loaded, records: { ...records, samples: samples as never } });
    expect(shown).toContain("| no prompt shared | – |");
    expect(shown).not.toMatch(/NaN|undefined/);
  });
  test("draws one panel a behaviour", () => {
    const svg = rocFigure(viewOf(loaded), { method: "similarity", tokens: 100 });
    expect(svg).toContain("weights in int8");
    expect(svg).toContain("answer cut short");
    expect(svg).not.toContain("NaN");
  });
  test("draws a figure for each method, without the behaviours that have no score", () => {
    for (const { id } of scoreMethods) expect(rocFigures.map(({ method }) => method)).toContain(id);
    const svg = rocFigure(viewOf(loaded), { method: "toploc", tokens: 100 });
    expect(svg).toContain("activation hash");
    expect(svg).not.toContain("NaN");
  });
});

test.each([
  [0, "0 %"],
  [0.0004, "< 0.1 %"],
  [0.0123, "1.2 %"],
  [1, "100 %"],
  [Number.NaN, "–"],
])("percent of %d", (share, want) => expect(percent(share)).toBe(want));

test.each([
  [0, "0"],
  [0.00412, "0.00412"],
  [2.34567, "2.35"],
  [125, "125"],
])("%d in short", (value, want) => expect(short(value)).toBe(want));

describe.skipIf(!existsSync(committedRecordsPath()))("the committed page (needs the committed records)", () => {
  test("is what the committed records say: npx tsx sim/host/detection/write.ts", () => {
    const own = loadRecords(committedRecordsPath());
    expect(readFileSync(packageFile("docs/detection.md"), "utf8")).toBe(detectionPage(own));
    for (const figure of rocFigures)
      expect(readFileSync(packageFile(figurePath(figure)), "utf8")).toBe(rocFigure(viewOf(own), figure));
  });
});

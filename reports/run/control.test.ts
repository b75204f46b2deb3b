/** The figure on who is in control: there where operators act together, and only there. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reportData } from "../../sim/host/report-data.ts";
import { plainWorld, writeSyntheticStore } from "../../test/support/synthetic-store.ts";
import type { Figure } from "../page/figure.ts";
import { wide } from "../page/figure.ts";
import { figuresOf, report } from "./report.ts";
import type { ControlRow, ReportData } from "./rows.ts";

let folder: string;
let alone: ReportData;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "commonwatt-control-"));
  const path = join(folder, "plain.duckdb");
  await writeSyntheticStore(path, { ...plainWorld, replications: 2, epochs: 20, operators: 30, nodes: 60 });
  alone = await reportData(path);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** 12 equal accounts of 6 owners, who from the fifth epoch on are in as many groups. */
function together(change: Partial<ControlRow>): ReportData {
  const rows = alone.rows.runs.flatMap(({ run, epochs }) =>
    Array.from({ length: epochs }, (_, epoch) =>
      ["capacity", "votes"].map((quantity): ControlRow => {
        const before = { coalitions: 0, effective_account: 12, effective_operator: 6, effective_control: 6 };
        return { run, epoch, quantity, ...before, ...(epoch < 5 ? {} : change) };
      }),
    ).flat(),
  );
  return { ...alone, rows: { ...alone.rows, "control-by-epoch": rows } };
}
const figureOf = (data: ReportData) => figuresOf(data).get("control")?.figure as Figure | undefined;

test("is not on the page, nor said to be missing, where nobody acts together", () => {
  expect(alone.rows["control-by-epoch"]).toEqual([]);
  for (const data of [alone, together({})]) {
    expect(figureOf(data)).toBeUndefined();
    expect(report(data).page).not.toMatch(/those in control|who is in control/);
  }
});

test("is said to be missing where a coalition might have formed and none did", () => {
  const data = together({});
  const scenario = { ...data.scenario, resolved: { ...data.scenario.resolved, economy: { coalitions: {} } } };
  expect(report({ ...data, scenario }).page).toContain(
    "Not shown: Who is in control, because no coalition that might form did so after warm-up.",
  );
});

test("is there where operators act together, and numbers the figures after it anew", () => {
  const data = together({ coalitions: 2, effective_control: 2 });
  const figure = figureOf(data)!;
  expect(figure.finding).toBe(
    "Capacity is as if 2 equal holders shared all, though owners look like 6: some of them act together",
  );
  expect(figure.note).toContain("capacity 6 and 2");
  expect(figure.note).toContain("There were 2 coalitions throughout.");
  expect(figure.legend?.map(({ mark }) => mark).slice(0, 3)).toEqual(["line-2", "line-1", "line-3"]);
  expect(figure.rows[0]).toMatchObject({ accounts: 12, operators: 6, control: 6 });
  expect(figure.rows.at(-1)).toMatchObject({ accounts: 12, operators: 6, control: 2 });
  expect(figure.estimates["votes/control"]?.mean).toBe(2);
  expect(figure.plots(wide)).toHaveLength(1);
  const numbers = (from: ReportData) => figuresOf(from).get("lorenz")!.number;
  expect(numbers(data)).toBe(numbers(alone) + 1);
  expect(report(data).page).toContain('<figure id="control">');
});

test("says so where coalitions hide nothing, and draws accounts once where each owner has one", () => {
  const figure = figureOf(together({ coalitions: 1, effective_account: 6 }))!;
  expect(figure.finding).toMatch(/^Those who act together hide nothing/);
  const single = together({ coalitions: 1, effective_control: 3 });
  const rows = single.rows["control-by-epoch"].map((row) => ({ ...row, effective_account: row.effective_operator }));
  const drawn = figureOf({ ...single, rows: { ...single.rows, "control-by-epoch": rows } })!;
  expect(drawn.legend?.map(({ mark }) => mark).slice(0, 2)).toEqual(["line-1", "line-3"]);
});

test("a start above the scale of one line, but not of the others, is drawn and not said to be left off", () => {
  const figure = figureOf(together({ coalitions: 1, effective_control: 1 }))!;
  expect(figure.legend?.map(({ label }) => label).join()).not.toContain("above the scale");
});

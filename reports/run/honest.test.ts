/** What the page may not say: more than its rows know, or two things that do not agree. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore } from "../../sim/host/duckdb.ts";
import { reportData } from "../../sim/host/report-data.ts";
import { mainNumbers } from "../../sim/host/summary.ts";
import { plainWorld, writeSyntheticStore } from "../../test/support/synthetic-store.ts";
import { type Figure, isAbsent } from "../page/figure.ts";
import { epochTicks } from "./figures/over-time.ts";
import { figuresOf, report } from "./report.ts";
import type { ReportData, ReportRows } from "./rows.ts";
import { estimateOf, headline } from "./summary.ts";

let folder: string;
let data: ReportData;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "commonwatt-honest-"));
  const path = join(folder, "plain.duckdb");
  await writeSyntheticStore(path, { ...plainWorld, replications: 3, epochs: 40, operators: 60, nodes: 150 });
  data = await reportData(path);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function sentence(from: ReportData, id: string): string {
  const { figure } = figuresOf(from).get(id)!;
  return isAbsent(figure) ? `absent: ${figure.because}` : figure.finding;
}
function withRows<K extends keyof ReportRows>(name: K, change: (row: ReportRows[K][number]) => unknown): ReportData {
  return { ...data, rows: { ...data.rows, [name]: (data.rows[name] as ReportRows[K][number][]).map(change) } };
}

test("quantities in equally few hands are said to be alike", () => {
  const all = withRows("concentration-by-epoch", (row) => ({ ...row, effective_number: 17 }));
  expect(sentence(all, "concentration")).toBe(
    "Capacity, work done, rewards and money held are in equally few hands, as if 17 equal operators shared all; " +
      "accounts hide nothing of it",
  );
  const two = withRows("concentration-by-epoch", (row) => ({
    ...row,
    effective_number: row.quantity === "work" || row.quantity === "reward" ? 17 : 30,
  }));
  expect(sentence(two, "concentration")).toMatch(
    /^Work done and rewards are in the fewest hands, alike, as if 17 equal/,
  );
});

test("where demand comes from is not said of a small sample", () => {
  const tiny = withRows("demand-by-jurisdiction", (row) => ({
    ...row,
    requests: row.jurisdiction === "USA" ? 3 : row.jurisdiction === "DEU" ? 1 : 0,
    served: 0,
  }));
  expect(sentence(tiny, "jurisdictions")).toMatch(/^[A-Z][\w ]+ holds the most live capacity, \d+%$/);
  const { note, rows } = figuresOf(tiny).get("jurisdictions")!.figure as Figure;
  expect(note).toMatch(/a sample of 12, too small .*: the largest share lies anywhere from 47% to 91%/);
  expect(note).toContain("A larger outputs.requestsFraction");
  expect(rows.find(({ name }) => name === "United States")).toMatchObject({ sampled_requests: 9, demand_share: 0.75 });
});

test("the terminal and the page say the same of what both show", async () => {
  const store = await openStore(join(folder, "plain.duckdb"), { access: "read" });
  const numbers = new Map((await mainNumbers(store)).map(({ name, estimate }) => [name, estimate!]));
  store.close();
  const drawn = figuresOf(data);
  const shown: readonly (readonly [name: string, figure: string, estimate: string, factor: number])[] = [
    ["requests served", "served", "servedFraction", 100],
    ["utilization", "utilization", "utilization", 100],
    ["price", "price", "pricePerToken", 1],
  ];
  for (const [name, figure, estimate, factor] of shown) {
    const onPage = estimateOf(drawn, figure, estimate)!;
    for (const end of ["mean", "low", "high"] as const) {
      expect(numbers.get(name)![end], `${name}, ${end}`).toBeCloseTo(factor * onPage[end], 9);
    }
  }
});

test("epochs are whole on every axis", () => {
  expect(epochTicks(6, { width: 760, isNarrow: false })).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(epochTicks(13.75, { width: 760, isNarrow: false })).toEqual([0, 2, 4, 6, 8, 10, 12]);
  expect(epochTicks(89, { width: 350, isNarrow: true })).toEqual([0, 20, 40, 60, 80]);
  expect(epochTicks(0, { width: 350, isNarrow: true })).toEqual([0]);
});

test("served and lost requests make 1,000 of 1,000", () => {
  const drawn = figuresOf(data);
  const lost = Object.values((drawn.get("misses")!.figure as Figure).estimates);
  expect(lost.length).toBeGreaterThan(2);
  const served = 1000 * estimateOf(drawn, "served", "servedFraction")!.mean;
  expect(served).toBeLessThan(980);
  expect(lost.reduce((sum, { mean }) => sum + mean, served)).toBeCloseTo(1000, 9);
});

test("without simulated requests the served share is called a fluid estimate, and nothing is said of waits", () => {
  const fluid = withRows("network-by-epoch", (row) => ({ ...row, windows: 0 }));
  expect(headline(fluid, figuresOf(fluid))).toContain("97% of requests were served (a fluid estimate)");
  expect(sentence(fluid, "served")).toMatch(/^By a fluid estimate, the network served 9[67]/);
  expect(sentence(fluid, "latency")).toBe("absent: no request was simulated one by one after warm-up");
  expect(report(data).page).not.toContain("fluid estimate");
});

test("noise of floating point is not printed", () => {
  const flat = withRows("network-by-epoch", (row) => ({ ...row, price: row.epoch % 2 ? 9.999999999999998 : 10 }));
  const { page, findings: written } = report(flat);
  expect(page + written).not.toContain("9.99999999");
  expect(sentence(flat, "price")).toBe("The price of a token held steady, near 10 base units");
});

test("a series that still moved after the warm-up is never said to have no trend", () => {
  const late = withRows("network-by-epoch", (row) => ({
    ...row,
    served_fraction: row.epoch < 18 ? 0.5 + 0.01 * ((row.epoch * 7) % 3) : 0.96 + 0.001 * (row.epoch % 2),
    price: row.epoch < 15 ? 150 : row.epoch < 19 ? 50 : 100,
  }));
  const { page } = report(late);
  expect(page).toContain("After the warm-up of 10 epochs these still moved: the served share (until about epoch 18)");
  expect(sentence(late, "served")).toMatch(/rising from 5\d\.\d% to 96/);
  expect(sentence(late, "price")).toMatch(/was still moving after the warm-up|fell by|rose by/);
  expect(page).not.toMatch(/(served|price)[^<.]*no clear trend/);
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reportData } from "../../sim/host/report-data.ts";
import { plainWorld, type SyntheticWorld, writeSyntheticStore } from "../../test/support/synthetic-store.ts";
import { type Figure, isAbsent } from "../page/figure.ts";
import { levers } from "./levers.ts";
import { figuresOf, type Report, report } from "./report.ts";
import type { ReportData, ReportRows } from "./rows.ts";
import { estimateOf, headline } from "./summary.ts";

const small: SyntheticWorld = { ...plainWorld, replications: 3, epochs: 40, operators: 60, nodes: 150 };
let folder: string;
let data: ReportData;
let made: Report;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "commonwatt-report-"));
  data = await dataOf("plain", small);
  made = report(data);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function dataOf(name: string, world: SyntheticWorld): Promise<ReportData> {
  const path = join(folder, `${name}.duckdb`);
  await writeSyntheticStore(path, world);
  return reportData(path);
}

interface Finding {
  readonly id: string;
  readonly sentence?: string;
  readonly because?: string;
  readonly estimates?: Record<string, { mean: number; low: number | null; method: string }>;
}
function findingsOf(from: ReportData): Finding[] {
  return (JSON.parse(report(from).findings) as { findings: Finding[] }).findings;
}
function sentence(from: ReportData, id: string): string {
  const { figure } = figuresOf(from).get(id)!;
  return isAbsent(figure) ? `absent: ${figure.because}` : figure.finding;
}
function withRows<K extends keyof ReportRows>(name: K, change: (row: ReportRows[K][number]) => unknown): ReportData {
  return { ...data, rows: { ...data.rows, [name]: (data.rows[name] as ReportRows[K][number][]).map(change) } };
}

test("the same content gives the same bytes, from whatever path and whenever", async () => {
  const again = await dataOf("somewhere-else", small);
  const other = report(again);
  expect(other.page).toBe(made.page);
  expect(other.findings).toBe(made.findings);
  expect(made.page).not.toContain(folder);
});

test("all figures are drawn, each with a sentence, estimates, a table and its rows as CSV", () => {
  const { page, figures } = made;
  expect(figures).toBe(15);
  expect(page.match(/<figure /g)).toHaveLength(15);
  // One drawing for wide pages and one for narrow ones; latency has three panels, outages two.
  expect(page.match(/<svg /g)).toHaveLength(2 * (15 + 2 + 1));
  expect(page.match(/href="data:text\/csv/g)).toHaveLength(15);
  for (const { id, sentence: said, estimates } of findingsOf(data)) {
    expect(said, id).toMatch(/^[A-Z0-9].*\d|nearly the same|No clear difference/);
    expect(Object.keys(estimates!).length, id).toBeGreaterThan(0);
  }
});

test("the page asks for nothing and runs nothing", () => {
  const { page } = made;
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"`);
  expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|javascript:| on\w+=/i);
  const targets = [...page.matchAll(/(?:href|src)="([^"]{0,12})/g)].map(([, target]) => target!);
  expect(targets.length).toBeGreaterThan(12);
  for (const target of targets) expect(target).toMatch(/^(#|data:text\/)/);
});

// One change of the rows for each figure, and what its sentence must then say.
const flips: readonly (readonly [id: string, before: RegExp, flipped: () => ReportData, after: RegExp])[] = [
  [
    "served",
    /served 9[67]\.\d% of requests/,
    () => withRows("network-by-epoch", (row) => ({ ...row, served_fraction: 0.9 - row.epoch / 100 })),
    /falling from 7\d/,
  ],
  [
    "misses",
    /the client stopped waiting \(70%/,
    () =>
      withRows("misses-by-epoch", (row) => ({
        ...row,
        requests: row.outcome === "no-room" ? 9 : 0,
      })),
    /every machine was full \(100%/,
  ],
  [
    "latency",
    /within 4\d\d ms/,
    () => withRows("latency-by-epoch", (row) => ({ ...row, p50: row.p50 * 10, p99: row.p99 * 10 })),
    /within 4\.\d s/,
  ],
  [
    "price",
    /fell by \d+%/,
    () => withRows("network-by-epoch", (row) => ({ ...row, price: 1 / row.price! })),
    /a thousand tokens rose by \d+%/,
  ],
  [
    "utilization",
    /rising from/,
    () => withRows("network-by-epoch", (row) => ({ ...row, utilization: 1 - row.utilization! })),
    /falling from/,
  ],
  [
    "half-of-rewards",
    /though accounts make it look like/,
    () => withRows("concentration-by-epoch", (row) => ({ ...row, nakamoto_half: 1 })),
    /went to 1 operator; counting accounts gives the same number/,
  ],
  [
    "concentration",
    /accounts understate concentration/,
    () => withRows("concentration-by-epoch", (row) => ({ ...row, effective_number: row.quantity === "work" ? 3 : 9 })),
    /^Work done is in the fewest hands, as if 3 equal operators shared all; accounts hide nothing/,
  ],
  [
    "lorenz",
    /largest tenth of operators took [2-9]\d%/,
    () => withRows("reward-lorenz", (row) => ({ ...row, reward_fraction: row.holder_fraction })),
    /took 10% of the rewards; the smaller half took 50%/,
  ],
  [
    "reward-by-size",
    /nearly the same|No clear difference/,
    () =>
      withRows("reward-by-size", (row) => ({ ...row, relative_reward: row.relative_reward * (1.5 - row.tenth / 20) })),
    /^The smallest operators earned 4\d% more/,
  ],
  [
    "jurisdictions",
    /has \d+% of the capacity/,
    () =>
      withRows("demand-by-jurisdiction", (row) => ({
        ...row,
        requests: row.jurisdiction === "CAN" ? 1e6 : row.requests,
      })),
    /^Canada leans on the others most/,
  ],
  [
    "fleet",
    /gives the most capacity/,
    () =>
      withRows("fleet-by-hardware", (row) => ({ ...row, capacity_share: row.hardware === "rtx3060" ? 0.8 : 0.001 })),
    /RTX 3060.* gives the most capacity: \d\d%/,
  ],
  [
    "detection",
    /rejects 96% of the answers made with weights in int4.*20% of requests/,
    () =>
      withRows("detection-by-behaviour", (row) => ({ ...row, predicted: 0.5, executed_rejected: row.executed / 2 })),
    /rejects 50% of the answers made with weights in int4 and 50.0% of honest ones/,
  ],
  [
    "severity",
    /lets most answers of 2 of 3 kinds of cheap work pass: .*(arbitrary text.* and weights in int8|smaller)/,
    () => withRows("roc", (row) => ({ ...row, detection: 1 })),
    /^The rule rejects most of every kind/,
  ],
  [
    "roc",
    /^The cheap work that this network was served, weights in int4, could be told from honest work: as it is, the rule finds/,
    () => withRows("roc", (row) => ({ ...row, detection: row.false_rejection })),
    /^The cheap work that this network was served, weights in int4, is hard to tell from honest work: as it is/,
  ],
  [
    "outages",
    /regional outages? a run; the worst/,
    () => ({ ...data, rows: { ...data.rows, outages: [] } }),
    /^No jurisdiction went dark/,
  ],
];

test.each(flips)("other rows change the sentence of figure %s", (id, before, flipped, after) => {
  expect(sentence(data, id)).toMatch(before);
  expect(sentence(flipped(), id)).toMatch(after);
});

test("every figure is flipped above", () => {
  expect(flips.map(([id]) => id).sort()).toEqual([...figuresOf(data).keys()].sort());
});

test("the title and the summary come from the rows", () => {
  const title = (from: ReportData) => headline(from, figuresOf(from));
  expect(made.page).toContain(`<h1>${title(data)}</h1>`);
  expect(title(data)).toMatch(/^97% of requests were served and \d+ operators took half of the rewards$/);
  expect(title(flips[0]![2]())).toMatch(/^6\d% of requests/);
  expect(title(flips[5]![2]())).toMatch(/and 1 operator took half/);
});

test("rows that make no sense stop the build", () => {
  const broken = withRows("network-by-epoch", (row) => ({ ...row, utilization: Number.POSITIVE_INFINITY }));
  expect(() => report(broken)).toThrow(/value Infinity/);
  const strange = withRows("misses-by-epoch", (row) => ({ ...row, outcome: "gremlins" }));
  expect(() => report(strange)).toThrow(/no words for the reason "gremlins"/);
});

test("warm-up is in the drawing but not in the averages", () => {
  const high = withRows("network-by-epoch", (row) => ({ ...row, price: row.epoch < 10 ? 1e6 : row.price }));
  expect(estimateOf(figuresOf(high), "price", "pricePerToken")).toEqual(
    estimateOf(figuresOf(data), "price", "pricePerToken"),
  );
  const drawn = (from: ReportData) => (figuresOf(from).get("price")!.figure as Figure).rows;
  expect(drawn(high)).not.toEqual(drawn(data));
});

test("one run gets batch means and says that it cannot show spread between runs", async () => {
  const single = await dataOf("single", { ...small, replications: 1 });
  const found = findingsOf(single).find(({ id }) => id === "served")!;
  expect(found.estimates!.servedFraction!.method).toBe("batch means");
  const { page } = report(single);
  expect(page).toContain("One run cannot show how far other runs would differ");
  expect(page).toContain("Band: 95% sampling error of each epoch");
  expect(page).not.toContain("spread between runs, not error of the mean.");
});

test("a store without simulated requests says what is missing and why", async () => {
  const unsampled = await dataOf("unsampled", { ...small, isUnsampled: true });
  const missing = findingsOf(unsampled).filter(({ sentence: said }) => said === undefined);
  expect(missing.map(({ id }) => id)).toEqual([
    "served",
    "misses",
    "latency",
    "utilization",
    "detection",
    "severity",
    "roc",
  ]);
  const { page } = report(unsampled);
  expect(page).toContain("Latency cannot be shown: no request was simulated one by one after warm-up.");
  expect(page).toMatch(/<h1>\d+ operators took half of the rewards<\/h1>/);
});

test("of a network that was served no cheap work, the ROC curves' title is about all kinds", () => {
  const unserved = { ...data, rows: { ...data.rows, "detection-by-behaviour": [] } };
  expect(sentence(unserved, "roc")).toMatch(/^Of all cheap work, arbitrary text, scored by the true model is hardest/);
  const told = { ...unserved, rows: { ...unserved.rows, roc: data.rows.roc.map((row) => ({ ...row, detection: 1 })) } };
  expect(sentence(told, "roc")).toMatch(/^Every kind of cheap work could be told .* the rule finds all of each/);
});

test("the page says how to make it again, without a path of this machine", () => {
  const { commands } = data.provenance;
  const settings = "--set 'demand.rate=2000 request/s' --replications 3";
  expect(commands).toEqual([
    `npx commonwatt run scenarios/synthetic.yaml ${settings} --out result.duckdb`,
    "npx commonwatt report result.duckdb --out report.html",
  ]);
  expect(made.page).toContain(data.provenance.contentDigest);
  expect(made.page).toContain("Routing: nodes sampled for each request");
});

test("every value of the scenario stands in the assumptions", () => {
  const shown = new Set(levers(data).map(({ path }) => path));
  const leaves = (value: unknown, path: string): string[] =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === "" ? key : `${path}.${key}`))
      : [path];
  const said = ["name", "question"];
  const mixes = ["network.classes", "network.jurisdictions", "network.models", "demand.workloads"];
  const wanted = leaves(data.scenario.resolved, "")
    .map((path) => mixes.find((mix) => path.startsWith(`${mix}.`)) ?? path)
    .filter((path) => !said.includes(path));
  expect(wanted.length).toBeGreaterThan(30);
  for (const path of wanted) expect(shown, path).toContain(path);
});

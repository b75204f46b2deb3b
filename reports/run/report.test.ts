import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { reportCommand } from "../../sim/host/commands/report.ts";
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
  expect(figures).toBe(12);
  expect(page.match(/<figure /g)).toHaveLength(12);
  // One drawing for wide pages and one for narrow ones; latency has three panels, outages two.
  expect(page.match(/<svg /g)).toHaveLength(2 * (12 + 2 + 1));
  expect(page.match(/href="data:text\/csv/g)).toHaveLength(12);
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
  expect(made.page).not.toContain("fluid estimate");
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
  expect(missing.map(({ id }) => id)).toEqual(["served", "misses", "latency", "utilization"]);
  const { page } = report(unsampled);
  expect(page).toContain("Latency cannot be shown: no request was simulated one by one after warm-up.");
  expect(page).toMatch(/<h1>\d+ operators took half of the rewards<\/h1>/);
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

test("a report replaces a report, and no other file", async () => {
  const store = join(folder, "guarded.duckdb");
  await writeSyntheticStore(store, small);
  const before = readFileSync(store);
  const scenario = join(folder, "mine.yaml");
  const notes = join(folder, "notes.findings.json");
  writeFileSync(scenario, "name: mine\n");
  writeFileSync(notes, "{}\n");
  const complained = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    for (const out of [store, scenario, folder, `${store}.wal`, join(folder, "notes.html")]) {
      expect(await reportCommand(store, { out }), out).toBe(2);
    }
    const lines = complained.mock.calls.flat().join("").split("\n");
    expect(lines).toHaveLength(6);
    expect(lines[0]).toBe(
      `${store} exists and is no report of CommonWatt, so it is not overwritten — ` +
        "move it, or name another file with --out",
    );
    expect(lines[4]).toContain("notes.findings.json exists and is no report");
    expect(readFileSync(store).equals(before)).toBe(true);
    expect(readFileSync(scenario, "utf8")).toBe("name: mine\n");
    expect(readFileSync(notes, "utf8")).toBe("{}\n");
    expect(existsSync(`${store}.wal`)).toBe(false);
    expect(existsSync(join(folder, "notes.html"))).toBe(false);
    const out = join(folder, "twice.html");
    expect(await reportCommand(store, { out })).toBe(0);
    expect(await reportCommand(store, { out })).toBe(0);
  } finally {
    complained.mockRestore();
    printed.mockRestore();
  }
});

test("the command writes page and findings, and names what is wrong with a store in one line", async () => {
  const out = join(folder, "page.html");
  const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const complained = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    expect(await reportCommand(join(folder, "plain.duckdb"), { out, json: true })).toBe(0);
    const told = JSON.parse(printed.mock.calls.flat().join(""));
    expect(told).toMatchObject({ page: out, figures: 12 });
    expect(readFileSync(told.page, "utf8")).toBe(made.page);
    expect(readFileSync(told.findings, "utf8")).toBe(made.findings);
    expect(await reportCommand(join(folder, "nothing.duckdb"), {})).toBe(2);
    expect(complained.mock.calls.flat().join("")).toMatch(/nothing\.duckdb: no such store — .*\n$/);
  } finally {
    printed.mockRestore();
    complained.mockRestore();
  }
});

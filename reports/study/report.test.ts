import { beforeAll, describe, expect, test } from "vitest";
import type { StudyRows } from "../../analysis/study/rows.ts";
import { createRng } from "../../sim/engine/rng.ts";
import { outcomeNamed } from "../../sim/store/outcomes.ts";
import type { Report } from "../run/report.ts";
import { studyReport } from "./report.ts";
import type { StudyReportData } from "./rows.ts";

const draws = createRng("study-report").stream("noise");
const outcomeIds = ["price", "served", "nakamoto-power"];

/** Two variants and two sizes. Variant b lowers the price by 5; in large networks it raises it by 1. */
function dataOf(changes: Partial<StudyRows> = {}, replications = 8): StudyReportData {
  const factors = [
    { name: "variants", levels: ["as it is", "rule <b>"] },
    { name: "network.nodes", levels: ["100", "900"] },
  ];
  const points = [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ];
  const runs = Array.from({ length: 4 * replications }, (_, run) => ({
    run,
    point: run % 4,
    replication: Math.floor(run / 4),
  }));
  const noise = (k: number, run: number) => draws.uniform(k, run) - 0.5;
  const price = runs.map(({ run, point, replication }) => {
    const [variant, size] = points[point] as [number, number];
    return 50 + 20 * draws.uniform(9, replication) + variant * (size === 0 ? -11 : 1) + 0.2 * noise(0, run);
  });
  const served = runs.map(({ replication }) => 0.9 + 0.05 * draws.uniform(8, replication));
  const votes = runs.map(({ run }) => 12 + 4 * noise(1, run));
  const values = new Map([
    ["price", price],
    ["served", served],
    ["nakamoto-power", votes],
  ]);
  const rows = {
    factors,
    points,
    runs,
    values,
    outcomes: outcomeIds.map(outcomeNamed),
    hypotheses: [],
    expectations: [],
  };
  return {
    name: "Known truth",
    question: "Does the page say what is so?",
    rows: { ...rows, ...changes },
    plannedRuns: 4 * replications,
    failedRuns: 0,
    provenance: {
      versions: [["CommonWatt", "0"]],
      contentDigest: "d16e57",
      seed: "7",
      identities: ["a", "b", "c", "d"],
      records: [],
      commands: ["npx commonwatt compare known.yaml"],
      sources: [{ name: "known.yaml", text: "name: Known truth\n" }],
    },
  };
}

test("published counts are laid beside the first variant where the scenario names some, and the page says nothing of them elsewhere", () => {
  const data = dataOf();
  const values = data.rows.runs.map(({ run, point }) => ({ run, epoch: 30, value: point === 0 ? 40 + run : 9000 }));
  const published = { date: "2026-02-15", value: 44, basis: "page", source: "told" };
  const observed = { name: "hosts", start: "2026-01-16", epochSeconds: 86_400, facts: [published], values };
  const { page, findings, figures } = studyReport({ ...data, observed });
  expect(page).toContain("Does it make what was published?");
  // Runs 0, 4, … 28 are of the first point.
  expect(page).toContain(
    "44 hosts on 15 February 2026, as published; the model’s median ends at 54. Its 90% interval holds",
  );
  expect(JSON.parse(findings).observed).toMatchObject({ runs: 8, counts: [{ value: 44, median: 54, isInside: true }] });
  const plain = studyReport(data);
  expect(plain.page).not.toContain("published?");
  expect(JSON.parse(plain.findings)).not.toHaveProperty("observed");
  expect(figures).toBe(plain.figures + 1);
});

interface Findings {
  readonly title: string;
  readonly hypotheses: readonly { readonly verdict: string }[];
  readonly expectations: readonly { readonly isKept: boolean }[];
  readonly contrasts: readonly {
    readonly outcome: string;
    readonly level: string;
    readonly mean: number;
    readonly correctedPValue: number;
  }[];
}
const findingsOf = ({ findings }: Report) => JSON.parse(findings) as Findings;

const hypotheses: StudyRows["hypotheses"] = [
  {
    id: "b is cheaper",
    factor: "variants",
    level: "rule <b>",
    outcome: "price",
    direction: "lower",
    smallest: 2,
    because: "It says so.",
    role: "further",
  },
  {
    id: "b spreads votes",
    factor: "variants",
    level: "rule <b>",
    outcome: "nakamoto-power",
    direction: "higher",
    smallest: 30,
    because: undefined,
    role: "further",
  },
];

let made: Report;
beforeAll(() => {
  made = studyReport(
    dataOf({
      hypotheses,
      expectations: [{ factor: "variants", level: "rule <b>", outcome: "served", atLeast: 0.99, atMost: undefined }],
    }),
  );
});

test("the conclusion comes first, and hypotheses have their verdicts", () => {
  const { title, hypotheses: judged } = findingsOf(made);
  expect(title).toBe("B is cheaper; too small to matter: b spreads votes");
  expect(judged.map(({ verdict }) => verdict)).toEqual(["supported", "negligible"]);
  expect(made.page.indexOf(title)).toBeLessThan(made.page.indexOf("<h2"));
  expect(made.page).toContain("It says so.");
});

test("of many hypotheses that are not so, the title has the number", () => {
  const more = Array.from({ length: 4 }, (_, i) => ({ ...hypotheses[1]!, id: `b spreads votes ${i}` }));
  const { title } = findingsOf(studyReport(dataOf({ hypotheses: [hypotheses[0]!, ...more], expectations: [] })));
  expect(title).toBe("B is cheaper; too small to matter: 4 hypotheses");
});

test("an expectation that is not met is called broken", () => {
  expect(findingsOf(made).expectations).toMatchObject([{ isKept: false }]);
  expect(made.page).toMatch(/rule &lt;b&gt;<\/td>[\s\S]*at least 0\.99[\s\S]*broken/);
});

test("without hypotheses the strongest change is the title", () => {
  const { title } = findingsOf(studyReport(dataOf()));
  expect(title).toMatch(
    /^(“Rule <b>” lowers|“Network\.nodes: 900” raises) the price of a token by [456]\.?\d* base unit\/token \(95% interval [\d.]+ to [\d.]+\)$/,
  );
});

test("a change that turns round elsewhere is said to", () => {
  expect(made.page).toMatch(/turns into the opposite under some combination of the other factors/);
  expect(made.page).toMatch(/the same sign in 50% of 2/);
});

describe("numbers", () => {
  test("what does not change is not drawn as a change, and what is chance is not called real", () => {
    const { contrasts } = findingsOf(made);
    const served = contrasts.filter(({ outcome }) => outcome === "served");
    expect(served.map(({ mean }) => mean)).toEqual([0, 0]);
    const votes = contrasts.find(({ outcome, level }) => outcome === "nakamoto-power" && level === "rule <b>");
    expect(votes?.correctedPValue).toBeGreaterThan(0.05);
  });
  test("the same rows give the same bytes", () => {
    const again = studyReport(
      dataOf({
        hypotheses,
        expectations: [{ factor: "variants", level: "rule <b>", outcome: "served", atLeast: 0.99, atMost: undefined }],
      }),
    );
    expect(again.page).toBe(made.page);
    expect(again.findings).toBe(made.findings);
  });
  test("missing runs are counted on the first page", () => {
    const { page } = studyReport({ ...dataOf(), plannedRuns: 40, failedRuns: 3 });
    expect(page).toMatch(/8 runs of 40 are missing \(3 failed\)/);
  });
  test("two replications give intervals, one gives none and says so", () => {
    expect(studyReport(dataOf({}, 2)).page).toMatch(/Differences are taken pair by pair over 2 replications/);
    expect(studyReport(dataOf({}, 1)).page).toMatch(/cannot be shown: fewer than two replications are whole/);
  });
});

test("names from files cannot become markup", () => {
  expect(made.page).not.toContain("rule <b>");
  expect(made.page).toContain("rule &lt;b&gt;");
});

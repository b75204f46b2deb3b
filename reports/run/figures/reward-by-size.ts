/** Do large operators earn more for the same capacity? */
import * as Plot from "@observablehq/plot";
import { clipped, type Estimate, estimate, type Point } from "../../../analysis/stats/estimate.ts";
import type { Absent, Figure, Size } from "../../page/figure.ts";
import { decimal, intervalWords, methodWords, percent, prose, significant } from "../../page/wording.ts";
import type { ReportData, RewardBySizeRow } from "../rows.ts";

/** When the whole interval of the difference is inside two per cent of the average, pay is called the same. */
const worthSaying = 0.02;

export function rewardBySize(data: ReportData): Figure | Absent {
  const seen = data.rows["reward-by-size"];
  if (new Set(seen.map(({ tenth }) => tenth)).size < 10) {
    return {
      id: "reward-by-size",
      missing: "Rewards by size of operator",
      because: "no reward was paid after warm-up, or there are fewer than ten operators",
    };
  }
  const tenths = Array.from({ length: 10 }, (_, i) => tenthRow(seen, i + 1));
  const gap = estimate(gapPoints(seen), "difference of relative reward");
  const ratio = (value: number) => decimal(value, 3);
  return {
    id: "reward-by-size",
    finding: sizeSentence(gap, tenths[0]!.estimate, tenths[9]!.estimate),
    shows: prose`Reward for each unit of capacity, relative to the network's average (1), by tenths of the
      operators from         smallest to largest.`,
    note: prose`Bars: 95% interval of the mean (${methodWords(gap)}). Largest less smallest tenth:
      ${ratio(gap.mean)} (${intervalWords(gap, ratio)}). Capacity is weighted by uptime. The largest tenth holds
      ${percent(tenths[9]!.capacity_share, 0)} of it.`,
    alt: prose`Ten points. The smallest tenth earns ${ratio(tenths[0]!.mean)} times the average, the largest
      ${ratio(tenths[9]!.mean)} times.`,
    plots: (size) => [drawing(tenths, size)],
    columns: [
      { name: "tenth", heading: "Tenth, 1 = smallest" },
      { name: "mean", heading: "Reward for a unit of capacity, average = 1" },
      { name: "low", heading: "95% interval, low" },
      { name: "high", heading: "95% interval, high" },
      { name: "capacity_share", heading: "Share of capacity [1]" },
      { name: "reward_share", heading: "Share of rewards [1]" },
    ],
    rows: tenths.map(({ estimate: _, ...row }) => row),
    estimates: {
      largestLessSmallestTenth: gap,
      ...Object.fromEntries(tenths.map((row) => [`tenth/${row.tenth}`, row.estimate])),
    },
  };
}

export function sizeSentence(gap: Estimate, smallest: Estimate, largest: Estimate): string {
  if (gap.method === "no interval") {
    return prose`For each unit of capacity the largest operators earned
      ${significant(largest.mean / smallest.mean, 3)} times what the smallest did; too few epochs to tell if that is
      chance`;
  }
  const isClear = gap.low > 0 || gap.high < 0;
  const isSmall = Math.abs(gap.low) < worthSaying && Math.abs(gap.high) < worthSaying;
  if (isSmall) return "Large and small operators earned nearly the same for each unit of capacity";
  if (!isClear)
    return "No clear difference in pay for each unit of capacity between the largest and the smallest operators";
  const [more, less] = gap.mean > 0 ? [largest, smallest] : [smallest, largest];
  const who = gap.mean > 0 ? "The largest operators earned" : "The smallest operators earned";
  const than = gap.mean > 0 ? "the smallest" : "the largest";
  const by = less.mean > 0 ? `${decimal(100 * (more.mean / less.mean - 1), 0)}% more` : "more";
  return `${who} ${by} for each unit of capacity than ${than}`;
}

function tenthRow(seen: readonly RewardBySizeRow[], tenth: number) {
  const mine = seen.filter((row) => row.tenth === tenth);
  const found = clipped(
    estimate(
      mine.map((row) => point(row, row.relative_reward)),
      "1 = network average",
    ),
    0,
    Number.POSITIVE_INFINITY,
  );
  const mean = (pick: (row: RewardBySizeRow) => number) => mine.reduce((sum, row) => sum + pick(row), 0) / mine.length;
  return {
    tenth,
    mean: found.mean,
    low: Number.isFinite(found.low) ? found.low : found.mean,
    high: Number.isFinite(found.high) ? found.high : found.mean,
    capacity_share: mean((row) => row.capacity_share),
    reward_share: mean((row) => row.reward_share),
    estimate: found,
  };
}

/** Largest less smallest tenth, epoch by epoch, so that what both share cancels. */
function gapPoints(seen: readonly RewardBySizeRow[]): Point[] {
  const smallest = new Map(seen.filter(({ tenth }) => tenth === 1).map((row) => [`${row.run}/${row.epoch}`, row]));
  return seen
    .filter((row) => row.tenth === 10 && smallest.has(`${row.run}/${row.epoch}`))
    .map((row) => point(row, row.relative_reward - smallest.get(`${row.run}/${row.epoch}`)!.relative_reward));
}

function point({ run, epoch }: RewardBySizeRow, value: number): Point {
  return { run, epoch, value, weight: 1 };
}

function drawing(tenths: readonly ReturnType<typeof tenthRow>[], size: Size): Plot.PlotOptions {
  const rows = tenths.map(({ tenth, mean, low, high }) => ({ tenth, mean, low, high }));
  const reach = Math.max(0.1, ...rows.flatMap(({ low, high }) => [Math.abs(low - 1), Math.abs(high - 1)]));
  return {
    height: size.isNarrow ? 240 : 270,
    marginLeft: 46,
    marginRight: 14,
    marginTop: 26,
    marginBottom: 42,
    x: {
      label: "tenth of operators by capacity (1 = smallest)",
      labelArrow: "none",
      labelAnchor: "center",
      type: "point",
      padding: 0.5,
    },
    y: {
      label: "reward for a unit of capacity, network = 1",
      labelArrow: "none",
      grid: true,
      ticks: 5,
      domain: [Math.max(0, 1 - 1.1 * reach), 1 + 1.1 * reach],
    },
    marks: [
      Plot.ruleY([1], { stroke: "var(--line-strong)", strokeWidth: 1.5 }),
      Plot.ruleX(rows, { x: "tenth", y1: "low", y2: "high", stroke: "var(--series-1)", strokeWidth: 2.5 }),
      Plot.dot(rows, { x: "tenth", y: "mean", fill: "var(--series-1)", r: 4.5 }),
    ],
  };
}

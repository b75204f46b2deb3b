/** How unequal are the rewards? */
import * as Plot from "@observablehq/plot";
import { clipped, type Estimate, estimate } from "../../../analysis/stats/estimate.ts";
import type { Absent, Figure, Size } from "../../page/figure.ts";
import { intervalWords, percent, prose } from "../../page/wording.ts";
import type { LorenzRow, ReportData } from "../rows.ts";

export function lorenz(data: ReportData): Figure | Absent {
  const seen = data.rows["reward-lorenz"];
  if (seen.length === 0)
    return { id: "lorenz", missing: "Lorenz curve of rewards", because: "no reward was paid after warm-up" };
  const top = topTenth(seen);
  const lowerHalf = heldBelow(seen, 0.5);
  const operators = meanCurve(seen, "operator");
  const accounts = meanCurve(seen, "account");
  const whole = (fraction: number) => percent(fraction, 0);
  const runs = data.rows.runs.length;
  return {
    id: "lorenz",
    finding: prose`The largest tenth of operators took ${whole(top.mean)} of the rewards; the smaller half took
      ${lowerHalf.mean < 0.005 ? "less than 1%" : whole(lowerHalf.mean)}`,
    shows: prose`Share of all rewards that goes to the smallest holders taken together, over the epochs whose nodes are
        stored (a Lorenz curve).`,
    note: prose`On the straight line all holders would earn the same; the further below, the more unequal. Curves:
      mean of ${runs === 1 ? "one run" : `${runs} runs`}. Largest tenth of operators:
      ${intervalWords(top, percent)}.`,
    alt: prose`Two curves below the line of equal rewards. The smaller half of the operators holds
      ${whole(lowerHalf.mean)} of the rewards, the largest tenth ${whole(top.mean)}.`,
    legend: [
      { label: "operators, the true owners", mark: "line-1" },
      { label: "accounts, as the protocol sees them", mark: "line-2" },
      { label: "everyone alike", mark: "line-3" },
    ],
    plots: (size) => [curves(operators, accounts, size)],
    columns: [
      { name: "holder", heading: "Holders" },
      { name: "holder_fraction", heading: "Smallest share of holders [1]" },
      { name: "reward_fraction", heading: "Their share of rewards [1]" },
    ],
    rows: [
      ...operators.map((row) => ({ holder: "operator", ...row })),
      ...accounts.map((row) => ({ holder: "account", ...row })),
    ],
    estimates: { largestTenthOfOperators: top, smallerHalfOfOperators: lowerHalf },
  };
}

interface CurvePoint {
  readonly holder_fraction: number;
  readonly reward_fraction: number;
}

function topTenth(seen: readonly LorenzRow[]): Estimate {
  const points = perRun(seen, 0.9).map(({ run, held }) => ({ run, epoch: 0, value: 1 - held, weight: 1 }));
  return clipped(estimate(points, "share of rewards"), 0, 1);
}

function heldBelow(seen: readonly LorenzRow[], fraction: number): Estimate {
  const points = perRun(seen, fraction).map(({ run, held }) => ({ run, epoch: 0, value: held, weight: 1 }));
  return clipped(estimate(points, "share of rewards"), 0, 1);
}

/** Share of rewards that the smallest `fraction` of each run's operators hold, linear between the stored points. */
function perRun(seen: readonly LorenzRow[], fraction: number): { run: number; held: number }[] {
  const operators = seen.filter(({ holder }) => holder === "operator");
  return [...new Set(operators.map(({ run }) => run))].map((run) => {
    const curve = operators.filter((row) => row.run === run);
    return { run, held: heldAt(curve, fraction) };
  });
}

function heldAt(curve: readonly CurvePoint[], fraction: number): number {
  let before: CurvePoint = { holder_fraction: 0, reward_fraction: 0 };
  for (const point of curve) {
    if (point.holder_fraction >= fraction) {
      const part = (fraction - before.holder_fraction) / (point.holder_fraction - before.holder_fraction);
      return before.reward_fraction + part * (point.reward_fraction - before.reward_fraction);
    }
    before = point;
  }
  return 1;
}

/** Mean curve over runs at every hundredth of the holders, from 0 to 1. */
function meanCurve(seen: readonly LorenzRow[], holder: string): CurvePoint[] {
  const mine = seen.filter((row) => row.holder === holder);
  const curves = [...new Set(mine.map(({ run }) => run))].map((run) => mine.filter((row) => row.run === run));
  return Array.from({ length: 101 }, (_, i) => {
    const holder_fraction = i / 100;
    const held = curves.map((curve) => (i === 0 ? 0 : heldAt(curve, holder_fraction)));
    return { holder_fraction, reward_fraction: held.reduce((sum, value) => sum + value, 0) / held.length };
  });
}

function curves(operators: readonly CurvePoint[], accounts: readonly CurvePoint[], size: Size): Plot.PlotOptions {
  const asPercent = (points: readonly CurvePoint[]) =>
    points.map((point) => ({ x: 100 * point.holder_fraction, y: 100 * point.reward_fraction }));
  const even = [
    { x: 0, y: 0 },
    { x: 100, y: 100 },
  ];
  return {
    width: size.isNarrow ? size.width : 460,
    height: size.isNarrow ? 330 : 380,
    marginLeft: 46,
    marginTop: 26,
    marginBottom: 40,
    marginRight: 16,
    x: { label: "smallest holders, % of all", labelArrow: "none", labelAnchor: "center", domain: [0, 100], ticks: 5 },
    y: { label: "their rewards, % of all", labelArrow: "none", domain: [0, 100], grid: true, ticks: 5 },
    marks: [
      Plot.line(even, { x: "x", y: "y", stroke: "var(--series-3)", strokeDasharray: "2 3", strokeWidth: 2 }),
      Plot.line(asPercent(accounts), {
        x: "x",
        y: "y",
        stroke: "var(--series-2)",
        strokeWidth: 2,
        strokeDasharray: "7 3",
      }),
      Plot.line(asPercent(operators), { x: "x", y: "y", stroke: "var(--series-1)", strokeWidth: 2.5 }),
    ],
  };
}

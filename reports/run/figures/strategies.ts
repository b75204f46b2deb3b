/** How much of the capacity does what it is paid for, and what does the rest do? */
import type { Band } from "../../../analysis/stats/band.ts";
import { clipped, type Estimate, estimate } from "../../../analysis/stats/estimate.ts";
import type { Figure } from "../../page/figure.ts";
import { intervalWords, percent, prose, spelled } from "../../page/wording.ts";
import { bandWords, lineOf, runCount } from "../measures.ts";
import type { ReportData } from "../rows.ts";
import { overTime, overTimeKeys, type Series } from "./over-time.ts";

const honest = "honest";
/** Lines that can be told apart. */
const linesMost = 3;
/** A share of capacity below this is not worth a headline. */
const worthSaying = 0.001;

interface Followed {
  readonly strategy: string;
  readonly share: Estimate;
  readonly band: Band;
}

/** Left out of the page where operators have no choice of strategies. */
export function strategies(data: ReportData): Figure | undefined {
  const all = followed(data);
  if (all === undefined) return undefined;
  const [first, ...others] = all;
  const drawn = all.slice(0, linesMost);
  const series = drawn.map(({ strategy, band: seen }, i): Series => {
    return { label: spelled(strategy), band: seen, style: (i + 1) as 1 | 2 | 3 };
  });
  const more =
    all.length > linesMost ? "Drawn are honest work and the two strategies with most capacity; the data have all." : "";
  return {
    id: "strategies",
    finding: sentence(first!, others[0]),
    shows: "Capacity of operators by what they have chosen to do, in % of all, by epoch.",
    note: prose`${bandWords(first!.band.kind, runCount(data))} Averages after warm-up:
      ${all.map(({ strategy, share }) => `${spelled(strategy)} ${percent(share.mean)} (${intervalWords(share, percent)})`).join("; ")}. ${more}`,
    alt: `${all.map(({ strategy, share }) => `${spelled(strategy)}: ${percent(share.mean)} of capacity`).join("; ")}.`,
    legend: overTimeKeys(series, data.scenario),
    plots: (size) => [
      overTime(
        { series, scenario: data.scenario, label: "% of capacity", factor: 100, from: "zero", ceiling: 100 },
        size,
      ),
    ],
    columns: [
      { name: "strategy", heading: "Strategy" },
      { name: "epoch", heading: "Epoch" },
      { name: "mean", heading: "Share of capacity [1]" },
      { name: "low", heading: "Band, low [1]" },
      { name: "high", heading: "Band, high [1]" },
    ],
    rows: all.flatMap(({ strategy, band: { points } }) =>
      points.map(({ epoch, mean, low, high }) => ({ strategy, epoch, mean, low, high })),
    ),
    estimates: Object.fromEntries(all.map(({ strategy, share }) => [`capacityShare/${strategy}`, share])),
  };
}

/** Honest work first, then by capacity. */
function followed({ rows, scenario }: ReportData): Followed[] | undefined {
  const seen = rows["strategies-by-epoch"];
  if (!seen.some(({ epoch }) => epoch >= scenario.warmup)) return undefined;
  const found = [...new Set(seen.map(({ strategy }) => strategy))].map((strategy): Followed => {
    const mine = seen.filter((row) => row.strategy === strategy);
    const points = mine.map(({ run, epoch, capacity_share: value }) => ({ run, epoch, value, weight: 1 }));
    const settled = points.filter(({ epoch }) => epoch >= scenario.warmup);
    return {
      strategy,
      share: clipped(estimate(settled, "share of capacity"), 0, 1),
      band: lineOf(points),
    };
  });
  const rank = ({ strategy, share }: Followed) => (strategy === honest ? -1 : 1 - share.mean);
  return found.sort((a, b) => rank(a) - rank(b) || (a.strategy < b.strategy ? -1 : 1));
}

function sentence(first: Followed, next: Followed | undefined): string {
  if (next === undefined || next.share.mean < worthSaying)
    return `${percent(first.share.mean)} of capacity did what it was paid for, though other strategies were open`;
  return prose`${percent(first.share.mean, 0)} of capacity did what it was paid for; the commonest other strategy was
    “${spelled(next.strategy)}”, ${percent(next.share.mean, 0)}`;
}

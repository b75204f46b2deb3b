/** How few hands take half of the rewards, as accounts show it and as owners really are, and does it move? */
import { type Band, band } from "../../../analysis/stats/band.ts";
import { change } from "../../../analysis/stats/change.ts";
import { clipped, type Estimate, estimate, type Point } from "../../../analysis/stats/estimate.ts";
import type { Absent, Figure } from "../../page/figure.ts";
import { counted, decimal, intervalWords, prose, significant } from "../../page/wording.ts";
import { bandWords, runCount } from "../measures.ts";
import type { ReportData } from "../rows.ts";
import { overTime, overTimeKeys } from "./over-time.ts";

/** A move below this share of the count is called steady. */
const worthSaying = 0.02;

export function halfOfRewards(data: ReportData): Figure | Absent {
  const byAccount = halfPoints(data, "account");
  const byOperator = halfPoints(data, "operator");
  if (byAccount.length === 0 || byOperator.length === 0) {
    return {
      id: "half-of-rewards",
      missing: "Holders of half of the rewards",
      because: "no reward was paid after warm-up",
    };
  }
  const accounts = clipped(estimate(byAccount, "account"), 1, Number.POSITIVE_INFINITY);
  const operators = clipped(estimate(byOperator, "operator"), 1, Number.POSITIVE_INFINITY);
  const trend = change(byOperator);
  const [shown, real] = [halfBand(data, "account"), halfBand(data, "operator")];
  const series = [
    { label: "accounts, as the protocol sees them", band: shown, style: 2 as const },
    { label: "operators, the true owners", band: real, style: 1 as const },
  ];
  const format = (value: number) => significant(value, 3);
  const steady = Math.abs(trend.difference) < worthSaying * trend.before;
  const moved =
    trend.method === "no interval"
      ? "The run is too short to show a trend."
      : trend.direction === "unclear" || steady
        ? "Among operators there is no clear trend."
        : `Among operators the number ${trend.direction} from ${format(trend.before)} to ${format(trend.after)}.`;
  return {
    id: "half-of-rewards",
    finding: halfSentence(operators, accounts),
    shows: prose`Fewest holders who together take more than half of the rewards of an epoch (the Nakamoto coefficient at
        one half).`,
    note: prose`${bandWords(real.kind, runCount(data))} Averages after warm-up: operators ${format(operators.mean)}
      (${intervalWords(operators, format)}), accounts ${format(accounts.mean)} (${intervalWords(accounts, format)}).
      ${moved}`,
    alt: prose`Two lines over ${counted(real.points.length, "epoch")}. On average half of the rewards needs
      ${format(accounts.mean)} accounts, but only ${format(operators.mean)} operators.`,
    legend: overTimeKeys(series, data.scenario),
    plots: (size) => [
      overTime(
        { series, scenario: data.scenario, label: "holders of half of the rewards", factor: 1, from: "zero" },
        size,
      ),
    ],
    columns: [
      { name: "epoch", heading: "Epoch" },
      { name: "accounts", heading: "Accounts, mean" },
      { name: "accounts_low", heading: "Band, low" },
      { name: "accounts_high", heading: "Band, high" },
      { name: "operators", heading: "Operators, mean" },
      { name: "operators_low", heading: "Band, low" },
      { name: "operators_high", heading: "Band, high" },
    ],
    rows: joined(shown, real),
    estimates: { accountsToHalf: accounts, operatorsToHalf: operators },
  };
}

export function halfSentence(operators: Estimate, accounts: Estimate): string {
  const [few, many] = [Math.round(operators.mean), Math.round(accounts.mean)];
  const core = `Half of the rewards went to ${counted(few, "operator")}`;
  if (many > few) return `${core}, though accounts make it look like ${decimal(many, 0)}`;
  if (many === few) return `${core}; counting accounts gives the same number`;
  return `${core}; counting accounts gives fewer, ${decimal(many, 0)}`;
}

export function halfPoints({ rows, scenario }: ReportData, holder: string): Point[] {
  return rows["concentration-by-epoch"]
    .filter((row) => row.quantity === "reward" && row.holder === holder && row.epoch >= scenario.warmup)
    .map(({ run, epoch, nakamoto_half }) => ({ run, epoch, value: nakamoto_half, weight: 1 }));
}

function halfBand({ rows }: ReportData, holder: string): Band {
  const seen = rows["concentration-by-epoch"].filter((row) => row.quantity === "reward" && row.holder === holder);
  return band(
    seen.map(({ run, epoch, nakamoto_half }) => ({ run, epoch, value: nakamoto_half, se: Number.NaN, windows: 0 })),
  );
}

function joined(accounts: Band, operators: Band): Record<string, number | null>[] {
  const byEpoch = new Map(operators.points.map((point) => [point.epoch, point]));
  return accounts.points.map(({ epoch, mean, low, high }) => {
    const other = byEpoch.get(epoch);
    return {
      epoch,
      accounts: mean,
      accounts_low: low,
      accounts_high: high,
      operators: other?.mean ?? null,
      operators_low: other?.low ?? null,
      operators_high: other?.high ?? null,
    };
  });
}

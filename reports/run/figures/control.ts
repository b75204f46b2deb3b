/** In how few hands is it when those who act together count as one, and how much of that do accounts and owners hide? */
import { type Band, band } from "../../../analysis/stats/band.ts";
import { clipped, type Estimate, estimate } from "../../../analysis/stats/estimate.ts";
import type { Absent, Figure } from "../../page/figure.ts";
import { counted, intervalWords, prose, significant } from "../../page/wording.ts";
import { bandWords, runCount } from "../measures.ts";
import type { ControlRow, ReportData } from "../rows.ts";
import { overTime, overTimeKeys, type Series } from "./over-time.ts";

/** Start of a sentence, and in the middle of one. */
const quantities: Readonly<Record<string, readonly [subject: string, name: string]>> = {
  capacity: ["Capacity is", "capacity"],
  weight: ["The protocol’s weight is", "weight"],
  reward: ["Rewards are", "rewards"],
  votes: ["Votes are", "votes"],
};
const holders = ["account", "operator", "control"] as const;
type Holder = (typeof holders)[number];
/** Ratio of owners to those in control from which coalitions are said to hide something. */
const worthSaying = 1.05;

interface Hands {
  readonly quantity: string;
  readonly rows: readonly ControlRow[];
  readonly estimates: Readonly<Record<Holder, Estimate>>;
}

/** Left out of the page where nobody ever acted together: it would say again what accounts and owners say; said where some might have. */
export function control(data: ReportData): Figure | Absent | undefined {
  const { rows, scenario } = data;
  const settled = rows["control-by-epoch"].filter(({ epoch }) => epoch >= scenario.warmup);
  if (!settled.some(({ coalitions }) => coalitions > 0)) {
    const economy = scenario.resolved.economy as { readonly coalitions?: unknown } | undefined;
    if (economy?.coalitions === undefined) return undefined;
    return {
      id: "control",
      missing: "Who is in control",
      because: "no coalition that might form did so after warm-up",
    };
  }
  const all = Object.keys(quantities).flatMap((quantity) => handsOf(settled, quantity) ?? []);
  const most = [...all].sort((a, b) => hidden(b) - hidden(a))[0]!;
  const mine = rows["control-by-epoch"].filter(({ quantity }) => quantity === most.quantity);
  const bands = Object.fromEntries(holders.map((holder) => [holder, bandOf(mine, holder)])) as Record<Holder, Band>;
  const series = seriesOf(bands);
  const name = quantities[most.quantity]![1];
  return {
    id: "control",
    finding: controlSentence(most),
    shows: prose`Effective number of holders of ${name}: how many equal holders would be as concentrated (1 ÷ the sum of
      squared shares). Operators of one coalition count as one.`,
    note: prose`${bandWords(bands.control.kind, runCount(data))} Drawn is what coalitions hide most of.
      Averages after warm-up, by owner and by who is in control: ${all.map(inWords).join("; ")}.
      ${coalitionWords(mine, scenario.warmup)}`,
    alt: `${series.length} lines over ${counted(bands.control.points.length, "epoch")}. ${inWords(most)}.`,
    legend: overTimeKeys(series, scenario),
    plots: (size) => [
      overTime({ series, scenario, label: `effective number of holders of ${name}`, factor: 1, from: "zero" }, size),
    ],
    columns: [
      { name: "epoch", heading: "Epoch" },
      { name: "accounts", heading: "Accounts, mean" },
      { name: "operators", heading: "Operators, mean" },
      { name: "control", heading: "Those in control, mean" },
      { name: "control_low", heading: "Band, low" },
      { name: "control_high", heading: "Band, high" },
    ],
    rows: joined(bands),
    estimates: Object.fromEntries(
      all.flatMap(({ quantity, estimates }) =>
        holders.map((holder) => [`${quantity}/${holder}`, estimates[holder]] as const),
      ),
    ),
  };
}

/** Where every account has an owner of its own, its line would lie under that of owners. */
function seriesOf({ account, operator, control: group }: Record<Holder, Band>): Series[] {
  const areAlike = account.points.every(({ mean }, i) => mean === operator.points[i]!.mean);
  const owners: Series = {
    label: areAlike ? "accounts, and operators, of whom each has one" : "operators, the true owners",
    band: operator,
    style: 1,
  };
  const accounts: Series = { label: "accounts, as the protocol sees them", band: account, style: 2 };
  const groups: Series = { label: "those in control: coalitions, and operators in none", band: group, style: 3 };
  return areAlike ? [owners, groups] : [accounts, owners, groups];
}

export function controlSentence(hands: Hands): string {
  const { operator, control: group } = hands.estimates;
  const [subject] = quantities[hands.quantity]!;
  const [owners, equal] = [significant(operator.mean, 2), significant(group.mean, 2)];
  if (hidden(hands) < worthSaying)
    return `Those who act together hide nothing: by who is in control there are as many equal holders as owners, ${owners}`;
  return `${subject} as if ${equal} equal holders shared all, though owners look like ${owners}: some of them act together`;
}

const hidden = ({ estimates }: Hands) => estimates.operator.mean / estimates.control.mean;

function handsOf(settled: readonly ControlRow[], quantity: string): Hands | undefined {
  const rows = settled.filter((row) => row.quantity === quantity);
  if (rows.length === 0) return undefined;
  const by = (holder: Holder) => {
    const points = rows.map((row) => ({
      run: row.run,
      epoch: row.epoch,
      value: row[`effective_${holder}`],
      weight: 1,
    }));
    return clipped(estimate(points, "equal holder"), 1, Number.POSITIVE_INFINITY);
  };
  return { quantity, rows, estimates: { account: by("account"), operator: by("operator"), control: by("control") } };
}

function inWords({ quantity, estimates }: Hands): string {
  const format = (value: number) => significant(value, 2);
  const { operator, control: group } = estimates;
  return `${quantities[quantity]![1]} ${format(operator.mean)} and ${format(group.mean)} (${intervalWords(group, format)})`;
}

function coalitionWords(rows: readonly ControlRow[], warmup: number): string {
  const seen = rows.filter(({ epoch }) => epoch >= warmup).map(({ coalitions }) => coalitions);
  const mean = seen.reduce((sum, one) => sum + one, 0) / seen.length;
  const [least, most] = [Math.min(...seen), Math.max(...seen)];
  if (least === most) return `There ${most === 1 ? "was" : "were"} ${counted(most, "coalition")} throughout.`;
  return `There were ${least} to ${most} coalitions, ${significant(mean, 2)} on average.`;
}

function bandOf(rows: readonly ControlRow[], holder: Holder): Band {
  return band(
    rows.map((row) => ({
      run: row.run,
      epoch: row.epoch,
      value: row[`effective_${holder}`],
      se: Number.NaN,
      windows: 0,
    })),
  );
}

function joined({ account, operator, control: group }: Record<Holder, Band>): Record<string, number | null>[] {
  return group.points.map(({ epoch, mean, low, high }, i) => ({
    epoch,
    accounts: account.points[i]!.mean,
    operators: operator.points[i]!.mean,
    control: mean,
    control_low: low,
    control_high: high,
  }));
}

/** Is capacity, work, reward or money in the fewest hands, and how much do accounts hide? */
import * as Plot from "@observablehq/plot";
import { clipped, type Estimate, estimate } from "../../../analysis/stats/estimate.ts";
import type { Absent, Figure, Size } from "../../page/figure.ts";
import type { Column } from "../../page/table.ts";
import { decimal, listed, methodWords, prose, sentenceCase, significant } from "../../page/wording.ts";
import type { ReportData } from "../rows.ts";
import { labelledRows, type NamedRow } from "./labelled-rows.ts";

/** Name in the drawing, and start of a sentence. */
const quantities: Readonly<Record<string, readonly [name: string, subject: string]>> = {
  capacity: ["Capacity", "Capacity is"],
  work: ["Work done", "Work done is"],
  reward: ["Rewards", "Rewards are"],
  balance: ["Money held", "Money is"],
};
/** Ratio of accounts to operators from which accounts are said to hide something. */
const worthSaying = 1.05;

interface Spread {
  readonly quantity: string;
  readonly name: string;
  readonly subject: string;
  readonly account: Estimate;
  readonly operator: Estimate;
  readonly jurisdiction: Estimate;
}

const columns: readonly Column[] = [
  { name: "quantity", heading: "What is shared out" },
  { name: "holder", heading: "By" },
  { name: "effective_number", heading: "Effective number of holders" },
  { name: "low", heading: "95% interval, low" },
  { name: "high", heading: "95% interval, high" },
];

interface Dots extends NamedRow {
  readonly account: number;
  readonly operator: number;
  readonly jurisdiction: number;
}

export function concentration(data: ReportData): Figure | Absent {
  const spreads = Object.keys(quantities).flatMap((quantity) => spreadOf(data, quantity) ?? []);
  if (spreads.length === 0) {
    return {
      id: "concentration",
      missing: "Concentration by quantity",
      because: "nothing was held by anyone after warm-up",
    };
  }
  const rows = spreads.map(({ name, account, operator, jurisdiction }) => ({
    name,
    value: "",
    account: account.mean,
    operator: operator.mean,
    jurisdiction: jurisdiction.mean,
  }));
  return {
    id: "concentration",
    finding: concentrationSentence(spreads),
    shows: prose`Effective number of holders: how many equal holders would be as concentrated (1 ÷ the sum of squared
        shares). Fewer is more concentrated.`,
    note: prose`Means over epochs after warm-up; intervals are in the data (${methodWords(spreads[0]!.operator)}).
      Accounts are what the protocol can count; one operator may hold several.`,
    alt: `${spreads.map(spreadWords).join("; ")}.`,
    legend: [
      { label: "jurisdictions", mark: "dot-3" },
      { label: "operators, the true owners", mark: "dot-1" },
      { label: "accounts, as the protocol sees them", mark: "dot-2" },
    ],
    plots: (size) => [drawing(rows, size)],
    columns,
    rows: spreads.flatMap((s) =>
      (["account", "operator", "jurisdiction"] as const).map((holder) => ({
        quantity: s.name,
        holder,
        effective_number: s[holder].mean,
        low: s[holder].low,
        high: s[holder].high,
      })),
    ),
    estimates: Object.fromEntries(
      spreads.flatMap((s) => [
        [`${s.quantity}/account`, s.account] as const,
        [`${s.quantity}/operator`, s.operator] as const,
        [`${s.quantity}/jurisdiction`, s.jurisdiction] as const,
      ]),
    ),
  };
}

export function concentrationSentence(spreads: readonly Spread[]): string {
  const narrowest = [...spreads].sort((a, b) => a.operator.mean - b.operator.mean)[0]!;
  const gap = [...spreads].sort((a, b) => ratio(b) - ratio(a))[0]!;
  const equal = significant(narrowest.operator.mean, 2);
  const alike = spreads.filter(({ operator }) => significant(operator.mean, 2) === equal);
  const held = `${heldBy(narrowest, alike, spreads.length)} as if ${equal} equal operators shared all`;
  if (ratio(gap) < worthSaying) return `${held}; accounts hide nothing of it`;
  return `${held}; accounts understate concentration by up to ${significant(ratio(gap), 2)} times`;
}

/** Which quantity is in the fewest hands, or which are alike in that. */
function heldBy(narrowest: Spread, alike: readonly Spread[], of: number): string {
  if (alike.length === 1) return `${narrowest.subject} in the fewest hands,`;
  const names = sentenceCase(listed(alike.map(({ name }) => name.toLowerCase())));
  return alike.length === of ? `${names} are in equally few hands,` : `${names} are in the fewest hands, alike,`;
}

function spreadWords({ name, account, operator, jurisdiction }: Spread): string {
  const [accounts, operators] = [decimal(account.mean, 0), decimal(operator.mean, 0)];
  return `${name}: ${accounts} accounts, ${operators} operators, ${decimal(jurisdiction.mean, 1)} jurisdictions`;
}

function ratio({ account, operator }: Spread): number {
  return account.mean / operator.mean;
}

function spreadOf({ rows, scenario }: ReportData, quantity: string): Spread | undefined {
  const seen = rows["concentration-by-epoch"].filter(
    (row) => row.quantity === quantity && row.epoch >= scenario.warmup,
  );
  if (seen.length === 0) return undefined;
  const by = (holder: string) => {
    const points = seen.filter((row) => row.holder === holder);
    const values = points.map(({ run, epoch, effective_number: value }) => ({ run, epoch, value, weight: 1 }));
    return clipped(estimate(values, "equal holder"), 1, Number.POSITIVE_INFINITY);
  };
  const [name, subject] = quantities[quantity]!;
  return {
    quantity,
    name,
    subject,
    account: by("account"),
    operator: by("operator"),
    jurisdiction: by("jurisdiction"),
  };
}

function drawing(rows: readonly Dots[], size: Size): Plot.PlotOptions {
  return labelledRows({
    rows,
    label: "effective number of holders",
    size,
    valueWidth: 24,
    nameWidth: 110,
    x: { zero: true, nice: true },
    marks: (drawn) => [
      Plot.ruleY(drawn, {
        y: "name",
        x1: "operator",
        x2: "account",
        stroke: "var(--line-strong)",
        strokeWidth: 1.5,
      }),
      Plot.dot(drawn, { y: "name", x: "jurisdiction", fill: "var(--series-3)", symbol: "triangle", r: 5 }),
      Plot.dot(drawn, { y: "name", x: "account", fill: "var(--series-2)", symbol: "square", r: 5 }),
      Plot.dot(drawn, { y: "name", x: "operator", fill: "var(--series-1)", r: 5 }),
    ],
  });
}

/** How concentrated it is as time goes on, as accounts show it and as owners are: the gap is what splitting up hides. */
import * as Plot from "@observablehq/plot";
import { estimate, plainMean } from "../../../analysis/stats/estimate.ts";
import type { Absent, Figure, Size } from "../../page/figure.ts";
import { alike, grouped, intervalWords, prose, significant } from "../../page/wording.ts";
import { type ClaimFound, runsByVariant } from "../found.ts";
import type { HolderRow } from "../rows.ts";
import { epochLabel } from "../words.ts";
import { alikeWords, areAlike } from "./alike.ts";

export const quantityNames: Readonly<Record<string, string>> = {
  power: "votes",
  weight: "the protocol’s weight",
  reward: "rewards",
  capacity: "machines",
};

const styles: Readonly<Record<string, { stroke: string; strokeDasharray?: string }>> = {
  operator: { stroke: "var(--series-1)" },
  account: { stroke: "var(--series-2)", strokeDasharray: "7 3" },
  coalition: { stroke: "var(--series-3)", strokeDasharray: "2 3" },
};
const digits = (value: number) => significant(value, 3);

export function holders(found: ClaimFound): Figure | Absent {
  const { data } = found;
  const id = "holders";
  const quantity = data.claim.holders;
  const mine = data.holders.filter((row) => row.quantity === quantity);
  if (mine.length === 0)
    return {
      id,
      missing: `The concentration of ${quantityNames[quantity]} over time`,
      because: "the store holds none",
    };
  const variants = runsByVariant(found);
  const points = variants.flatMap(({ name, runs }) => meansOf(mine, name, runs));
  const lines = variants.map(({ name }) => points.filter(({ variant }) => variant === name).map(({ hhi }) => hhi));
  if (areAlike(lines))
    return { id, missing: `The concentration of ${quantityNames[quantity]} over time`, because: alikeWords };
  const kinds = ["operator", "account", "coalition"].filter((kind) => points.some(({ holder }) => holder === kind));
  const ends = variants.map(({ name, runs }) => ({ name, end: atEnd(mine, runs) }));
  const domain = [0, Math.max(...points.map(({ hhi }) => hhi))] as const;
  return {
    id,
    finding: prose`Among owners, the concentration of ${quantityNames[quantity]!} ends at ${grouped(
      ends.map(({ name, end }) => {
        const text = alike([end.mean, end.low, end.high], 2);
        return { name, text: `${text(end.mean)} (${intervalWords(end, text)})` };
      }),
      (text) => `${text} under every variant drawn`,
    )}`,
    shows: prose`Herfindahl–Hirschman index of ${quantityNames[quantity]!}, mean over runs: the sum of squared shares. 1 is one holder; 0.1 is as
      concentrated as ten equal ones.`,
    note: prose`Accounts are what the protocol sees, owners are who is there. Where the lines part, owners hold more than one account.
      Interval: Student’s t over runs of the last epoch, worlds included.`,
    alt: ends.map(({ name, end }) => `${name}: ${digits(end.mean)} at the end`).join("; "),
    legend: kinds.map((kind) => ({
      label: { operator: "owners", account: "accounts", coalition: "coalitions" }[kind]!,
      mark: ({ operator: "line-1", account: "line-2", coalition: "line-3" } as const)[kind as "operator"],
    })),
    plots: (size) =>
      panels(points, variants).map(({ name, label }) =>
        drawing(points, kinds, { name, label, epoch: epochLabel(data) }, domain, size),
      ),
    columns: [
      { name: "variant", heading: "Variant" },
      { name: "holder", heading: "Holders" },
      { name: "epoch", heading: "Epoch" },
      { name: "hhi", heading: "HHI, mean over runs" },
      { name: "nakamoto", heading: "Fewest holders with half, mean" },
    ],
    rows: points.map((point) => ({ ...point })),
    estimates: Object.fromEntries(ends.map(({ name, end }) => [name, end])),
  };
}

interface HolderPoint {
  readonly variant: string;
  readonly holder: string;
  readonly epoch: number;
  readonly hhi: number;
  readonly nakamoto: number;
}

function meansOf(rows: readonly HolderRow[], variant: string, runs: ReadonlySet<number>): HolderPoint[] {
  const groups = new Map<string, HolderRow[]>();
  for (const row of rows) {
    if (!runs.has(row.run)) continue;
    const key = `${row.holder} ${row.epoch}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()]
    .map((group) => ({
      variant,
      holder: group[0]!.holder,
      epoch: group[0]!.epoch,
      hhi: plainMean(group.map(({ hhi }) => hhi)),
      nakamoto: plainMean(group.map(({ nakamoto }) => nakamoto)),
    }))
    .sort((a, b) => (a.holder < b.holder ? -1 : a.holder > b.holder ? 1 : a.epoch - b.epoch));
}

/** Variants under which the lines are the same to the last digit share a panel. */
function panels(points: readonly HolderPoint[], variants: readonly { readonly name: string }[]) {
  const lines = variants.map(({ name }) => ({
    name,
    line: points
      .filter(({ variant }) => variant === name)
      .map(({ hhi }) => hhi)
      .join(),
  }));
  return [...new Set(lines.map(({ line }) => line))].map((line) => {
    const names = lines.filter((one) => one.line === line).map(({ name }) => name);
    return { name: names[0]!, label: names.join("; ") };
  });
}

function atEnd(rows: readonly HolderRow[], runs: ReadonlySet<number>) {
  const mine = rows.filter(({ run, holder }) => holder === "operator" && runs.has(run));
  const last = Math.max(...mine.map(({ epoch }) => epoch));
  const points = mine
    .filter(({ epoch }) => epoch === last)
    .map(({ run, epoch, hhi }) => ({ run, epoch, value: hhi, weight: 1 }));
  return estimate(points, "1");
}

function drawing(
  points: readonly HolderPoint[],
  kinds: readonly string[],
  { epoch, ...variant }: { readonly name: string; readonly label: string; readonly epoch: string },
  domain: readonly [number, number],
  size: Size,
): Plot.PlotOptions {
  return {
    height: size.isNarrow ? 180 : 170,
    marginLeft: 56,
    marginTop: 26,
    marginBottom: 36,
    x: { label: epoch, labelArrow: "none", labelAnchor: "center", ticks: size.isNarrow ? 4 : 8, tickFormat: "d" },
    y: { label: variant.label, labelArrow: "none", grid: true, ticks: 4, domain, nice: true },
    marks: kinds.map((kind) =>
      Plot.lineY(
        points.filter((point) => point.holder === kind && point.variant === variant.name),
        { x: "epoch", y: "hhi", strokeWidth: 2, ...styles[kind]! },
      ),
    ),
  };
}

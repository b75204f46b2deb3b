/** Do small buyers get the accelerators that they want, how long do they wait, and what do they pay? */
import * as Plot from "@observablehq/plot";
import { type Estimate, estimate, type Point } from "../../../analysis/stats/estimate.ts";
import { sizeWords } from "../../../sim/store/buyer-sizes.ts";
import type { Figure, Size } from "../../page/figure.ts";
import { decimal, intervalWords, percent, prose } from "../../page/wording.ts";
import type { ChipsBySizeRow } from "../economy-rows.ts";
import type { ReportData } from "../rows.ts";
import { labelledRows } from "./labelled-rows.ts";

/** In the order drawn: the store's names of sizes, then all operators of the network together. */
const names: Readonly<Record<ChipsBySizeRow["buyer"], string>> = {
  ...sizeWords,
  network: "operators here",
};

interface Group {
  readonly buyer: string;
  readonly name: string;
  /** Of all that was delivered to anybody. [1] */
  readonly part: number;
  readonly got: Estimate | undefined;
  /** [day] */
  readonly waited: Estimate | undefined;
  /** Over what the largest paid in the same quarter. [1] */
  readonly price: Estimate | undefined;
}

/** Left out of the page where accelerators are not bought on a market. */
export function acceleratorsBySize(data: ReportData): Figure | undefined {
  const groups = groupsOf(data.rows["chips-by-size"]);
  if (groups.length === 0) return undefined;
  return {
    id: "accelerators-by-size",
    finding: sentence(groups),
    shows: prose`Buyers of accelerators by what they hold, in H100-equivalents. Above: received, in % of what they wanted, and in the last
      column their part of all that was delivered. Middle: days from order to delivery. Below: price paid over what the largest paid in the
      same quarter (1 is the same).`,
    note: prose`Received: ${groups.flatMap(intervalOf).join("; ")}. Above 100% where orders from before are filled. Who grows into
      the next size counts there from then on. Wait and price are of what was received, however little: orders that were given up
      are in neither. Prices are of what was bought: makers who sell to nobody,
      and have their own cards at cost, are not in them. They differ without any discrimination where buyers order of other makers.`,
    alt: `${groups.map(({ name, ...of }) => `${name}: ${valuesOf(of)}`).join("; ")}.`,
    plots: (size) => [
      drawing(groups, "got", size),
      ...(["waited", "price"] as const)
        .filter((of) => groups.some((one) => one[of]))
        .map((of) => drawing(groups, of, size)),
    ],
    columns: [
      { name: "name", heading: "Holdings [H100e]" },
      { name: "part", heading: "Part of all deliveries [1]" },
      { name: "got", heading: "Received over wanted [1]" },
      { name: "got_low", heading: "95% interval, low" },
      { name: "got_high", heading: "95% interval, high" },
      { name: "waited", heading: "Wait [day]" },
      { name: "price", heading: "Price over that of the largest [1]" },
    ],
    rows: groups.map(({ name, part, got, waited, price }) => ({
      name,
      part,
      got: got?.mean ?? null,
      got_low: got?.low ?? null,
      got_high: got?.high ?? null,
      waited: waited?.mean ?? null,
      price: price?.mean ?? null,
    })),
    estimates: Object.fromEntries(
      groups.flatMap((group) =>
        (["got", "waited", "price"] as const).flatMap((of) => {
          const found = group[of];
          return found === undefined ? [] : [[`${of}/${group.buyer}`, found] as const];
        }),
      ),
    ),
  };
}

function groupsOf(rows: readonly ChipsBySizeRow[]): Group[] {
  const delivered = rows.reduce((sum, { shipped }) => sum + shipped, 0);
  return (Object.keys(names) as ChipsBySizeRow["buyer"][]).flatMap((buyer) => {
    const mine = rows.filter((row) => row.buyer === buyer);
    if (mine.length === 0) return [];
    const of = (
      column: "got_share" | "waited" | "paid_ratio",
      weight: "ordered" | "shipped" | "bought",
      unit: string,
    ) => {
      const points = mine.flatMap(({ run, epoch, [column]: value, [weight]: counts }): Point[] =>
        value === null || !(counts > 0) ? [] : [{ run, epoch, value, weight: counts }],
      );
      return points.length === 0 ? undefined : estimate(points, unit);
    };
    return {
      buyer,
      name: names[buyer],
      part: delivered > 0 ? mine.reduce((sum, { shipped }) => sum + shipped, 0) / delivered : 0,
      got: of("got_share", "ordered", "share of what was wanted"),
      waited: of("waited", "shipped", "day"),
      price: of("paid_ratio", "bought", "1 = price of the largest"),
    };
  });
}

const whole = (value: number) => percent(value, 0);
const days = (value: number) => decimal(value, 0);
const ratio = (value: number) => decimal(value, 2);

/** The smallest buyers outside the network against the largest. */
function sentence(groups: readonly Group[]): string {
  const [small, ...others] = groups.filter(({ buyer }) => buyer !== "network");
  const largest = others.at(-1);
  if (small?.got === undefined || largest?.got === undefined)
    return "What buyers of accelerators received, by what they hold";
  const first = prose`Buyers who hold ${small.name} H100-equivalents received ${whole(small.got.mean)} of the accelerators that they wanted, those
    ${largest.name} ${whole(largest.got.mean)}`;
  if (small.waited === undefined || largest.waited === undefined) return first;
  const waits = `what they received came after ${days(small.waited.mean)} and ${days(largest.waited.mean)} days`;
  return `${first}; ${waits}${small.price === undefined ? "" : `, at ${ratio(small.price.mean)} times the price`}`;
}

function intervalOf({ name, got }: Group): string[] {
  return got === undefined ? [] : [`${name} ${whole(got.mean)} (${intervalWords(got, whole)})`];
}

function valuesOf({ got, waited, price }: Pick<Group, "got" | "waited" | "price">): string {
  const parts = [
    got && `received ${whole(got.mean)}`,
    waited && `${days(waited.mean)} days`,
    price && `price ${ratio(price.mean)}`,
  ];
  return parts.filter((part) => part !== undefined).join(", ");
}

const panels = {
  got: {
    label: "received, % of what was wanted",
    factor: 100,
    says: (group: Group) => percent(group.part),
    heading: "part",
  },
  waited: {
    label: "days from order to delivery",
    factor: 1,
    says: ({ waited }: Group) => (waited ? days(waited.mean) : "–"),
    heading: "days",
  },
  price: {
    label: "price over that of the largest",
    factor: 1,
    says: ({ price }: Group) => (price ? ratio(price.mean) : "–"),
    heading: "price",
  },
} as const;

function drawing(groups: readonly Group[], of: keyof typeof panels, size: Size): Plot.PlotOptions {
  const { label, factor, says, heading } = panels[of];
  const rows = groups.map((group) => ({
    name: group.name,
    value: says(group),
    at: group[of] && factor * group[of].mean,
  }));
  return labelledRows({
    rows,
    label,
    size,
    nameWidth: 120,
    valueHeading: heading,
    x: { zero: true, nice: true },
    marks: (shown) => [
      of === "price" ? Plot.ruleX([1], { stroke: "var(--line-strong)" }) : null,
      Plot.dot(
        shown.filter(({ at }) => at !== undefined),
        { y: "name", x: "at", fill: "var(--series-1)", r: 5 },
      ),
    ],
  });
}

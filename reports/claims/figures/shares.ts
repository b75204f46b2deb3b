/** How unequally something is shared out among owners at the end, under each variant: Lorenz curves. */
import * as Plot from "@observablehq/plot";
import { clipped, type Estimate, estimate } from "../../../analysis/stats/estimate.ts";
import type { Absent, Figure, Size } from "../../page/figure.ts";
import { grouped, intervalWords, percent, prose } from "../../page/wording.ts";
import { type ClaimFound, runsByVariant } from "../found.ts";
import type { LorenzRow } from "../rows.ts";
import { alikeWords, areAlike } from "./alike.ts";
import { quantityNames } from "./holders.ts";

const styles = [
  { mark: "line-1", stroke: "var(--series-1)", strokeDasharray: "none" },
  { mark: "line-2", stroke: "var(--series-2)", strokeDasharray: "7 3" },
  { mark: "line-3", stroke: "var(--series-3)", strokeDasharray: "2 3" },
] as const;
/** Points of a drawn curve. */
const steps = 50;
const whole = (fraction: number) => percent(fraction, 0);

export function shares(found: ClaimFound): Figure | Absent {
  const { data } = found;
  const id = "lorenz";
  const quantity = data.claim.holders;
  const name = quantityNames[quantity]!;
  const mine = data.lorenz.filter((row) => row.quantity === quantity);
  if (mine.length === 0) return { id, missing: `The Lorenz curve of ${name}`, because: "the store holds none" };
  const variants = runsByVariant(found).map((one) => {
    const curves = curvesOf(mine, one.runs);
    return { name: one.name, curves, top: topTenth(curves) };
  });
  const points = variants.flatMap(({ name: variant, curves }) =>
    Array.from({ length: steps + 1 }, (_, i) => {
      const at = i / steps;
      const held = curves.map((curve) => heldBy(curve, at));
      return { variant, owners: at, share: held.reduce((sum, one) => sum + one, 0) / held.length };
    }),
  );
  const lines = variants.map((one) => points.filter(({ variant }) => variant === one.name).map(({ share }) => share));
  if (areAlike(lines)) return { id, missing: `The Lorenz curve of ${name}`, because: alikeWords };
  return {
    id,
    finding: prose`Of all ${name}, the largest tenth of owners ${quantity === "reward" ? "gets" : "holds"} ${grouped(
      variants.map(({ name: variant, top }) => ({
        name: variant,
        text: `${whole(top.mean)} (${intervalWords(top, whole)})`,
      })),
      (text) => `${text} under every variant drawn`,
    )}`,
    shows: `Share of all ${name} that the smallest owners hold together, in the last epoch, mean over runs (Lorenz curves).`,
    note: "On the grey line from corner to corner all would hold the same; the further below, the more unequal.",
    alt: variants.map(({ name: variant, top }) => `${variant}: the largest tenth holds ${whole(top.mean)}`).join("; "),
    legend: variants.map(({ name: label }, i) => ({ label, mark: styles[i]!.mark })),
    plots: (size) => [
      drawing(
        points,
        variants.map((one) => one.name),
        size,
      ),
    ],
    columns: [
      { name: "variant", heading: "Variant" },
      { name: "owners", heading: "Smallest share of owners [1]" },
      { name: "share", heading: `Their share of ${name} [1]` },
    ],
    rows: points,
    estimates: Object.fromEntries(variants.map(({ name: variant, top }) => [variant, top])),
  };
}

/** Running shares of each run, smallest owner first. */
function curvesOf(rows: readonly LorenzRow[], runs: ReadonlySet<number>): { run: number; running: number[] }[] {
  const byRun = new Map<number, LorenzRow[]>();
  for (const row of rows) if (runs.has(row.run)) byRun.set(row.run, [...(byRun.get(row.run) ?? []), row]);
  return [...byRun].map(([run, mine]) => {
    let sum = 0;
    return { run, running: [...mine].sort((a, b) => a.place - b.place).map(({ share }) => (sum += share)) };
  });
}

/** Linear between owners. */
function heldBy({ running }: { readonly running: readonly number[] }, share: number): number {
  const at = share * running.length;
  const below = Math.floor(at);
  const before = below === 0 ? 0 : running[below - 1]!;
  const after = running[below] ?? before;
  return before + (at - below) * (after - before);
}

function topTenth(curves: readonly { readonly run: number; readonly running: readonly number[] }[]): Estimate {
  const points = curves.map((curve) => ({ run: curve.run, epoch: 0, value: 1 - heldBy(curve, 0.9), weight: 1 }));
  return clipped(estimate(points, "1"), 0, 1);
}

function drawing(
  points: readonly { readonly variant: string; readonly owners: number; readonly share: number }[],
  variants: readonly string[],
  size: Size,
): Plot.PlotOptions {
  const asPercent = points.map((one) => ({ ...one, x: 100 * one.owners, y: 100 * one.share }));
  return {
    width: size.isNarrow ? size.width : 460,
    height: size.isNarrow ? 320 : 360,
    marginLeft: 46,
    marginTop: 26,
    marginBottom: 40,
    marginRight: 16,
    x: { label: "smallest owners, % of all", labelArrow: "none", labelAnchor: "center", domain: [0, 100], ticks: 5 },
    y: { label: "what they hold, % of all", labelArrow: "none", domain: [0, 100], grid: true, ticks: 5 },
    marks: [
      Plot.line(
        [
          [0, 0],
          [100, 100],
        ],
        { stroke: "var(--line-strong)" },
      ),
      ...variants.map((variant, i) =>
        Plot.line(
          asPercent.filter((one) => one.variant === variant),
          { x: "x", y: "y", stroke: styles[i]!.stroke, strokeDasharray: styles[i]!.strokeDasharray, strokeWidth: 2.3 },
        ),
      ),
    ],
  };
}

/** How long until it happens: the share of runs in which it has not yet, with those in which it never did counted as such. */
import * as Plot from "@observablehq/plot";
import { kaplanMeier, type Lifetime, logRank, type SurvivalStep } from "../../../analysis/stats/survival.ts";
import { pathNamed } from "../../../sim/store/paths.ts";
import type { Absent, Figure, Size } from "../../page/figure.ts";
import { counted, grouped, percent, prose, significant } from "../../page/wording.ts";
import { pWords } from "../../study/words.ts";
import { type ClaimFound, runsByVariant } from "../found.ts";
import type { PathRow } from "../rows.ts";
import { epochLabel, epochsWords } from "../words.ts";
import { alikeWords, areAlike } from "./alike.ts";

const styles = [
  { mark: "line-1", stroke: "var(--series-1)", strokeDasharray: "none" },
  { mark: "line-2", stroke: "var(--series-2)", strokeDasharray: "7 3" },
  { mark: "line-3", stroke: "var(--series-3)", strokeDasharray: "2 3" },
] as const;
const whole = (fraction: number) => percent(fraction, 0);
const level = 0.05;

export function passage(found: ClaimFound): Figure | Absent {
  const { data } = found;
  const id = "passage";
  const stated = data.claim.passage;
  if (stated === undefined) return { id, missing: "Time until it happens", because: "the claim names no such event" };
  const path = pathNamed(data.claim.path);
  const variants = runsByVariant(found).map(({ name, runs }) => {
    const lives = lifetimes(data.path, runs, stated);
    return { name, lives, steps: kaplanMeier(lives), last: Math.max(...lives.map(({ time }) => time)) };
  });
  if (variants.every(({ lives }) => lives.length === 0))
    return { id, missing: "Time until it happens", because: "the store holds no such path" };
  const [first, second] = variants;
  const last = Math.max(...variants.map((one) => one.last));
  if (variants.every(({ steps }) => steps.every(({ events }) => events === 0))) {
    const runs = variants.reduce((sum, { lives }) => sum + lives.length, 0);
    return {
      id,
      missing: "Time until it happens",
      because: `in none of ${runs} runs ${stated.event} within ${epochsWords(last, data)}`,
    };
  }
  if (areAlike(variants.map(({ steps }) => steps.flatMap(({ time, survival }) => [time, survival]))))
    return { id, missing: "Time until it happens", because: alikeWords };
  const happened = grouped(
    variants.map(({ name, steps, lives }) => ({ name, text: happenedWords(steps, lives.length) })),
    (text) => `${text} under every variant drawn`,
  );
  const test = second === undefined ? "" : testWords(first!, second);
  return {
    id,
    finding: prose`Within ${epochsWords(last, data)}, ${stated.event} in ${happened}`,
    shows: prose`Share of runs in which it has not happened yet: ${path.name} ${stated.direction} ${significant(stated.threshold, 3)} for the first time.${test}`,
    note: "Runs that ended before it happened are counted as not known, not as never (Kaplan–Meier).",
    alt: happened,
    legend: variants.map(({ name: label }, i) => ({ label, mark: styles[i]!.mark })),
    plots: (size) => [drawing(variants, epochLabel(data), size)],
    columns: [
      { name: "variant", heading: "Variant" },
      { name: "epoch", heading: "Epoch" },
      { name: "at_risk", heading: "Runs at risk" },
      { name: "events", heading: "Passages" },
      { name: "survival", heading: "Share without" },
      { name: "low", heading: "95% interval, low" },
      { name: "high", heading: "95% interval, high" },
    ],
    rows: variants.flatMap(({ name, steps, lives }) => [
      { variant: name, epoch: 0, at_risk: lives.length, events: 0, survival: 1, low: 1, high: 1 },
      ...steps.map(({ time, atRisk, events, survival, low, high }) => ({
        variant: name,
        epoch: time,
        at_risk: atRisk,
        events,
        survival,
        low,
        high,
      })),
    ]),
    estimates: {},
  };
}

function happenedWords(steps: readonly SurvivalStep[], runs: number): string {
  const end = steps.at(-1);
  if (end === undefined || end.survival === 1) return `none of ${counted(runs, "run")}`;
  // Where it happened in all, the curve's interval has no width, which would look like certainty.
  if (end.survival === 0) return `all ${counted(runs, "run")}`;
  return `${whole(1 - end.survival)} of ${counted(runs, "run")} (95% interval ${whole(1 - end.high)} to ${whole(1 - end.low)})`;
}

interface Lives {
  readonly name: string;
  readonly lives: readonly Lifetime[];
}

function testWords(first: Lives, second: Lives): string {
  const pValue = logRank(first.lives, second.lives);
  const names = `“${first.name}” and “${second.name}”`;
  return pValue < level
    ? ` Between ${names} the times differ by more than chance explains (log-rank test, ${pWords(pValue)}).`
    : ` Between ${names} the times cannot be told from chance (log-rank test, ${pWords(pValue)}).`;
}

type Stated = NonNullable<ClaimFound["data"]["claim"]["passage"]>;

/** First epoch of each run beyond the threshold; one more than its last epoch without it is censored there. */
function lifetimes(path: readonly PathRow[], runs: ReadonlySet<number>, { direction, threshold }: Stated): Lifetime[] {
  const byRun = new Map<number, PathRow[]>();
  for (const row of path) if (runs.has(row.run)) byRun.set(row.run, [...(byRun.get(row.run) ?? []), row]);
  return [...byRun.values()].map((mine) => {
    const ordered = [...mine].sort((a, b) => a.epoch - b.epoch);
    const hit = ordered.find(({ value }) => (direction === "above" ? value > threshold : value < threshold));
    return hit === undefined ? { time: ordered.at(-1)!.epoch, happened: false } : { time: hit.epoch, happened: true };
  });
}

function drawing(
  variants: readonly { readonly name: string; readonly steps: readonly SurvivalStep[]; readonly last: number }[],
  epoch: string,
  size: Size,
): Plot.PlotOptions {
  const last = Math.max(...variants.map((one) => one.last));
  const curves = variants.map(({ steps }) => {
    const points = [{ x: 0, y: 100 }, ...steps.map(({ time, survival }) => ({ x: time, y: 100 * survival }))];
    return [...points, { x: last, y: points.at(-1)!.y }];
  });
  return {
    height: size.isNarrow ? 240 : 260,
    marginLeft: 50,
    marginTop: 26,
    marginBottom: 38,
    x: { label: epoch, labelArrow: "none", labelAnchor: "center", ticks: size.isNarrow ? 4 : 8, tickFormat: "d" },
    y: { label: "runs without it, %", labelArrow: "none", domain: [0, 100], grid: true, ticks: 5 },
    marks: curves.map((curve, i) =>
      Plot.line(curve, {
        x: "x",
        y: "y",
        curve: "step-after",
        stroke: styles[i]!.stroke,
        strokeDasharray: styles[i]!.strokeDasharray,
        strokeWidth: 2.3,
      }),
    ),
  };
}

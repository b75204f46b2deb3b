/** From the stored rows of a claim study to a verdict in chosen worlds, for the notebook of a claim. */
import { type ClaimJudgement, judgeClaim } from "../../analysis/study/claim.ts";
import { effectsByWorld, type WorldAxis, type WorldEffect, worldAxis } from "../../analysis/study/drivers.ts";
import type { StudyHypothesis, StudyRows } from "../../analysis/study/rows.ts";
import { outcomeNamed } from "../../sim/store/outcomes.ts";

interface Level {
  readonly point: number;
  readonly factor: number;
  readonly name: string;
  readonly place: number;
  readonly level: string;
}

interface Stated {
  readonly hypotheses: readonly (Omit<StudyHypothesis, "factor"> & {
    readonly variant?: string;
    readonly factor?: string;
  })[];
}

interface Stored {
  readonly stored: StudyRows["runs"];
  readonly levels: readonly Level[];
  readonly measured: readonly { readonly outcome: string; readonly run: number; readonly value: number }[];
  readonly stated: Stated;
}

const worlds = "worlds";

export function claimRows({ stored, levels, measured, stated }: Stored): StudyRows {
  const factors: { name: string; levels: string[] }[] = [];
  const points: number[][] = [];
  for (const { point, factor, name, place, level } of levels) {
    factors[factor] ??= { name, levels: [] };
    factors[factor].levels[place] = level;
    points[point] ??= [];
    points[point][factor] = place;
  }
  const ids = [...new Set(measured.map(({ outcome }) => outcome))];
  const values = new Map(
    ids.map((id) => {
      const byRun = new Map(measured.filter(({ outcome }) => outcome === id).map(({ run, value }) => [run, value]));
      return [id, stored.map(({ run }) => byRun.get(run))] as const;
    }),
  );
  return {
    factors,
    points,
    runs: stored,
    values,
    outcomes: ids.map(outcomeNamed),
    hypotheses: stated.hypotheses.map(({ variant, ...one }) => ({
      ...one,
      factor: variant === undefined ? (one.factor as string) : "variants",
      level: variant ?? one.level,
      role: one.role ?? "further",
    })),
    expectations: [],
  };
}

/** Each sampled key with its value in every world. */
export function axesOf(
  resolved: readonly { readonly point: number; readonly resolved: string }[],
  levels: readonly Level[],
  ranges: Readonly<Record<string, { readonly scale?: string }>>,
): WorldAxis[] {
  const worldOf = new Map(levels.filter(({ name }) => name === worlds).map(({ point, place }) => [point, place]));
  const scenarios: unknown[] = [];
  for (const { point, resolved: text } of resolved) scenarios[worldOf.get(point) as number] = JSON.parse(text);
  return Object.entries(ranges).map(([key, { scale }]) => worldAxis(key, scale, scenarios));
}

/** Runs of the worlds between two shares of an assumption's range. */
export function chosenRows(rows: StudyRows, { from, to, values }: WorldAxis, least: number, most: number) {
  const f = rows.factors.findIndex(({ name }) => name === worlds);
  const isIn = (point: number) => {
    const share = (values[rows.points[point]![f]!]! - from) / (to - from);
    return share >= least && share <= most;
  };
  const points = rows.points.map((_, point) => point).filter(isIn);
  const renumbered = new Map(points.map((point, i) => [point, i]));
  const kept = rows.runs.map(({ point }) => renumbered.has(point));
  const chosen: StudyRows = {
    ...rows,
    points: points.map((point) => rows.points[point]!),
    runs: rows.runs.filter((_, i) => kept[i]).map((run) => ({ ...run, point: renumbered.get(run.point)! })),
    values: new Map([...rows.values].map(([id, column]) => [id, column.filter((_, i) => kept[i])])),
  };
  const count = new Set(points.map((point) => rows.points[point]![f])).size;
  return { rows: chosen, worlds: count, all: values.length };
}

export interface VerdictLines {
  readonly verdict: ClaimJudgement["verdict"] | "no world is left";
  readonly lines: (string | number)[][];
  readonly lead: string;
  readonly effects: readonly WorldEffect[];
}

export function verdictLines(rows: StudyRows): VerdictLines {
  if (rows.points.length === 0) return { verdict: "no world is left", lines: [], lead: "", effects: [] };
  const { verdict, main, against, placebo, further } = judgeClaim(rows);
  const round = (value: number | undefined) => (value === undefined ? "–" : Number(value.toPrecision(3)));
  const lines = [...main, ...against, ...further, ...placebo].map(
    ({ hypothesis, contrast, verdict: came, holding }) => [
      hypothesis.id,
      hypothesis.role,
      round(contrast?.paired.mean),
      round(contrast?.paired.low),
      round(contrast?.paired.high),
      came,
      `${holding.hold} of ${holding.worlds}`,
    ],
  );
  const lead = main[0]!;
  const effects = lead.contrast === undefined ? [] : effectsByWorld(rows, lead.contrast);
  return { verdict, lines, lead: lead.hypothesis.id, effects };
}

/** From the stored rows of a claim study to a verdict in chosen worlds, for the notebook of a claim. */
import {
  type ClaimStatement,
  headlineOf,
  judgeClaim,
  plainVerdicts,
  verdictNames,
} from "../../analysis/study/claim.ts";
import { effectsByWorld, type WorldEffect } from "../../analysis/study/drivers.ts";
import type { StudyHypothesis, StudyRows } from "../../analysis/study/rows.ts";
import { outcomeNamed } from "../../sim/store/outcomes.ts";

interface Level {
  readonly point: number;
  readonly factor: number;
  readonly name: string;
  readonly place: number;
  readonly level: string;
}

/** One assumption that is uncertain, and where each world lies in its range. */
export interface Axis {
  readonly key: string;
  /** As the claim calls it. */
  readonly name: string;
  /** Ends of the range, in its unit as written; "" for a bare number. */
  readonly from: number;
  readonly to: number;
  readonly unit: string;
  readonly scale: "linear" | "log";
  /** By world: 0 at the low end, 1 at the high end. */
  readonly shares: readonly number[];
}

interface Stated {
  readonly claim: Pick<ClaimStatement, "headlines"> & {
    readonly assumptions: readonly { readonly key?: string; readonly name: string }[];
  };
  readonly worlds: {
    readonly axes: readonly (Omit<Axis, "key" | "name" | "shares"> & { readonly path: string })[];
    readonly cube: readonly (readonly number[])[];
  };
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

export function axesOf({ claim, worlds: { axes, cube } }: Stated): Axis[] {
  return axes.map(({ path, ...range }, a) => ({
    ...range,
    key: path,
    name: claim.assumptions.find(({ key }) => key === path)?.name ?? path,
    shares: cube.map((world) => world[a]!),
  }));
}

/** What stands at a share of the range, in the unit of the range. */
export function valueAt({ from, to, scale }: Axis, share: number): number {
  return scale === "log" ? from * (to / from) ** share : from + share * (to - from);
}

/** "8.4 USD/h", in three digits. */
export function shownAt(axis: Axis, share: number): string {
  return `${Number(valueAt(axis, share).toPrecision(3))} ${axis.unit}`.trim();
}

/** Runs of the worlds between two shares of an assumption's range, both included. */
export function chosenRows(rows: StudyRows, { shares }: Axis, least: number, most: number) {
  const f = rows.factors.findIndex(({ name }) => name === worlds);
  const isIn = (point: number) => {
    const share = shares[rows.points[point]![f]!]!;
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
  return { rows: chosen, worlds: count, all: shares.length };
}

export interface VerdictLines {
  /** In plain words, as the report says it. */
  readonly verdict: string;
  /** As the report would be titled; empty where no world is left. */
  readonly headline: string;
  readonly lines: (string | number)[][];
  /** The hypothesis that is drawn: its name, what it is about, and the smallest difference that matters there. */
  readonly lead: string;
  readonly measured: string;
  readonly smallest: number;
  readonly effects: readonly WorldEffect[];
}

export function verdictLines(rows: StudyRows, { claim }: Pick<Stated, "claim">): VerdictLines {
  if (rows.points.length === 0)
    return { verdict: "no world is left", headline: "", lines: [], lead: "", measured: "", smallest: 0, effects: [] };
  const judgement = judgeClaim(rows);
  const { verdict, main, against, placebo, further } = judgement;
  const round = (value: number | undefined) => (value === undefined ? "–" : Number(value.toPrecision(3)));
  const lines = [...main, ...against, ...further, ...placebo].map(
    ({ hypothesis, contrast, verdict: came, holding }) => [
      hypothesis.id,
      roleNames[hypothesis.role],
      measuredName(hypothesis.outcome),
      round(contrast?.paired.mean),
      round(contrast?.paired.low),
      round(contrast?.paired.high),
      plainVerdicts[came],
      `${holding.hold} of ${holding.worlds}`,
    ],
  );
  // That which the report's figures follow.
  const lead = main.find((one) => one.verdict === "supported" || one.verdict === "contradicted") ?? main[0]!;
  const { contrast, hypothesis } = lead;
  const effects = contrast === undefined ? [] : effectsByWorld(rows, contrast);
  const { id, outcome, smallest } = hypothesis;
  return {
    verdict: verdictNames[verdict].toLowerCase(),
    headline: headlineOf(claim, judgement),
    lines,
    lead: id,
    measured: measuredName(outcome),
    smallest,
    effects,
  };
}

const roleNames: Readonly<Record<StudyHypothesis["role"], string>> = {
  main: "decides",
  against: "case against",
  further: "more",
  placebo: "placebo",
};

/** "price [USD per million tokens]". */
function measuredName(outcome: string): string {
  const { name, unit } = outcomeNamed(outcome);
  return unit === "1" ? name : `${name} [${unit}]`;
}

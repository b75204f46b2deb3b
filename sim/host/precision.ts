/** How many replications a stated half-width, or a choice with a stated confidence, still takes. */
import { halfWidth, isPrecise, replicationsFor } from "../../analysis/stats/sequential.ts";
import { firstStage, selected } from "../../analysis/study/choice.ts";
import { contrast, racedValues, replicationsOf } from "../../analysis/study/contrasts.ts";
import { type StudyRows, worldsFactor } from "../../analysis/study/rows.ts";
import type { Store } from "./duckdb.ts";
import { statementsOf, studyRows } from "./study-data.ts";
import type { KeptLevels, StudyRecord } from "./study-record.ts";

export interface Precision {
  /** Half of the widest 95 % interval that will do, in the outcome's unit. */
  readonly halfWidth: number;
  readonly most: number;
}

/** Replications are not more than doubled at a time: the variance of a few is a poor guide. */
const growthMost = 2;

/**
 * @param samples  one value a replication for each quantity that must be known
 * @returns replications in all; those there are when they suffice or no more are allowed
 */
export function nextReplications(samples: readonly (readonly number[])[], { halfWidth, most }: Precision): number {
  const have = Math.max(0, ...samples.map(({ length }) => length));
  const wide = samples.filter((values) => !isPrecise(values, halfWidth));
  if (wide.length === 0 || have >= most) return have;
  const wanted = Math.max(...wide.map((values) => replicationsFor(values, halfWidth)));
  return Math.min(most, Math.max(have + 1, Math.min(wanted, growthMost * Math.max(have, 1))));
}

export interface Round {
  /** Replications in all; undefined when there are enough, or no more are allowed. */
  readonly wanted: number | undefined;
  /** Levels that they are for; all when undefined. */
  readonly kept?: KeptLevels | undefined;
  /** What to tell of it, a line each. */
  readonly words: readonly string[];
}

/** What the stated precision and the stated choice ask for next. */
export async function nextRound(store: Store, study: StudyRecord): Promise<Round> {
  const { precision, select } = statementsOf(study);
  if (precision === undefined && select === undefined) return { wanted: undefined, words: [] };
  const rows = await studyRows(store, study);
  const rounds = [
    ...(precision === undefined ? [] : [precisionRound(rows, precision)]),
    ...(rows.selection === undefined ? [] : [selectionRound(rows)]),
  ];
  const wanted = rounds.flatMap((round) => round.wanted ?? []);
  return {
    wanted: wanted.length > 0 ? Math.max(...wanted) : undefined,
    // A precision is asked of every level, so that none is left behind.
    kept: precision === undefined ? rounds[0]?.kept : undefined,
    words: rounds.flatMap(({ words }) => words),
  };
}

function precisionRound(rows: StudyRows, { outcome, halfWidth: asked, most }: Precision & { outcome: string }): Round {
  const have = replicationsOf(rows).length;
  const samples = samplesOf(rows, outcome);
  const wide = samples.filter((values) => !isPrecise(values, asked));
  if (wide.length === 0)
    return { wanted: undefined, words: [`${outcome}: known to ±${asked} after ${have} replications`] };
  const [needed, widest] = [
    Math.max(...wide.map((values) => replicationsFor(values, asked))),
    Math.max(...wide.filter(({ length }) => length > 1).map((values) => halfWidth(values))),
  ];
  const early = have < firstStage;
  const so = `${outcome}: the widest interval is ±${Number(widest.toPrecision(2))} after ${have} replications, ±${asked} was asked for`;
  const remedy = `some ${needed} would do, ${most} are allowed: raise precision.most or halfWidth`;
  const wanted = nextReplications(samples, { halfWidth: asked, most });
  if (wanted <= have) return { wanted: undefined, words: [`${so}, and no more are allowed; ${remedy}`] };
  if (early)
    return { wanted, words: [`${outcome}: ${have} replications are too few to judge by; ${wanted} in all next`] };
  const hopeless = needed > most ? `; ${remedy}` : "";
  return { wanted, words: [`${so}; ${wanted} in all next${hopeless}`] };
}

/** What must be known to the stated half-width: differences from the baseline, or the mean where nothing is compared. */
function samplesOf(rows: StudyRows, outcome: string): (readonly number[])[] {
  const compared = rows.factors.flatMap(({ name, levels }, factor) =>
    name === worldsFactor ? [] : levels.slice(1).flatMap((_, i) => contrast(rows, factor, i + 1, outcome) ?? []),
  );
  if (compared.length > 0)
    return compared.map(({ treated, baseline }) => treated.map((value, i) => value - baseline[i]!));
  const column = rows.values.get(outcome) ?? [];
  return [column.filter((value) => value !== undefined)];
}

function selectionRound(rows: StudyRows): Round {
  const asked = rows.selection!;
  const factor = rows.factors.findIndex(({ name }) => name === asked.factor);
  const have = Math.max(0, ...(racedValues(rows, factor, asked.outcome) ?? []).map(({ length }) => length));
  const found = selected(rows, asked);
  const names = rows.factors.find(({ name }) => name === asked.factor)?.levels ?? [];
  const what = `best ${asked.factor} by ${asked.outcome}`;
  if (found?.best !== undefined)
    return { wanted: undefined, words: [`${what}: ${names[found.best]}, after ${found.replications} replications`] };
  const left = found?.survivors.map((i) => names[i]).join(", ") ?? "all";
  if (have >= asked.most)
    return {
      wanted: undefined,
      words: [`${what}: open between ${left}; no more replications are allowed: raise select.most`],
    };
  const wanted = Math.min(asked.most, Math.max(firstStage, have + Math.max(1, Math.ceil(have / 2))));
  const kept = found === undefined ? undefined : { factor, levels: found.survivors };
  const next = kept === undefined || left === "all" ? "in all" : "of these";
  return { wanted, kept, words: [`${what}: open between ${left} after ${have} replications; ${wanted} ${next} next`] };
}

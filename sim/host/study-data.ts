/** Reads what a study's comparison is made of: points, runs, and each outcome's value by run. */
import type { StudyExpectation, StudyHypothesis, StudyRows } from "../../analysis/study/rows.ts";
import { type Design, whomOf } from "../scenario/design.ts";
import { type Outcome, outcomes } from "../store/outcomes.ts";
import { queryText } from "./report-data.ts";
import type { StudyRecord } from "./study-record.ts";

/** What both a store open for writing and a reader can do. */
export interface RowSource {
  rows(sql: string): Promise<Record<string, unknown>[] | readonly Readonly<Record<string, unknown>>[]>;
}

/** Statements as the store keeps them. */
export interface Statements extends Pick<Design, "claim" | "hypotheses" | "expect" | "precision"> {
  /** Sampled ranges of a claim study, by the path of the key. */
  readonly ranges?: NonNullable<NonNullable<Design["sweep"]>["sample"]>["ranges"];
}

export function statementsOf({ statements }: Pick<StudyRecord, "statements">): Statements {
  return JSON.parse(statements) as Statements;
}

export async function studyRows(store: RowSource, study: StudyRecord): Promise<StudyRows> {
  const count = study.points.length;
  const found = await store.rows("SELECT run, replication FROM runs WHERE status = 'ok' ORDER BY run");
  const runs = found.map(({ run, replication }) => ({
    run: run as number,
    point: (run as number) % count,
    replication: replication as number,
  }));
  const place = new Map(runs.map(({ run }, i) => [run, i]));
  const values = new Map<string, (number | undefined)[]>();
  const measured: Outcome[] = [];
  for (const outcome of outcomes) {
    const column = new Array<number | undefined>(runs.length).fill(undefined);
    for (const { run, value } of await store.rows(queryText(`outcomes/${outcome.id}`)))
      if (value !== null) column[place.get(run as number) as number] = value as number;
    if (column.every((value) => value === undefined)) continue;
    values.set(outcome.id, column);
    measured.push(outcome);
  }
  const stated = statementsOf(study);
  return {
    factors: study.factors,
    points: study.points.map(({ levels }) => levels),
    runs,
    values,
    outcomes: measured,
    hypotheses: (stated.hypotheses ?? []).map(hypothesisOf),
    expectations: (stated.expect ?? []).map(expectationOf),
  };
}

function hypothesisOf(one: NonNullable<Statements["hypotheses"]>[number]): StudyHypothesis {
  const { factor, level } = whomOf(one) as { factor: string; level: string };
  const { id, outcome, direction, smallest, because, role = "further" } = one;
  return { id, factor, level, outcome, direction, smallest, because, role };
}

function expectationOf(one: NonNullable<Statements["expect"]>[number]): StudyExpectation {
  const whom = whomOf(one);
  return { factor: whom?.factor, level: whom?.level, outcome: one.outcome, atLeast: one.atLeast, atMost: one.atMost };
}

/** Reads what a study's comparison is made of: points, runs, and each outcome's value by run. */
import type {
  StudyExpectation,
  StudyHypothesis,
  StudyLifetime,
  StudyRows,
  StudySelection,
} from "../../analysis/study/rows.ts";
import { type Design, variantsFactor, whomOf } from "../scenario/design.ts";
import type { SampledWorlds } from "../scenario/worlds.ts";
import { type Outcome, outcomeNamed, outcomes } from "../store/outcomes.ts";
import { queryText } from "./report-data.ts";
import type { StudyRecord } from "./study-record.ts";

/** What both a store open for writing and a reader can do. */
export interface RowSource {
  rows(sql: string): Promise<Record<string, unknown>[] | readonly Readonly<Record<string, unknown>>[]>;
}

/** Statements as the store keeps them. */
export interface Statements
  extends Pick<Design, "claim" | "hypotheses" | "expect" | "precision" | "select" | "lifetimes"> {
  /** Sampled ranges of a claim study, by the path of the key. */
  readonly ranges?: NonNullable<NonNullable<Design["sweep"]>["sample"]>["ranges"];
  /** Where sampled worlds lie. */
  readonly worlds?: SampledWorlds;
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
    worlds: stated.worlds,
    selection: stated.select === undefined ? undefined : selectionOf(stated.select),
    lifetimes: await lifetimesOf(store, stated.lifetimes ?? []),
  };
}

function selectionOf({ factor, better, ...rest }: NonNullable<Statements["select"]>): StudySelection {
  const way = better ?? outcomeNamed(rest.outcome).better;
  if (way === undefined) throw new RangeError(`select: which way ${rest.outcome} is better is not stated`);
  return { ...rest, factor: factor ?? variantsFactor, better: way };
}

type Stated = NonNullable<Statements["lifetimes"]>[number];

const shared = { capacity: "capacity", weight: "weight", reward: "rewards", power: "votes" } as const;

const holding = { account: "account", operator: "owner", control: "party in control" } as const;

const measured: Readonly<Record<Stated["measure"], { column: string; words: (of: string, who: string) => string }>> = {
  hhi: { column: "hhi", words: (of, who) => `the HHI of ${of} by ${who}` },
  nakamoto: {
    column: "nakamoto_half",
    words: (of, who) => `the least number with half of the ${of}, by ${who},`,
  },
  gini: { column: "gini", words: (of, who) => `the Gini coefficient of ${of} by ${who}` },
  largest: { column: "top1", words: (of, who) => `the largest ${who}'s share of ${of}` },
  "top-ten": { column: "top10", words: (of, who) => `the share of the ten largest in ${of}, by ${who},` },
  holders: { column: "holders", words: (of, who) => `the number with any ${of}, by ${who},` },
};

/** Columns of the table `control` for the names that concentration has. */
const controlColumns: Readonly<Record<string, string>> = {
  hhi: "hhi_control",
  nakamoto_half: "nakamoto_control",
  top1: "largest",
  holders: "groups",
};

async function lifetimesOf(store: RowSource, stated: readonly Stated[]): Promise<StudyLifetime[]> {
  const found: StudyLifetime[] = [];
  // Stores of before there was a choice have no `by`.
  for (const { id, of, by = "operator", measure, below, above } of stated) {
    const { column: name, words } = measured[measure];
    const column = by === "control" ? controlColumns[name] : name;
    const crossed = [
      below === undefined ? [] : [`${column} < ${below}`],
      above === undefined ? [] : [`${column} > ${above}`],
    ].flat();
    const text = queryText(by === "control" ? "lifetimes-of-control" : "lifetimes")
      .replaceAll("$of", `'${by === "control" && of === "power" ? "votes" : of}'`)
      .replaceAll("$by", `'${by}'`)
      .replaceAll("$crossed", `(${crossed.join(" OR ")})`);
    const rows = await store.rows(text);
    const bounds = [
      below === undefined ? [] : [`below ${below}`],
      above === undefined ? [] : [`above ${above}`],
    ].flat();
    found.push({
      id,
      event: `${words(shared[of], holding[by])} is ${bounds.join(" or ")}`,
      times: rows.map((row) => ({
        run: row.run as number,
        time: Number(row.time),
        happened: row.happened as boolean,
      })),
    });
  }
  return found;
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

/** What a store keeps of its study: scenarios as resolved, the design, and which point is which. */
import { createHash } from "node:crypto";
import type { Store } from "./duckdb.ts";
import { StoreError } from "./failure.ts";
import { quoted } from "./store-schema.ts";

/** One scenario as resolved. */
export interface ScenarioRecord {
  readonly identity: string;
  readonly name: string;
  readonly question: string;
  /** [epoch] */
  readonly warmup: number;
  readonly replications: number;
  /** Canonical JSON. */
  readonly resolved: string;
  readonly sources: readonly { readonly path: string; readonly text: string }[];
}

export interface FactorRecord {
  readonly name: string;
  /** Names; the first is what the others are compared with. */
  readonly levels: readonly string[];
}

export interface PointRecord {
  /** Index of the level of each factor. */
  readonly levels: readonly number[];
  readonly scenario: ScenarioRecord;
}

/**
 * Points in order; run r is replication ⌊r / points⌋ of point r mod points. A point's scenario says how many replications it is to have:
 * fewer than the study where a choice among levels has left it behind.
 */
export interface StudyRecord {
  readonly name: string;
  readonly question: string;
  /** The most that a point is to have. */
  readonly replications: number;
  readonly factors: readonly FactorRecord[];
  readonly points: readonly PointRecord[];
  /** JSON: hypotheses, expectations and precision as stated before the first run; {} when there are none. */
  readonly statements: string;
}

/** A single scenario is a study of one point. */
export function studyOf(record: ScenarioRecord | StudyRecord): StudyRecord {
  if ("points" in record) return record;
  const { name, question, replications } = record;
  return { name, question, replications, factors: [], points: [{ levels: [], scenario: record }], statements: "{}" };
}

/** Levels of one factor that are still in the race. */
export interface KeptLevels {
  /** Its place among the factors. */
  readonly factor: number;
  readonly levels: readonly number[];
}

export function keptPoints({ points }: StudyRecord, kept: KeptLevels | undefined): readonly PointRecord[] {
  if (kept === undefined) return points;
  return points.filter(({ levels }) => kept.levels.includes(levels[kept.factor] as number));
}

/** Numbers of the runs that are asked for, in order. */
export function askedRuns({ points, replications }: StudyRecord): number[] {
  const all = Array.from({ length: replications * points.length }, (_, run) => run);
  return all.filter((run) => Math.floor(run / points.length) < points[run % points.length]!.scenario.replications);
}

/** The same points mean the same runs. */
export function studyIdentity({ factors, points }: StudyRecord): string {
  const [only] = points;
  if (factors.length === 0 && only !== undefined) return only.scenario.identity;
  const text = JSON.stringify([factors, points.map(({ levels, scenario }) => [levels, scenario.identity])]);
  return createHash("sha256").update(text).digest("hex");
}

export function studyStatements({ name, question, factors, points, statements }: StudyRecord): string[] {
  const rows = [`INSERT INTO studies VALUES (${[name, question, statements].map(quoted).join(", ")})`];
  for (const [p, { levels, scenario }] of points.entries()) {
    rows.push(scenarioStatement(scenario));
    rows.push(`INSERT INTO points VALUES (${p}, ${quoted(scenario.identity)})`);
    for (const [f, { name: factor, levels: names }] of factors.entries()) {
      const place = levels[f] as number;
      rows.push(
        `INSERT INTO levels VALUES (${p}, ${f}, ${quoted(factor)}, ${place}, ${quoted(names[place] as string)})`,
      );
    }
  }
  return rows;
}

function scenarioStatement(scenario: ScenarioRecord): string {
  const texts = [scenario.identity, scenario.name, scenario.question].map(quoted).join(", ");
  const resolved = `${quoted(scenario.resolved)}, ${quoted(JSON.stringify(scenario.sources))}`;
  return `INSERT INTO scenarios VALUES (${texts}, ${scenario.warmup}, ${scenario.replications}, ${resolved})`;
}

/** @throws StoreError when the store was made before there were studies */
export async function storedStudy(store: Store): Promise<StudyRecord> {
  const scenarios = await store.rows("SELECT * FROM scenarios JOIN points USING (scenario_identity) ORDER BY point");
  const levels = await store.rows("SELECT * FROM levels ORDER BY factor, place");
  const [study] = await store.rows("SELECT * FROM studies");
  if (study === undefined) throw new StoreError(`${store.path} holds no study — run the scenario into a new store`);
  const factors: { name: string; levels: string[] }[] = [];
  for (const row of levels) {
    const f = row.factor as number;
    factors[f] ??= { name: row.factor_name as string, levels: [] };
    factors[f].levels[row.place as number] = row.level as string;
  }
  const points = scenarios.map((row, p) => ({
    levels: factors.map((_, f) => levels.find((one) => one.point === p && one.factor === f)?.place as number),
    scenario: scenarioOf(row),
  }));
  const replications = Math.max(...points.map(({ scenario }) => scenario.replications));
  const { name, question, statements } = study as Record<"name" | "question" | "statements", string>;
  return { name, question, replications, factors, points, statements };
}

function scenarioOf(row: Record<string, unknown>): ScenarioRecord {
  return {
    identity: row.scenario_identity as string,
    name: row.name as string,
    question: row.question as string,
    warmup: row.warmup as number,
    replications: row.replications as number,
    resolved: row.resolved as string,
    sources: JSON.parse(row.sources as string),
  };
}

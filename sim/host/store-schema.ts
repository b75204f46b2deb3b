/** The statements that make an empty store: tables, comments, catalogues, views. All from declarations, none written twice. */
import { type OutputKind, type OutputTable, outputTables } from "../store/tables.ts";
import { type CatalogueTable, catalogueTables } from "./catalogue-tables.ts";
import { views } from "./store-views.ts";

/** Raised when an older program could misread a store, or a newer one needs what it lacks. */
export const schemaVersion = 3;

interface HostColumn {
  readonly name: string;
  readonly sql: string;
  readonly unit: string;
  readonly meaning: string;
}

export interface HostTable {
  readonly name: string;
  readonly meaning: string;
  /** Columns that export sorts by. */
  readonly key: readonly string[];
  readonly columns: readonly HostColumn[];
}

const column = (name: string, sql: string, unit: string, meaning: string): HostColumn => ({ name, sql, unit, meaning });

/** Tables that the host fills, beside what runs deliver. */
export const hostTables: readonly HostTable[] = [
  {
    name: "runs",
    meaning: "Each finished run; written in the same transaction as the run's rows",
    key: ["run"],
    columns: [
      column("run", "INTEGER NOT NULL", "1", "Number of the run in the study, from 0"),
      column(
        "run_key",
        "VARCHAR NOT NULL",
        "",
        "SHA-256 of (scenario identity, replication): names the run in any store",
      ),
      column("scenario_name", "VARCHAR NOT NULL", "", "Name in the scenario file"),
      column("scenario_identity", "VARCHAR NOT NULL", "", "scenarios.scenario_identity"),
      column("replication", "INTEGER NOT NULL", "1", "Independent repetition, from 0"),
      column(
        "seed",
        "BIGINT NOT NULL",
        "1",
        "Root of the scenario's random streams; a run's streams come from it and the replication",
      ),
      column("status", "ENUM('ok', 'failed') NOT NULL", "", "failed: no rows were kept"),
      column("error", "VARCHAR", "", "What went wrong; NULL when ok"),
      column("stack", "VARCHAR", "", "Where it went wrong; NULL when ok; not part of the content digest"),
      column("digest", "VARCHAR", "", "Hash of the model's tables at the run's end; NULL when failed"),
      column("fingerprint", "VARCHAR", "", "Hash of the sequence of events fired; NULL when failed"),
      column("fired", "BIGINT", "event", "Events fired; NULL when failed"),
      column("epochs", "INTEGER", "epoch", "Epochs simulated; NULL when failed"),
      column(
        "kernel_basis",
        "ENUM('none', 'assumed', 'measured') NOT NULL",
        "",
        "Where verdicts come from; none: nothing was checked; assumed: the scenario says that checks tell the truth",
      ),
      column("kernel_records", "VARCHAR", "", "SHA-256 of the records of measured cells; NULL without"),
      column("kernel_weights", "VARCHAR", "", "SHA-256 of the weights that were executed; NULL without records"),
      column("kernel_model", "VARCHAR", "", "Language model that was executed; NULL without records"),
      column("kernel_adapter", "VARCHAR", "", "Adapter that measured the records; NULL without"),
      column(
        "kernel_executed_on",
        "VARCHAR",
        "",
        "Adapter on which checks of this run were executed; NULL when none were",
      ),
      column("model_code", "VARCHAR NOT NULL", "", "SHA-256 of the model's code that ran it; not part of its digest"),
    ],
  },
  {
    name: "scenarios",
    meaning: "The scenario as resolved, and the files it was written in",
    key: ["scenario_identity"],
    columns: [
      column(
        "scenario_identity",
        "VARCHAR NOT NULL",
        "",
        "SHA-256 of the canonical text without the number of replications",
      ),
      column("name", "VARCHAR NOT NULL", "", "Name in the scenario file"),
      column("question", "VARCHAR NOT NULL", "", "What the scenario asks"),
      column("warmup", "INTEGER NOT NULL", "epoch", "Epochs that averages leave out"),
      column("replications", "INTEGER NOT NULL", "1", "Runs asked for so far; resume finishes them"),
      column(
        "resolved",
        "VARCHAR NOT NULL",
        "",
        "Canonical JSON: every value, defaults included, in the model's units",
      ),
      column(
        "sources",
        "VARCHAR NOT NULL",
        "",
        "JSON array of {path, text}: the files, as they were read, and --set arguments",
      ),
    ],
  },
  {
    name: "studies",
    meaning: "What the store is about; one row",
    key: ["name"],
    columns: [
      column("name", "VARCHAR NOT NULL", "", "Name in the scenario file"),
      column("question", "VARCHAR NOT NULL", "", "What is asked"),
      column(
        "statements",
        "VARCHAR NOT NULL",
        "",
        "JSON: hypotheses, expectations and precision as stated before the first run; {} when there are none",
      ),
    ],
  },
  {
    name: "points",
    meaning: "Points of the study in order; a single scenario is one point",
    key: ["point"],
    columns: [
      column("point", "INTEGER NOT NULL", "1", "Number of the point, from 0; run = replication × points + point"),
      column("scenario_identity", "VARCHAR NOT NULL", "", "scenarios.scenario_identity, runs.scenario_identity"),
    ],
  },
  {
    name: "levels",
    meaning: "Which level of each factor a point has; empty for a single scenario",
    key: ["point", "factor"],
    columns: [
      column("point", "INTEGER NOT NULL", "1", "points.point"),
      column("factor", "INTEGER NOT NULL", "1", "Number of the factor, from 0"),
      column("factor_name", "VARCHAR NOT NULL", "", "variants, an entry of the sweep's grid, or worlds"),
      column("place", "INTEGER NOT NULL", "1", "Number of the level, from 0; 0 is what the others are compared with"),
      column("level", "VARCHAR NOT NULL", "", "Name of the level"),
    ],
  },
  {
    name: "versions",
    meaning: "Programs that wrote to this store; the first row made it",
    key: ["line"],
    columns: [
      column("line", "INTEGER NOT NULL", "1", "Order of first use, from 0"),
      column("commonwatt", "VARCHAR NOT NULL", "", "Version of the simulator"),
      column("model_code", "VARCHAR NOT NULL", "", "SHA-256 of the model as bundled, dist/core.browser.js"),
      column("program_code", "VARCHAR NOT NULL", "", "SHA-256 over all sources, queries and versions of packages"),
      column("schema_version", "INTEGER NOT NULL", "1", "Version of the store's shape"),
      column("schema_digest", "VARCHAR NOT NULL", "", "SHA-256 of the declared output tables"),
      column("node", "VARCHAR NOT NULL", "", "Version of Node.js"),
      column("duckdb", "VARCHAR NOT NULL", "", "Version of DuckDB"),
      column("platform", "VARCHAR NOT NULL", "", "Operating system and processor"),
    ],
  },
  {
    name: "timings",
    meaning: "Wall-clock facts, kept apart from content: they differ each time",
    key: ["run"],
    columns: [
      column("run", "INTEGER NOT NULL", "1", "runs.run"),
      column("started_at", "TIMESTAMP NOT NULL", "", "Start, UTC"),
      column("wall_s", "DOUBLE NOT NULL", "s", "From start to the last row, waiting for the writer included"),
      column("cpu_s", "DOUBLE", "s", "Processor time of the run's thread; NULL where the system does not tell"),
      column("workers", "INTEGER NOT NULL", "1", "Worker threads of the study"),
    ],
  },
];

export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** @param tables  declared output tables; those of `tables.ts` but in tests */
export function schemaStatements(tables: readonly OutputTable[]): string[] {
  const statements = hostTables.flatMap((table) => tableStatements(table));
  for (const table of tables) statements.push(...tableStatements(asHostTable(table)));
  for (const table of catalogueTables) statements.push(...catalogueStatements(table));
  // Views read the product's own tables, so another set of tables has none.
  if (tables === outputTables) for (const view of views) statements.push(...viewStatements(view));
  return statements;
}

/** An output table as it is stored: with its run in front. */
export function asHostTable(table: OutputTable): HostTable {
  return {
    name: table.name,
    meaning: table.meaning,
    key: ["run", ...table.key],
    columns: [
      column("run", "INTEGER NOT NULL", "1", "runs.run"),
      ...table.columns.map(({ name, kind, unit, meaning }) => column(name, sqlType(name, kind), unit, meaning)),
    ],
  };
}

function sqlType(name: string, kind: OutputKind): string {
  switch (kind.type) {
    case "i32":
      return "INTEGER";
    case "i64":
      return "BIGINT";
    case "f64":
      return "DOUBLE";
    case "bool":
      return "BOOLEAN";
    case "text":
      return "VARCHAR";
    case "enum":
      if (kind.labels.length === 0) throw new RangeError(`column ${name}: an enum without labels cannot be stored`);
      return `ENUM(${kind.labels.map(quoted).join(", ")})`;
  }
}

function tableStatements(table: HostTable): string[] {
  const columns = table.columns.map(({ name, sql }) => `${sqlName(name)} ${sql}`);
  return [
    `CREATE TABLE ${sqlName(table.name)} (${columns.join(", ")})`,
    `COMMENT ON TABLE ${sqlName(table.name)} IS ${quoted(table.meaning)}`,
    ...table.columns.map(
      ({ name, unit, meaning }) =>
        `COMMENT ON COLUMN ${sqlName(table.name)}.${sqlName(name)} IS ${quoted(commented(meaning, unit))}`,
    ),
  ];
}

function commented(meaning: string, unit: string): string {
  return unit === "" ? meaning : `${meaning} [${unit}]`;
}

function catalogueStatements(table: CatalogueTable): string[] {
  const rows = table.rows.map((row) => `(${row.map(literal).join(", ")})`);
  const filled = rows.length === 0 ? [] : [`INSERT INTO ${sqlName(table.name)} VALUES ${rows.join(", ")}`];
  return [...tableStatements(table), ...filled];
}

function literal(value: string | number | null): string {
  if (value === null || Number.isNaN(value)) return "NULL";
  return typeof value === "number" ? String(value) : quoted(value);
}

function viewStatements(view: (typeof views)[number]): string[] {
  return [
    `CREATE VIEW ${sqlName(view.name)} AS ${view.sql}`,
    `COMMENT ON VIEW ${sqlName(view.name)} IS ${quoted(view.meaning)}`,
  ];
}

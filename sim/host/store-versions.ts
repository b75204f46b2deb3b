/** Which program made a store, and whether this one may touch it. */
import { createHash } from "node:crypto";
import { type DuckDBConnection, version as duckdbBindingVersion } from "@duckdb/node-api";
import packageJson from "../../package.json" with { type: "json" };
import type { OutputTable } from "../store/tables.ts";
import { codeHashes, shortHash } from "./code-hash.ts";
import type { Store, StoreAccess } from "./duckdb.ts";
import { StoreError } from "./failure.ts";
import { quoted, schemaVersion } from "./store-schema.ts";

/** Adds a row to `versions` unless the same program wrote here before. */
export async function recordVersion(connection: DuckDBConnection, tables: readonly OutputTable[]): Promise<void> {
  const { model, program } = await codeHashes();
  const values = {
    commonwatt: quoted(packageJson.version),
    model_code: quoted(model),
    program_code: quoted(program),
    schema_version: schemaVersion,
    schema_digest: quoted(schemaDigest(tables)),
    node: quoted(process.version),
    duckdb: quoted(duckdbBindingVersion()),
    platform: quoted(platform()),
  };
  const same = Object.entries(values).map(([name, literal]) => `${name} = ${literal}`);
  await connection.run(
    `INSERT INTO versions (line, ${Object.keys(values).join(", ")})
     SELECT (SELECT count(*) FROM versions), ${Object.values(values).join(", ")}
     WHERE NOT EXISTS (SELECT 1 FROM versions WHERE ${same.join(" AND ")})`,
  );
}

/** @throws StoreError when this is no result store, or one of another version than this program can read or write */
export async function assertReadable(
  connection: DuckDBConnection,
  path: string,
  access: StoreAccess,
  tables: readonly OutputTable[],
): Promise<void> {
  const found = await connection.runAndReadAll(
    "SELECT 1 FROM duckdb_tables() WHERE schema_name = 'main' AND table_name IN ('versions', 'runs', 'scenarios')",
  );
  if (found.currentRowCount !== 3)
    throw new StoreError(`${path} is a DuckDB file but not a result store — name one that commonwatt run has made`);
  const reader = await connection.runAndReadAll(
    "SELECT commonwatt, schema_version, schema_digest FROM versions ORDER BY line",
  );
  for (const [program, schema, digest] of reader.getRowsJS() as [string, number, string][]) {
    if (schema > schemaVersion)
      throw new StoreError(
        `${path} was made by a newer commonwatt (${program}, store version ${schema}; this one reads ${schemaVersion}) — update commonwatt`,
      );
    if (access === "write" && (schema < schemaVersion || digest !== schemaDigest(tables)))
      throw new StoreError(
        `${path} was made by commonwatt ${program} with store format ${schema}, whose tables differ from those of ` +
          `this one, ${packageJson.version} with format ${schemaVersion}: it can be read, not added to — ` +
          "continue it with that version, or run the scenario into a new store with --out",
      );
  }
}

/**
 * For what runs stored scenarios again without writing to the store.
 *
 * @throws StoreError when the store was made by a program with other tables, whose scenarios this one cannot run
 */
export async function assertSameProgram(store: Store): Promise<void> {
  const made = await store.rows("SELECT * FROM versions ORDER BY line");
  const other = made.find((row) => row.schema_digest !== schemaDigest(store.tables));
  if (other === undefined) return;
  throw new StoreError(
    `${store.path} was made by commonwatt ${other.commonwatt} (${codeOf(other)}), whose tables differ from those of this one — ` +
      "run it again with that version",
  );
}

function codeOf({ model_code: model }: Readonly<Record<string, unknown>>): string {
  return typeof model === "string" ? `model code ${shortHash(model)}` : "its code is not recorded";
}

function schemaDigest(tables: readonly OutputTable[]): string {
  return createHash("sha256").update(JSON.stringify(tables)).digest("hex");
}

function platform(): string {
  return `${process.platform} ${process.arch}`;
}

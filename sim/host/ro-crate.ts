/**
 * RO-Crate 1.1 metadata (researchobject.org/ro-crate/1.1) of an export: what the files are, what made them, from which scenario, with which
 * seed. `datePublished`, which the standard asks for, is the day of the last run: the one wall-clock fact of an export.
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Scenario } from "../scenario/scenario.ts";
import { contentDigest } from "./content-digest.ts";
import type { Store } from "./duckdb.ts";
import type { ExportedFile } from "./export.ts";
import { knowsCode, storedCode } from "./store-code.ts";
import { asHostTable, hostTables } from "./store-schema.ts";
import { askedRuns, type PointRecord, type StudyRecord, storedStudy } from "./study-record.ts";

export const crateFile = "ro-crate-metadata.json";

const formats: Readonly<Record<string, string>> = { parquet: "application/vnd.apache.parquet", csv: "text/csv" };

type Entity = Readonly<Record<string, unknown>>;

/** Writes the metadata beside the files. */
export async function writeCrate(store: Store, folder: string, files: readonly ExportedFile[]): Promise<void> {
  const study = await storedStudy(store);
  const data = files.map((file) => fileEntity(store, folder, file));
  const software = await softwareEntities(store);
  const [last] = await store.rows("SELECT strftime(max(started_at), '%Y-%m-%d') AS day FROM timings");
  const action = await actionEntity(store, study, { software, data });
  const graph: Entity[] = [
    {
      "@id": crateFile,
      "@type": "CreativeWork",
      conformsTo: { "@id": "https://w3id.org/ro/crate/1.1" },
      about: { "@id": "./" },
    },
    {
      "@id": "./",
      "@type": "Dataset",
      name: study.name,
      description: study.question,
      datePublished: last!.day ?? undefined,
      license: { "@id": license },
      hasPart: data.map(reference),
      mentions: [reference(action)],
    },
    { "@id": license, "@type": "CreativeWork", name: "Apache License 2.0" },
    action,
    ...software,
    ...study.points.map((point, p) => scenarioEntity(study, point, p)),
    ...data,
  ];
  const crate = { "@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph };
  writeFileSync(join(folder, crateFile), `${JSON.stringify(crate, undefined, 1)}\n`);
}

const license = "https://www.apache.org/licenses/LICENSE-2.0";

function fileEntity(store: Store, folder: string, { file, rows, bytes }: ExportedFile): Entity {
  const [name, ending] = file.split(".") as [string, string];
  const table = [...hostTables, ...store.tables.map(asHostTable)].find((one) => one.name === name);
  return {
    "@id": file,
    "@type": "File",
    name,
    description: table?.meaning ?? "Catalogue, or what the columns mean",
    encodingFormat: formats[ending],
    contentSize: String(bytes),
    sha256: createHash("sha256")
      .update(readFileSync(join(folder, file)))
      .digest("hex"),
    additionalProperty: { "@type": "PropertyValue", name: "rows", value: rows },
  };
}

async function softwareEntities(store: Store): Promise<Entity[]> {
  const hasCode = await knowsCode(store);
  const versions = await store.rows("SELECT * FROM versions ORDER BY line");
  return versions.map(({ commonwatt, node, duckdb, platform, model_code: model, program_code: program }, i) => ({
    "@id": `#commonwatt-${i}`,
    "@type": "SoftwareApplication",
    name: "CommonWatt",
    softwareVersion: String(commonwatt),
    softwareRequirements: `Node.js ${node}, DuckDB ${duckdb}`,
    operatingSystem: String(platform),
    ...(hasCode && {
      additionalProperty: [
        property("code of the model (SHA-256)", String(model), "dist/core.browser.js"),
        property("code of the program (SHA-256)", String(program), "sources, queries and versions of packages"),
      ],
    }),
  }));
}

async function actionEntity(
  store: Store,
  study: StudyRecord,
  { software, data }: { readonly software: readonly Entity[]; readonly data: readonly Entity[] },
): Promise<Entity> {
  const { seed } = JSON.parse(study.points[0]!.scenario.resolved) as Scenario;
  const kernels = await store.rows(
    "SELECT DISTINCT kernel_records AS records, kernel_adapter AS adapter FROM runs WHERE kernel_records IS NOT NULL ORDER BY ALL",
  );
  const { models } = await storedCode(store);
  return {
    "@id": "#simulation",
    "@type": "CreateAction",
    name: `${askedRuns(study).length} runs of ${study.name}`,
    description: study.question,
    instrument: software.map(reference),
    object: study.points.map((_, p) => ({ "@id": `#scenario-${p}` })),
    result: data.map(reference),
    additionalProperty: [
      property("seed", seed),
      property("content digest (SHA-256)", await contentDigest(store)),
      ...models.map((model) => property("code of the model that ran (SHA-256)", model)),
      ...kernels.map(({ records, adapter }) =>
        property("records of measured executions (SHA-256)", String(records), String(adapter)),
      ),
    ],
  };
}

function property(name: string, value: unknown, description?: string): Entity {
  return { "@type": "PropertyValue", name, value, ...(description === undefined ? {} : { description }) };
}

function scenarioEntity({ name, factors }: StudyRecord, { scenario, levels }: PointRecord, point: number): Entity {
  const settings = levels.map((level, f) => `${factors[f]!.name} = ${factors[f]!.levels[level]!}`);
  return {
    "@id": `#scenario-${point}`,
    "@type": "PropertyValue",
    name: "scenario identity (SHA-256)",
    value: scenario.identity,
    description: settings.join("; ") || name,
  };
}

function reference(entity: Entity): Entity {
  return { "@id": entity["@id"] };
}

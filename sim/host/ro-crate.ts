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
import { asHostTable, hostTables } from "./store-schema.ts";
import { storedStudy } from "./study-record.ts";

export const crateFile = "ro-crate-metadata.json";

const formats: Readonly<Record<string, string>> = { parquet: "application/vnd.apache.parquet", csv: "text/csv" };

type Entity = Readonly<Record<string, unknown>>;

/** Writes the metadata beside the files. */
export async function writeCrate(store: Store, folder: string, files: readonly ExportedFile[]): Promise<void> {
  const study = await storedStudy(store);
  const [first] = study.points;
  const { seed } = JSON.parse(first!.scenario.resolved) as Scenario;
  const versions = await store.rows("SELECT commonwatt, node, duckdb, platform FROM versions ORDER BY line");
  const [last] = await store.rows("SELECT strftime(max(started_at), '%Y-%m-%d') AS day, count(*) AS runs FROM timings");
  const kernels = await store.rows(
    "SELECT DISTINCT kernel_records AS records, kernel_adapter AS adapter FROM runs WHERE kernel_records IS NOT NULL ORDER BY ALL",
  );
  const digest = await contentDigest(store);
  const meanings = new Map(
    [...hostTables, ...store.tables.map(asHostTable)].map(({ name, meaning }) => [name, meaning]),
  );
  const data = files.map(({ file, rows, bytes }): Entity => {
    const [name, ending] = file.split(".") as [string, string];
    return {
      "@id": file,
      "@type": "File",
      name,
      description: meanings.get(name) ?? "Catalogue, or what the columns mean",
      encodingFormat: formats[ending],
      contentSize: String(bytes),
      sha256: createHash("sha256")
        .update(readFileSync(join(folder, file)))
        .digest("hex"),
      additionalProperty: { "@type": "PropertyValue", name: "rows", value: rows },
    };
  });
  const software = versions.map(
    ({ commonwatt, node, duckdb, platform }, i): Entity => ({
      "@id": `#commonwatt-${i}`,
      "@type": "SoftwareApplication",
      name: "CommonWatt",
      softwareVersion: String(commonwatt),
      softwareRequirements: `Node.js ${node}, DuckDB ${duckdb}`,
      operatingSystem: String(platform),
    }),
  );
  const action: Entity = {
    "@id": "#simulation",
    "@type": "CreateAction",
    name: `${study.points.length * study.replications} runs of ${study.name}`,
    description: study.question,
    instrument: software.map(reference),
    object: study.points.map((_, p) => ({ "@id": `#scenario-${p}` })),
    result: data.map(reference),
    additionalProperty: [
      { "@type": "PropertyValue", name: "seed", value: seed },
      { "@type": "PropertyValue", name: "content digest (SHA-256)", value: digest },
      ...kernels.map(({ records, adapter }) => ({
        "@type": "PropertyValue",
        name: "records of measured executions (SHA-256)",
        value: String(records),
        description: String(adapter),
      })),
    ],
  };
  const scenarios = study.points.map(
    ({ scenario, levels }, p): Entity => ({
      "@id": `#scenario-${p}`,
      "@type": "PropertyValue",
      name: "scenario identity (SHA-256)",
      value: scenario.identity,
      description:
        levels.map((level, f) => `${study.factors[f]!.name} = ${study.factors[f]!.levels[level]!}`).join("; ") ||
        study.name,
    }),
  );
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
      license: { "@id": "https://www.apache.org/licenses/LICENSE-2.0" },
      hasPart: data.map(reference),
      mentions: [{ "@id": "#simulation" }],
    },
    { "@id": "https://www.apache.org/licenses/LICENSE-2.0", "@type": "CreativeWork", name: "Apache License 2.0" },
    action,
    ...software,
    ...scenarios,
    ...data,
  ];
  const crate = { "@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph };
  writeFileSync(join(folder, crateFile), `${JSON.stringify(crate, undefined, 1)}\n`);
}

function reference(entity: Entity): Entity {
  return { "@id": entity["@id"] };
}

/** The page `docs/store.md`, made from the declarations: `npx tsx sim/host/store-page.ts > docs/store.md`. */
import { fileURLToPath } from "node:url";
import { outputTables } from "../store/tables.ts";
import { catalogueTables } from "./catalogue-tables.ts";
import { asHostTable, type HostTable, hostTables, schemaVersion } from "./store-schema.ts";
import { views } from "./store-views.ts";

const introduction = `# The result store

<!-- Made by \`npx tsx sim/host/store-page.ts > docs/store.md\`; a test fails when it is stale. -->

A store is one DuckDB file (version ${schemaVersion} of its shape): the runs of one scenario or study, the scenarios, and the
catalogues it rests on. Any program that reads DuckDB 1.5 reads it; \`commonwatt export STORE --to FOLDER\` writes it as
Parquet or CSV for all others. Inside the store, \`SELECT * FROM units\` says what each column means.

What holds:

- A run is written in one transaction with its row in \`runs\`. What is not finished never shows, whatever ends the program.
- A run that failed has a row with its error and no other rows. \`commonwatt resume STORE\` runs it again, with
  \`--only RUN\` just that one.
- Every declared table and column is delivered by every run, or the run fails and names what is missing.
- The content digest that \`run\` prints depends on the scenario and the program alone: not on workers, order or
  interruptions. \`timings\` and stack traces are left out of it, and of exports.
- One process writes a store at a time; a second is told which one. Several may read when none writes.
- Every table but those of the host and the catalogues begins with \`run\`. Sums of floating-point columns depend on
  order: \`SET threads = 1\` repeats them bit for bit.
- NULL means: no value (a mean of nothing, a quantity that was not measured).
`;

export function storePage(): string {
  const parts = [
    introduction,
    "## Views\n",
    rows(
      ["view", "question and grain"],
      views.map((view) => [`\`${view.name}\``, view.meaning]),
    ),
    "## Tables of runs\n",
    ...outputTables.map((table) => section(asHostTable(table))),
    "## Tables of the host\n",
    ...hostTables.map(section),
    "## Catalogues\n",
    ...catalogueTables.map(section),
  ];
  return parts.join("\n");
}

function section(table: HostTable): string {
  const key = table.key.map((name) => `\`${name}\``).join(", ");
  const columns = table.columns.map(({ name, sql, unit, meaning }) => [`\`${name}\``, typeText(sql), unit, meaning]);
  const head = `### \`${table.name}\`\n\n${table.meaning}. One row for each: ${key}.`;
  return `${head}\n\n${rows(["column", "type", "unit", "meaning"], columns)}`;
}

/** Labels of an enum beyond this many are counted instead. */
const labelsShown = 6;

function typeText(sql: string): string {
  const type = sql.replace(" NOT NULL", "");
  if (!type.startsWith("ENUM")) return type;
  const labels = [...type.matchAll(/'((?:[^']|'')*)'/g)].map((match) => match[1]!.replaceAll("''", "'"));
  return labels.length <= labelsShown ? `ENUM: ${labels.join(", ")}` : `ENUM of ${labels.length}`;
}

function rows(head: readonly string[], body: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return `${[line(head), line(head.map(() => "---")), ...body.map(line)].join("\n")}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(storePage());

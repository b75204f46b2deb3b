/**
 * `npm run notebooks` makes the stores and writes each notebook as one file that opens from disk: results/notebooks/<name>.html.
 * `npm run notebooks -- preview` serves them while they are being written.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { createServer } from "vite";
import { buildClaimNotebooks } from "./claims.ts";
import { type Answer, offlineConfig } from "./offline.ts";
import { notebooks, onePage, root } from "./page.ts";
import { produce } from "./produce.ts";
import { openStore } from "./rows.ts";

const stores = { root, folder: join(root, ".cache/notebooks") };

export function notebookNames(): string[] {
  const files = readdirSync(notebooks).filter((name) => name.endsWith(".html"));
  return files.map((name) => basename(name, ".html")).sort();
}

/** @returns paths of the pages, one a notebook */
export async function buildNotebooks(folder: string, say: (line: string) => void): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  // Pages of claims, in a folder below, are made by themselves and stay.
  for (const old of readdirSync(folder)) if (old.endsWith(".html")) rmSync(join(folder, old));
  const pages: string[] = [];
  for (const name of notebookNames()) {
    say(`${name}: making its data\n`);
    const page = join(folder, `${name}.html`);
    writeFileSync(page, await onePage(name, answer));
    pages.push(page);
    say(`${page}\n`);
  }
  return pages;
}

/** A database is named like its store, as in database="tour.duckdb". */
const answer: Answer = async (database, sql) => {
  const store = await openStore(produce(basename(database, ".duckdb"), stores), root);
  try {
    return await store.rows(sql);
  } finally {
    store.close();
  }
};

async function preview(): Promise<void> {
  const server = await createServer({
    ...offlineConfig(notebooks, answer),
    optimizeDeps: { include: ["@observablehq/plot", "jstat", "seedrandom", "ml-matrix", "simple-statistics", "zod"] },
  });
  await server.listen();
  server.printUrls();
  process.stdout.write(
    `${notebookNames()
      .map((name) => `  ${name}.html`)
      .join("\n")}\n`,
  );
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [kind, ...ids] = process.argv.slice(2);
  if (kind === "preview") await preview();
  else if (kind === "claims") await buildClaimNotebooks(ids);
  else await buildNotebooks(join(root, "results/notebooks"), (line) => process.stderr.write(line));
}

/**
 * `npm run notebooks` makes the stores and writes each notebook as one file that opens from disk: results/notebooks/<name>.html.
 * `npm run notebooks -- preview` serves them while they are being written.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, createServer, type Rolldown } from "vite";
import { type Answer, offlineConfig } from "./offline.ts";
import { produce } from "./produce.ts";
import { openStore } from "./rows.ts";

export const notebooks = resolve(dirname(fileURLToPath(import.meta.url)), "..");
export const root = resolve(notebooks, "..");
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

/** @param name  of the notebook below `notebooks/`, without its ending */
export async function onePage(name: string, answer: Answer): Promise<string> {
  const config = offlineConfig(notebooks, answer);
  const made = (await build({
    ...config,
    build: {
      write: false,
      target: "es2023",
      cssCodeSplit: false,
      modulePreload: false,
      chunkSizeWarningLimit: Number.POSITIVE_INFINITY,
      rolldownOptions: {
        input: join(notebooks, `${name}.html`),
        output: { codeSplitting: false },
        // Runs of the simulator take most of a first build.
        checks: { bundlerTimings: false },
      },
    },
  })) as Rolldown.RolldownOutput;
  return inOneFile(name, made.output);
}

/** Scripts and styles into the page, since a browser loads no module from disk. */
function inOneFile(name: string, files: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[]): string {
  const text = (file: Rolldown.OutputChunk | Rolldown.OutputAsset) =>
    file.type === "chunk" ? file.code : String(file.source);
  const used = new Set<string>();
  const find = (path: string) => {
    const file = files.find(({ fileName }) => fileName === path.replace(/^(\.\.?\/)+/, ""));
    if (!file) throw new Error(`${name}: the page asks for ${path}, which was not built`);
    used.add(file.fileName);
    return text(file);
  };
  const page = files.find(({ fileName }) => fileName.endsWith(".html"));
  if (!page) throw new Error(`${name}: no page was built`);
  used.add(page.fileName);
  const whole = text(page)
    .replace(/<link rel="stylesheet"[^>]*href="([^"]+)"[^>]*>/g, (_, path) => `<style>${find(path)}</style>`)
    .replace(/<script type="module"[^>]*src="([^"]+)"[^>]*><\/script>/g, (_, path) => {
      return `<script type="module">${find(path).replace(/<\/script/g, "<\\/script")}</script>`;
    })
    .replace(`<a href="${name}.html">`, `<a href="${name}.html" aria-current="page">`);
  const left = files.filter(({ fileName }) => !used.has(fileName));
  if (left.length > 0)
    throw new Error(`${name}: built beside the page: ${left.map(({ fileName }) => fileName).join(", ")}`);
  return whole;
}

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
  else if (kind === "claims") await (await import("./claims.ts")).buildClaimNotebooks(ids);
  else await buildNotebooks(join(root, "results/notebooks"), (line) => process.stderr.write(line));
}

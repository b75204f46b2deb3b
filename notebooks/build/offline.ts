/**
 * Observable Notebook Kit as a Vite configuration whose pages fetch nothing.
 *
 * The kit's runtime takes its libraries from a content network when a page is opened. Here a notebook has those that are installed: Plot,
 * Markdown, and whatever it imports by path. What is not installed fails by name. SQL cells become their answers, in the page itself.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { observable } from "@observablehq/notebook-kit/vite";
import type { InlineConfig, Plugin } from "vite";
import type { Row } from "./rows.ts";

/** @returns rows of a query on the store of that name */
export type Answer = (database: string, sql: string) => Promise<readonly Row[]>;

const here = dirname(fileURLToPath(import.meta.url));
const template = join(here, "page.html");
/** Of the kit: styles and the runtime that pages import by the name "observable:…". */
const kit = join(dirname(fileURLToPath(import.meta.resolve("@observablehq/notebook-kit"))));

export function offlineConfig(notebooks: string, answer: Answer): InlineConfig {
  return {
    root: notebooks,
    base: "./",
    configFile: false,
    // A page that is missing is an error, not the first page.
    appType: "mpa",
    cacheDir: join(notebooks, "../.cache/vite"),
    logLevel: "warn",
    resolve: { alias: [{ find: /^observable:(.*)$/, replacement: `${kit}/$1` }] },
    server: { fs: { allow: [join(notebooks, "..")] } },
    plugins: [withoutNetwork(), withRows(answer)],
  };
}

/** A cell as the kit hands it over. */
interface NotebookCell {
  id: number;
  mode: string;
  value: string;
  pinned: boolean;
  hidden: boolean;
  database?: string;
  output?: string;
}

/** Answers take the place of queries. What a pinned cell is made of is folded away below what it shows. */
function withRows(answer: Answer): Plugin {
  return observable({
    template,
    async transformNotebook(notebook) {
      const cells: NotebookCell[] = [];
      let spare = Math.max(0, ...notebook.cells.map(({ id }) => id));
      for (const cell of notebook.cells as readonly NotebookCell[]) {
        cells.push(cell.mode === "sql" ? await answered(notebook.title, cell, answer) : { ...cell, pinned: false });
        if (cell.pinned) cells.push({ ...folded(cell), id: ++spare });
      }
      return { ...notebook, cells: cells as typeof notebook.cells };
    },
  }) as Plugin;
}

/** The answer goes into the variable that the cell names. */
async function answered(title: string, cell: NotebookCell, answer: Answer): Promise<NotebookCell> {
  const { id, database, output, value } = cell;
  if (!database || !output) throw new Error(`${title}, cell ${id}: SQL needs database="…" and output="…"`);
  const rows = await answer(database, value);
  if (rows.length === 0) throw new Error(`${title}, cell ${id}: the query gives no row`);
  return { id, mode: "js", value: JSON.stringify(rows), pinned: false, hidden: true, output };
}

function folded({ mode, value, database }: NotebookCell): Omit<NotebookCell, "id"> {
  const name = mode === "sql" ? `the question to ${database}` : "how it is drawn";
  // In Markdown a cell's own ${…} would be filled in.
  const shown = value.trim().replaceAll("${", "$\\{");
  const text = `<details><summary>${name}</summary>\n\n\`\`\`${mode}\n${shown}\n\`\`\`\n\n</details>`;
  return { mode: "md", value: text, pinned: false, hidden: false };
}

/** Libraries by the names that cells know: module, and the export that is meant. */
const libraries = { Plot: ["@observablehq/plot"], md: ["observable:runtime/stdlib/md.js", "md"] } as const;
const libraryModule = Object.entries(libraries)
  .map(([name, [from, part]]) => `export const ${name} = () => import(${JSON.stringify(from)})${pick(part)};`)
  .join("\n");

function pick(part: string | undefined): string {
  return part ? `.then((found) => found.${part})` : "";
}

const lazily = /\bimport\((["'`])https:\/\/cdn\.jsdelivr\.net\/npm\/([^"'`]+?)\/\+esm\1\)/g;
const atOnce = /^(?:import|export)\b[^"'`]*["'`]https:\/\/cdn\.jsdelivr\.net\/npm\/([^"'`]+?)\/\+esm["'`]/m;
const missing = (name: string) => `new Error("${name} is not installed for notebooks")`;

function withoutNetwork(): Plugin {
  return {
    name: "notebooks-offline",
    enforce: "pre",
    load(id) {
      const path = id.split("?")[0]!;
      if (!path.startsWith(kit) || !path.endsWith(".js")) return null;
      if (path.endsWith("/stdlib/recommendedLibraries.js")) return libraryModule;
      if (path.endsWith("/stdlib/sampleDatasets.js")) return "export {};";
      const text = readFileSync(path, "utf8");
      if (!text.includes("cdn.jsdelivr.net")) return null;
      const needed = atOnce.exec(text)?.[1];
      if (needed) return `throw ${missing(needed)};\nexport {};`;
      const later = text.replace(lazily, (_, __, name) => `Promise.reject(${missing(name)})`);
      return later.replaceAll("https://cdn.jsdelivr.net/npm/", "not-installed:");
    },
  };
}

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

/** A pinned SQL cell shows its query, the answer goes into the variable that the cell names. */
function withRows(answer: Answer): Plugin {
  return observable({
    template,
    async transformNotebook(notebook) {
      const cells: NotebookCell[] = [];
      let spare = Math.max(0, ...notebook.cells.map(({ id }) => id));
      for (const cell of notebook.cells as readonly NotebookCell[]) {
        if (cell.mode !== "sql") {
          cells.push(cell);
          continue;
        }
        const { database, output } = cell;
        if (!database || !output) throw new Error(`${notebook.title}, cell ${cell.id}: SQL needs database="…" and output="…"`);
        const rows = await answer(database, cell.value);
        if (rows.length === 0) throw new Error(`${notebook.title}, cell ${cell.id}: the query gives no row`);
        const shown = { mode: "md", value: `\`\`\`sql\n${cell.value.trim()}\n\`\`\``, pinned: false, hidden: false };
        if (cell.pinned) cells.push({ ...shown, id: ++spare });
        cells.push({ id: cell.id, mode: "js", value: JSON.stringify(rows), pinned: false, hidden: true, output });
      }
      return { ...notebook, cells: cells as typeof notebook.cells };
    },
  }) as Plugin;
}

/** Libraries by the names that cells know. */
const libraries = `
export const Plot = () => import("@observablehq/plot");
export const md = () => import("observable:runtime/stdlib/md.js").then(({ md }) => md);
`;
const network = /\bimport\((["'`])https:\/\/cdn\.jsdelivr\.net\/npm\/([^"'`]+)\/\+esm\1\)/g;

function withoutNetwork(): Plugin {
  return {
    name: "notebooks-offline",
    enforce: "pre",
    load(id) {
      const path = id.split("?")[0]!;
      if (!path.startsWith(kit)) return null;
      if (path.endsWith("/stdlib/recommendedLibraries.js")) return libraries;
      if (path.endsWith("/stdlib/sampleDatasets.js")) return "export {};";
      if (!path.endsWith(".js")) return null;
      const text = readFileSync(path, "utf8");
      if (!text.includes("cdn.jsdelivr.net")) return null;
      return text.replace(network, (_, __, name) => `Promise.reject(new Error("${name} is not installed for notebooks"))`);
    },
  };
}

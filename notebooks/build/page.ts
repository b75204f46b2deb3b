/** A notebook as one file that opens from disk. */
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Rolldown } from "vite";
import { type Answer, offlineConfig } from "./offline.ts";

export const notebooks = resolve(dirname(fileURLToPath(import.meta.url)), "..");
export const root = resolve(notebooks, "..");

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

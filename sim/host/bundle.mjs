/**
 * Bundles the command line, the workers and the core for browsers into `dist/`.
 *
 * Joined code starts in a fraction of the time that the sources need (docs/performance.md). Commands stay apart as chunks,
 * so that `--help` loads none of them. Native and large packages stay outside, in `node_modules`.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { keepCompiled } from "./compiled.mjs";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const dist = join(root, "dist");
/** The program as one script, for commands that are over before modules would be loaded. */
export const quickScript = join(dist, "quick.cjs");
const stampFile = join(dist, "stamp.json");

const external = [
  "@duckdb/*",
  "@observablehq/plot",
  "linkedom",
  "piscina",
  "esbuild",
  "playwright-core",
  "webgpu",
  "@sparticuz/chromium",
];

/** A change here changes every bundle. */
const always = ["package.json", "package-lock.json", "sim/host/bundle.mjs", "sim/host/compiled.mjs"];

/** @returns whether `dist/` was made from the sources as they are now */
export function isFresh() {
  if (!existsSync(stampFile)) return false;
  const { files, states } = JSON.parse(readFileSync(stampFile, "utf8"));
  return Array.isArray(states) && files.every((file, index) => stateOf(file) === states[index]);
}

/** Size and time of change of a file; a missing file has a state too. */
function stateOf(file) {
  const status = statSync(join(root, file), { throwIfNoEntry: false });
  return status === undefined ? "missing" : `${status.size} ${status.mtimeMs}`;
}

function workers() {
  const folder = join(root, "sim/host");
  return readdirSync(folder).filter((name) => name.endsWith(".worker.ts"));
}

// Names stay, for messages and stack traces; their length costs less at start than a call for each to set it.
const small = { minifySyntax: true, minifyWhitespace: true, legalComments: "none" };
const shared = { absWorkingDir: root, bundle: true, format: "esm", metafile: true, ...small };

/** Options of esbuild for programs and workers of Node. @param entryPoints  file by name, without ending */
export function forNode(entryPoints, folder) {
  return {
    ...shared,
    entryPoints,
    outdir: folder,
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    platform: "node",
    target: "node20",
    external,
    sourcemap: true,
    // The ESM build of `yaml` needs no CommonJS wrapper.
    alias: { yaml: join(root, "node_modules/yaml/browser/index.js") },
    loader: { ".sql": "text" },
    banner: {
      js: 'import { createRequire as bundleRequire } from "node:module"; const require = bundleRequire(import.meta.url);',
    },
  };
}

/** @returns every file of the sources that entered a bundle */
async function bundleAll(esbuild, folder) {
  const entryPoints = Object.fromEntries(
    ["cli.ts", ...workers()].map((name) => [name.replace(/\.ts$/, ""), join(root, "sim/host", name)]),
  );
  const host = await esbuild.build(forNode(entryPoints, folder));
  const core = await esbuild.build({
    ...shared,
    entryPoints: [join(root, "sim/run.ts")],
    outfile: join(folder, "core.browser.js"),
    platform: "browser",
    target: "es2023",
  });
  const inputs = [...Object.keys(host.metafile.inputs), ...Object.keys(core.metafile.inputs)];
  return [...new Set(inputs)].filter((file) => !file.includes("node_modules") && existsSync(join(root, file)));
}

/** Builds beside the old bundle and swaps, so that a bundle is whole or absent. */
export async function bundle() {
  await inFolder(async (folder) => {
    const { files, code } = await made(folder);
    await addQuick(folder);
    // Kept before the swap, so that a bundle is whole; under its later name, which stack traces give.
    keepCompiled(join(folder, basename(quickScript)), quickScript, ["validate", join(root, "scenarios/baseline.yaml")]);
    writeFileSync(join(folder, "stamp.json"), JSON.stringify({ files, states: files.map(stateOf), code }));
    swap(folder);
  });
}

async function addQuick(folder) {
  const { build } = await import("esbuild");
  await build({
    ...forNode([join(root, "sim/host/cli.ts")], undefined),
    outfile: join(folder, basename(quickScript)),
    format: "cjs",
    splitting: false,
    chunkNames: undefined,
    sourcemap: false,
    define: { "import.meta.url": "bundleUrl" },
    banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
  });
}

/** What names the sources as they are now; `dist/` is left alone. */
export async function codeNow() {
  return (await inFolder(made)).code;
}

async function inFolder(work) {
  const folder = join(root, ".cache", `dist-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Bundles into a folder.
 *
 * @returns every file that matters, and the names of the code: `model`, SHA-256 of the core's bundle, which no comment and no part of the host
 * changes; `program`, SHA-256 of the list of all these files with their own (as `sha256sum` prints it), so of all sources, queries, and
 * versions of packages
 */
async function made(folder) {
  const files = [...always, ...queries(), ...(await bundleAll(await import("esbuild"), folder))].sort();
  const model = sha256(readFileSync(join(folder, "core.browser.js")));
  const program = sha256(files.map((file) => `${sha256(readFileSync(join(root, file)))}  ${file}\n`).join(""));
  return { files, code: { model, program } };
}

/** Read by name when a report is made, so in no bundle. */
function queries() {
  const names = readdirSync(join(root, "analysis/queries"), { recursive: true });
  return names.filter((name) => name.endsWith(".sql")).map((name) => `analysis/queries/${name.replaceAll("\\", "/")}`);
}

function sha256(content) {
  return createHash("sha256").update(content).digest("hex");
}

/** Another process may have put its bundle there in the meantime: then that one serves as well. */
function swap(folder) {
  rmSync(dist, { recursive: true, force: true });
  try {
    renameSync(folder, dist);
  } catch (error) {
    if (!isFresh()) throw error;
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  await bundle();
  process.stderr.write(`bundled into ${relative(process.cwd(), dist) || dist}\n`);
}

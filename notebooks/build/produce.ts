/**
 * Makes the stores that the notebooks read, by the command line that everybody uses. A store is kept as long as its scenario, the files it
 * extends, the program and the rule that is added stay the same.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export interface Stores {
  /** The repository. */
  readonly root: string;
  /** Where stores are kept. */
  readonly folder: string;
}

/** The one store that needs a rule which the program lacks. */
const withOwnRule = "own-rule";
const ownRule = { name: "by-power-of-work", constant: "byPowerOfWork", slot: "reward" };
/** What the program consists of. */
const program = ["sim", "analysis", "reports", "package.json", "package-lock.json"];
const scenarios = ["scenarios", "notebooks/data", "docs/scenario.schema.json"];

/** @returns path of the store of `notebooks/data/<name>.yaml` @throws Error with what the command line said when it fails */
export function produce(name: string, { root, folder }: Stores): string {
  const store = join(folder, `${name}.duckdb`);
  const key = join(folder, `${name}.key`);
  const wanted = digest(root, [...program, ...scenarios, "notebooks/rules"]);
  if (existsSync(store) && existsSync(key) && readFileSync(key, "utf8") === wanted) return store;
  mkdirSync(folder, { recursive: true });
  for (const old of [store, `${store}.wal`, key]) rmSync(old, { force: true });
  const tree = name === withOwnRule ? treeWithRule(root, join(folder, "with-own-rule")) : root;
  const scenario = join(tree, "notebooks/data", `${name}.yaml`);
  const isStudy = /^(variants|sweep):/m.test(readFileSync(scenario, "utf8"));
  const command = isStudy ? ["compare", scenario, "--no-report"] : ["run", scenario];
  commonwatt(tree, [...command, "--out", store, "--quiet"]);
  writeFileSync(key, wanted);
  return store;
}

function commonwatt(tree: string, words: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(tree, "sim/host/commonwatt.mjs"), ...words], {
    cwd: tree,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  if (status !== 0) throw new Error(`commonwatt ${words.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
}

/**
 * A copy of the program with one rule more, made by the two steps of docs/adding-a-rule.md: the file in the folder of its slot, and its name
 * in the registry.
 */
export function treeWithRule(root: string, tree: string): string {
  rmSync(tree, { recursive: true, force: true });
  for (const part of [...program, ...scenarios]) cpSync(join(root, part), join(tree, part), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(tree, "node_modules"));
  const { name, constant, slot } = ownRule;
  const source = readFileSync(join(root, "notebooks/rules", `${name}.ts`), "utf8");
  const placed = source.replaceAll("../../sim/mechanisms/", "../").replaceAll("../../sim/", "../../");
  writeFileSync(join(tree, "sim/mechanisms", slot, `${name}.ts`), placed);
  const registry = join(tree, "sim/mechanisms/registry.ts");
  const before = readFileSync(registry, "utf8");
  const after = before
    .replace(/^import /m, `import ${constant} from "./${slot}/${name}.ts";\nimport `)
    .replace(new RegExp(`^  ${slot}: \\[`, "m"), `  ${slot}: [${constant}, `);
  if (!after.includes(`[${constant}, `)) throw new Error(`${registry}: no list of ${slot} rules to add to`);
  writeFileSync(registry, after);
  return tree;
}

function digest(root: string, paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of paths.flatMap((part) => filesUnder(root, part)).sort()) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update("\0");
  }
  return hash.digest("hex");
}

/** Tests are no part of the program. */
function filesUnder(root: string, path: string): string[] {
  if (/\.test\.ts$/.test(path)) return [];
  if (/\.\w+$/.test(path)) return [path];
  return readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(root, `${path}/${entry.name}`) : filesOf(`${path}/${entry.name}`),
  );
}

function filesOf(path: string): string[] {
  return /\.test\.ts$/.test(path) ? [] : [path];
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = process.cwd();
  for (const name of process.argv.slice(2))
    process.stdout.write(`${produce(name, { root, folder: join(root, ".cache/notebooks") })}\n`);
}

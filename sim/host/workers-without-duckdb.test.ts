import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const host = new URL("./", import.meta.url);

/** Every module that a file loads, itself included; type-only imports load nothing. */
function loaded(file: URL, seen = new Set<string>()): Set<string> {
  if (seen.has(file.href)) return seen;
  seen.add(file.href);
  const text = readFileSync(file, "utf8");
  const imports = /^(?:import|export) (?!type\b)[^;]*?from "([^"]+)"|^import "([^"]+)"|\bimport\("([^"]+)"\)/gm;
  for (const match of text.matchAll(imports)) {
    const name = match[1] ?? match[2] ?? match[3]!;
    if (name.startsWith(".")) loaded(new URL(name, file), seen);
    else seen.add(name);
  }
  return seen;
}

test("worker threads never load DuckDB: a second instance on one file loses rows without an error", () => {
  const workers = readdirSync(host).filter((name) => name.endsWith(".worker.ts"));
  expect(workers).toContain("run.worker.ts");
  for (const worker of workers) {
    const modules = [...loaded(new URL(worker, host))];
    expect(modules.length).toBeGreaterThan(20);
    for (const module of modules) if (module.startsWith("file:")) expect(existsSync(fileURLToPath(module))).toBe(true);
    expect([worker, modules.filter((name) => name.includes("duckdb"))]).toEqual([worker, []]);
  }
});

test("the search finds DuckDB where it is loaded", () => {
  expect([...loaded(new URL("./study.ts", host))]).toContain("@duckdb/node-api");
});

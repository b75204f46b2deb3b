/**
 * Which code runs. A version's number says little: the sources change between two numbers. So stores, plans, pages and exports carry hashes.
 */
import { readFileSync } from "node:fs";
import { packageFile } from "./package-root.ts";

export interface CodeHashes {
  /** SHA-256 of the model as bundled (`sha256sum dist/core.browser.js`): what a run follows from, with its scenario and its measurements. */
  readonly model: string;
  /** SHA-256 over every source, query and version of a package: what made the store, or the page. */
  readonly program: string;
}

/** One entry: sources that change while the program runs are not what runs. */
const known = new Map<"own", Promise<CodeHashes>>();

/** Of this program: the bundle that runs, or the sources, bundled for the purpose when they are newer than `dist/`. */
export function codeHashes(): Promise<CodeHashes> {
  const found = known.get("own") ?? hashed();
  known.set("own", found);
  return found;
}

async function hashed(): Promise<CodeHashes> {
  if (import.meta.url.endsWith(".ts")) {
    // Not a literal: the bundle shall not hold the bundler.
    const bundler = (await import(new URL("./bundle.mjs", import.meta.url).href)) as typeof import("./bundle.mjs");
    if (!bundler.isFresh()) return bundler.codeNow();
  }
  const { code } = JSON.parse(readFileSync(packageFile("dist/stamp.json"), "utf8")) as { readonly code: CodeHashes };
  return code;
}

/** As much of a hash as tells two apart on a line. */
export function shortHash(sha256: string): string {
  return `${sha256.slice(0, 12)}…`;
}

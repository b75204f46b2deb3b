#!/usr/bin/env node
/** The program: runs the bundle, and makes it first when the sources are newer. */
import module from "node:module";
import { bundle, isFresh, quickScript } from "./bundle.mjs";
import { loadScript } from "./compiled.mjs";

/** Commands that only read files and print: compiled code starts them sooner. Help alone needs so little that reading it costs more. */
const quick = new Set(["new", "validate", "explain", "docs", "rules", "schema", "completion"]);

// Keeps compiled code between starts, where this Node can (22.8 and newer).
module.enableCompileCache?.();

if (!isFresh()) {
  process.stderr.write("commonwatt: the sources are newer than dist/, bundling them\n");
  try {
    await bundle();
  } catch (error) {
    process.stderr.write(`${error.message}\ncommonwatt: the sources could not be bundled\n`);
    process.exit(1);
  }
}
const words = process.argv.slice(2);
const { main } = quick.has(words[0]) ? loadScript(quickScript).exports : await import("../../dist/cli.js");
process.exitCode = await main(words);

#!/usr/bin/env node
/** The program: runs the bundle, and makes it first when the sources are newer. */
import module from "node:module";
import { bundle, isFresh } from "./bundle.mjs";

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
const { main } = await import("../../dist/cli.js");
process.exitCode = await main(process.argv.slice(2));

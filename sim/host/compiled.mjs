/**
 * Code that stays compiled between starts.
 *
 * Node 20 keeps none for modules, and compiling is most of what a short command does (docs/performance.md). So such commands have a bundle
 * of their own as one script, and V8's compiled form of it beside it. V8 refuses a form made by another version or from another text;
 * the script is then compiled anew, slower and to the same effect.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import vm from "node:vm";

const formOf = (file) => `${file}.v8`;
const digestLength = 32;

/** V8 does not look whether the form is damaged, and would fall over it: so a SHA-256 stands before it. */
function readForm(file) {
  if (!existsSync(file)) return undefined;
  const bytes = readFileSync(file);
  const code = bytes.subarray(digestLength);
  return sha256(code).equals(bytes.subarray(0, digestLength)) ? code : undefined;
}

function sha256(bytes) {
  return createHash("sha256").update(bytes).digest();
}

/**
 * @param name  of the file in stack traces
 * @returns the script, and what it exports
 */
export function loadScript(file, name = file) {
  const script = new vm.Script(
    `(function(exports,require,module,__filename,__dirname){${readFileSync(file, "utf8")}\n})`,
    {
      filename: name,
      cachedData: readForm(formOf(file)),
      importModuleDynamically: vm.constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    },
  );
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
  return { script, exports: module.exports };
}

/**
 * Writes the compiled form of a script, with all that it compiles while its `main` does one piece of work.
 *
 * In a process of its own, whose memory and exit code no one else needs.
 *
 * @param name  that the file will have when it is loaded from its form
 * @throws when the work fails
 */
export function keepCompiled(file, name, words) {
  execFileSync(process.execPath, [fileURLToPath(import.meta.url), file, name, ...words], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  const [file, name, ...words] = process.argv.slice(2);
  const { script, exports } = loadScript(file, name);
  process.exitCode = await exports.main(words);
  const code = script.createCachedData();
  writeFileSync(formOf(file), Buffer.concat([sha256(code), code]));
}

/** Scenario files on disk. */
import { closeSync, existsSync, fstatSync, openSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Loaded, loadScenario } from "../scenario/load.ts";
import { nearest } from "../scenario/nearest.ts";
import type { Trouble } from "../scenario/units.ts";
import { longestText } from "../scenario/yaml-tree.ts";

/**
 * Loads a scenario with the overrides of the command line.
 *
 * @throws ScenarioError with all that is wrong
 */
export function loadScenarioFile(path: string, sets: readonly string[] = []): Loaded {
  return loadScenario({ path, sets, readText });
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EISDIR: "it is a folder — name a file in it",
  EACCES: "reading it is not allowed",
  EPERM: "reading it is not allowed",
  ELOOP: "its links go in a circle",
  ENAMETOOLONG: "its name is too long",
  ERR_INVALID_ARG_VALUE: "its name holds a character that no file name has",
};
/** UTF-8 takes at most 4 bytes a character. */
const longestBytes = 4 * longestText;

/** The text of a file; what keeps it from being read is said, not thrown. */
export function readText(path: string): string | Trouble {
  try {
    const file = openSync(path, "r");
    try {
      const status = fstatSync(file);
      if (status.isDirectory()) return { trouble: reasons.EISDIR as string };
      if (status.size > longestBytes)
        return { trouble: `it has ${Math.ceil(status.size / 1e6)} MB; a scenario takes a few kB` };
      return decoded(readFileSync(file));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === undefined ? undefined : reasons[code];
    if (reason === undefined) throw error;
    const near = code === "ENOENT" ? nearFile(path) : undefined;
    return { trouble: near === undefined ? reason : `${reason} — did you mean "${near}"?` };
  }
}

/** A file of that folder with a name like this one. */
function nearFile(path: string): string | undefined {
  const folder = dirname(path);
  if (!existsSync(folder)) return undefined;
  const name = nearest(basename(path), readdirSync(folder));
  return name === undefined ? undefined : join(folder, name);
}

function decoded(bytes: Uint8Array): string | Trouble {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    const line = brokenLine(bytes);
    return { trouble: `line ${line} is not UTF-8 — save the file as UTF-8` };
  }
}

/** Line, from 1, with the first bytes that are not UTF-8. */
function brokenLine(bytes: Uint8Array): number {
  const lenient = new TextDecoder("utf-8", { fatal: false }).decode(bytes);
  return lenient.slice(0, lenient.indexOf("\uFFFD")).split("\n").length;
}

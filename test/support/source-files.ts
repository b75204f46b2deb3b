/** Files of the repository as tests of the whole tree see them. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

export interface SourceFile {
  /** From the repository's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Made by tools, never written by hand or tracked; the same as in .gitignore. */
const made = new Set([".git", "node_modules", "dist", "results", ".cache", "coverage"]);

/** Paths of all files of the repository but those that tools make. */
export function repositoryFiles(folder = "."): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !made.has(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name).replaceAll("\\", "/");
      if (entry.isDirectory()) return repositoryFiles(path);
      return entry.isFile() ? [path] : [];
    })
    .sort();
}

export function readSource(path: string): SourceFile {
  return { path, text: readFileSync(path, "utf8") };
}

export function sizeOf(path: string): number {
  return statSync(path).size;
}

const hole = String.raw`\$\{(?:[^{}\x60]|\{[^{}]*\}|\x60[^\x60]*\x60)*\}`;
const tokens = [
  String.raw`\/\/[^\n]*|\/\*[\s\S]*?\*\/`,
  String.raw`"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'`,
  String.raw`\x60(?:\\.|${hole}|[^\x60\\])*\x60`,
  String.raw`(?<=[(,=:[!&|?{};+>]\s*|return\s+)\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*`,
].join("|");

/**
 * The code alone: comments, text in quotes and regular expressions become spaces, line breaks and `${…}` stay.
 *
 * A slash begins a regular expression where no value can precede it, which is how this code base writes them.
 */
export function codeOf(text: string): string {
  return text.replace(new RegExp(tokens, "g"), (found) => (found.startsWith("`") ? templateCode(found) : blank(found)));
}

function templateCode(template: string): string {
  let code = "";
  let last = 0;
  for (const found of template.matchAll(new RegExp(hole, "g"))) {
    code += blank(template.slice(last, found.index)) + codeOf(found[0]);
    last = found.index + found[0].length;
  }
  return code + blank(template.slice(last));
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}

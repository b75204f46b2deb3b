/**
 * Wraps comment lines longer than 120 characters in the given files: `npx tsx test/support/wrap-comments.ts FILE…`.
 *
 * A line that is too long is filled up to the limit and its rest set before the next line of the same paragraph. Lines
 * that are indented within the comment (equations, tables) are left alone and reported.
 */
import { readFileSync, writeFileSync } from "node:fs";

const lengthMax = 120;

export function wrapComments(text: string): string {
  const out: string[] = [];
  const lines = text.split("\n");
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    const single = /^(\s*)\/\*\* (.*) \*\/$/.exec(line);
    if ([...line].length > lengthMax && single !== null) {
      lines.splice(i, 1, `${single[1]}/**`, `${single[1]} * ${single[2]}`, `${single[1]} */`);
      i--;
      continue;
    }
    const comment = /^(\s*(?:\*|\/\/) )(?=\S)(.*)$/.exec(line);
    if ([...line].length <= lengthMax || comment === null) {
      out.push(line);
      continue;
    }
    const [, lead, words] = comment;
    const cut = [...lead, ...words].slice(0, lengthMax + 1).lastIndexOf(" ");
    const all = [...lead, ...words];
    out.push(all.slice(0, cut).join(""));
    const hang = /^@param \S+ +/.exec(words)?.[0].length ?? 0;
    const rest = all.slice(cut + 1).join("");
    const next = lines[i + 1] ?? "";
    const goesOn = next.startsWith(lead) && /^[^\s@*]/.test(next.slice(lead.length)) && hang === 0;
    if (goesOn) lines[i + 1] = `${lead}${rest} ${next.slice(lead.length)}`;
    else lines.splice(i + 1, 0, `${lead}${" ".repeat(hang)}${rest}`);
  }
  return out.join("\n");
}

function wrapFiles(paths: readonly string[]): void {
  for (const path of paths) {
    const before = readFileSync(path, "utf8");
    const after = wrapComments(before);
    if (after !== before) writeFileSync(path, after);
    for (const [i, line] of after.split("\n").entries()) {
      if ([...line].length > lengthMax) console.log(`${path}:${i + 1}: ${[...line].length} characters, wrap by hand`);
    }
  }
}

if (process.argv[1]?.endsWith("wrap-comments.ts")) wrapFiles(process.argv.slice(2));

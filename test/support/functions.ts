/** The functions of a source file, counted without a parser: names, lines and parameters. */
import { codeOf } from "./source-files.ts";

export interface FunctionFound {
  readonly name: string;
  readonly line: number;
  readonly lines: number;
  readonly parameters: number;
}

/** `function f(`, `f(` in an object or class up to a brace at a line's end, `const f = (`; the name is a group. */
const heads = [
  String.raw`\bfunction\*?\s*(\w*)\s*(?:<[^()]*>)?\(`,
  String.raw`^\s+(?:async\s+|\*\s*|static\s+)*(\w+)\s*(?:<[^()]*>)?\((?=[^;]*\{\s*$)`,
  String.raw`\b(?:const|let)\s+(\w+)\s*(?::[^=;]*)?=\s*(?:async\s*)?\(`,
].join("|");

/** Named functions and methods: `function f(…) {`, `f(…) {` in an object or class, `const f = (…) => {`. */
export function functionsOf(source: string): FunctionFound[] {
  const plain = codeOf(source);
  const found: FunctionFound[] = [];
  for (const match of plain.matchAll(new RegExp(heads, "gm"))) {
    const name = match[1] ?? match[2] ?? match[3] ?? "";
    if (["if", "for", "while", "switch", "catch", "return"].includes(name)) continue;
    const open = match.index + match[0].length - 1;
    const close = partner(plain, open);
    const body = bodyStart(plain, close, match[3] !== undefined);
    if (close < 0 || body < 0) continue;
    const line = plain.slice(0, match.index + match[0].search(/\S/)).split("\n").length;
    const lines = plain.slice(match.index + match[0].search(/\S/), partner(plain, body) + 1).split("\n").length;
    found.push({ name, line, lines, parameters: countParameters(plain.slice(open + 1, close)) });
  }
  return found;
}

/** Where the body's brace stands after the parameters, or −1: `{` for functions, `=> {` for arrows. */
function bodyStart(plain: string, close: number, isArrow: boolean): number {
  const after = plain.slice(close + 1);
  const between = (isArrow ? /^[^;{}]*?=>\s*\{/ : /^\s*(?::(?:[^;{}\n]|\{[^{}\n]*\})*)?\{/).exec(after);
  return between === null ? -1 : close + between[0].length;
}

/** Position of the bracket that closes the one at `open`, or −1. */
function partner(plain: string, open: number): number {
  let depth = 0;
  for (let i = open; i < plain.length; i++) {
    if ("([{".includes(plain[i])) depth++;
    else if (")]}".includes(plain[i]) && --depth === 0) return i;
  }
  return -1;
}

function countParameters(list: string): number {
  let depth = 0;
  let count = /\S/.test(list) ? 1 : 0;
  for (const [i, char] of [...list].entries()) {
    if ("([{<".includes(char)) depth++;
    else if (")]}".includes(char) || (char === ">" && list[i - 1] !== "=")) depth--;
    else if (char === "," && depth === 0 && /\S/.test(list.slice(i + 1))) count++;
  }
  return count;
}

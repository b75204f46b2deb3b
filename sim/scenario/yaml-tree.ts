/** YAML 1.2 to a tree with places. What a scenario has no use for (anchors, tags, merge keys, null) is refused. */
import { isAlias, isMap, isScalar, isSeq, type Pair, type ParsedNode, parseDocument, type YAMLError } from "yaml";
import type { Problem, Source } from "./problem.ts";
import type { Entry, Tree } from "./tree.ts";
import { shorten } from "./units.ts";

/** A scenario takes kilobytes; a file beyond this is something else. [characters] */
export const longestText = 1_000_000;
/** The schema is five levels deep. */
const deepest = 32;

export interface Reading {
  readonly tree: Tree | undefined;
  readonly problems: readonly Problem[];
}

interface Reader {
  readonly source: Source;
  /** Position in the source at which the YAML starts. */
  readonly start: number;
  readonly problems: Problem[];
}

/**
 * @param source  file or argument
 * @param start   position of the first character of the YAML: beyond 0 for the value of an argument
 * @returns the tree, undefined when there is none, and everything that is wrong
 */
export function readYaml(source: Source, start = 0): Reading {
  const reader: Reader = { source, start, problems: [] };
  const text = source.text.slice(start);
  if (text.length > longestText) {
    const size = `${Math.ceil(text.length / 1000)} kB`;
    complain(reader, [0, 1], "", `the file has ${size}`, "a scenario takes a few kB: is it the file you mean?");
    return { tree: undefined, problems: reader.problems };
  }
  const document = parsed(text);
  if (document === undefined) {
    tooDeep(reader, text);
    return { tree: undefined, problems: reader.problems };
  }
  if (document.errors.length > 0) {
    const isTooDeep = document.errors.some(({ message }) => message.includes("call stack"));
    if (isTooDeep) tooDeep(reader, text);
    else for (const error of firstErrors(document.errors)) syntaxProblem(reader, error, text, document.contents);
    return { tree: undefined, problems: reader.problems };
  }
  const tree = document.contents === null ? undefined : toTree(reader, document.contents, []);
  return { tree, problems: reader.problems };
}

/** @returns undefined when the nesting exhausts the stack of the parser */
function parsed(text: string): ReturnType<typeof parseDocument<ParsedNode>> | undefined {
  try {
    return parseDocument(text, { version: "1.2", schema: "core", prettyErrors: false, uniqueKeys: false });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Placed at the first bracket that is too deep; quotes and comments are not looked at, which such a file has little of. */
function tooDeep(reader: Reader, text: string): void {
  let depth = 0;
  let at = 0;
  for (const [i, character] of [...text].entries()) {
    if (character === "[" || character === "{") depth++;
    if (character === "]" || character === "}") depth--;
    at = i;
    if (depth > deepest) break;
  }
  const from = depth > deepest ? at : 0;
  complain(reader, [from, from + 1], "", "nested too deeply", `a scenario has at most ${deepest} levels`);
}

/** Start of the quoted text that runs on to the end, if that is what an error at `end` is about. */
function openQuote(node: unknown, end: number): number | undefined {
  if (isScalar(node)) {
    const isQuoted = node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE";
    return isQuoted && node.range && node.range[1] >= end ? node.range[0] : undefined;
  }
  if (isMap(node))
    return first(
      node.items.flatMap(({ key, value }) => [key, value]),
      end,
    );
  return isSeq(node) ? first(node.items, end) : undefined;
}

function first(nodes: readonly unknown[], end: number): number | undefined {
  for (const node of nodes) {
    const found = openQuote(node, end);
    if (found !== undefined) return found;
  }
  return undefined;
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ");

type Range = readonly [from: number, to: number];

function complain(reader: Reader, [from, to]: Range, path: string, message: string, remedy?: string): void {
  const place = { source: reader.source, offset: reader.start + from, length: Math.max(1, to - from) };
  reader.problems.push(remedy === undefined ? { place, path, message } : { place, path, message, remedy });
}

/** The parser's own words are for people who write parsers. */
const wordings: Readonly<Record<string, readonly [message: string, remedy: string]>> = {
  TAB_AS_INDENT: ["a tab in the indentation", "YAML is indented with spaces"],
  BAD_INDENT: ["the indentation does not fit the lines above", "keys of one group start in the same column"],
  MULTILINE_IMPLICIT_KEY: ["a key must stand on one line", 'is a ":" missing, or the indentation off?'],
  MISSING_CHAR: ["something is missing here", "look for an open bracket, quote or comma"],
  UNEXPECTED_TOKEN: ["this does not belong here", "look for an open bracket or quote, or wrong indentation"],
  BAD_SCALAR_START: ["text may not start with this character", "put it in quotes"],
  BLOCK_AS_IMPLICIT_KEY: [
    "a group starts in the middle of a line",
    'put text with ": " in quotes; or is the next line indented too far?',
  ],
  BLOCK_IN_FLOW: ["a block inside brackets", "close the bracket first"],
  KEY_OVER_1024_CHARS: ["a key of more than 1024 characters", 'is a ":" missing?'],
  MULTIPLE_DOCS: ["a second document starts here", 'a file holds one scenario: remove the "---"'],
  BAD_DIRECTIVE: ["an unknown directive", 'put text that starts with "%" in quotes'],
  BAD_DQ_ESCAPE: ["an unknown escape in double quotes", "use single quotes, or write \\\\ for a backslash"],
  BAD_ALIAS: ["an alias without a name", "write the value out"],
  TAG_RESOLVE_FAILED: ["a tag that means nothing here", 'remove the "!…"'],
};

const openBracket = ["a bracket opened above is still open here", 'close it with "}" or "]"'] as const;

/** Errors that the first ones have caused only hide them. */
const mostErrors = 5;

function firstErrors(errors: readonly YAMLError[]): YAMLError[] {
  const isFirstThere = (error: YAMLError, index: number) =>
    !errors.slice(0, index).some((one) => one.pos[0] === error.pos[0]);
  const tabs = errors.filter((error) => error.code === "TAB_AS_INDENT");
  return (tabs.length > 0 ? tabs : errors).filter(isFirstThere).slice(0, mostErrors);
}

function syntaxProblem(reader: Reader, error: YAMLError, text: string, contents: unknown): void {
  const [from, to] = error.pos;
  const quote = /closing ["']quote/.test(error.message) ? openQuote(contents, from) : undefined;
  if (quote !== undefined) {
    const mark = text.charAt(quote) === "'" ? "'" : '"';
    complain(reader, [quote, quote + 1], "", "this quote is never closed", `close it with another ${mark}`);
    return;
  }
  const isOpen = error.code === "BAD_INDENT" && error.message.startsWith("Flow");
  const [message, remedy] = isOpen
    ? openBracket
    : (wordings[error.code] ?? [`not YAML: ${oneLine(error.message)}`, undefined]);
  const detail = error.code === "MISSING_CHAR" ? oneLine(error.message) : message;
  const end = from < text.length ? to : Math.max(1, text.length);
  const start = from < text.length ? from : Math.max(0, text.trimEnd().length - 1);
  complain(reader, [start, end], "", detail, remedy);
}

function toTree(reader: Reader, node: ParsedNode | null, path: readonly string[]): Tree | undefined {
  const at = path.join(".");
  if (node === null) return undefined;
  const range: Range = [node.range[0], node.range[1]];
  if (path.length > deepest) {
    complain(reader, range, at, `nested more than ${deepest} levels deep`);
    return undefined;
  }
  if (isAlias(node)) {
    complain(reader, range, at, `"*${shorten(node.source)}" refers to another place`, "write the value out");
    return undefined;
  }
  const place = { source: reader.source, offset: reader.start + range[0], length: Math.max(1, range[1] - range[0]) };
  if (node.anchor !== undefined) {
    complain(
      reader,
      [range[0], range[0] + 1],
      at,
      `the anchor "&${shorten(node.anchor)}" is not used here`,
      "remove it",
    );
  }
  if (node.tag !== undefined && !node.tag.startsWith("tag:yaml.org,2002:")) {
    complain(reader, range, at, `the tag "${shorten(node.tag)}" means nothing here`, "remove it");
  }
  if (isMap(node)) return { kind: "group", place, entries: entriesOf(reader, node.items, path) };
  if (isSeq(node)) return { kind: "list", place, items: itemsOf(reader, node.items, path) };
  const { value } = node as { readonly value: unknown };
  if (value === null) return undefined;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return { kind: "leaf", place, value };
  }
  return { kind: "leaf", place, value: String(value) };
}

type MapPair = Pair<ParsedNode, ParsedNode | null>;

function entriesOf(reader: Reader, pairs: readonly MapPair[], path: readonly string[]): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const { key, value } of pairs) {
    const range: Range = key?.range === undefined ? [0, 1] : [key.range[0], key.range[1]];
    if (!isScalar(key) || key.source === undefined || key.source === "") {
      complain(reader, range, path.join("."), "a key must be a word", 'write "name: value"');
      continue;
    }
    const name = String(key.value ?? key.source);
    const inner = [...path, name];
    if (!isUsable(reader, name, range, inner, entries)) continue;
    const keyPlace = { source: reader.source, offset: reader.start + range[0], length: range[1] - range[0] };
    const before = reader.problems.length;
    const tree = toTree(reader, value, inner);
    if (tree !== undefined) entries.set(name, { keyPlace, value: tree });
    else if (reader.problems.length === before) {
      complain(reader, range, inner.join("."), `"${shorten(name)}" has no value`, "give it one, or remove the line");
    }
  }
  return entries;
}

function isUsable(
  reader: Reader,
  name: string,
  range: Range,
  path: readonly string[],
  entries: ReadonlyMap<string, Entry>,
): boolean {
  const at = path.join(".");
  if (name === "<<")
    complain(reader, range, at, 'the merge key "<<" is not used here', 'build on a file with "extends"');
  else if (name === "__proto__") complain(reader, range, at, 'unknown key "__proto__"', "remove it");
  else if (entries.has(name)) {
    complain(reader, range, at, `"${shorten(name)}" stands twice in this group`, "keep one of them");
  } else return true;
  return false;
}

function itemsOf(reader: Reader, nodes: readonly ParsedNode[], path: readonly string[]): readonly Tree[] {
  const items: Tree[] = [];
  nodes.forEach((node, index) => {
    const inner = [...path, String(index)];
    const before = reader.problems.length;
    const tree = toTree(reader, node, inner);
    if (tree !== undefined) items.push(tree);
    else if (reader.problems.length === before) {
      complain(reader, [node?.range?.[0] ?? 0, node?.range?.[1] ?? 1], inner.join("."), "an item without a value");
    }
  });
  return items;
}

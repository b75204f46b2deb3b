/** What is wrong with a scenario file, and where: data first, text for people last. */

/** A file, or an argument of the command line, that values come from. */
export interface Source {
  readonly kind: "file" | "argument";
  /** As shown: the path as given, or "--set". */
  readonly label: string;
  readonly text: string;
  /** Complaints come in this order: the file, those it extends, then the arguments. */
  readonly order: number;
}

/** A stretch of a source. */
export interface Place {
  readonly source: Source;
  /** Position of the first character in the source's text, from 0. */
  readonly offset: number;
  /** Characters, ≥ 0; a stretch over several lines is shown on its first. */
  readonly length: number;
}

export interface Problem {
  readonly place: Place;
  /** Keys from the top to the value, joined by dots; empty where a whole file is meant. */
  readonly path: string;
  readonly message: string;
  /** What to do about it, where that is not said by the message. */
  readonly remedy?: string;
}

/** A problem as `--json` prints it. */
export interface ProblemRow {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly message: string;
  readonly remedy: string | null;
}

/** A scenario that cannot be run, with everything that is wrong with it. */
export class ScenarioError extends Error {
  override readonly name = "ScenarioError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(headline).join("\n"));
    this.problems = problems;
  }
}

/** Each complaint once, in the order of the files: many points of a study may share it. */
export const once = (problems: readonly Problem[]): readonly Problem[] => inOrder(eachOnce(problems));

/** Each complaint once, in the order given: of several scenarios, one after another. */
export function eachOnce(problems: readonly Problem[]): readonly Problem[] {
  const key = ({ place, path, message }: Problem) => `${place.source.label}:${place.offset}:${path}:${message}`;
  return [...new Map(problems.map((problem) => [key(problem), problem])).values()];
}

/** Line and column of a place, both from 1. */
export function lineAndColumn({ source: { text }, offset }: Place): { readonly line: number; readonly column: number } {
  let line = 1;
  let start = 0;
  for (let next = text.indexOf("\n"); next >= 0 && next < offset; next = text.indexOf("\n", next + 1)) {
    line++;
    start = next + 1;
  }
  return { line, column: offset - start + 1 };
}

/** "baseline.yaml:12:3"; a source without text has no lines. */
export function showPlace(place: Place): string {
  if (place.source.text === "") return place.source.label;
  const { line, column } = lineAndColumn(place);
  return `${place.source.label}:${line}:${column}`;
}

export function problemRow(problem: Problem): ProblemRow {
  const { place, path, message, remedy = null } = problem;
  return { file: place.source.label, ...lineAndColumn(place), path, message, remedy };
}

/** In the order of the sources, top to bottom; the same complaint about the same place is kept once. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems
    .filter(({ place, message }) => {
      const mark = `${place.source.order} ${place.offset} ${message}`;
      return !seen.has(mark) && seen.add(mark);
    })
    .sort((a, b) => a.place.source.order - b.place.source.order || a.place.offset - b.place.offset);
}

/** One problem in one line, without the source line. */
export function headline(problem: Problem): string {
  const { place, message, remedy } = problem;
  return `${showPlace(place)}  ${message}${remedy === undefined ? "" : ` — ${remedy}`}`;
}

/** Ink for a frame; each takes text and gives text. */
export interface Ink {
  strong(text: string): string;
  faint(text: string): string;
  alarm(text: string): string;
}

export const noInk: Ink = { strong: (text) => text, faint: (text) => text, alarm: (text) => text };

/** Columns of a source line that are shown, around the problem. */
const lineWidth = 110;

/**
 * A problem with its source line and a caret below it.
 *
 * ```
 * bad.yaml:4:3  unknown key "host" — did you mean "hosts"?
 *   4 |   host: 12
 *     |   ^^^^
 * ```
 */
export function frame(problem: Problem, ink: Ink = noInk): string {
  const { place, message, remedy } = problem;
  const title = `${ink.strong(showPlace(place))}  ${message}${remedy === undefined ? "" : ` — ${remedy}`}`;
  const { line, column } = lineAndColumn(place);
  const start = place.offset - column + 1;
  const end = place.source.text.indexOf("\n", start);
  const whole = place.source.text.slice(start, end < 0 ? undefined : end).replace(/\r$/, "");
  if (whole.trim() === "") return title;
  const cut = Math.max(0, column - 1 - lineWidth / 2);
  const shown = visible(whole.slice(cut, cut + lineWidth));
  const margin = " ".repeat(String(line).length);
  const width = Math.max(1, Math.min(place.length, cut + lineWidth - (column - 1), whole.length - (column - 1)));
  const indent = shown.slice(0, column - 1 - cut).replace(/[^\t]/g, " ");
  const caret = ink.alarm("^".repeat(width));
  return `${title}\n  ${ink.faint(`${line} |`)} ${shown}\n  ${ink.faint(`${margin} |`)} ${indent}${caret}`;
}

/** Control characters would reach the terminal as commands. */
function visible(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones meant
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g, "�");
}

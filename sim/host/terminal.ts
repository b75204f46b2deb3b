/** What a terminal can show, and which stream carries what: results on stdout, everything else on stderr. */
import picocolors from "picocolors";
import type { Ink } from "../scenario/problem.ts";

interface Stream {
  readonly isTTY?: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** NO_COLOR first (no-color.org), then FORCE_COLOR, then whether this is a terminal that knows colours. */
export function wantsColour(stream: Stream, environment: Environment): boolean {
  if (environment.NO_COLOR !== undefined && environment.NO_COLOR !== "") return false;
  const forced = environment.FORCE_COLOR;
  if (forced !== undefined && forced !== "") return forced !== "0" && forced !== "false";
  return stream.isTTY === true && environment.TERM !== "dumb";
}

/** Colours for a stream, or none. */
export function inkFor(stream: Stream, environment: Environment = process.env): Ink {
  const colours = picocolors.createColors(wantsColour(stream, environment));
  return { strong: colours.bold, faint: colours.dim, alarm: colours.red };
}

export function printLine(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

export function warn(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Columns padded to equal width, the last one as it is. */
export function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => {
    const cells = row.map((cell, column) => (column < row.length - 1 ? cell.padEnd(widths[column] ?? 0) : cell));
    return cells.join("  ").trimEnd();
  });
}

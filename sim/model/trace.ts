/**
 * Public request traces: text → columns. Opening the file is the host's work.
 *
 * Read as they are published, told apart by their first line:
 *   Azure 2023 and 2024   CSV  TIMESTAMP, ContextTokens, GeneratedTokens              (Azure Public Dataset, CC-BY 4.0)
 *   Mooncake              JSON Lines {timestamp [ms], input_length, output_length, …}  (kvcache-ai/Mooncake,
 *   Apache-2.0)
 *   Mooncake, slim        CSV  timestamp_ms, input_tokens, output_tokens, …
 *   BurstGPT              CSV  Timestamp [s], Request tokens, Response tokens, …       (HPMLL/BurstGPT, CC-BY 4.0)
 * Columns are found by name, in any order; further columns are ignored. A request that got no answer (BurstGPT's
 * failures: no output tokens) is not a length: it is left out and counted.
 */

/** Requests of a trace, in time order. */
export interface Trace {
  readonly format: TraceFormat;
  /** Since the first request. [s] */
  readonly seconds: Float64Array;
  /** [token] */
  readonly prompt: Float64Array;
  /** [token] */
  readonly output: Float64Array;
  /** Requests left out because they got no answer. */
  readonly unanswered: number;
}

export type TraceFormat = "azure" | "mooncake" | "mooncake-slim" | "burstgpt";

/** A fault in a trace file, with its place and the remedy. */
export class TraceError extends Error {
  override readonly name = "TraceError";
  readonly file: string;
  /** From 1; the column is that of the field, from 1. */
  readonly line: number;
  readonly column: number;

  constructor(place: { file: string; line: number; column: number }, what: string, remedy: string) {
    super(`${place.file}:${place.line}:${place.column}  ${what} — ${remedy}`);
    this.file = place.file;
    this.line = place.line;
    this.column = place.column;
  }
}

/**
 * @param text the whole file
 * @param file its name, for messages
 * @throws TraceError at the first fault
 */
export function parseTrace(text: string, file: string): Trace {
  const lines = new Lines(text.charCodeAt(0) === byteOrderMark ? text.slice(1) : text, file);
  const first = lines.next();
  if (first === null) throw lines.error(1, "the file is empty", "name a trace with a header and requests");
  const rows = first.startsWith("{") ? jsonReader(lines) : csvReader(first, lines);
  const trace = collect(rows, lines);
  if (trace.seconds.length < 2) {
    throw lines.error(1, `${trace.seconds.length} answered requests`, "a trace needs at least 2");
  }
  return trace;
}

const byteOrderMark = 0xfeff;

/** Reads one request from a line, [seconds, prompt, output], and says where each field stands. */
interface Reader {
  readonly format: TraceFormat;
  readonly startsWithFirst: boolean;
  read(line: string): readonly [seconds: number, prompt: number, output: number];
}

/** Lines of a text, with the number of the last one given. */
class Lines {
  readonly #text: string;
  readonly #file: string;
  #at = 0;
  #line = 0;
  #last = "";

  constructor(text: string, file: string) {
    this.#text = text;
    this.#file = file;
  }

  /** The next line that is not blank, or null at the end. */
  next(): string | null {
    while (this.#at < this.#text.length) {
      let end = this.#text.indexOf("\n", this.#at);
      if (end < 0) end = this.#text.length;
      const cut = this.#text.charAt(end - 1) === "\r" ? end - 1 : end;
      const line = this.#text.slice(this.#at, cut);
      this.#at = end + 1;
      this.#line++;
      if (line.trim() !== "") {
        this.#last = line;
        return line;
      }
    }
    return null;
  }

  /** The line given last. */
  get last(): string {
    return this.#last;
  }

  error(column: number, what: string, remedy: string): TraceError {
    return new TraceError({ file: this.#file, line: Math.max(1, this.#line), column }, what, remedy);
  }
}

function collect(reader: Reader, lines: Lines): Trace {
  const seconds: number[] = [];
  const prompt: number[] = [];
  const output: number[] = [];
  let unanswered = 0;
  let start = Number.NaN;
  let before = Number.NEGATIVE_INFINITY;
  for (let line = reader.startsWithFirst ? lines.last : lines.next(); line !== null; line = lines.next()) {
    const [time, input, answer] = reader.read(line);
    if (time < before) {
      throw lines.error(1, `time ${time} s comes after ${before} s`, "sort the requests by time");
    }
    before = time;
    if (Number.isNaN(start)) start = time;
    if (answer === 0) {
      unanswered++;
      continue;
    }
    seconds.push(time - start);
    prompt.push(input);
    output.push(answer);
  }
  return {
    format: reader.format,
    seconds: Float64Array.from(seconds),
    prompt: Float64Array.from(prompt),
    output: Float64Array.from(output),
    unanswered,
  };
}

const csvFormats: readonly {
  readonly format: TraceFormat;
  readonly header: readonly [time: string, prompt: string, output: string];
  readonly time: "civil" | "seconds" | "milliseconds";
}[] = [
  { format: "azure", header: ["TIMESTAMP", "ContextTokens", "GeneratedTokens"], time: "civil" },
  { format: "mooncake-slim", header: ["timestamp_ms", "input_tokens", "output_tokens"], time: "milliseconds" },
  { format: "burstgpt", header: ["Timestamp", "Request tokens", "Response tokens"], time: "seconds" },
];

function csvReader(header: string, lines: Lines): Reader {
  const names = header.split(",").map((name) => name.trim());
  const found = csvFormats.find((candidate) => candidate.header.every((name) => names.includes(name)));
  if (found === undefined) {
    const known = csvFormats.map((candidate) => candidate.header.join(", ")).join("; or ");
    throw lines.error(1, `header "${header}" is none that is known`, `columns must include ${known}; or JSON Lines`);
  }
  const [timeAt, promptAt, outputAt] = found.header.map((name) => names.indexOf(name)) as [number, number, number];
  const unit = found.time;
  const toSeconds = unit === "civil" ? civilClock() : (field: string) => plainSeconds(field, unit);
  const read = (line: string): readonly [number, number, number] => {
    const fields = line.split(",");
    if (fields.length < names.length) {
      throw lines.error(line.length + 1, `${fields.length} fields of ${names.length}`, "complete the row or remove it");
    }
    const time = toSeconds(fields[timeAt]!.trim());
    if (!Number.isFinite(time)) {
      const wanted = unit === "civil" ? "as 2023-11-16 18:17:03.9799600" : `in ${unit}, ≥ 0`;
      throw lines.error(
        columnOf(fields, timeAt),
        `${names[timeAt]} "${fields[timeAt]}" is no time`,
        `write it ${wanted}`,
      );
    }
    const tokens = (at: number) => count(fields[at]!.trim(), names[at]!, () => columnOf(fields, at), lines);
    return [time, tokens(promptAt), tokens(outputAt)];
  };
  return { format: found.format, startsWithFirst: false, read };
}

/** Column of a field's first character, from 1. */
function columnOf(fields: readonly string[], index: number): number {
  let column = 1;
  for (let i = 0; i < index; i++) column += fields[i]!.length + 1;
  return column;
}

function count(field: string, name: string, column: () => number, lines: Lines): number {
  const value = field === "" ? Number.NaN : Number(field);
  if (!Number.isInteger(value) || value < 0) {
    throw lines.error(column(), `${name} "${field}" is no token count`, "it must be a whole number ≥ 0");
  }
  return value;
}

function plainSeconds(field: string, unit: "seconds" | "milliseconds"): number {
  const value = field === "" ? Number.NaN : Number(field);
  const perSecond = unit === "seconds" ? 1 : 1000;
  return value >= 0 ? value / perSecond : Number.NaN;
}

/**
 * Reads "2023-11-16 18:17:03.9799600", with or without "+00:00", as seconds since midnight of the first day seen, so
 * that ten-millionths of a second survive in a double.
 */
function civilClock(): (field: string) => number {
  const pattern = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2}(?:\.\d+)?)(?:Z|\+00:00)?$/;
  let firstDay = Number.NaN;
  return (field) => {
    const match = pattern.exec(field);
    if (match === null) return Number.NaN;
    const [, year, month, day, hour, minute, second] = match.map(Number) as number[];
    const date = dayNumber(year!, month!, day!);
    if (Number.isNaN(firstDay)) firstDay = date;
    return (date - firstDay) * 86_400 + hour! * 3600 + minute! * 60 + second!;
  };
}

/**
 * Days of the proleptic Gregorian calendar since 1 March of year 0 (Richards 1998): months from March, so that leap
 * days come last.
 */
function dayNumber(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const m = (month + 9) % 12;
  const leapDays = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  return 365 * y + leapDays + Math.floor((153 * m + 2) / 5) + day - 1;
}

function jsonReader(lines: Lines): Reader {
  const read = (line: string): readonly [number, number, number] => {
    let row: Record<string, unknown>;
    try {
      row = JSON.parse(line) as Record<string, unknown>;
    } catch {
      throw lines.error(1, "the line is no JSON object", "write one object a line");
    }
    const field = (name: string): number => {
      const value = row[name];
      if (typeof value !== "number" || !(value >= 0)) {
        const column = Math.max(1, line.indexOf(`"${name}"`) + 1);
        throw lines.error(column, `${name} is ${JSON.stringify(value)}`, "it must be a number ≥ 0");
      }
      return value;
    };
    const perSecond = 1000;
    return [field("timestamp") / perSecond, field("input_length"), field("output_length")];
  };
  return { format: "mooncake", startsWithFirst: true, read };
}

/**
 * Moments of a request trace: a file of arrival times, prompt tokens and output tokens.
 *
 * Traces: Azure LLM inference 2023 (Patel et al., "Splitwise", ISCA 2024; CC-BY 4.0). The files are the user's own copies.
 */
import { Unanswerable } from "./question.ts";

export interface TraceMoments {
  readonly rows: number;
  readonly prompt_median: number;
  readonly prompt_mean: number;
  readonly prompt_p99: number;
  readonly output_median: number;
  readonly output_mean: number;
  readonly output_p99: number;
  /** Rows / (last − first arrival) [1/s]. */
  readonly requests_per_second: number;
  /** Squared coefficient of variation of the gaps between arrivals. */
  readonly interarrival_scv: number;
  /** Pearson correlation of prompt and output tokens. */
  readonly corr_prompt_output: number;
}

/**
 * Reads a CSV with a header line; columns are found by name, so that both the released files and renamed copies are read.
 *
 * @param text  lines of instant, prompt tokens, output tokens; instants ISO-like with fractions, or milliseconds
 * @throws Unanswerable when a column is missing or a cell is no number
 */
export function traceMoments(text: string): TraceMoments {
  const lines = text.split(/\r?\n/).filter((line) => line !== "");
  const header = (lines[0] ?? "").split(",").map((name) => name.trim().toLowerCase());
  const [timeAt, promptAt, outputAt] = columnNames.map((names) => position(header, names));
  const isClock = !header[timeAt].endsWith("_ms");
  const seconds: number[] = [];
  const prompt: number[] = [];
  const output: number[] = [];
  for (const line of lines.slice(1)) {
    const cells = line.split(",");
    seconds.push(isClock ? clockSeconds(cells[timeAt]) : Number(cells[timeAt]) / 1000);
    prompt.push(Number(cells[promptAt]));
    output.push(Number(cells[outputAt]));
  }
  for (const column of [seconds, prompt, output]) {
    const bad = column.findIndex((x) => !Number.isFinite(x));
    if (bad >= 0) throw new Unanswerable(`line ${bad + 2} of the trace holds no number where one is needed`);
  }
  return moments(seconds.sort(ascending), prompt, output);
}

const columnNames = [
  ["timestamp", "timestamp_ms"],
  ["contexttokens", "input_tokens"],
  ["generatedtokens", "output_tokens"],
] as const;

function position(header: readonly string[], names: readonly string[]): number {
  const at = header.findIndex((name) => names.includes(name));
  if (at < 0) throw new Unanswerable(`the trace file has no column ${names.join(" or ")}; it has ${header.join(", ")}`);
  return at;
}

/** Seconds since the first day of the month: whole days suffice, as traces of other lengths come in milliseconds. */
function clockSeconds(text: string): number {
  const parts = /^\d{4}-\d{2}-(\d{2})[ T](\d{2}):(\d{2}):(\d{2}(?:\.\d+)?)/.exec(text);
  if (parts === null) return Number.NaN;
  const [day, hour, minute, second] = parts.slice(1).map(Number);
  return ((day * 24 + hour) * 60 + minute) * 60 + second;
}

function moments(seconds: readonly number[], prompt: readonly number[], output: readonly number[]): TraceMoments {
  const rows = seconds.length;
  if (rows < 3) throw new Unanswerable(`the trace has ${rows} rows; moments need at least 3`);
  const gaps = seconds.slice(1).map((t, i) => t - seconds[i]);
  const gapMean = mean(gaps);
  const promptMean = mean(prompt);
  const outputMean = mean(output);
  return {
    rows,
    prompt_median: quantile(prompt, 0.5),
    prompt_mean: promptMean,
    prompt_p99: quantile(prompt, 0.99),
    output_median: quantile(output, 0.5),
    output_mean: outputMean,
    output_p99: quantile(output, 0.99),
    requests_per_second: rows / (seconds[rows - 1] - seconds[0]),
    interarrival_scv: covariance(gaps, gaps) / (gapMean * gapMean),
    corr_prompt_output:
      covariance(prompt, output) / Math.sqrt(covariance(prompt, prompt) * covariance(output, output)),
  };
}

function ascending(a: number, b: number): number {
  return a - b;
}

function mean(x: readonly number[]): number {
  let sum = 0;
  for (const value of x) sum += value;
  return sum / x.length;
}

/** Mean product of deviations, divided by n. */
function covariance(x: readonly number[], y: readonly number[]): number {
  const xMean = mean(x);
  const yMean = mean(y);
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i] - xMean) * (y[i] - yMean);
  return sum / x.length;
}

/** Linear between order statistics at 1 + (n − 1) level (type 7 of Hyndman and Fan 1996). */
function quantile(x: readonly number[], level: number): number {
  const sorted = [...x].sort(ascending);
  const at = (sorted.length - 1) * level;
  const low = Math.floor(at);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
}

/** Numbers and comparisons in words. No locale functions: the same everywhere. */
import type { Estimate } from "../../analysis/stats/estimate.ts";

/** Thousands apart by commas; `decimals` digits after the point; a true minus sign. */
export function decimal(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return "–";
  const [whole, rest] = Math.abs(value).toFixed(decimals).split(".");
  const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, ",");
  const text = rest === undefined ? grouped : `${grouped}.${rest}`;
  return value < 0 && Number(text.replaceAll(",", "")) !== 0 ? `−${text}` : text;
}

/** Rounded to `digits` significant digits, never shortening a whole number below its last digit. */
export function significant(value: number, digits: number): string {
  if (!Number.isFinite(value)) return "–";
  if (value === 0) return "0";
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  if (magnitude < -6 || magnitude > 11)
    return value
      .toExponential(digits - 1)
      .replace("-", "−")
      .replace("e+", "e");
  const decimals = Math.max(0, digits - 1 - magnitude);
  return decimals === 0 ? decimal(value, 0) : trimmed(decimal(value, decimals));
}

/** For numbers that are read side by side, as an estimate and its ends: the decimals that the largest has with `digits` significant digits. */
export function alike(values: readonly number[], digits = 3): Format {
  const largest = Math.max(...values.filter(Number.isFinite).map(Math.abs), 0);
  if (largest === 0) return (value) => significant(value, digits);
  const magnitude = Math.floor(Math.log10(largest));
  if (magnitude < -6 || magnitude > 11) return (value) => significant(value, digits);
  return (value) => decimal(value, Math.max(0, digits - 1 - magnitude));
}

/** "0.1 with a and b; 0.2 with c", each text once; "0.1 throughout" in the words given when all are the same. */
export function grouped(
  items: readonly { readonly name: string; readonly text: string }[],
  whenSame: (text: string) => string,
): string {
  const texts = [...new Set(items.map(({ text }) => text))];
  if (texts.length === 1 && items.length > 1) return whenSame(texts[0]!);
  return texts
    .map((text) => `${text} with ${listed(items.filter((one) => one.text === text).map(({ name }) => `“${name}”`))}`)
    .join("; ");
}

function trimmed(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

export function percent(fraction: number, decimals = 1): string {
  return `${decimal(100 * fraction, decimals)}%`;
}

/** Milliseconds, as seconds from one on. */
export function duration(ms: number): string {
  return ms >= 1000 ? `${significant(ms / 1000, 2)} s` : `${significant(ms, 2)} ms`;
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${decimal(count, 0)} ${count === 1 ? one : many}`;
}

export type Format = (value: number) => string;

/** "95% interval 96.1% to 97.3%", or why there is none. */
export function intervalWords(estimate: Estimate, format: Format): string {
  if (estimate.method === "no interval") return "no interval: too few epochs, and one run";
  const confidence = `${decimal(100 * estimate.confidence, 0)}% interval`;
  return `${confidence} ${format(estimate.low)} to ${format(estimate.high)}`;
}

/** How the interval was got, for a reader who asks. */
export function methodWords(estimate: Estimate): string {
  const caution = estimate.isCorrelated ? "; the batches are still correlated, so it may be too narrow" : "";
  switch (estimate.method) {
    case "t over replications":
      return `Student's t over ${estimate.sample} independent runs`;
    case "batch means":
      return `one run, ${estimate.sample} batches of consecutive epochs${caution}`;
    case "share of draws":
      return `a share of ${decimal(estimate.sample, 0)} independent draws`;
    case "no interval":
      return "one run, too short for an interval";
  }
}

/** "a, b and c" */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** camelCase or dashed name as words: "perEpoch" → "per epoch". */
export function spelled(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`).replaceAll("-", " ");
}

/** First letter in capitals. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * Text written over several lines of source: each run of white space becomes one space, so that empty parts leave
 * no gap.
 */
export function prose(parts: TemplateStringsArray, ...pieces: readonly (string | number)[]): string {
  return String.raw({ raw: parts }, ...pieces)
    .replace(/\s+/g, " ")
    .trim();
}

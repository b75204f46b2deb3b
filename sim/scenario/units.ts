/**
 * Numbers with units, such as "250 ms", "0.12 USD/kWh" or "40 %/year".
 *
 *   quantity = number [unit]
 *   unit     = factor { ("*" | "·" | " " | "/") factor }      "/" divides by the one factor after it
 *   factor   = (name | "(" unit ")" | "1") [ "^" power ]
 *
 * After "/" a product needs parentheses: "a/b*c" is refused, since half of its readers take it the other way.
 */
import { nearest } from "./nearest.ts";
import { ambiguous, binary, type Dimension, decimal, type Named, names, spellings, unitNames } from "./unit-names.ts";

export type { Dimension } from "./unit-names.ts";

export interface Unit {
  /** Value of one of it, as a fraction of whole numbers where it can be, so that conversion is exact. */
  readonly numerator: number;
  readonly denominator: number;
  readonly dimension: Dimension;
}

/** What went wrong, in words for the writer of the file. */
export interface Trouble {
  readonly trouble: string;
}

/** Digits that a decimal number keeps through a double and back (IEEE 754). */
const digits = 15;

export const isTrouble = (result: object): result is Trouble => "trouble" in result;

/** Keeps the 15 digits that a decimal number keeps: 6e-2 stays 0.06 after a conversion. Never −0. */
export function round15(value: number): number {
  if (value === 0) return 0;
  return Number.isSafeInteger(value) ? value : Number(value.toPrecision(digits));
}

const numberPattern = /^[+-]?(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+)(?:[eE][+-]?\d+(?![A-Za-z]))?/;

/**
 * Splits "0.12 USD/kWh" into 0.12 and the unit.
 *
 * @returns the number as written and its unit; `unit` is undefined for a bare number
 */
export function parseQuantity(text: string): { readonly number: number; readonly unit: Unit | undefined } | Trouble {
  const trimmed = text.trim();
  const found = numberPattern.exec(trimmed)?.[0];
  if (found === undefined) return { trouble: `"${shorten(text)}" does not start with a number` };
  const rest = trimmed.slice(found.length);
  if (/^[,'’_.]|^ \d{3}(?![\d/])/.test(rest)) {
    return { trouble: `"${shorten(text)}" is not a number as written here: write 323_000 or 0.5, with "_" and "."` };
  }
  const number = Number(found.replaceAll("_", ""));
  if (!Number.isFinite(number)) return { trouble: `"${shorten(text)}" is too large` };
  if (rest.trim() === "") return { number, unit: undefined };
  const unit = parseUnit(rest);
  return isTrouble(unit) ? unit : { number, unit };
}

/** Reads a unit such as "USD/kWh", "token/(s*gpu)", "s^-1" or "%/year". */
export function parseUnit(text: string): Unit | Trouble {
  const words = text.match(/\^\s*[+-]?\d+|[⁻]?[¹²³]|[*·/()]|[^\s*·/()^⁻¹²³]+|[\^⁻]/gu) ?? [];
  const position = { index: 0 };
  const unit = product(words, position);
  if (isTrouble(unit)) return unit;
  if (position.index < words.length) return { trouble: `"${shorten(text.trim())}" has a ")" too many` };
  const { numerator, denominator } = unit;
  const fits = Number.isFinite(numerator) && Number.isFinite(denominator) && numerator > 0 && denominator > 0;
  return fits ? unit : { trouble: `"${shorten(text.trim())}" is out of range` };
}

function product(words: readonly string[], position: { index: number }): Unit | Trouble {
  let result: Unit = { numerator: 1, denominator: 1, dimension: {} };
  let operator = "*";
  let hasDivided = false;
  for (let first = true; ; first = false) {
    const word = words[position.index];
    if (!first) {
      if (word === undefined || word === ")") return result;
      operator = word === "/" ? "/" : "*";
      if (word === "/" || word === "*" || word === "·") position.index++;
      if (operator === "*" && hasDivided) return { trouble: 'after "/" a product needs parentheses: "a/(b*c)"' };
    } else if (word === "/") {
      operator = "/";
      position.index++;
    }
    const next = factor(words, position);
    if (isTrouble(next)) return next;
    hasDivided ||= operator === "/";
    result = times(result, operator === "/" ? inverse(next) : next);
  }
}

function factor(words: readonly string[], position: { index: number }): Unit | Trouble {
  const word = words[position.index++];
  if (word === undefined) return { trouble: "the unit stops short" };
  let base: Unit | Trouble;
  if (word === "(") {
    base = product(words, position);
    if (isTrouble(base)) return base;
    if (words[position.index++] !== ")") return { trouble: 'a ")" is missing in the unit' };
  } else base = namedUnit(word);
  if (isTrouble(base)) return base;
  const power = powerAt(words[position.index]);
  if (power === undefined) return base;
  position.index++;
  return power === 0 || Math.abs(power) > 9
    ? { trouble: "a unit's power must lie in 1…9 or −9…−1" }
    : raise(base, power);
}

const superscripts: Readonly<Record<string, number>> = { "¹": 1, "²": 2, "³": 3 };

function powerAt(word: string | undefined): number | undefined {
  if (word === undefined) return undefined;
  if (/^\^.*\d$/s.test(word)) return Number(word.slice(1));
  if (!/^⁻?[¹²³]$/u.test(word)) return undefined;
  return (superscripts[word.slice(-1)] as number) * (word.startsWith("⁻") ? -1 : 1);
}

function namedUnit(word: string): Unit | Trouble {
  const whole = names.get(word) ?? names.get(spellings.get(word) ?? "");
  if (whole !== undefined) return scaled(whole, [1, 1]);
  for (const [prefixes, kinds] of [
    [binary, ["binary"]],
    [decimal, ["decimal", "binary"]],
  ] as const) {
    for (const [prefix, factorOf] of prefixes) {
      const unit = word.startsWith(prefix) ? names.get(word.slice(prefix.length)) : undefined;
      if (unit !== undefined && (kinds as readonly string[]).includes(unit.prefixes)) return scaled(unit, factorOf);
    }
  }
  const remedy = ambiguous.get(word);
  if (remedy !== undefined) return { trouble: `unknown unit "${word}": write ${remedy}` };
  const near = nearest(word, [...unitNames()]);
  return { trouble: `unknown unit "${shorten(word)}"${near === undefined ? "" : ` (did you mean "${near}"?)`}` };
}

function scaled(unit: Named, [up, down]: readonly [number, number]): Unit {
  return { numerator: unit.per[0] * up, denominator: unit.per[1] * down, dimension: unit.dimension };
}

function times(a: Unit, b: Unit): Unit {
  const dimension: Record<string, number> = { ...a.dimension };
  for (const [base, power] of Object.entries(b.dimension)) {
    const sum = (dimension[base] ?? 0) + power;
    if (sum === 0) delete dimension[base];
    else dimension[base] = sum;
  }
  return { numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator, dimension };
}

function inverse({ numerator, denominator, dimension }: Unit): Unit {
  const turned = Object.entries(dimension).map(([base, power]) => [base, -power] as const);
  return { numerator: denominator, denominator: numerator, dimension: Object.fromEntries(turned) };
}

function raise(unit: Unit, power: number): Unit {
  const base = power < 0 ? inverse(unit) : unit;
  let result = base;
  for (let i = 1; i < Math.abs(power); i++) result = times(result, base);
  return result;
}

export function sameDimension(a: Dimension, b: Dimension): boolean {
  const bases = Object.keys(a);
  return bases.length === Object.keys(b).length && bases.every((base) => a[base] === b[base]);
}

/** "USD/J", "request·s" or "a plain number". */
export function showDimension(dimension: Dimension): string {
  const show = (sign: number) =>
    Object.entries(dimension)
      .filter(([, power]) => power * sign > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([base, power]) => (power * sign === 1 ? base : `${base}^${power * sign}`));
  const [above, below] = [show(1), show(-1)];
  if (above.length + below.length === 0) return "a plain number";
  const divisor = below.length > 1 ? `(${below.join("·")})` : below.join("");
  return below.length === 0 ? above.join("·") : `${above.join("·") || "1"}/${divisor}`;
}

/** The same amount counted in another unit of the same dimension, to 15 digits. */
export function convert(value: number, from: Unit, to: Unit): number {
  return round15((value * (from.numerator * to.denominator)) / (from.denominator * to.numerator));
}

/** A number as people write it here: 15 digits, "_" between thousands from 10_000 on. */
export function showNumber(value: number): string {
  const plain = String(round15(value));
  return /^-?\d{5,}$/.test(plain) ? plain.replace(/\B(?=(\d{3})+$)/g, "_") : plain;
}

/** "323_000 GNK", "40 %/year", "0.5"; it reads back to the same value. */
export function showQuantity(value: number, unit: string): string {
  return unit === "1" ? showNumber(value) : `${showNumber(value)} ${unit}`;
}

/** Keeps long input from flooding a message. */
export function shorten(text: string): string {
  const longest = 40;
  const oneLine = text.replace(/\s+/gu, " ");
  return oneLine.length > longest ? `${oneLine.slice(0, longest)}…` : oneLine;
}

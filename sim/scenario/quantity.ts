/** A field of a scenario that holds a number with a unit. */
import * as z from "zod";
import {
  convert,
  type Dimension,
  isTrouble,
  parseQuantity,
  parseUnit,
  sameDimension,
  shorten,
  showDimension,
  showNumber,
  showQuantity,
  type Trouble,
  type Unit,
} from "./units.ts";

export interface QuantityOptions {
  /** With its article, for errors: "a time", "a price of energy". */
  readonly title: string;
  /** As a writer would put it; the unit of the first is the one in which values are shown. */
  readonly examples: readonly string[];
  /** In the field's unit, both included. */
  readonly min?: number;
  readonly max?: number;
  readonly whole?: boolean;
}

/** What a field says of itself in the JSON Schema, the docs page and `explain`. */
export interface QuantityField extends QuantityOptions {
  readonly unit: string;
  /** Unit of the first example. */
  readonly shownIn: string;
}

/** Kept beside zod's own registry, since a schema's copies (`describe`, `default`) inherit it there. */
export const quantityFields = z.registry<{ readonly quantity: QuantityField }>();

export type Quantity = z.ZodPipe<z.ZodCustom<string | number>, z.ZodTransform<number, string | number>>;

/**
 * A zod type that takes "250 ms" and gives the number in `unit`.
 *
 * A bare number is refused where a unit is needed, and taken where the unit is "1" or "%".
 *
 * @param unit  unit of the parsed number, such as "s", "USD/kWh", "1/year" or "1"
 * @throws RangeError when the unit, or an example, cannot be read: a fault of the schema, not of the file
 */
export function quantity(unit: string, options: QuantityOptions): Quantity {
  const wanted = unitOf(unit);
  const field: QuantityField = { ...options, unit, shownIn: shownUnit(options.examples[0] as string, unit) };
  const accepts = (raw: unknown): raw is string | number => typeof raw === "string" || typeof raw === "number";
  const schema = z
    .custom<string | number>(accepts, { error: ({ input }) => wrongKind(input, field, wanted), abort: true })
    .transform((raw, context) => {
      const value = read(raw, field, wanted);
      if (typeof value === "number") return value;
      context.addIssue({ code: "custom", message: value.trouble, input: raw });
      return z.NEVER;
    });
  schema.register(quantityFields, { quantity: field });
  return schema;
}

/** A number without a unit, such as a count or an elasticity; text like "5_000" is read too. */
export function count(options: Omit<QuantityOptions, "whole">): Quantity {
  return quantity("1", { ...options, whole: true });
}

function unitOf(text: string): Unit {
  const unit = parseUnit(text);
  if (isTrouble(unit)) throw new RangeError(`unit of a field: ${unit.trouble}`);
  return unit;
}

/** "24 h" is shown in "h". */
function shownUnit(example: string, unit: string): string {
  const parsed = parseQuantity(example);
  if (isTrouble(parsed)) throw new RangeError(`example of a field: ${parsed.trouble}`);
  if (parsed.unit === undefined) return "1";
  if (!sameDimension(parsed.unit.dimension, unitOf(unit).dimension)) {
    throw new RangeError(`example of a field: "${example}" is not in a unit like ${unit}`);
  }
  return example.replace(/^[+-]?[\d_.]+(e[+-]?\d+)?\s*/i, "");
}

function read(raw: string | number, field: QuantityField, wanted: Unit): number | Trouble {
  const written = typeof raw === "number" ? showNumber(raw) : `"${shorten(raw)}"`;
  const parsed = typeof raw === "number" ? { number: raw, unit: undefined } : parseQuantity(raw);
  if (isTrouble(parsed)) return { trouble: `${parsed.trouble}; expected ${expected(field, wanted)}` };
  if (parsed.unit === undefined && !isPlain(wanted.dimension)) return needsUnit(parsed.number, field);
  if (parsed.unit !== undefined && !sameDimension(parsed.unit.dimension, wanted.dimension)) {
    return { trouble: `${written} is ${kindOfUnit(parsed.unit.dimension)}, expected ${expected(field, wanted)}` };
  }
  const plain: Unit = { numerator: 1, denominator: 1, dimension: {} };
  return inRange(convert(parsed.number, parsed.unit ?? plain, wanted), written, field);
}

function inRange(value: number, written: string, field: QuantityField): number | Trouble {
  const { min, max, whole } = field;
  if (!Number.isFinite(value)) return { trouble: `${written} is not a finite number` };
  if (whole === true && !Number.isInteger(value))
    return { trouble: `${written} is not whole; expected ${field.title}` };
  if (whole === true && !Number.isSafeInteger(value)) return { trouble: `${written} is too large to be exact` };
  if (min !== undefined && value < min)
    return { trouble: `${written} is below the least allowed, ${showBound(min, field)}` };
  if (max !== undefined && value > max)
    return { trouble: `${written} is above the most allowed, ${showBound(max, field)}` };
  return value;
}

function needsUnit(number: number, field: QuantityField): Trouble {
  return { trouble: `${showNumber(number)} needs a unit: write "${showQuantity(number, field.shownIn)}"` };
}

function wrongKind(input: unknown, field: QuantityField, wanted: Unit): string {
  return `${kindOf(input)} where a number belongs; expected ${expected(field, wanted)}`;
}

/** What a value of a scenario file is, with its article. */
export function kindOf(input: unknown): string {
  if (input === undefined) return "nothing";
  if (input === null) return "an empty value";
  if (Array.isArray(input)) return "a list";
  const kinds: Readonly<Record<string, string>> = { string: "text", number: "a number", boolean: "true or false" };
  return kinds[typeof input] ?? "a group of keys";
}

function expected(field: QuantityField, wanted: Unit): string {
  const dimension = isPlain(wanted.dimension) ? "" : ` (${field.shownIn})`;
  return `${field.title}${dimension}, such as ${sample(field.examples[0] as string)}`;
}

const sample = (example: string): string => (/^[\d_.]+$/.test(example) ? example : `"${example}"`);
const isPlain = (dimension: Dimension): boolean => Object.keys(dimension).length === 0;

/** A value in the field's unit, printed in the unit of its first example. */
export function showIn(value: number, field: QuantityField): string {
  return showQuantity(convert(value, unitOf(field.unit), unitOf(field.shownIn)), field.shownIn);
}

/** Digits beyond which a bound is better told in another unit: 1 min, not 0.0166666666666667 h. */
const longestBound = 8;

/** A limit in the unit in which it is short. */
export function showBound(value: number, field: QuantityField): string {
  const usual = showIn(value, field);
  if (usual.length <= longestBound + field.shownIn.length) return usual;
  const unit = unitOf(field.unit);
  const others = ["h", "min", "s"].filter((name) => sameDimension(unitOf(name).dimension, unit.dimension));
  const shown = [...others, field.unit].map((name) => showQuantity(convert(value, unit, unitOf(name)), name));
  const digitsIn = (text: string) => text.replace(/[^\d.]/g, "").length;
  return shown.reduce((shortest, one) => (digitsIn(one) < digitsIn(shortest) ? one : shortest), usual);
}

const kindsOfUnit: Readonly<Record<string, string>> = {
  "a plain number": "a plain number",
  s: "a time",
  "base unit": "an amount of money",
  USD: "an amount of money",
};

function kindOfUnit(dimension: Dimension): string {
  const shown = showDimension(dimension);
  return kindsOfUnit[shown] ?? `in ${shown}`;
}

/** Rule parameters are plain numbers in a unit that their description names; files may write them with units too. */
import { fieldOf, keysOf, property, type Schema, schemasOf } from "./fields.ts";
import { convert, isTrouble, parseQuantity, parseUnit, sameDimension, type Unit } from "./units.ts";

/**
 * The data with text such as "1 %", "5_000" or "323_000 GNK" turned to numbers where the schema wants plain ones.
 * What does not fit is left as it is, for the schema to object to.
 */
export function withPlainNumbers(data: unknown, schema: Schema): unknown {
  if (typeof data === "string") return numberIn(data, schema);
  if (typeof data !== "object" || data === null || Array.isArray(data)) return data;
  const known = new Set(keysOf(schema, data));
  const group: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(data)) {
    const value = property(data, key);
    const inner = known.has(key) ? schemasOf(schema, key, data)[0] : undefined;
    group[key] = inner === undefined ? value : withPlainNumbers(value, inner);
  }
  return group;
}

function numberIn(text: string, schema: Schema): unknown {
  const { core, quantity, description } = fieldOf(schema);
  if (quantity !== undefined || core._zod.def.type !== "number") return text;
  const parsed = parseQuantity(text);
  if (isTrouble(parsed)) return text;
  if (parsed.unit === undefined) return parsed.number;
  const wanted = unitNamedIn(description ?? "");
  return sameDimension(parsed.unit.dimension, wanted.dimension) ? convert(parsed.number, parsed.unit, wanted) : text;
}

const plain: Unit = { numerator: 1, denominator: 1, dimension: {} };
/** Of something that is counted: a share of it means nothing. */
const counted: Unit = { numerator: 1, denominator: 1, dimension: { "a count": 1 } };

/** "… [GNK]" → GNK; a range such as [0…1], or none, is a plain number. */
function unitNamedIn(description: string): Unit {
  const name = /\[([^\]]+)\]$/.exec(description)?.[1];
  if (name === undefined || name.includes("…")) return plain;
  const unit = parseUnit(name);
  return isTrouble(unit) ? counted : unit;
}

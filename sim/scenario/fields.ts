/** A way through a schema: what may stand at a path, which branch of a union is meant, what a field says of itself. */
import * as z from "zod";
import { type QuantityField, quantityFields } from "./quantity.ts";

export type Schema = z.core.$ZodType;

/** A schema without its wrappers, and what they said. */
export interface Field {
  readonly core: z.core.$ZodTypes;
  readonly description: string | undefined;
  /** Value taken when the key is absent; undefined when there is none. In the parsed unit. */
  readonly fallback: unknown;
  readonly isRequired: boolean;
  readonly quantity: QuantityField | undefined;
}

export function fieldOf(schema: Schema): Field {
  let core = schema as z.core.$ZodTypes;
  let description: string | undefined;
  let fallback: unknown;
  for (;;) {
    description ??= z.globalRegistry.get(core)?.description;
    const quantity = quantityFields.get(core)?.quantity;
    const { def } = core._zod;
    const isRequired = schema._zod.optin === undefined;
    if (quantity !== undefined) return { core, description, fallback, isRequired, quantity };
    if (def.type === "default" || def.type === "prefault") {
      fallback ??= def.defaultValue;
      core = def.innerType as z.core.$ZodTypes;
    } else if (def.type === "optional") core = def.innerType as z.core.$ZodTypes;
    else if (def.type === "pipe") core = def.in as z.core.$ZodTypes;
    else return { core, description, fallback, isRequired, quantity: undefined };
  }
}

/** Branches of a union that the value may mean, by its discriminator or else by its kind; all when neither says. */
export function branchesFor(schema: Schema, value: unknown): readonly Schema[] {
  const { def } = fieldOf(schema).core._zod;
  if (def.type !== "union") return [schema];
  const discriminator = discriminatorOf(schema);
  const chosen = discriminator === undefined ? undefined : property(value, discriminator);
  const meant = def.options.filter((option) => {
    const { core } = fieldOf(option);
    if (chosen === undefined) return isOfKind(core, value);
    const named = core._zod.def.type === "object" ? core._zod.def.shape[discriminator as string] : undefined;
    return named !== undefined && literalsOf(named).includes(chosen);
  });
  return meant.length > 0 ? meant : def.options;
}

/** The key that tells the branches of a union apart. */
export function discriminatorOf(schema: Schema): string | undefined {
  const { def } = fieldOf(schema).core._zod;
  return def.type === "union" ? (def as z.core.$ZodDiscriminatedUnionDef).discriminator : undefined;
}

/** Values of an enumeration or a literal. */
export function literalsOf(schema: Schema): readonly unknown[] {
  const { def } = fieldOf(schema).core._zod;
  if (def.type === "literal") return def.values;
  return def.type === "enum" ? Object.values(def.entries) : [];
}

function isOfKind(core: z.core.$ZodTypes, value: unknown): boolean {
  const isList = Array.isArray(value);
  const isGroup = typeof value === "object" && value !== null && !isList;
  const { type } = core._zod.def;
  if (type === "object" || type === "record") return isGroup;
  return type === "array" ? isList : !isGroup && !isList;
}

/** Own property of a group, or item of a list. */
export function property(value: unknown, key: PropertyKey): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.hasOwn(value, key) ? (value as Record<PropertyKey, unknown>)[key] : undefined;
}

export function dataAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce(property, data);
}

/**
 * Keys that may stand in a group, in the order of the schema; for a table of shares the names it
 * takes, for a list those of its items.
 */
export function keysOf(schema: Schema, value: unknown): readonly string[] {
  const keys = new Set<string>();
  for (const branch of branchesFor(schema, value)) {
    const { def } = fieldOf(branch).core._zod;
    if (def.type === "object") for (const key of Object.keys(def.shape)) keys.add(key);
    if (def.type === "array") for (const key of keysOf(def.element, undefined)) keys.add(key);
    if (def.type === "record") for (const key of literalsOf(def.keyType)) keys.add(String(key));
  }
  return [...keys];
}

/** Schemas of one key of a group, or of the items of a list; more than one where a union leaves it open. */
export function schemasOf(schema: Schema, key: PropertyKey, value: unknown): readonly Schema[] {
  return branchesFor(schema, value).flatMap((branch): readonly Schema[] => {
    const { def } = fieldOf(branch).core._zod;
    if (def.type === "array") return [def.element];
    if (def.type === "record") return literalsOf(def.keyType).includes(key) ? [def.valueType] : [];
    const inner = def.type === "object" && Object.hasOwn(def.shape, key) ? def.shape[key as string] : undefined;
    return inner === undefined ? [] : [inner];
  });
}

/** The schema at a path, undefined where nothing may stand; the first branch where a union leaves it open. */
export function schemaAt(schema: Schema, path: readonly PropertyKey[], data: unknown): Schema | undefined {
  let at: Schema | undefined = schema;
  let value = data;
  for (const key of path) {
    if (at === undefined) return undefined;
    at = schemasOf(at, key, value)[0];
    value = property(value, key);
  }
  return at;
}

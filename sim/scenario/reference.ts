/** The docs page of a key or a rule, made from the same schema that checks files. */
import { findRule, registry, slots } from "../mechanisms/registry.ts";
import type { Slots } from "../model/slots.ts";
import { allowedOf } from "./bounds.ts";
import { discriminatorOf, type Field, fieldOf, keysOf, literalsOf, type Schema, schemasOf } from "./fields.ts";
import { showIn } from "./quantity.ts";
import { scenarioSchema } from "./scenario.ts";
import { showNumber } from "./units.ts";

export interface ReferencePage {
  /** Keys joined by dots; a rule stands behind its slot, as in "routing.power-of-d". Empty for the whole file. */
  readonly key: string;
  readonly description: string;
  /** Unit in which values are usually written; "" for text and groups. */
  readonly unit: string;
  readonly isRequired: boolean;
  /** As one would write it; null where there is none. */
  readonly fallback: string | null;
  /** In words: "1 s … 24 h", or the names that may be written. */
  readonly allowed: string | null;
  readonly examples: readonly string[];
  /** Keys, names or rules below this one, each with its description. */
  readonly below: readonly {
    readonly name: string;
    readonly description: string;
    /** Unit, default and range, as far as there are any: "h; default 6 h; from 0.01 h". */
    readonly facts: string;
  }[];
  /** Of a rule. */
  readonly sources: readonly string[];
}

/** @returns undefined when the key is unknown */
export function referencePage(key: string): ReferencePage | undefined {
  const path = key === "" ? [] : key.split(".");
  const rule = rulePath(path);
  if (rule !== undefined) return rulePage(key, rule.slot, rule.id, path.slice(2));
  let schemas: readonly Schema[] = [scenarioSchema];
  for (const step of path) {
    const at = isListIndex(step) ? "0" : step;
    schemas = schemas.flatMap((schema) => fromEveryBranch(schema, at));
    if (schemas.length === 0) return undefined;
  }
  return page(key, schemas[0] as Schema);
}

/** Every key that has a page, for suggestions and completion. */
export function referenceKeys(): readonly string[] {
  const keys: string[] = [];
  const walk = (schema: Schema, path: string) => {
    if (fieldOf(schema).core._zod.def.type === "record") return;
    for (const name of keysOf(schema, undefined)) {
      const inner = fromEveryBranch(schema, name)[0];
      const key = path === "" ? name : `${path}.${name}`;
      keys.push(key);
      if (inner !== undefined) walk(inner, key);
    }
  };
  walk(scenarioSchema, "");
  return [...keys, ...slots.flatMap((slot) => registry[slot].map((rule) => `${slot}.${rule.id}`))];
}

const isListIndex = (step: string): boolean => /^\d+$/.test(step);

function fromEveryBranch(schema: Schema, key: string): readonly Schema[] {
  const { def } = fieldOf(schema).core._zod;
  if (def.type === "union") return def.options.flatMap((option) => fromEveryBranch(option, key));
  if (def.type === "array" && !isListIndex(key)) return fromEveryBranch(def.element, key);
  return schemasOf(schema, key, undefined);
}

function rulePath(path: readonly string[]): { readonly slot: keyof Slots; readonly id: string } | undefined {
  const slot = slots.find((name) => name === path[0]);
  const rule = slot === undefined ? undefined : registry[slot].find((one) => one.id === path[1]);
  return slot === undefined || rule === undefined ? undefined : { slot, id: rule.id };
}

function rulePage(key: string, slot: keyof Slots, id: string, parameter: readonly string[]): ReferencePage | undefined {
  const rule = findRule(slot, id);
  const params = rule.params as Schema;
  if (parameter.length > 1) return undefined;
  if (parameter.length === 1) {
    const inner = schemasOf(params, parameter[0] as string, {})[0];
    return inner === undefined ? undefined : page(key, inner);
  }
  const sources = rule.source.map(({ cite, at }) => `${cite}, ${at}`);
  return { ...page(key, params), description: rule.summary, isRequired: false, sources };
}

function page(key: string, schema: Schema): ReferencePage {
  const field = fieldOf(schema);
  return {
    key,
    description: field.description ?? "",
    unit: field.quantity?.shownIn ?? "",
    isRequired: field.isRequired,
    fallback: fallbackOf(field),
    allowed: allowedOf(field),
    examples: field.quantity?.examples ?? [],
    below: belowOf(schema),
    sources: [],
  };
}

function fallbackOf({ fallback, quantity }: Field): string | null {
  if (fallback === undefined) return null;
  if (quantity !== undefined) return showIn(fallback as number, quantity);
  if (typeof fallback === "number") return showNumber(fallback);
  if (typeof fallback !== "object" || fallback === null) return String(fallback);
  if (Array.isArray(fallback)) return fallback.length === 0 ? "none" : JSON.stringify(fallback);
  const members = Object.entries(fallback).map(([name, value]) => `${name}: ${String(value)}`);
  return members.length === 0 ? "each key's own" : `{ ${members.join(", ")} }`;
}

function belowOf(schema: Schema): ReferencePage["below"] {
  const { def } = fieldOf(schema).core._zod;
  const teller = discriminatorOf(schema);
  if (teller !== undefined && def.type === "union") {
    return def.options.map((option) => {
      const inner = fieldOf(option).core._zod.def;
      const named = inner.type === "object" ? fieldOf(inner.shape[teller] as Schema) : fieldOf(option);
      return { name: literalsOf(named.core).map(String).join(), description: named.description ?? "", facts: "" };
    });
  }
  if (def.type === "union") return def.options.flatMap((option) => belowOf(option));
  if (def.type === "array") return belowOf(def.element);
  const isNames = def.type === "record";
  return keysOf(schema, undefined).map((name) => {
    const inner = schemasOf(schema, name, undefined)[0];
    if (isNames || inner === undefined) return { name, description: "", facts: "" };
    const field = fieldOf(inner);
    return { name, description: field.description ?? "", facts: factsOf(field) };
  });
}

function factsOf(field: Field): string {
  const { type } = field.core._zod.def;
  const isValue = field.quantity !== undefined || type === "number";
  if (!isValue) return "";
  const unit = field.quantity?.shownIn ?? "";
  const fallback = fallbackOf(field);
  const facts = [unit === "1" ? "" : unit, fallback === null ? "" : `default ${fallback}`, allowedOf(field) ?? ""];
  return facts.filter((fact) => fact !== "").join("; ");
}

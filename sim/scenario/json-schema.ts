/** The JSON Schema of scenario files, for completion, hover and red marks in editors. */
import * as z from "zod";
import { neededToDraw } from "./checks.ts";
import { designSchema } from "./design.ts";
import { type Field, fieldOf } from "./fields.ts";
import { type QuantityField, showIn } from "./quantity.ts";
import { scenarioSchema } from "./scenario.ts";

type Json = Record<string, unknown>;

const numberText = "^\\s*[+-]?(\\d[\\d_]*\\.?[\\d_]*|\\.\\d+)([eE][+-]?\\d+)?";

/**
 * Draft 7, which the YAML servers of editors read. A file with `extends` need not hold every key: the required ones are
 * asked for only where `extends` is absent, since the parent may have them.
 */
export function scenarioJsonSchema(): Json {
  const whole = jsonOf(scenarioSchema);
  const { $schema, properties, type, additionalProperties, ...rest } = whole;
  const extend = { type: "string", minLength: 1, description: "File that this one builds on, relative to this file" };
  const design = jsonOf(designSchema).properties as Record<string, Json>;
  const { partial, strict } = splitRequired(rest, properties as Record<string, Json>);
  cardsByFile(partial.network as Json);
  return {
    $schema,
    title: "CommonWatt scenario",
    type,
    additionalProperties,
    properties: { extends: extend, ...partial, ...design },
    if: { anyOf: [{ required: ["extends"] }, { required: ["rulesAt"] }] },
    else: strict,
  };
}

function jsonOf(schema: z.core.$ZodType): Json {
  return z.toJSONSchema(schema, {
    target: "draft-7",
    io: "input",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => describe(fieldOf(zodSchema), zodSchema, jsonSchema as Json),
  }) as Json;
}

/** Lets `required` of every group go from the properties, and gathers it in a schema of its own. */
function splitRequired(top: Json, properties: Record<string, Json>): { partial: Record<string, Json>; strict: Json } {
  const partial: Record<string, Json> = {};
  const demands: Record<string, Json> = {};
  for (const [key, schema] of Object.entries(properties)) {
    const { required, ...rest } = schema;
    partial[key] = Array.isArray(schema.oneOf) ? relaxedUnion(rest, demands, key) : rest;
    if (Array.isArray(required)) demands[key] = { required };
  }
  demands.network = { anyOf: [{ required: ["hosts"] }, { required: [...neededToDraw] }] };
  return { partial, strict: { required: top.required, properties: demands } };
}

/** A card may stand in a file of its own, and its path here. */
function cardsByFile(network: Json): void {
  const cards = (network.properties as Record<string, Json>).hardware as Json;
  const path = { type: "string", minLength: 1, description: "File with the fields of the card, relative to this file" };
  cards.additionalProperties = { anyOf: [path, cards.additionalProperties] };
}

/** A child of a file may give one parameter of its parent's rule without naming the rule again. */
function relaxedUnion(schema: Json, demands: Record<string, Json>, key: string): Json {
  const options = schema.oneOf as Json[];
  demands[key] = {
    anyOf: options.map(({ required, properties }) => ({ required, properties: namesOnly(properties as Json) })),
  };
  return { ...schema, oneOf: undefined, anyOf: options.map(({ required: _, ...rest }) => rest) };
}

function namesOnly(properties: Json): Json {
  return { rule: properties.rule };
}

/** zod knows nothing of units: what a quantity says of itself is put back in the writer's terms. */
function describe(field: Field, schema: z.core.$ZodType, json: Json): void {
  if (field.quantity === undefined) {
    plainNumber(field, json);
    return;
  }
  const { type } = schema._zod.def;
  const isWrapped = type === "default" || type === "prefault" || type === "optional";
  for (const key of Object.keys(json)) delete json[key];
  Object.assign(json, quantityJson(field.quantity));
  const about = [field.description, `${field.quantity.title}, such as ${field.quantity.examples.join(" or ")}`];
  json.description = about.filter((text) => text !== undefined).join(" — ");
  if (isWrapped && typeof field.fallback === "number") json.default = writtenDefault(field.fallback, field.quantity);
}

/** A rule's parameter: a number, or text with a unit such as "1 %". */
function plainNumber(field: Field, json: Json): void {
  if (field.core._zod.def.type !== "number" || json.anyOf !== undefined) return;
  const { type, minimum, maximum, exclusiveMinimum, exclusiveMaximum, ...rest } = json;
  if (type === undefined) return;
  const bounds = { minimum, maximum, exclusiveMinimum, exclusiveMaximum };
  for (const key of Object.keys(json)) delete json[key];
  const given = Object.entries(bounds).filter(([, bound]) => bound !== undefined);
  const number = { type, ...Object.fromEntries(given) };
  Object.assign(json, { ...rest, anyOf: [number, { type: "string", pattern: numberText }] });
}

function writtenDefault(value: number, quantity: QuantityField): string | number {
  return quantity.shownIn === "1" ? value : showIn(value, quantity);
}

function quantityJson(quantity: QuantityField): Json {
  const examples = quantity.examples.map((text) => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : text));
  if (quantity.unit !== "1") return { type: "string", pattern: `${numberText}\\s*\\S`, examples };
  const { min, max, whole } = quantity;
  const bounds = { ...(min === undefined ? {} : { minimum: min }), ...(max === undefined ? {} : { maximum: max }) };
  const text = { type: "string", pattern: `${numberText}\\s*%?\\s*$` };
  return { anyOf: [{ type: whole === true ? "integer" : "number", ...bounds }, text], examples };
}

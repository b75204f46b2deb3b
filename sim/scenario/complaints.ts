/** What the schema objects to, in words for the writer of the file, placed where it is best put right. */
import type * as z from "zod";
import { allowedOf } from "./bounds.ts";
import { dataAt, discriminatorOf, fieldOf, keysOf, literalsOf, property, type Schema, schemaAt } from "./fields.ts";
import { nearest } from "./nearest.ts";
import type { Place, Problem } from "./problem.ts";
import { kindOf } from "./quantity.ts";
import { keyPlaceOf, placeOf, type Tree } from "./tree.ts";
import { shorten, showNumber } from "./units.ts";
import { namesNobody } from "./weights-trouble.ts";

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

interface Ground {
  readonly schema: Schema;
  readonly tree: Tree;
  readonly data: unknown;
}

interface Words {
  readonly message: string;
  readonly remedy?: string | undefined;
}

/** Names listed in a remedy before it says how to see the rest. */
const mostListed = 20;

/**
 * @param issues  of the schema, with their paths from the top of the scenario
 * @param tree    the scenario as written, of which the data were made
 */
export function complaints(issues: readonly Issue[], schema: Schema, tree: Tree, data: unknown): Problem[] {
  const ground: Ground = { schema, tree, data };
  return issues.filter((issue) => !isEcho(issue, issues)).flatMap((issue) => complaint(issue, issue.path, ground));
}

/** A group that lacks what could not be read inside it: said there already. */
function isEcho(issue: Issue, issues: readonly Issue[]): boolean {
  const isInside = (other: Issue) =>
    other.code === "unrecognized_keys" || other.path.length > issue.path.length
      ? issue.path.every((key, depth) => other.path[depth] === key)
      : false;
  return issue.code === "custom" && issue.message.startsWith(namesNobody) && issues.some(isInside);
}

function complaint(issue: Issue, path: Path, ground: Ground): Problem[] {
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey([...path, key], ground));
  if (issue.code === "invalid_key") return [unknownKey(path, ground)];
  const value = dataAt(ground.data, path);
  if (value === undefined && path.length > 0) return [missing(path, ground)];
  if (issue.code === "invalid_union") return union(issue, path, ground);
  return [problem(path, placeOf(ground.tree, path), words(issue, value, path, ground))];
}

function problem(path: Path, place: Place, { message, remedy }: Words): Problem {
  const where = path.map(String).join(".");
  return remedy === undefined ? { path: where, place, message } : { path: where, place, message, remedy };
}

function unknownKey(path: Path, ground: Ground): Problem {
  const key = String(path.at(-1));
  const around = path.slice(0, -1);
  const group = dataAt(ground.data, around);
  const schema = schemaAt(ground.schema, around, ground.data);
  const known = schema === undefined ? [] : keysOf(schema, group);
  const unused = known.filter((name) => property(group, name) === undefined);
  const near = nearest(key, unused) ?? nearest(key, known);
  const remedy =
    near !== undefined
      ? `did you mean "${near}"?`
      : (elsewhere(key, schema, group, ground) ?? (known.length > 0 ? `known here: ${list(known)}` : "remove it"));
  return problem(path, keyPlaceOf(ground.tree, path), { message: `unknown key "${shorten(key)}"`, remedy });
}

/** A key that is known, but not here: another rule's parameter, or one that belongs to another group. */
function elsewhere(
  key: string,
  schema: Schema | undefined,
  group: unknown,
  { schema: top }: Ground,
): string | undefined {
  const discriminator = schema === undefined ? undefined : discriminatorOf(schema);
  if (schema !== undefined && discriminator !== undefined) {
    const own = property(group, discriminator);
    const owners = rulesWith(key, schema, discriminator);
    if (owners.length > 0) return `it is a parameter of ${owners.join(", ")}, not of ${JSON.stringify(own)}`;
  }
  for (const name of keysOf(top, {})) {
    if (name === key) return `it belongs at the top level`;
    const inner = schemaAt(top, [name], {});
    if (inner !== undefined && fieldOf(inner).core._zod.def.type === "object" && keysOf(inner, {}).includes(key)) {
      return `it belongs under "${name}"`;
    }
  }
  return undefined;
}

function rulesWith(key: string, schema: Schema, discriminator: string): string[] {
  const { def } = fieldOf(schema).core._zod;
  if (def.type !== "union") return [];
  return def.options.flatMap((option) => {
    const inner = fieldOf(option).core._zod.def;
    if (inner.type !== "object" || !Object.hasOwn(inner.shape, key)) return [];
    return literalsOf(inner.shape[discriminator] as Schema).map((name) => JSON.stringify(name));
  });
}

function missing(path: Path, ground: Ground): Problem {
  const key = String(path.at(-1));
  const schema = schemaAt(ground.schema, path, ground.data);
  const field = schema === undefined ? undefined : fieldOf(schema);
  const values = schema === undefined ? [] : literalsOf(schema);
  const around = schemaAt(ground.schema, path.slice(0, -1), ground.data);
  const isRule = around !== undefined && discriminatorOf(around) === key;
  const choices = isRule ? choicesOf(around, key) : values;
  let remedy: string | undefined;
  if (choices.length > 0) remedy = `write "${key}: …" with one of ${list(choices.map(String))}`;
  else if (field?.quantity !== undefined) remedy = `write, say, "${key}: ${field.quantity.examples[0]}"`;
  else if (field?.description !== undefined)
    remedy = `${lowerFirst(field.description)}; see commonwatt docs ${path.join(".")}`;
  return problem(path, keyPlaceOf(ground.tree, path.slice(0, -1)), { message: `"${key}" is missing`, remedy });
}

function choicesOf(schema: Schema, discriminator: string): readonly unknown[] {
  const { def } = fieldOf(schema).core._zod;
  if (def.type !== "union") return [];
  return def.options.flatMap((option) => {
    const inner = fieldOf(option).core._zod.def;
    return inner.type === "object" ? literalsOf(inner.shape[discriminator] as Schema) : [];
  });
}

function union(issue: z.core.$ZodIssueInvalidUnion, path: Path, ground: Ground): Problem[] {
  const schema = schemaAt(ground.schema, path, ground.data);
  const around = schemaAt(ground.schema, path.slice(0, -1), ground.data);
  const key = String(path.at(-1));
  const place = placeOf(ground.tree, path);
  if (around !== undefined && discriminatorOf(around) === key) {
    return [problem(path, place, notAmong(dataAt(ground.data, path), choicesOf(around, key), `${key} `))];
  }
  const { def } = schema === undefined ? { def: undefined } : fieldOf(schema).core._zod;
  if (schema === undefined || def?.type !== "union") return [problem(path, place, { message: issue.message })];
  const value = dataAt(ground.data, path);
  const chosen = def.options.findIndex((option) => {
    const { type } = fieldOf(option).core._zod.def;
    return type === "object" && kindOf(value) === "a group of keys";
  });
  const errors = chosen < 0 ? undefined : issue.errors[chosen];
  if (errors !== undefined) return errors.flatMap((inner) => complaint(inner, [...path, ...inner.path], ground));
  const allowed = def.options.flatMap((option) => {
    const values = literalsOf(option).map(String);
    return values.length > 0 ? values : ["a group of keys"];
  });
  return [
    problem(path, place, { message: `${shown(value)} is not allowed here`, remedy: `one of: ${allowed.join(", ")}` }),
  ];
}

function notAmong(value: unknown, choices: readonly unknown[], what: string): Words {
  const names = choices.map(String);
  const near = typeof value === "string" ? nearest(value, names) : undefined;
  const remedy = `${near === undefined ? "" : `did you mean "${near}"? `}one of: ${list(names)}`;
  return { message: `unknown ${what}${shown(value)}`, remedy };
}

function words(issue: Issue, value: unknown, path: Path, ground: Ground): Words {
  const schema = schemaAt(ground.schema, path, ground.data);
  const range = () => (schema === undefined ? null : allowedOf(fieldOf(schema)));
  switch (issue.code) {
    case "invalid_value":
      return notAmong(value, issue.values, "");
    case "invalid_type":
      return wrongKind(issue, value, path, ground);
    case "too_small":
      return outOfRange(issue.origin, value, issue.minimum, issue.inclusive === false ? "above" : "at least", range());
    case "too_big":
      return outOfRange(issue.origin, value, issue.maximum, issue.inclusive === false ? "below" : "at most", range());
    default:
      return { message: issue.message };
  }
}

function outOfRange(
  origin: string,
  value: unknown,
  bound: number | bigint,
  relation: string,
  range: string | null,
): Words {
  const limit = showNumber(Number(bound));
  if (origin === "string" && value === "") return { message: "the text is empty", remedy: "write something" };
  if (origin === "string")
    return { message: `the text has ${String(value).length} characters; allowed: ${relation} ${limit}` };
  if (origin === "array") return { message: `the list has the wrong length; allowed: ${relation} ${limit}` };
  return { message: `${shown(value)} is out of range; allowed: ${range ?? `${relation} ${limit}`}` };
}

const kinds: Readonly<Record<string, string>> = {
  number: "a number without a unit",
  int: "a whole number without a unit",
  string: "text",
  boolean: "true or false",
  object: "a group of keys",
  record: "a group of keys",
  array: "a list",
};

function wrongKind(issue: z.core.$ZodIssueInvalidType, value: unknown, path: Path, ground: Ground): Words {
  const expected = kinds[issue.expected] ?? issue.expected;
  const schema = schemaAt(ground.schema, path, ground.data);
  const message = `${shown(value)} where ${expected} belongs`;
  const isPlain = typeof value === "number" || typeof value === "boolean";
  if (issue.expected === "string" && isPlain) return { message, remedy: `put it in quotes: "${String(value)}"` };
  if (issue.expected === "int" && typeof value === "number") return { message: `${showNumber(value)} is not whole` };
  const digits = typeof value === "string" ? /^([+-]?\d[\d_]*(?:\.\d+)?)(?:\s|$)/.exec(value)?.[1] : undefined;
  const unit = schema === undefined ? undefined : /\[([^\]…]+)\]$/.exec(fieldOf(schema).description ?? "")?.[1];
  if (digits !== undefined && (issue.expected === "number" || issue.expected === "int")) {
    return {
      message,
      remedy: unit === undefined || unit === "1" ? "write a plain number" : `write a number of ${unit}`,
    };
  }
  const discriminator = schema === undefined ? undefined : discriminatorOf(schema);
  if (schema !== undefined && discriminator !== undefined) {
    const rules = choicesOf(schema, discriminator).map(String);
    const rule = typeof value === "string" ? (nearest(value, rules) ?? rules[0]) : rules[0];
    return { message, remedy: `write "{ ${discriminator}: ${rule} }"` };
  }
  return { message };
}

function shown(value: unknown): string {
  if (typeof value === "string") return `"${shorten(value)}"`;
  if (typeof value === "number") return showNumber(value);
  return typeof value === "boolean" ? String(value) : kindOf(value);
}

function list(names: readonly string[]): string {
  if (names.length <= mostListed) return names.join(", ");
  return `${names.slice(0, mostListed).join(", ")} and ${names.length - mostListed} more (see commonwatt docs)`;
}

const lowerFirst = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);

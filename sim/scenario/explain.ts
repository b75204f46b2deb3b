/** Every value of a scenario, as the run will use it, and where it comes from. */
import { fieldOf, property, type Schema, schemaAt, schemasOf } from "./fields.ts";
import type { Loaded } from "./load.ts";
import { lineAndColumn } from "./problem.ts";
import { showIn } from "./quantity.ts";
import { scenarioSchema } from "./scenario.ts";
import { placeOf, type Tree, valueAt } from "./tree.ts";
import { showNumber } from "./units.ts";

export interface ExplainedValue {
  /** Keys from the top, joined by dots. */
  readonly key: string;
  /** As parsed, in `unit`. */
  readonly value: unknown;
  /** "1" for plain numbers, "" for text. */
  readonly unit: string;
  /** For people, in the unit in which such values are usually written. */
  readonly shown: string;
  readonly origin: Origin;
}

export type Origin =
  | { readonly from: "default" }
  | { readonly from: "file" | "--set"; readonly source: string; readonly line: number; readonly column: number };

/** @param under  keys joined by dots: only what is there or below; empty for all */
export function explain({ scenario, tree }: Loaded, under = ""): readonly ExplainedValue[] {
  const rows: ExplainedValue[] = [];
  const path = under === "" ? [] : under.split(".");
  let value: unknown = scenario;
  for (const key of path) value = property(value, key);
  if (value !== undefined) collect(rows, value, path, schemaAt(scenarioSchema, path, scenario), tree);
  return rows;
}

function collect(
  rows: ExplainedValue[],
  value: unknown,
  path: readonly string[],
  schema: Schema | undefined,
  tree: Tree,
): void {
  const isGroup = typeof value === "object" && value !== null;
  // A rule's name comes before its parameters, wherever the schema has it.
  const keys = isGroup ? Object.keys(value).sort((a, b) => Number(b === "rule") - Number(a === "rule")) : [];
  if (isGroup && keys.length > 0) {
    for (const key of keys) {
      const inner = schema === undefined ? undefined : schemasOf(schema, key, value)[0];
      collect(rows, property(value, key), [...path, key], inner, tree);
    }
    return;
  }
  const quantity = schema === undefined ? undefined : fieldOf(schema).quantity;
  const shown = quantity !== undefined ? showIn(value as number, quantity) : showPlain(value);
  const unit = quantity?.unit ?? (typeof value === "number" ? "1" : "");
  rows.push({ key: path.join("."), value, unit, shown, origin: originOf(tree, path) });
}

function showPlain(value: unknown): string {
  if (typeof value === "number") return showNumber(value);
  // A list or table with entries was shown entry by entry.
  return typeof value === "object" ? "none" : String(value);
}

function originOf(tree: Tree, path: readonly string[]): Origin {
  if (valueAt(tree, path) === undefined) return { from: "default" };
  const place = placeOf(tree, path);
  const from = place.source.kind === "argument" ? "--set" : "file";
  return {
    from,
    source: place.source.kind === "argument" ? place.source.text : place.source.label,
    ...lineAndColumn(place),
  };
}

/** "baseline.yaml:12", "--set network.nodes=5" or "default". */
export function showOrigin(origin: Origin): string {
  if (origin.from === "default") return "default";
  return origin.from === "file" ? `${origin.source}:${origin.line}` : `--set ${origin.source}`;
}

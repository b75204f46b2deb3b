/** From the design part of a scenario file to factors and their levels: which keys each level lays over the base. */
import { type Design, variantsFactor } from "./design.ts";
import { type Factor, type Level, laidTogether, plantedLevel } from "./level.ts";
import type { Place, Problem } from "./problem.ts";
import { overRules } from "./rules-at.ts";
import { type Entry, type Group, overlay, type Tree, toPlain, valueAt } from "./tree.ts";
import { shorten, showNumber } from "./units.ts";
import { type Worlds, worldsOf } from "./worlds.ts";

/** Keys that are no part of what happens in a run, and what to do instead. */
const notVaried: Readonly<Record<string, string>> = {
  name: "a variant is named by its key",
  question: "a study asks one question",
  seed: "all points meet the same shocks; add replications instead",
  replications: "every point has the same number",
  outputs: "no outcome depends on it; set it for the whole study",
  extends: "a variant holds the keys in which it differs",
};

/**
 * @param tree  the design as written, which the schema has passed
 * @returns factors, the variants first, worlds last; problems for what no schema can see
 */
export function factorsOf(
  tree: Group,
  design: Design,
): { factors: Factor[]; worlds: Worlds | undefined; problems: Problem[] } {
  const problems: Problem[] = [];
  const factors: Factor[] = [];
  const take = (found: Factor | Problem) => ("message" in found ? problems.push(found) : factors.push(found));
  const variants = entriesAt(tree, ["variants"]);
  if (variants.length > 0) {
    const levels = variants.map(([name, entry]) => overlaidLevel(name, entry));
    take({ name: variantsFactor, place: keyPlace(tree, "variants"), levels });
  }
  for (const [name, entry] of entriesAt(tree, ["sweep", "grid"])) take(gridFactor(name, entry));
  const tied = valueAt(tree, ["sweep", "tied"]);
  if (tied?.kind === "list") for (const item of tied.items) take(tiedFactor(item));
  const worlds = design.sweep?.sample === undefined ? undefined : worldsOf(tree, design.sweep.sample);
  if (worlds !== undefined && "problems" in worlds) problems.push(...worlds.problems);
  else if (worlds !== undefined) factors.push(worlds.factor);
  for (const level of factors.flatMap(({ levels }) => levels)) problems.push(...forbidden(level));
  const sound = worlds === undefined || "problems" in worlds ? undefined : worlds;
  return { factors, worlds: sound, problems: [...problems, ...twice(factors)] };
}

function entriesAt(tree: Tree, path: readonly string[]): [string, Entry][] {
  const found = valueAt(tree, path);
  return found?.kind === "group" ? [...found.entries] : [];
}

function keyPlace(tree: Group, key: string): Place {
  return (tree.entries.get(key) as Entry).keyPlace;
}

/** A set of keys, laid over the base as a file lies over the one it extends. */
function overlaidLevel(name: string, { keyPlace: place, value }: Entry): Level {
  return { name, place, lay: (base) => overlay(base, value.kind === "group" ? overRules(value) : value) };
}

function gridFactor(name: string, { keyPlace: place, value }: Entry): Factor | Problem {
  if (value.kind === "list")
    return {
      name,
      place,
      levels: value.items.map((item) => ({ ...plantedLevel(name, place, item), name: shown(item) })),
    };
  const levels = value.kind === "group" ? [...value.entries] : [];
  const flat = levels.find(([, entry]) => entry.value.kind !== "group");
  if (flat === undefined && levels.length > 0)
    return { name, place, levels: levels.map(([level, entry]) => overlaidLevel(level, entry)) };
  const remedy = "write a list of values for one key, or named groups of keys, one for each level";
  return { path: `sweep.grid.${name}`, place: flat?.[1].keyPlace ?? place, message: "a level holds no keys", remedy };
}

/** Paths whose values go together. */
function tiedFactor(item: Tree): Factor | Problem {
  const lists = item.kind === "group" ? [...item.entries] : [];
  const columns = lists.map(([path, { keyPlace: place, value }]) => ({
    path,
    place,
    values: value.kind === "list" ? value.items : [],
  }));
  const [first] = columns;
  const other = columns.find(({ values }) => values.length !== first?.values.length);
  if (first === undefined)
    return { path: "sweep.tied", place: item.place, message: "nothing is tied", remedy: "name two paths with lists" };
  if (other !== undefined) {
    const message = `${other.values.length} values are tied to ${first.values.length} of ${first.path}`;
    return { path: `sweep.tied.${other.path}`, place: other.place, message, remedy: "give lists of equal length" };
  }
  const levels = first.values.map((_, i) => {
    const parts = columns.map(({ path, place, values }) => plantedLevel(path, place, values[i] as Tree));
    const name = columns.map(({ values }) => shown(values[i] as Tree)).join(", ");
    return { name, place: first.place, lay: laidTogether(parts) };
  });
  return { name: columns.map(({ path }) => path).join(" & "), place: first.place, levels };
}

/** A value as a level's name: a rule by its name, a scalar as written. */
function shown(value: Tree): string {
  if (value.kind === "leaf") return typeof value.value === "number" ? showNumber(value.value) : String(value.value);
  const rule = valueAt(value, ["rule"]);
  if (rule?.kind === "leaf") {
    const rest = value.kind === "group" ? [...value.entries].filter(([key]) => key !== "rule") : [];
    return [String(rule.value), ...rest.map(([key, entry]) => `${key} ${shown(entry.value)}`)].join(", ");
  }
  return shorten(JSON.stringify(toPlain(value)));
}

/** Lays the level over nothing to see which keys it touches. */
function forbidden(level: Level): Problem[] {
  const nothing: Group = { kind: "group", place: level.place, entries: new Map() };
  const laid = level.lay(nothing);
  if (laid?.kind !== "group") return [];
  return [...laid.entries].flatMap(([key, { keyPlace: place }]) => {
    const remedy = Object.hasOwn(notVaried, key) ? notVaried[key] : undefined;
    return remedy === undefined ? [] : [{ path: key, place, message: `"${key}" cannot be varied`, remedy }];
  });
}

/** Factors, and levels of a factor, are told apart by their names. */
function twice(factors: readonly Factor[]): Problem[] {
  const problems: Problem[] = [];
  const names = new Set<string>();
  for (const { name, place, levels } of factors) {
    if (names.has(name)) problems.push({ path: name, place, message: `two factors are called "${name}"` });
    names.add(name);
    const known = new Set<string>();
    for (const level of levels) {
      if (known.has(level.name))
        problems.push({ path: name, place: level.place, message: `"${shorten(level.name)}" is there twice` });
      known.add(level.name);
    }
  }
  return problems;
}

/** From the design part of a scenario file to factors and their levels: which keys each level lays over the base. */
import { exp, log } from "../engine/math.ts";
import { type Design, variantsFactor, worldsFactor } from "./design.ts";
import { keysOf, laidAt } from "./overrides.ts";
import { pointSet } from "./point-sets/point-sets.ts";
import type { Place, Problem } from "./problem.ts";
import { overRules } from "./rules-at.ts";
import { type Entry, type Group, type Leaf, overlay, type Tree, toPlain, valueAt } from "./tree.ts";
import { isTrouble, parseQuantity, round15, shorten, showNumber } from "./units.ts";

export interface Level {
  readonly name: string;
  /** Where it is written. */
  readonly place: Place;
  /** @returns undefined when a path leads to an item that a list lacks */
  lay(base: Tree): Tree | undefined;
}

export interface Factor {
  readonly name: string;
  readonly place: Place;
  /** The first is what the others are compared with; worlds are compared with none. */
  readonly levels: readonly Level[];
}

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
export function factorsOf(tree: Group, design: Design): { factors: Factor[]; problems: Problem[] } {
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
  if (design.sweep?.sample !== undefined) for (const found of worlds(tree, design.sweep.sample)) take(found);
  for (const level of factors.flatMap(({ levels }) => levels)) problems.push(...forbidden(level));
  return { factors, problems: [...problems, ...twice(factors)] };
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

function plantedLevel(path: string, place: Place, value: Tree): Level {
  const keys = keysOf(path).map(({ name, offset }) => ({ name, offset: place.offset + offset }));
  return { name: path, place: value.place, lay: (base) => laidAt(base, keys, value, place.source) };
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
    const lay = (base: Tree) =>
      parts.reduce<Tree | undefined>((tree, part) => (tree === undefined ? undefined : part.lay(tree)), base);
    return { name: columns.map(({ values }) => shown(values[i] as Tree)).join(", "), place: first.place, lay };
  });
  return { name: columns.map(({ path }) => path).join(" & "), place: first.place, levels };
}

type Sample = NonNullable<NonNullable<Design["sweep"]>["sample"]>;

/** One factor with a level for each world. */
function worlds(tree: Group, { points, method, ranges }: Sample): (Factor | Problem)[] {
  const place = keyPlaceAt(tree, ["sweep", "sample"]);
  const axes = Object.entries(ranges).map(([path, range]) =>
    axisOf(path, range, keyPlaceAt(tree, ["sweep", "sample", "ranges", path])),
  );
  const wrong = axes.filter((axis) => "message" in axis);
  if (wrong.length > 0) return wrong as Problem[];
  if (axes.length === 0)
    return [
      { path: "sweep.sample.ranges", place, message: "no range is given", remedy: "name a path with from and to" },
    ];
  let cube: number[][];
  try {
    cube = pointSet(method, points, axes.length, "worlds");
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [
      { path: "sweep.sample.method", place, message: error.message, remedy: "latin-hypercube has no such limit" },
    ];
  }
  const levels = cube.map((row, i) => {
    const parts = (axes as Axis[]).map((axis, j) => {
      const leaf: Leaf = { kind: "leaf", place: axis.place, value: axis.valueAt(row[j] as number) };
      return { path: axis.path, leaf, level: plantedLevel(axis.path, axis.place, leaf) };
    });
    const lay = (base: Tree) =>
      parts.reduce<Tree | undefined>((at, { level }) => (at === undefined ? undefined : level.lay(at)), base);
    return { name: `${i + 1}: ${parts.map(({ path, leaf }) => `${path} ${leaf.value}`).join(", ")}`, place, lay };
  });
  return [{ name: worldsFactor, place, levels }];
}

interface Axis {
  readonly path: string;
  readonly place: Place;
  /** @param u  0…1 */
  valueAt(u: number): number | string;
}

function axisOf(path: string, range: Sample["ranges"][string], place: Place): Axis | Problem {
  const complain = (message: string, remedy: string): Problem => ({
    path: `sweep.sample.ranges.${path}`,
    place,
    message,
    remedy,
  });
  const [from, to] = [endOf(range.from), endOf(range.to)];
  if ("trouble" in from) return complain(from.trouble, "write a number with its unit");
  if ("trouble" in to) return complain(to.trouble, "write a number with its unit");
  if (from.unit !== to.unit)
    return complain(`the ends are in “${from.unit}” and “${to.unit}”`, "use one unit for both");
  if (!(from.number < to.number)) return complain("the range is empty", "from must be below to");
  const isLog = range.scale === "log";
  if (isLog && !(from.number > 0)) return complain("a range over logarithms starts above 0", "raise from");
  const between = (u: number) =>
    isLog
      ? exp(log(from.number) + u * (log(to.number) - log(from.number)))
      : from.number + u * (to.number - from.number);
  // Six digits: a world can be typed again from the report.
  const digits = 6;
  const valueAt = (u: number) => {
    const value = range.whole ? Math.round(between(u)) : round15(Number(between(u).toPrecision(digits)));
    return from.unit === "" ? value : `${value} ${from.unit}`;
  };
  return { path, place, valueAt };
}

function endOf(end: number | string): { number: number; unit: string } | { trouble: string } {
  if (typeof end === "number") return { number: end, unit: "" };
  const parsed = parseQuantity(end);
  if (isTrouble(parsed)) return parsed;
  const unit = parsed.unit === undefined ? "" : end.trim().replace(/^[+-]?[\d_.]+(e[+-]?\d+)?\s*/i, "");
  return { number: parsed.number, unit };
}

function keyPlaceAt(tree: Tree, path: readonly string[]): Place {
  const around = valueAt(tree, path.slice(0, -1));
  const entry = around?.kind === "group" ? around.entries.get(path.at(-1) as string) : undefined;
  return entry?.keyPlace ?? tree.place;
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

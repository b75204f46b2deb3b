/** A scenario as written: values that remember where they stand. Trees are merged, so that places travel along. */
import type { Place } from "./problem.ts";

export type Tree = Group | List | Leaf;

export interface Group {
  readonly kind: "group";
  readonly place: Place;
  readonly entries: ReadonlyMap<string, Entry>;
  /** Takes the place of what is below it instead of adding to it. */
  readonly isWhole?: true;
}

export interface Entry {
  readonly keyPlace: Place;
  readonly value: Tree;
}

export interface List {
  readonly kind: "list";
  readonly place: Place;
  readonly items: readonly Tree[];
}

export interface Leaf {
  readonly kind: "leaf";
  readonly place: Place;
  readonly value: string | number | boolean;
}

/** Key that names the rule of a slot: another name is another set of parameters. */
const discriminator = "rule";

/**
 * Lays one tree over another.
 *
 * Groups are merged key by key, unless the upper one is whole. Everything else is replaced: values, lists, and a group
 * whose `rule` changes, since the parameters of the rule before it mean nothing to the rule after it.
 */
export function overlay(below: Tree, above: Tree): Tree {
  if (below.kind !== "group" || above.kind !== "group") return above;
  if (above.isWhole || changesRule(below, above)) return above;
  const entries = new Map(below.entries);
  for (const [key, entry] of above.entries) {
    const old = entries.get(key);
    if (old === undefined) entries.set(key, entry);
    else {
      const value = overlay(old.value, entry.value);
      entries.set(key, {
        keyPlace: value.kind === "group" && isArgument(entry) ? old.keyPlace : entry.keyPlace,
        value,
      });
    }
  }
  // A group that an argument only adds to still belongs to the file: what is missing is missing there.
  return { kind: "group", place: above.place.source.kind === "argument" ? below.place : above.place, entries };
}

const isArgument = (entry: Entry): boolean => entry.keyPlace.source.kind === "argument";

function changesRule(below: Group, above: Group): boolean {
  const before = below.entries.get(discriminator)?.value;
  const after = above.entries.get(discriminator)?.value;
  if (before?.kind !== "leaf" || after === undefined) return false;
  return after.kind !== "leaf" || after.value !== before.value;
}

/** The value at a path of keys, or undefined where there is none. */
export function valueAt(tree: Tree, path: readonly PropertyKey[]): Tree | undefined {
  let at: Tree | undefined = tree;
  for (const key of path) {
    if (at?.kind === "group") at = at.entries.get(String(key))?.value;
    else if (at?.kind === "list") at = at.items[Number(key)];
    else return undefined;
  }
  return at;
}

/** Where a value stands: itself, or the nearest thing around it that was written. */
export function placeOf(tree: Tree, path: readonly PropertyKey[]): Place {
  for (let depth = path.length; depth > 0; depth--) {
    const found = valueAt(tree, path.slice(0, depth));
    if (found === undefined) continue;
    return depth === path.length || found.kind === "leaf" ? found.place : keyPlaceOf(tree, path.slice(0, depth));
  }
  return { ...tree.place, length: 1 };
}

/** Where the key of a value stands; the value itself for an item of a list. */
export function keyPlaceOf(tree: Tree, path: readonly PropertyKey[]): Place {
  const parent = valueAt(tree, path.slice(0, -1));
  const entry = parent?.kind === "group" ? parent.entries.get(String(path.at(-1))) : undefined;
  return entry?.keyPlace ?? placeOf(tree, path);
}

/** Plain data for the schema. Objects have no prototype: a key can only be what was written. */
export function toPlain(tree: Tree): unknown {
  if (tree.kind === "leaf") return tree.value;
  if (tree.kind === "list") return tree.items.map(toPlain);
  const plain: Record<string, unknown> = Object.create(null);
  for (const [key, entry] of tree.entries) plain[key] = toPlain(entry.value);
  return plain;
}

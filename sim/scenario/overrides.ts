/** `--set demand.patience=20s`: one value from the command line, laid over the file. */
import type { Problem, Source } from "./problem.ts";
import { type Group, overlay, type Tree, valueAt } from "./tree.ts";
import { shorten } from "./units.ts";
import { readYaml } from "./yaml-tree.ts";

export interface Overridden {
  readonly tree: Tree;
  readonly problems: readonly Problem[];
}

/** Order of the first argument among the sources: behind all files. */
const firstArgument = 1000;

/**
 * Lays arguments over a tree, first to last.
 *
 * A value takes the place of the old one, a group of keys too. Of one key given twice the last counts. A rule goes before its
 * parameters, wherever it stands, and two arguments of which one would undo the other are an error.
 *
 * @param sets  "key.key=value", the value being YAML; errors point into the argument
 */
export function override(tree: Tree, sets: readonly string[]): Overridden {
  const problems: Problem[] = [];
  let result = tree;
  const laid: Argument[] = [];
  for (const argument of rulesFirst(sets.map(argumentOf))) {
    const outcome = single(result, argument.source);
    if (!("kind" in outcome)) {
      problems.push(...outcome);
      continue;
    }
    result = outcome;
    for (const before of [...laid]) {
      if (!isLost(before, argument, result)) continue;
      laid.splice(laid.indexOf(before), 1);
      if (before.path.join(".") !== argument.path.join(".")) problems.push(exclusion(before, argument));
    }
    laid.push(argument);
  }
  return { tree: result, problems };
}

interface Argument {
  readonly source: Source;
  readonly path: readonly string[];
}

function argumentOf(text: string, index: number): Argument {
  const source: Source = { kind: "argument", label: "--set", text, order: firstArgument + index };
  const equals = text.indexOf("=");
  return { source, path: keysOf(equals < 0 ? text : text.slice(0, equals)).map(({ name }) => name) };
}

/** Another rule sweeps away the parameters of the one before, which must not hit those of its own. */
function rulesFirst(all: readonly Argument[]): Argument[] {
  const namesRule = ({ path }: Argument) => path.at(-1) === "rule";
  return [...all.filter(namesRule), ...all.filter((argument) => !namesRule(argument))];
}

/** Whether a later argument has left nothing of an earlier one. */
function isLost(before: Argument, after: Argument, tree: Tree): boolean {
  const found = valueAt(tree, before.path);
  const isInside = after.path.length > before.path.length && before.path.every((key, i) => after.path[i] === key);
  if (found?.kind === "list" && isInside) return false;
  return found?.place.source !== before.source;
}

function exclusion(before: Argument, after: Argument): Problem {
  return {
    place: { source: before.source, offset: 0, length: before.source.text.indexOf("=") },
    path: before.path.join("."),
    message: `--set ${shorten(after.source.text)} would undo this`,
    remedy: "keep one of the two",
  };
}

function single(tree: Tree, source: Source): Tree | readonly Problem[] {
  const complain = (offset: number, length: number, message: string, remedy: string): readonly Problem[] => [
    { place: { source, offset, length }, path: "", message, remedy },
  ];
  const equals = source.text.indexOf("=");
  if (equals < 0) return complain(0, source.text.length, "no value is given", "write --set key.key=value");
  const keys = keysOf(source.text.slice(0, equals));
  const empty = keys.find((key) => key.name === "");
  if (empty !== undefined) return complain(empty.offset, 1, "a key is missing", "write --set key.key=value");
  if (keys[0]?.name === "extends") {
    return complain(0, equals, '"extends" cannot be set', "name the other file instead of this one");
  }
  const proto = keys.find((key) => key.name === "__proto__");
  if (proto !== undefined) return complain(proto.offset, proto.name.length, 'unknown key "__proto__"', "remove it");
  const { tree: value, problems } = readYaml(source, equals + 1);
  if (problems.length > 0) return problems;
  if (value === undefined) return complain(equals, 1, "no value is given", 'write a value after the "="');
  // "outages={}" is there to be rid of the outages.
  const whole: Tree = value.kind === "group" ? { ...value, isWhole: true } : value;
  return (
    laidAt(tree, keys, whole, source) ?? complain(0, equals, "there is no such item in the list", "items count from 0")
  );
}

export interface Key {
  readonly name: string;
  /** Where it stands in its source. */
  readonly offset: number;
}

/** "a.b.c" as keys, with the position of each in the text. */
export function keysOf(text: string): Key[] {
  let offset = 0;
  return text.split(".").map((part) => {
    const start = offset + (part.length - part.trimStart().length);
    offset += part.length + 1;
    return { name: part.trim(), offset: start };
  });
}

/**
 * One value laid over a tree, at a path of keys.
 *
 * @returns undefined when the path leads to an item that the list lacks
 */
export function laidAt(tree: Tree, keys: readonly Key[], value: Tree, source: Source): Tree | undefined {
  let above = value;
  for (let depth = keys.length - 1; depth >= 0; depth--) {
    const { name, offset } = keys[depth] as Key;
    const at = { source, offset, length: name.length };
    const around = valueAt(
      tree,
      keys.slice(0, depth).map((key) => key.name),
    );
    if (around?.kind === "list") {
      const item = /^\d+$/.test(name) ? around.items[Number(name)] : undefined;
      if (item === undefined) return undefined;
      const items = around.items.map((old) => (old === item ? overlay(old, above) : old));
      above = { kind: "list", place: at, items };
    } else {
      const group: Group = { kind: "group", place: at, entries: new Map([[name, { keyPlace: at, value: above }]]) };
      above = group;
    }
  }
  return overlay(tree, above);
}

/** From a file to a checked scenario, with every complaint at once and the origin of every value. */
import type * as z from "zod";
import { withCardFiles } from "./card-files.ts";
import { type Checkable, crossChecks, missingOfNetwork } from "./checks.ts";
import { complaints } from "./complaints.ts";
import { designKeys } from "./design.ts";
import { override } from "./overrides.ts";
import { withPlainNumbers } from "./plain-numbers.ts";
import { inOrder, type Place, type Problem, ScenarioError, type Source } from "./problem.ts";
import { kindOf } from "./quantity.ts";
import { overRules, underRules } from "./rules-at.ts";
import { type Scenario, scenarioSchema } from "./scenario.ts";
import { type Group, overlay, type Tree, toPlain, valueAt } from "./tree.ts";
import type { Trouble } from "./units.ts";
import { readYaml } from "./yaml-tree.ts";

/** Gives the text of a file, or says why it cannot. The core reads no files itself. */
export type ReadText = (path: string) => string | Trouble;

export interface LoadRequest {
  /** As the user gave it; "/" between folders. */
  readonly path: string;
  /** "key.key=value", first to last. */
  readonly sets?: readonly string[];
  readonly readText: ReadText;
}

export interface Loaded {
  readonly scenario: Scenario;
  /** As written, after `extends` and `--set`: where each value comes from. */
  readonly tree: Tree;
}

/** Files that may build on one another. */
const longestChain = 16;

/**
 * Reads, merges and checks a scenario.
 *
 * @param merged  what the request reads, where it has been read: most of the time goes there
 * @throws ScenarioError with all that is wrong, in the order of the files
 */
export function loadScenario(request: LoadRequest, merged = readMerged(request)): Loaded {
  const { tree, problems: written } = merged;
  const design = designKeys.map((key) => keyPlaceIn(tree, key)).find((place) => place !== undefined);
  if (design !== undefined) {
    const remedy = `run it with commonwatt compare ${request.path}`;
    throw new ScenarioError([{ place: design, path: "", message: "this is a study, not one scenario", remedy }]);
  }
  const result = check(tree, written);
  if ("problems" in result) throw new ScenarioError(inOrder(result.problems));
  return { scenario: result.scenario, tree };
}

export interface Merged {
  readonly tree: Tree;
  /** What is wrong with the texts themselves. */
  readonly problems: readonly Problem[];
}

/**
 * The file, those it extends, and the arguments as one tree, not yet checked.
 *
 * @throws ScenarioError when a file cannot be read at all
 */
export function readMerged({ path, sets = [], readText }: LoadRequest): Merged {
  const chain = readChain(path, readText);
  if (chain.tree === undefined) throw new ScenarioError(inOrder(chain.problems));
  const overridden = override(chain.tree, sets);
  return { tree: underRules(overridden.tree), problems: [...chain.problems, ...overridden.problems] };
}

function keyPlaceIn(tree: Tree, key: string): Place | undefined {
  return tree.kind === "group" ? tree.entries.get(key)?.keyPlace : undefined;
}

export type Checked = { readonly scenario: Scenario } | { readonly problems: readonly Problem[] };

/** @param written  problems of the texts, which count as the tree's own */
export function check(tree: Tree, written: readonly Problem[]): Checked {
  const data = withPlainNumbers(toPlain(tree), scenarioSchema);
  const result = scenarioSchema.safeParse(data);
  if (result.success && written.length === 0) return { scenario: result.data };
  const found = result.success
    ? []
    : complaints([...result.error.issues, ...misfits(data)], scenarioSchema, tree, data);
  // A value that could not be read is not also missing.
  const unread = new Set(written.map((problem) => problem.path));
  return { problems: [...written, ...found.filter((problem) => !unread.has(problem.path))] };
}

/** The checks between fields run on those parts that are right by themselves, so that all errors show at once. */
function misfits(data: unknown): z.core.$ZodIssue[] {
  const parts: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(scenarioSchema.shape)) {
    const part = schema.safeParse((data as Record<string, unknown>)[key]);
    if (part.success) parts[key] = part.data;
  }
  const { network } = data as { readonly network?: unknown };
  const isGroup = typeof network === "object" && network !== null && !Array.isArray(network);
  const missing = isGroup && parts.network === undefined ? missingOfNetwork(network as Record<string, unknown>) : [];
  const found = [
    ...missing.map((key) => ({ path: ["network", key], message: "is missing" })),
    ...crossChecks(parts as Checkable),
  ];
  return found.map(({ path, message }) => ({ code: "custom", path, message, input: undefined }));
}

/** Messages on files of cards come after those on the files of the chain. */
const cardOrder = 2 * longestChain;

interface Chain {
  readonly tree: Tree | undefined;
  readonly problems: readonly Problem[];
}

/** The file and those it extends, merged; the nearest file wins. */
function readChain(first: string, readText: ReadText): Chain {
  const problems: Problem[] = [];
  const groups: Group[] = [];
  const seen: string[] = [];
  let path = first;
  let cause: Place | undefined;
  for (;;) {
    const text = readText(path);
    const source: Source = {
      kind: "file",
      order: seen.length,
      label: path,
      text: typeof text === "string" ? text : "",
    };
    const start: Place = cause ?? { source, offset: 0, length: 1 };
    if (typeof text !== "string") {
      problems.push({
        place: start,
        path: cause === undefined ? "" : "extends",
        message: `${cause === undefined ? "" : `${path} `}cannot be read: ${text.trouble}`,
      });
      return { tree: undefined, problems };
    }
    seen.push(path);
    const group = readGroup({ ...source, text: text.replace(/^\uFEFF/, "") }, problems);
    if (group === undefined) return { tree: undefined, problems };
    const own = path;
    const cards = withCardFiles(group, {
      readText,
      beside: (name) => beside(own, name),
      order: cardOrder * seen.length,
    });
    problems.push(...cards.problems);
    groups.push(cards.tree);
    const parent = parentOf(group, path, problems);
    if (parent === undefined) break;
    if (seen.includes(parent.path) || seen.length >= longestChain) {
      const message = seen.includes(parent.path)
        ? `extends in a circle: ${[...seen, parent.path].join(" → ")}`
        : `more than ${longestChain} files build on one another, the last of them ${parent.path}`;
      problems.push({ place: parent.place, path: "extends", message });
      return { tree: undefined, problems };
    }
    path = parent.path;
    cause = parent.place;
  }
  const merged = groups.reduceRight<Tree | undefined>((below, group) => {
    const own = overRules(without(group, "extends"));
    return below === undefined ? own : overlay(below, own);
  }, undefined);
  return { tree: merged, problems };
}

function readGroup(source: Source, problems: Problem[]): Group | undefined {
  const { tree, problems: found } = readYaml(source);
  problems.push(...found);
  if (tree?.kind === "group") return tree;
  const place: Place = tree?.place ?? { source, offset: 0, length: 1 };
  if (tree !== undefined) {
    const message = `${kindOf(toPlain(tree))} where a scenario belongs`;
    problems.push({
      place: { ...place, length: 1 },
      path: "",
      message,
      remedy: 'a scenario is a group of keys: "name: …"',
    });
  } else if (found.length === 0) {
    const remedy = 'start with "commonwatt new"';
    problems.push({ place, path: "", message: "the file is empty", remedy });
  }
  return undefined;
}

function parentOf(
  group: Group,
  path: string,
  problems: Problem[],
): { readonly path: string; readonly place: Place } | undefined {
  const value = valueAt(group, ["extends"]);
  if (value === undefined) return undefined;
  if (value.kind === "leaf" && typeof value.value === "string" && value.value.trim() !== "") {
    return { path: beside(path, value.value.trim()), place: value.place };
  }
  const message = `${kindOf(toPlain(value))} where a path belongs`;
  problems.push({ place: value.place, path: "extends", message, remedy: 'write "extends: other.yaml"' });
  return undefined;
}

function without(group: Group, key: string): Group {
  const entries = new Map(group.entries);
  entries.delete(key);
  return { ...group, entries };
}

/** Path of a file named in another one: relative to that one's folder. */
export function beside(path: string, name: string): string {
  const target = name.replaceAll("\\", "/");
  if (target.startsWith("/") || /^[A-Za-z]:\//.test(target)) return target;
  const folders = path
    .replaceAll("\\", "/")
    .split("/")
    .slice(0, -1)
    .filter((folder) => folder !== ".");
  for (const part of target.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && folders.length > 0 && folders.at(-1) !== ".." && folders.at(-1) !== "") folders.pop();
    else folders.push(part);
  }
  return folders.join("/");
}

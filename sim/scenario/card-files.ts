/**
 * Cards in files of their own: `network.hardware.own-1: my-card.yaml` stands for what that file holds, the fields of one card.
 *
 * The file's values take the place of its name in the tree, with their own places, so that they are checked, merged and overridden like
 * all others, and enter the scenario's identity.
 */
import type { Problem, Source } from "./problem.ts";
import type { Entry, Group, Tree } from "./tree.ts";
import { valueAt } from "./tree.ts";
import type { Trouble } from "./units.ts";
import { readYaml } from "./yaml-tree.ts";

export interface CardFiles {
  readonly readText: (path: string) => string | Trouble;
  /** Path of a file named in this scenario. */
  readonly beside: (name: string) => string;
  /** Number of the first file in the order of messages. */
  readonly order: number;
}

const at = ["network", "hardware"] as const;

/** @returns the scenario with the files' contents in the place of their names, and what is wrong with the files */
export function withCardFiles(
  scenario: Group,
  files: CardFiles,
): { readonly tree: Group; readonly problems: readonly Problem[] } {
  const cards = valueAt(scenario, at);
  if (cards?.kind !== "group") return { tree: scenario, problems: [] };
  const problems: Problem[] = [];
  let order = files.order;
  const entries = new Map<string, Entry>();
  for (const [id, entry] of cards.entries) {
    const { value } = entry;
    const isPath = value.kind === "leaf" && typeof value.value === "string";
    const read = isPath ? readCard(value, id, { ...files, order: order++ }, problems) : undefined;
    entries.set(id, read === undefined ? entry : { ...entry, value: read });
  }
  return { tree: replaced(scenario, at, { ...cards, entries }), problems };
}

function readCard(name: Tree, id: string, files: CardFiles, problems: Problem[]): Tree | undefined {
  const path = [...at, id].join(".");
  if (name.kind !== "leaf") return undefined;
  const file = files.beside(String(name.value).trim());
  const text = files.readText(file);
  if (typeof text !== "string") {
    const remedy = "name a file with the fields of a card, or write them here";
    problems.push({ place: name.place, path, message: `${file} cannot be read: ${text.trouble}`, remedy });
    return undefined;
  }
  const source: Source = { kind: "file", order: files.order, label: file, text: text.replace(/^\uFEFF/, "") };
  const { tree, problems: found } = readYaml(source);
  problems.push(...found);
  if (tree?.kind === "group") return tree;
  if (found.length === 0) {
    const remedy = 'a card is a group of keys: "name: …" — commonwatt calibrate writes one';
    problems.push({ place: name.place, path, message: `${file} holds no card`, remedy });
  }
  return undefined;
}

function replaced(group: Group, path: readonly string[], value: Tree): Group {
  const [key, ...rest] = path as [string, ...string[]];
  const entry = group.entries.get(key) as Entry;
  const inner = rest.length === 0 ? value : replaced(entry.value as Group, rest, value);
  return { ...group, entries: new Map(group.entries).set(key, { ...entry, value: inner }) };
}

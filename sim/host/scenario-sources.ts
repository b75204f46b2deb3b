/** The texts that a scenario came from. */
import type { Source } from "../scenario/problem.ts";
import type { Tree } from "../scenario/tree.ts";

/** @returns each file and `--set` argument that gave at least one value, in the order of the values */
export function sourcesOf(tree: Tree): { path: string; text: string }[] {
  const found = new Set<Source>();
  collect(tree, found);
  const texts = [...found].map(({ label, text }) => ({ path: label, text }));
  // Reading a file twice makes two sources of one text.
  return texts.filter(
    ({ path, text }, i) => texts.findIndex((other) => other.path === path && other.text === text) === i,
  );
}

function collect(tree: Tree, found: Set<Source>): void {
  found.add(tree.place.source);
  if (tree.kind === "group") for (const { value } of tree.entries.values()) collect(value, found);
  if (tree.kind === "list") for (const item of tree.items) collect(item, found);
}

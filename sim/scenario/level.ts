/** Factors of a study, and their levels: which keys each lays over the base. */
import { keysOf, laidAt } from "./overrides.ts";
import type { Place } from "./problem.ts";
import type { Tree } from "./tree.ts";

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

/** One value at one path. */
export function plantedLevel(path: string, place: Place, value: Tree): Level {
  const keys = keysOf(path).map(({ name, offset }) => ({ name, offset: place.offset + offset }));
  return { name: path, place: value.place, lay: (base) => laidAt(base, keys, value, place.source) };
}

/** All parts, one after the other. */
export function laidTogether(parts: readonly Level[]): Level["lay"] {
  return (base) => parts.reduce<Tree | undefined>((at, part) => (at === undefined ? undefined : part.lay(at)), base);
}

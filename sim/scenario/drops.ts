/** Combinations of levels, less those that a study leaves out. */
import type { Factor, Level } from "./level.ts";
import type { Place, Problem } from "./problem.ts";
import { type Group, type Tree, valueAt } from "./tree.ts";
import { convert, isTrouble, parseQuantity, sameDimension } from "./units.ts";

/** Points beyond which a design is most likely a slip. */
export const mostPoints = 100_000;

/** Levels to leave out, by factor: a combination is dropped when it has one of them of every factor named. */
type Drop = ReadonlyMap<string, ReadonlySet<string>>;

export function dropsOf(
  tree: Group,
  factors: readonly Factor[],
): { readonly drops: readonly Drop[]; readonly problems: readonly Problem[] } {
  const written = valueAt(tree, ["sweep", "drop"]);
  if (written?.kind !== "list") return { drops: [], problems: [] };
  const problems: Problem[] = [];
  const drops = written.items.map((item, i) => {
    const drop = new Map<string, ReadonlySet<string>>();
    for (const [factor, { keyPlace, value }] of item.kind === "group" ? item.entries : []) {
      const found = levelsMeant(factors, factor, value, { path: `sweep.drop.${i}.${factor}`, place: keyPlace });
      if ("message" in found) problems.push(found);
      else drop.set(factor, found);
    }
    return drop;
  });
  return { drops, problems };
}

function levelsMeant(
  factors: readonly Factor[],
  name: string,
  value: Tree,
  at: { readonly path: string; readonly place: Place },
): ReadonlySet<string> | Problem {
  const factor = factors.find((one) => one.name === name);
  const oneOf = (choices: readonly string[]) => `one of: ${choices.join(", ")}`;
  if (factor === undefined) {
    const remedy = oneOf(factors.map((one) => one.name));
    return { ...at, message: `unknown factor "${name}"`, remedy };
  }
  const meant = new Set<string>();
  for (const item of value.kind === "list" ? value.items : [value]) {
    const text = item.kind === "leaf" ? String(item.value) : "";
    const compares = /^\s*(<=|>=|<|>)\s*(.+)$/.exec(text);
    const found = compares === null ? factor.levels.filter((level) => level.name === text) : compared(factor, compares);
    if ("trouble" in found) return { ...at, message: found.trouble, remedy: found.remedy };
    const remedy = oneOf(factor.levels.map((level) => level.name));
    if (found.length === 0) return { ...at, message: `unknown level "${text}" of ${name}`, remedy };
    for (const level of found) meant.add(level.name);
  }
  return meant;
}

/** Levels on one side of a bound: "> 0.2 USD/kWh". */
function compared(
  { name, levels }: Factor,
  [, sign, bound]: RegExpExecArray,
): readonly Level[] | { trouble: string; remedy: string } {
  const remedy = "name the levels instead, as a list";
  const limit = parseQuantity(bound as string);
  if (isTrouble(limit)) return { trouble: limit.trouble, remedy };
  const kept: Level[] = [];
  for (const level of levels) {
    const value = parseQuantity(level.name);
    if (isTrouble(value) || (value.unit === undefined) !== (limit.unit === undefined))
      return { trouble: `level "${level.name}" of ${name} cannot be compared with ${bound}`, remedy };
    let number = value.number;
    if (value.unit !== undefined && limit.unit !== undefined) {
      if (!sameDimension(value.unit.dimension, limit.unit.dimension))
        return { trouble: `level "${level.name}" of ${name} cannot be compared with ${bound}`, remedy };
      number = convert(value.number, value.unit, limit.unit);
    }
    const isMeant = sign?.startsWith("<") ? number < limit.number : number > limit.number;
    if (isMeant || (sign?.endsWith("=") && number === limit.number)) kept.push(level);
  }
  if (kept.length > 0) return kept;
  return {
    trouble: `no level of ${name} is ${sign} ${bound}`,
    remedy: `they are ${levels.map((one) => one.name).join(", ")}`,
  };
}

/** Indices of the levels, by factor; the last factor runs fastest. More than `mostPoints` are not gone on with. */
export function combinationsOf(factors: readonly Factor[], drops: readonly Drop[]): readonly (readonly number[])[] {
  let all: number[][] = [[]];
  for (const { levels } of factors) {
    all = all.flatMap((chosen) => levels.map((_, i) => [...chosen, i]));
    if (all.length > mostPoints) return all;
  }
  const levelOf = (chosen: readonly number[], name: string) => {
    const at = factors.findIndex((factor) => factor.name === name);
    return factors[at]?.levels[chosen[at] as number]?.name ?? "";
  };
  const isDropped = (chosen: readonly number[]) =>
    drops.some((drop) => drop.size > 0 && [...drop].every(([name, levels]) => levels.has(levelOf(chosen, name))));
  return all.filter((chosen) => !isDropped(chosen));
}

/** A study file: one scenario, and what is varied in it. It compiles to an ordered list of points, each a whole scenario. */
import { outcomeNamed } from "../store/outcomes.ts";
import { claimProblems } from "./claim-checks.ts";
import { complaints } from "./complaints.ts";
import {
  type Design,
  designKeys,
  designSchema,
  type Expectation,
  type Hypothesis,
  variantsFactor,
  whomOf,
  worldsFactor,
} from "./design.ts";
import { combinationsOf, dropsOf, mostPoints } from "./drops.ts";
import { factorsOf } from "./factors.ts";
import type { Factor, Level } from "./level.ts";
import { check, type LoadRequest, type Merged, readMerged } from "./load.ts";
import { nearest } from "./nearest.ts";
import { inOrder, type Problem, ScenarioError } from "./problem.ts";
import type { Scenario } from "./scenario.ts";
import { type AxisEnds, axisEndsOf, sameScenarios, tooFew, unreadAxes } from "./study-checks.ts";
import { type Group, placeOf, type Tree, toPlain } from "./tree.ts";
import type { SampledWorlds } from "./worlds.ts";

export interface StudyFile {
  readonly name: string;
  readonly question: string;
  readonly replications: number;
  readonly design: Design;
  readonly factors: readonly Factor[];
  /** Where sampled worlds lie in the cube of their ranges. */
  readonly worlds: SampledWorlds | undefined;
  readonly axisEnds: readonly AxisEnds[];
  /** At least one. The last factor runs fastest. */
  readonly points: readonly StudyPoint[];
  /** As written, design included. */
  readonly tree: Tree;
}

export interface StudyPoint {
  /** Index of the level of each factor. */
  readonly levels: readonly number[];
  readonly scenario: Scenario;
  readonly tree: Tree;
}

/**
 * Reads a study. A file without a design is a study of one point.
 *
 * @param merged  what the request reads, where it has been read
 * @throws ScenarioError with all that is wrong, in the order of the files
 */
export function loadStudy(request: LoadRequest, merged = readMerged(request)): StudyFile {
  const { tree, problems: written } = merged;
  const { base, designTree } = split(tree as Group);
  const { design, problems: ofDesign } = designOf(designTree);
  if (design === undefined) throw failed([...written, ...ofDesign, ...problemsOf(base, written)]);
  const { factors, worlds, problems: ofFactors } = factorsOf(designTree, design);
  const stated = [...statements(designTree, design, factors), ...claimProblems(designTree, design)];
  const early = [...ofDesign, ...ofFactors, ...stated];
  if (early.length > 0) throw failed([...written, ...early, ...problemsOf(base, written)]);
  const { drops, problems: ofDrops } = dropsOf(designTree, factors);
  if (ofDrops.length > 0) throw failed(ofDrops);
  const combinations = combinationsOf(factors, drops);
  if (combinations.length === 0 || combinations.length > mostPoints) {
    const message = combinations.length === 0 ? "every combination is dropped" : `more than ${mostPoints} points`;
    throw failed([{ path: "sweep", place: placeOf(designTree, ["sweep"]), message, remedy: "vary less at a time" }]);
  }
  const points = pointsOf(base, factors, combinations, written);
  const axisEnds = axisEndsOf(base, factors, worlds);
  const replications = points[0]!.scenario.replications;
  const late = [
    ...sameScenarios(factors, points, worlds?.sampled.method),
    ...unreadAxes(axisEnds),
    ...tooFew(designTree, design, replications, request.path),
  ];
  if (late.length > 0) throw failed(late);
  const { name, question } = points[0]!.scenario;
  return { name, question, replications, design, factors, worlds: worlds?.sampled, axisEnds, points, tree };
}

/** Whether a file has a design, or is one scenario. */
export function hasDesign({ tree }: Merged): boolean {
  return tree.kind === "group" && designKeys.some((key) => tree.entries.has(key));
}

function failed(problems: readonly Problem[]): ScenarioError {
  return new ScenarioError(inOrder(problems));
}

function split(tree: Group): { base: Group; designTree: Group } {
  const isDesign = (key: string) => (designKeys as readonly string[]).includes(key);
  const part = (wanted: boolean): Group => ({
    ...tree,
    entries: new Map([...tree.entries].filter(([key]) => isDesign(key) === wanted)),
  });
  return { base: part(false), designTree: part(true) };
}

function designOf(tree: Group): { design: Design | undefined; problems: readonly Problem[] } {
  const data = toPlain(tree);
  const result = designSchema.safeParse(data);
  if (result.success) return { design: result.data, problems: [] };
  return { design: undefined, problems: complaints(result.error.issues, designSchema, tree, data) };
}

function problemsOf(tree: Tree, written: readonly Problem[]): readonly Problem[] {
  const checked = check(tree, written);
  return "problems" in checked ? checked.problems : [];
}

/** Every statement is about a factor and a level that exist, and can be true or false. */
function statements(tree: Group, design: Design, factors: readonly Factor[]): Problem[] {
  const about = (list: "hypotheses" | "expect", items: readonly (Hypothesis | Expectation)[]) =>
    items.flatMap((item, i) => [...namesNobody(tree, [list, i], item, factors), ...halfNamed(tree, [list, i], item)]);
  const vague = (design.hypotheses ?? []).flatMap((one, i) => {
    const place = placeOf(tree, ["hypotheses", i]);
    const path = `hypotheses.${i}`;
    const whom = whomOf(one);
    if (whom === undefined) return [{ path, place, message: "no variant is named", remedy: 'write "variant: …"' }];
    const first = factors.find(({ name }) => name === whom.factor)?.levels[0]?.name;
    const remedy = "name one of the other variants";
    return first === whom.level ? [{ path, place, message: `"${first}" is the baseline itself`, remedy }] : [];
  });
  const boundless = (design.expect ?? []).flatMap(({ atLeast, atMost }, i) => {
    const remedy = 'write "atLeast: …", "atMost: …" or both';
    const place = placeOf(tree, ["expect", i]);
    if (atLeast === undefined && atMost === undefined)
      return [{ path: `expect.${i}`, place, message: "no bound is given", remedy }];
    return atLeast !== undefined && atMost !== undefined && atLeast > atMost
      ? [{ path: `expect.${i}`, place, message: "nothing lies between these bounds", remedy: "swap them" }]
      : [];
  });
  const nobody = select(tree, design, factors);
  const endless = (design.lifetimes ?? []).flatMap(({ above, below }, i) => {
    const place = placeOf(tree, ["lifetimes", i]);
    const remedy = 'write "below: …", "above: …" or both';
    return above === undefined && below === undefined
      ? [{ path: `lifetimes.${i}`, place, message: "no bound is given", remedy }]
      : [];
  });
  const uncontrolled = (design.lifetimes ?? []).flatMap(({ by, measure }, i) => {
    if (by !== "control" || (measure !== "gini" && measure !== "top-ten")) return [];
    const remedy = "choose hhi, nakamoto, largest or holders, or another `by`";
    const message = `${measure} is not measured over those in control`;
    return [{ path: `lifetimes.${i}.measure`, place: placeOf(tree, ["lifetimes", i, "measure"]), message, remedy }];
  });
  const ids = (design.hypotheses ?? []).map(({ id }) => id);
  const repeated = ids.flatMap((id, i) => {
    const path = ["hypotheses", i, "id"];
    const message = `two hypotheses are called "${id}"`;
    return ids.indexOf(id) < i ? [{ path: path.join("."), place: placeOf(tree, path), message }] : [];
  });
  return [
    ...about("hypotheses", design.hypotheses ?? []),
    ...about("expect", design.expect ?? []),
    ...vague,
    ...boundless,
    ...repeated,
    ...nobody,
    ...endless,
    ...uncontrolled,
  ];
}

/** A choice needs two levels, and an outcome that can be better. */
function select(tree: Group, { select: asked }: Design, factors: readonly Factor[]): Problem[] {
  if (asked === undefined) return [];
  const at = (key: string, message: string, remedy: string) => [
    { path: `select.${key}`, place: placeOf(tree, ["select", key]), message, remedy },
  ];
  const names = factors.flatMap(({ name, levels }) => (name !== worldsFactor && levels.length > 1 ? [name] : []));
  const name = asked.factor ?? variantsFactor;
  if (!names.includes(name))
    return at("factor", `there are no levels of "${name}" to choose from`, `one of: ${names.join(", ") || "none"}`);
  if (outcomeNamed(asked.outcome).better !== undefined || asked.better !== undefined) return [];
  return at("outcome", `which way ${asked.outcome} is better is a matter of view`, "write better: higher, or lower");
}

function namesNobody(
  tree: Group,
  path: readonly PropertyKey[],
  item: Hypothesis | Expectation,
  factors: readonly Factor[],
): Problem[] {
  const whom = whomOf(item);
  if (whom === undefined) return [];
  const factor = factors.find(({ name }) => name === whom.factor);
  const key = factor !== undefined ? (item.variant !== undefined ? "variant" : "level") : "factor";
  const choices = factor === undefined ? factors.map(({ name }) => name) : factor.levels.map(({ name }) => name);
  const word = factor === undefined ? whom.factor : whom.level;
  if (factor !== undefined && choices.includes(word)) return [];
  const near = nearest(word, choices);
  const remedy = near === undefined ? `one of: ${choices.join(", ") || "none is there"}` : `did you mean "${near}"?`;
  const what = factor === undefined ? "factor" : whom.factor === variantsFactor ? "variant" : `level of ${whom.factor}`;
  const place = placeOf(tree, [...path, item.variant !== undefined ? "variant" : key]);
  return [{ path: [...path, key].join("."), place, message: `unknown ${what} "${word}"`, remedy }];
}

function halfNamed(tree: Group, path: readonly PropertyKey[], item: Hypothesis | Expectation): Problem[] {
  const { variant, factor, level } = item;
  const isWhole = (factor === undefined) === (level === undefined);
  const place = placeOf(tree, path);
  if (variant !== undefined && (factor !== undefined || level !== undefined))
    return [{ path: path.join("."), place, message: "both a variant and a factor are named", remedy: "keep one" }];
  const remedy = 'write both "factor" and "level"';
  return isWhole ? [] : [{ path: path.join("."), place, message: "half a name", remedy }];
}

/** @throws ScenarioError with what is wrong at any point, each complaint once */
function pointsOf(
  base: Group,
  factors: readonly Factor[],
  combinations: readonly (readonly number[])[],
  written: readonly Problem[],
): StudyPoint[] {
  const problems: Problem[] = [];
  const points: StudyPoint[] = [];
  for (const levels of combinations) {
    let tree: Tree | undefined = base;
    for (const [f, factor] of factors.entries()) {
      const level = factor.levels[levels[f] as number] as Level;
      tree = tree === undefined ? undefined : level.lay(tree);
      if (tree === undefined) {
        problems.push({ path: factor.name, place: level.place, message: "there is no such item in the list" });
        break;
      }
    }
    if (tree === undefined) continue;
    const checked = check(tree, written);
    if ("problems" in checked) problems.push(...checked.problems);
    else points.push({ levels, scenario: checked.scenario, tree });
  }
  if (problems.length > 0) throw failed(problems);
  return points;
}

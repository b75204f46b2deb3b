/** A study file: one scenario, and what is varied in it. It compiles to an ordered list of points, each a whole scenario. */
import { claimProblems } from "./claim-checks.ts";
import { complaints } from "./complaints.ts";
import {
  type Design,
  designKeys,
  designSchema,
  type Expectation,
  type Hypothesis,
  variantsFactor,
  type Whom,
  whomOf,
} from "./design.ts";
import { type Factor, factorsOf, type Level } from "./factors.ts";
import { canonicalJson } from "./identity.ts";
import { check, type LoadRequest, readMerged } from "./load.ts";
import { nearest } from "./nearest.ts";
import { inOrder, type Problem, ScenarioError } from "./problem.ts";
import type { Scenario } from "./scenario.ts";
import { type Group, keyPlaceOf, placeOf, type Tree, toPlain, valueAt } from "./tree.ts";

export interface StudyFile {
  readonly name: string;
  readonly question: string;
  readonly replications: number;
  readonly design: Design;
  readonly factors: readonly Factor[];
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

/** Points beyond which a design is most likely a slip. */
const mostPoints = 100_000;
/** Replications below which an interval says next to nothing: t with 3 degrees of freedom is 1.6 times the normal. */
export const leastReplications = 5;
/** Replications before an interval is first looked at, see `analysis/stats/sequential.ts`. */
export const firstLook = 10;

/**
 * Reads a study. A file without a design is a study of one point.
 *
 * @throws ScenarioError with all that is wrong, in the order of the files
 */
export function loadStudy(request: LoadRequest): StudyFile {
  const { tree, problems: written } = readMerged(request);
  const { base, designTree } = split(tree as Group);
  const { design, problems: ofDesign } = designOf(designTree);
  if (design === undefined) throw failed([...written, ...ofDesign, ...problemsOf(base, written)]);
  const { factors, problems: ofFactors } = factorsOf(designTree, design);
  const stated = [...statements(designTree, design, factors), ...claimProblems(designTree, design)];
  const early = [...ofDesign, ...ofFactors, ...stated];
  if (early.length > 0) throw failed([...written, ...early, ...problemsOf(base, written)]);
  const combinations = combinationsOf(factors, dropsOf(designTree, factors));
  if (combinations.length === 0 || combinations.length > mostPoints) {
    const message = combinations.length === 0 ? "every combination is dropped" : `more than ${mostPoints} points`;
    throw failed([{ path: "sweep", place: placeOf(designTree, ["sweep"]), message, remedy: "vary less at a time" }]);
  }
  const points = pointsOf(base, factors, combinations, written);
  const replications = points[0]!.scenario.replications;
  const late = [...same(factors, points), ...tooFew(designTree, design, replications, request)];
  if (late.length > 0) throw failed(late);
  const { name, question } = points[0]!.scenario;
  return { name, question, replications, design, factors, points, tree };
}

/** Whether a file has a design, or is one scenario. */
export function hasDesign(request: LoadRequest): boolean {
  const { tree } = readMerged(request);
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
  ];
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

/** Levels by factor, of the combinations to leave out. */
function dropsOf(tree: Group, factors: readonly Factor[]): readonly Readonly<Record<string, string>>[] {
  const drops = valueAt(tree, ["sweep", "drop"]);
  if (drops?.kind !== "list") return [];
  const problems: Problem[] = [];
  const found = drops.items.map((item, i) => {
    const names: Record<string, string> = {};
    for (const [factor, { keyPlace: place, value }] of item.kind === "group" ? item.entries : []) {
      const written = value.kind === "leaf" ? value.value : undefined;
      const known = factors.find(({ name }) => name === factor);
      const level = known?.levels.find(({ name }) => name === String(written) || name === levelName(written));
      if (known === undefined || level === undefined) {
        const whom: Whom = { factor, level: String(written) };
        const what = known === undefined ? `factor "${whom.factor}"` : `level "${whom.level}" of ${factor}`;
        const choices = known === undefined ? factors.map(({ name }) => name) : known.levels.map(({ name }) => name);
        const remedy = `one of: ${choices.join(", ")}`;
        problems.push({ path: `sweep.drop.${i}.${factor}`, place, message: `unknown ${what}`, remedy });
      } else names[factor] = level.name;
    }
    return names;
  });
  if (problems.length > 0) throw failed(problems);
  return found;
}

function levelName(written: unknown): string {
  return typeof written === "number" ? String(written) : "";
}

function combinationsOf(
  factors: readonly Factor[],
  drops: readonly Readonly<Record<string, string>>[],
): readonly (readonly number[])[] {
  let all: number[][] = [[]];
  for (const { levels } of factors) {
    all = all.flatMap((chosen) => levels.map((_, i) => [...chosen, i]));
    if (all.length > mostPoints) return all;
  }
  const isDropped = (chosen: readonly number[]) =>
    drops.some((drop) => {
      const entries = Object.entries(drop);
      return entries.length > 0 && entries.every(([name, level]) => levelOf(factors, chosen, name)?.name === level);
    });
  return all.filter((chosen) => !isDropped(chosen));
}

function levelOf(factors: readonly Factor[], chosen: readonly number[], name: string): Level | undefined {
  const at = factors.findIndex((factor) => factor.name === name);
  return factors[at]?.levels[chosen[at] as number];
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

/** Levels of a factor that give one and the same scenario: a sweep over what nobody reads, or a copy of the baseline. */
function same(factors: readonly Factor[], points: readonly StudyPoint[]): Problem[] {
  const texts = points.map(({ scenario }) => canonicalJson(scenario));
  const byText = new Map<string, number>();
  const problems: Problem[] = [];
  for (const [i, text] of texts.entries()) {
    const twin = byText.get(text);
    if (twin === undefined) {
      byText.set(text, i);
      continue;
    }
    const f = factors.findIndex((_, k) => points[i]!.levels[k] !== points[twin]!.levels[k]);
    const factor = factors[f] as Factor;
    const [level, other] = [points[i]!, points[twin]!].map(({ levels }) => factor.levels[levels[f] as number] as Level);
    const isBaseline = points[twin]!.levels[f] === 0 && factor.name === variantsFactor;
    const message = `"${level!.name}" is the same scenario as ${isBaseline ? "the baseline, " : ""}"${other!.name}"`;
    problems.push({
      path: factor.name,
      place: level!.place,
      message,
      remedy: "change a value that is read, or remove it",
    });
  }
  return problems;
}

function tooFew(tree: Group, { hypotheses, precision }: Design, replications: number, request: LoadRequest): Problem[] {
  const problems: Problem[] = [];
  if ((hypotheses ?? []).length > 0 && precision === undefined && replications < leastReplications) {
    const message = `${replications} ${replications === 1 ? "replication" : "replications"} cannot tell a difference from chance`;
    const remedy = `write replications: ${firstLook}, at least ${leastReplications}, in ${request.path}`;
    problems.push({ path: "replications", place: keyPlaceOf(tree, ["hypotheses"]), message, remedy });
  }
  if (precision !== undefined && precision.most < firstLook) {
    const message = `${precision.most} replications at most are too few to judge a half-width by`;
    const remedy = `allow ${firstLook} or more`;
    problems.push({ path: "precision.most", place: placeOf(tree, ["precision", "most"]), message, remedy });
  }
  return problems;
}

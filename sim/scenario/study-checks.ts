/** What is wrong with a study whose every point is a sound scenario: nothing is varied, or too little is run to tell. */
import { type Design, variantsFactor, worldsFactor } from "./design.ts";
import { canonicalJson } from "./identity.ts";
import { type Factor, type Level, laidTogether } from "./level.ts";
import { check, type Loaded } from "./load.ts";
import type { WorldSetId } from "./point-sets/designs.ts";
import type { Place, Problem } from "./problem.ts";
import type { StudyPoint } from "./study.ts";
import { type Group, keyPlaceOf, placeOf, type Tree } from "./tree.ts";
import type { Worlds } from "./worlds.ts";

/** Replications below which an interval says next to nothing: t with 3 degrees of freedom is 1.6 times the normal. */
export const leastReplications = 5;
/** Replications before an interval is first looked at, see `analysis/stats/sequential.ts`. */
export const firstLook = 10;

/** Levels of a factor that give one and the same scenario: a sweep over what nobody reads, or a copy of the baseline. */
export function sameScenarios(
  factors: readonly Factor[],
  points: readonly StudyPoint[],
  method: WorldSetId | undefined,
): Problem[] {
  const texts = points.map(({ scenario }) => canonicalJson(scenario));
  const byText = new Map<string, number>();
  const problems: Problem[] = [];
  // Walks and bases may meet in a point; whether their axes are read is seen at the ends of the axes.
  const mayMeet = method === "morris" || method === "saltelli";
  for (const [i, text] of texts.entries()) {
    const twin = byText.get(text);
    if (twin === undefined) {
      byText.set(text, i);
      continue;
    }
    const f = factors.findIndex((_, k) => points[i]!.levels[k] !== points[twin]!.levels[k]);
    const factor = factors[f] as Factor;
    if (factor.name === worldsFactor && mayMeet) continue;
    const [level, other] = [points[i]!, points[twin]!].map(({ levels }) => factor.levels[levels[f] as number] as Level);
    const isBaseline = points[twin]!.levels[f] === 0 && factor.name === variantsFactor;
    const message = `"${level!.name}" is the same scenario as ${isBaseline ? "the baseline, " : ""}"${other!.name}"`;
    const remedy = "change a value that is read, or remove it";
    problems.push({ path: factor.name, place: level!.place, message, remedy });
  }
  return problems;
}

/** The two ends of a sampled range as scenarios, under the first level of everything else. */
export interface AxisEnds {
  readonly path: string;
  readonly place: Place;
  readonly ends: readonly [Loaded, Loaded];
}

/** Ends that are no sound scenario are left out: their complaint is among those of the points. */
export function axisEndsOf(base: Group, factors: readonly Factor[], worlds: Worlds | undefined): AxisEnds[] {
  const first = factors.flatMap((factor) => (factor.name === worldsFactor ? [] : [factor.levels[0] as Level]));
  return (worlds?.ends ?? []).flatMap(({ path, place, levels }) => {
    const ends = levels.flatMap((end) => {
      const tree = laidTogether([...first, end])(base);
      const checked = tree === undefined ? undefined : check(tree, []);
      return checked === undefined || "problems" in checked ? [] : [{ ...checked, tree: tree as Tree }];
    });
    return ends.length === 2 ? [{ path, place, ends: ends as [Loaded, Loaded] }] : [];
  });
}

/** Ranges whose two ends give one and the same scenario. */
export function unreadAxes(axes: readonly AxisEnds[]): Problem[] {
  const same = axes.filter(({ ends: [a, b] }) => canonicalJson(a.scenario) === canonicalJson(b.scenario));
  return same.map(({ path, place }) => ({
    path: `sweep.sample.ranges.${path}`,
    place,
    message: `both ends of ${path} give the same scenario: nobody reads it`,
    remedy: "range over a value that is read",
  }));
}

export function tooFew(
  tree: Group,
  { hypotheses, precision, select, sweep }: Design,
  replications: number,
  file: string,
): Problem[] {
  const problems: Problem[] = [];
  // One replication says that nothing is left to chance: pairs are worlds then, see analysis/study/contrasts.ts.
  const pairs = replications === 1 ? (sweep?.sample?.points ?? 1) : replications;
  if ((hypotheses ?? []).length > 0 && precision === undefined && pairs < leastReplications) {
    const message = `${replications} ${replications === 1 ? "replication" : "replications"} cannot tell a difference from chance`;
    const remedy = `write replications: ${firstLook}, at least ${leastReplications}, in ${file}`;
    problems.push({ path: "replications", place: keyPlaceOf(tree, ["hypotheses"]), message, remedy });
  }
  for (const [key, most] of [
    ["precision", precision?.most],
    ["select", select?.most],
  ] as const) {
    if (most === undefined || most >= firstLook) continue;
    const what = key === "precision" ? "to judge a half-width by" : "to choose by";
    const message = `${most} replications at most are too few ${what}`;
    problems.push({
      path: `${key}.most`,
      place: placeOf(tree, [key, "most"]),
      message,
      remedy: `allow ${firstLook} or more`,
    });
  }
  return problems;
}

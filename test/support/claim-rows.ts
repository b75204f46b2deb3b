/** Rows of a claim study of which the truth is known: four variants, ten worlds, six replications. */
import type { StudyHypothesis, StudyRows } from "../../analysis/study/rows.ts";
import { createRng } from "../../sim/engine/rng.ts";
import { outcomeNamed } from "../../sim/store/outcomes.ts";

const noise = createRng("claim-test").stream("noise");
export const worldCount = 10;
const replications = 6;
const variants = ["as it is", "treated", "counter-case", "sugar pill"];

const hypothesis = (role: StudyHypothesis["role"], level: string): StudyHypothesis => ({
  id: role,
  role,
  factor: "variants",
  level,
  outcome: "price",
  direction: role === "placebo" ? "same" : "higher",
  smallest: 1,
  because: undefined,
});

/** Effects by variant and world, each with noise of ± 0.1. */
export function claimRows(effect: (variant: number, world: number) => number): StudyRows {
  const points = variants.flatMap((_, v) => Array.from({ length: worldCount }, (__, w) => [v, w]));
  const runs = Array.from({ length: points.length * replications }, (_, run) => ({
    run,
    point: run % points.length,
    replication: Math.floor(run / points.length),
  }));
  const price = runs.map(({ run, point, replication }) => {
    const [v, w] = points[point] as [number, number];
    return 50 + 30 * noise.uniform(1, replication) + effect(v, w) + 0.2 * (noise.uniform(0, run) - 0.5);
  });
  return {
    factors: [
      { name: "variants", levels: variants },
      { name: "worlds", levels: Array.from({ length: worldCount }, (_, w) => `world ${w}`) },
    ],
    points,
    runs,
    values: new Map([["price", price]]),
    outcomes: [outcomeNamed("price")],
    hypotheses: [
      hypothesis("main", "treated"),
      hypothesis("against", "counter-case"),
      hypothesis("placebo", "sugar pill"),
    ],
    expectations: [],
  };
}

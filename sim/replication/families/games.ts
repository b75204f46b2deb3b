/** Family of games that populations play: what replicator dynamics settles on, and choice with errors. */
import * as z from "zod";
import { risingRoot } from "../../economics/rising-root.ts";
import { exp } from "../../engine/math.ts";
import { family } from "../family.ts";
import { measuredBy, trialsAt } from "../trials.ts";

type Draw = (n: number) => number;

interface HawksAndDoves {
  readonly game: "hawk-dove";
  readonly V: number;
  readonly C: number;
}
interface Pennies {
  readonly game: "asymmetric matching pennies";
  readonly row_payoff: number;
  readonly lam: number;
}

export const populationGames = family<HawksAndDoves | Pennies>({
  id: "EVOL",
  summary: "Hawks and doves under replicator dynamics; matching pennies under logit quantal response",
  params: z.union([
    z.strictObject({ game: z.literal("hawk-dove"), V: z.number().positive(), C: z.number().positive() }),
    z.strictObject({
      game: z.literal("asymmetric matching pennies"),
      row_payoff: z.number().positive(),
      lam: z.number().min(0),
    }),
  ]),
  solve(at, metric) {
    if (at.game === "hawk-dove") return metric === "stable_hawk_share" ? Math.min(1, at.V / at.C) : null;
    return metric === "logit_qre_row_up_col_left" ? quantalResponse(at) : null;
  },
  simulate(at, metric) {
    if (at.game !== "hawk-dove" || metric !== "stable_hawk_share") return null;
    const plan = {
      sums: 1,
      size: generationsMost / 100,
      trial(draw: Draw, sums: Float64Array) {
        sums[1] += settledHawks(at, draw(0));
      },
    };
    return measuredBy("replication", plan, { over: 1, under: trialsAt, precision: 0, within: 0.001 });
  },
});

const generationsMost = 1_000_000;
const step = 0.05;
const unmoved = 1e-10;

/**
 * Share of hawks when it no longer moves, from a mixed start: each generation a kind grows by its pay-off above the mean, of which
 * the greatest possible one counts `step`.
 *
 * @see Maynard Smith, Evolution and the Theory of Games, 1982; Taylor and Jonker, Mathematical Biosciences 40, 1978
 */
function settledHawks({ V, C }: HawksAndDoves, start: number): number {
  const scale = step / Math.max(V, C);
  let hawks = start;
  for (let generation = 0; generation < generationsMost; generation++) {
    const hawk = (hawks * (V - C)) / 2 + (1 - hawks) * V;
    const dove = ((1 - hawks) * V) / 2;
    const change = scale * hawks * (1 - hawks) * (hawk - dove);
    hawks += change;
    if (Math.abs(change) < unmoved) break;
  }
  return hawks;
}

/**
 * Chances of up and of left. Row gets `row_payoff` at (up, left) and 1 at (down, right), column 1 in the other two cells; each plays
 * by logit of expected pay-offs with precision λ. More of up makes left rarer, and up with it: one fixed point.
 *
 * @see McKelvey and Palfrey, Games and Economic Behavior 10, 1995; Goeree and Holt, American Economic Review 91(5), 2001
 */
function quantalResponse({ row_payoff, lam }: Pennies): [number, number] {
  const logit = (gain: number) => 1 / (1 + exp(-lam * gain));
  const left = (up: number) => logit(1 - 2 * up);
  const up = risingRoot((x) => x - logit(row_payoff * left(x) - (1 - left(x))), 0, 1);
  return [up, left(up)];
}

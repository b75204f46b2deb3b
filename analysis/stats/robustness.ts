/**
 * Variants judged over many worlds whose odds nobody knows: regret (Savage 1951, Journal of the American Statistical Association 46(253)) and
 * the share of worlds in which a variant is good enough (Starr's domain criterion, 1962; as used by Lempert, Popper and Bankes, Shaping the
 * Next One Hundred Years, RAND 2003).
 */
import seedrandom from "seedrandom";
import { plainMean } from "./estimate.ts";
import { type Interval, wilson } from "./proportion.ts";
import { quantile } from "./quantile.ts";

export interface Robustness {
  /** Largest regret over the worlds, with the world it is in. [unit of the outcome] */
  readonly regretMax: number;
  readonly worstWorld: number;
  readonly regretMean: number;
  /** 90 % of the worlds have at most this regret: less moved by a single world than the largest. */
  readonly regretNinety: number;
  /** Share of the worlds in which the threshold is met, with its 95 % interval over worlds; undefined without a threshold. */
  readonly satisficing: { readonly share: number; readonly interval: Interval } | undefined;
  /** Share of resampled sets of worlds in which this variant has the least largest regret: how much the choice hangs on the worlds drawn. */
  readonly chosenShare: number;
}

export interface RobustnessOptions {
  readonly better: "higher" | "lower";
  /** The outcome that is good enough, in its unit. */
  readonly threshold: number | undefined;
  readonly seed: string;
}

const resamples = 1_000;
const ninety = 0.9;

/**
 * @param outcomes  by variant, then by world; each a mean over the same replications
 * @returns one a variant
 * @throws RangeError on unlike lengths, no world, or an outcome that is not finite
 */
export function robustness(
  outcomes: readonly (readonly number[])[],
  { better, threshold, seed }: RobustnessOptions,
): Robustness[] {
  const sign = better === "higher" ? 1 : -1;
  const regret = regrets(outcomes, sign);
  const chosen = chosenShares(regret, seed);
  return regret.map((row, v) => {
    const regretMax = Math.max(...row);
    const good = threshold === undefined ? 0 : outcomes[v].filter((y) => sign * (y - threshold) >= 0).length;
    return {
      regretMax,
      worstWorld: row.indexOf(regretMax),
      regretMean: plainMean(row),
      regretNinety: quantile(row, ninety, "type7"),
      satisficing:
        threshold === undefined ? undefined : { share: good / row.length, interval: wilson(good, row.length) },
      chosenShare: chosen[v],
    };
  });
}

/** Index of the variant of least largest regret; the first of equals. */
export function minimaxRegret(judged: readonly Robustness[]): number {
  const largest = judged.map(({ regretMax }) => regretMax);
  return largest.indexOf(Math.min(...largest));
}

/** What a variant loses against the best one of that world, ≥ 0, by variant and world. */
function regrets(outcomes: readonly (readonly number[])[], sign: number): number[][] {
  const worlds = outcomes[0]?.length ?? 0;
  if (worlds === 0) throw new RangeError("robustness over no worlds");
  for (const [v, row] of outcomes.entries()) {
    if (row.length !== worlds) throw new RangeError(`variant ${v} has ${row.length} worlds, the first has ${worlds}`);
    const strange = row.findIndex((y) => !Number.isFinite(y));
    if (strange >= 0) throw new RangeError(`variant ${v}, world ${strange}: outcome ${row[strange]}`);
  }
  const best = outcomes[0].map((_, w) => Math.max(...outcomes.map((row) => sign * row[w])));
  return outcomes.map((row) => row.map((y, w) => best[w] - sign * y));
}

function chosenShares(regret: readonly (readonly number[])[], seed: string): number[] {
  const draw = seedrandom.alea(seed);
  const worlds = regret[0].length;
  const wins = regret.map(() => 0);
  for (let k = 0; k < resamples; k++) {
    const drawn = Array.from({ length: worlds }, () => Math.floor(draw() * worlds));
    const largest = regret.map((row) => Math.max(...drawn.map((w) => row[w])));
    wins[largest.indexOf(Math.min(...largest))]++;
  }
  return wins.map((won) => won / resamples);
}

/**
 * What it would be worth to know before choosing (Raiffa and Schlaifer, Applied Statistical Decision Theory, 1961): the gain of choosing in
 * each sampled world the variant that is best there, over choosing the one that is best on average.
 *
 *   EVPI      = E[max_d u_d(θ)] − max_d E[u_d(θ)]
 *   EVPPI(φ)  = E[max_d E[u_d(θ) | φ]] − max_d E[u_d(θ)],  φ some of the parameters
 *
 * The inner mean of EVPPI is a regression on φ (Strong, Oakley and Brennan 2014, Medical Decision Making 34(3)): here by polynomials of the
 * ranks of φ. Both are at least 0 and grow with chance where nothing is to be known: read them with their intervals.
 */
import { type BootstrapInterval, bcaInterval } from "./bootstrap.ts";
import { plainMean } from "./estimate.ts";
import { polynomialChaos } from "./polynomial-chaos.ts";

/** Terms of a higher degree follow noise rather than a dependence. */
const degreeMax = 4;
const resamples = 1_000;

/**
 * @param utilities  by variant, then by world: higher is better; for a cost, its negative
 * @returns in the utilities' unit, with an interval over the worlds
 * @throws RangeError on fewer than two variants, unlike lengths, or fewer than 3 worlds
 */
export function perfectInformation(utilities: readonly (readonly number[])[], seed: string): BootstrapInterval {
  return gainOfKnowing(checked(utilities), seed);
}

/**
 * @param known  worlds × parameters: the values of those parameters that would be known, continuous
 * @throws RangeError also where the worlds are too few for a regression
 */
export function partialInformation(
  utilities: readonly (readonly number[])[],
  known: readonly (readonly number[])[],
  seed: string,
): BootstrapInterval {
  const ranks = rankFractions(known);
  const expected = checked(utilities).map((row) => {
    const [least, most] = [Math.min(...row), Math.max(...row)];
    if (least === most) return row;
    const { predict, leaveOneOut } = polynomialChaos(ranks, row, degreeMax);
    // A curve that foretells worse than the mean is noise: to choose by it would gain nothing.
    if (leaveOneOut.explained <= 0) return row.map(() => plainMean(row));
    return ranks.map(predict);
  });
  return gainOfKnowing(expected, seed);
}

function gainOfKnowing(utilities: readonly (readonly number[])[], seed: string): BootstrapInterval {
  const worlds = utilities[0].map((_, w) => w);
  const best = worlds.map((w) => Math.max(...utilities.map((row) => row[w])));
  const total = (values: readonly number[], sample: readonly number[]) => {
    let sum = 0;
    for (const w of sample) sum += values[w];
    return sum;
  };
  const gain = (sample: readonly number[]) => {
    const fixed = Math.max(...utilities.map((row) => total(row, sample)));
    // The same sums in another order: a gain of −1e-17 is none.
    return Math.max(0, total(best, sample) - fixed) / sample.length;
  };
  return bcaInterval(worlds, gain, seed, 0.95, resamples);
}

function checked(utilities: readonly (readonly number[])[]): readonly (readonly number[])[] {
  if (utilities.length < 2) throw new RangeError(`${utilities.length} variant: there is nothing to choose`);
  const odd = utilities.find((row) => row.length !== utilities[0].length);
  if (odd) throw new RangeError(`variants over ${utilities[0].length} and ${odd.length} worlds`);
  return utilities;
}

/** Each value by its place in its column, in 0…1: uniform whatever the law was. Equal values share their middle place. */
function rankFractions(known: readonly (readonly number[])[]): number[][] {
  const fractions = known.map((row) => [...row]);
  for (let j = 0; j < (known[0]?.length ?? 0); j++) {
    const sorted = known.map((row) => row[j]).sort((a, b) => a - b);
    const first = new Map<number, number>();
    const last = new Map<number, number>();
    for (const [rank, value] of sorted.entries()) {
      if (!first.has(value)) first.set(value, rank);
      last.set(value, rank);
    }
    for (const [i, row] of known.entries())
      fractions[i][j] = ((first.get(row[j])! + last.get(row[j])!) / 2 + 0.5) / known.length;
  }
  return fractions;
}

/**
 * Firms that choose quantities by logit over learned values while their temperature falls; no state, no future.
 *
 *   P(q) ∝ e^{Q(q) / T},  T = T₀ dᵗ;   Q(q) ← (1 − α) Q(q) + α π
 *
 * Weights are made for a temperature of a few periods ago and a draw from them is kept with probability
 * e^{(Q − max Q)(1/T − 1/T_old)}: that is a draw from the true probabilities, without an exponential for every quantity in every period.
 *
 * @see Waltman, Kaymak, Q-learning agents in a Cournot oligopoly model, Journal of Economic Dynamics and Control 32(10), 2008
 */
import { exp } from "../../engine/math.ts";
import { type Draws, nextUniform, seedWords } from "./fast-draws.ts";

export interface CoolingTerms {
  readonly firms: number;
  /** Price is max(0, intercept − total quantity). [money] */
  readonly intercept: number;
  readonly cost: number;
  /** Quantities are 0, 1, … up to this. */
  readonly most: number;
  /** α. */
  readonly rate: number;
  readonly temperature: number;
  /** d: factor by which the temperature falls each period. */
  readonly decay: number;
  readonly periods: number;
}

export interface CoolingOutcome {
  /** Means over the last 100 periods. */
  readonly quantity: number;
  readonly profit: number;
}

const watched = 100;
/** Fall of the temperature after which weights are made anew. */
const stale = 0.995;

export function learnWhileCooling(terms: CoolingTerms, draws: Draws, row: number): CoolingOutcome {
  const { firms, intercept, cost, most, rate, decay, periods } = terms;
  const words = seedWords(draws, row);
  const size = most + 1;
  const values = new Float64Array(firms * size);
  const weights = new Float64Array(firms * size);
  const totals = new Float64Array(firms);
  const tops = new Float64Array(firms);
  const chosen = new Int32Array(firms);
  let temperature = terms.temperature;
  let made = 0;
  let quantity = 0;
  let profit = 0;
  const renew = (i: number) => {
    const first = i * size;
    let top = Number.NEGATIVE_INFINITY;
    for (let q = 0; q < size; q++) top = Math.max(top, values[first + q]);
    let total = 0;
    for (let q = 0; q < size; q++) {
      weights[first + q] = exp((values[first + q] - top) / made);
      total += weights[first + q];
    }
    tops[i] = top;
    totals[i] = total;
  };
  for (let t = 0; t < periods; t++, temperature *= decay) {
    if (t === 0 || temperature < stale * made) {
      made = temperature;
      for (let i = 0; i < firms; i++) renew(i);
    }
    const sharper = 1 / temperature - 1 / made;
    let all = 0;
    for (let i = 0; i < firms; i++) {
      const first = i * size;
      let q: number;
      do {
        let left = nextUniform(words) * totals[i];
        q = 0;
        while (q < most && left >= weights[first + q]) left -= weights[first + q++];
      } while (nextUniform(words) >= exp((values[first + q] - tops[i]) * sharper));
      chosen[i] = q;
      all += q;
    }
    const margin = Math.max(0, intercept - all) - cost;
    for (let i = 0; i < firms; i++) {
      const cell = i * size + chosen[i];
      values[cell] += rate * (margin * chosen[i] - values[cell]);
      const weight = exp((values[cell] - tops[i]) / made);
      totals[i] += weight - weights[cell];
      weights[cell] = weight;
      // A value above the top of the weights, or sums that rounding has eaten, ask for new ones.
      if (values[cell] > tops[i] || !(totals[i] > 1e-6)) renew(i);
    }
    if (t >= periods - watched) {
      quantity += all / watched;
      profit += (margin * all) / watched;
    }
  }
  return { quantity, profit };
}

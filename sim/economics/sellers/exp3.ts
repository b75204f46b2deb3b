/**
 * EXP3: weights of actions that grow with what they bring, whatever the others do.
 *
 *   P(a) = (1 − γ) wₐ / Σ w + γ / K,   wₐ ← wₐ e^{γ x / (K P(a))} for the action taken, 0 ≤ x ≤ 1
 *
 * @see Auer, Cesa-Bianchi, Freund, Schapire, The nonstochastic multiarmed bandit problem, SIAM Journal on Computing 32(1), 2002
 */
import { exp } from "../../engine/math.ts";

/** Probabilities of the K actions whose log weights stand from `first` on. */
export function exp3Chances(logWeights: ArrayLike<number>, first: number, mix: number, out: Float64Array): void {
  const count = out.length;
  let most = Number.NEGATIVE_INFINITY;
  for (let a = 0; a < count; a++) most = Math.max(most, logWeights[first + a]);
  let total = 0;
  for (let a = 0; a < count; a++) {
    out[a] = exp(logWeights[first + a] - most);
    total += out[a];
  }
  for (let a = 0; a < count; a++) out[a] = ((1 - mix) * out[a]) / total + mix / count;
}

/** What is added to the log weight of an action taken with this chance. @param gain  x, 0…1 */
export function exp3Step(gain: number, chance: number, mix: number, count: number): number {
  return (mix * gain) / (count * chance);
}

/** The action that a uniform draw picks. */
export function pick(chances: ArrayLike<number>, u: number): number {
  let left = u;
  for (let a = 0; a < chances.length - 1; a++) {
    left -= chances[a];
    if (left < 0) return a;
  }
  return chances.length - 1;
}

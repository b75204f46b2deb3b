/**
 * Hosts that move machines to the model on which they earn most: one machine at a time, until nobody gains by moving one.
 *
 *   reward of host i = Σ_m n_{i,m} ĉ_m / Σ_j Σ_m n_{j,m} ĉ_m,  with the effective coefficients ĉ that follow from all proofs
 *
 * A machine moves when its host's reward rises by more than `cost` times what the machine earns now. Machines are visited in a
 * shuffled order, again and again; moves of several machines at once are outside.
 *
 * @see Gonka, proposals/multi-model-poc/dynamic-coeff-init.md, section 5
 */
export interface Machine {
  readonly host: number;
  /** Proofs in an epoch on each model; 0 where it cannot run it. [proof unit] */
  readonly proofs: readonly number[];
}

/** What a proof of each model counts, given all proofs by model. */
export type Scoring = (proofs: readonly number[]) => ArrayLike<number>;

export interface Visits {
  /** Least gain over what the machine earns now. [1] */
  readonly cost: number;
  /** Rounds at most. */
  readonly roundsMost: number;
  /** Draws in (0, 1) for the order, by round and place. */
  readonly uniform: (round: number, place: number) => number;
}

/**
 * @param choice   model of each machine; changed in place
 * @returns whether nobody would move any more
 */
export function settleChoices(
  machines: readonly Machine[],
  choice: number[],
  scoring: Scoring,
  { cost, roundsMost, uniform }: Visits,
): boolean {
  const models = machines[0].proofs.length;
  const hosts = machines.reduce((most, { host }) => Math.max(most, host), 0) + 1;
  const all = new Array<number>(models).fill(0);
  const own = Array.from({ length: hosts }, () => new Array<number>(models).fill(0));
  machines.forEach(({ host, proofs }, k) => {
    all[choice[k]] += proofs[choice[k]];
    own[host][choice[k]] += proofs[choice[k]];
  });
  for (let round = 0; round < roundsMost; round++) {
    let moved = 0;
    for (const k of shuffled(machines.length, (place) => uniform(round, place))) {
      const best = bestModel(machines[k], choice[k], { all, own: own[machines[k].host] }, { scoring, cost });
      if (best === choice[k]) continue;
      shift(all, machines[k], choice[k], best);
      shift(own[machines[k].host], machines[k], choice[k], best);
      choice[k] = best;
      moved++;
    }
    if (moved === 0) return true;
  }
  return false;
}

interface Proofs {
  readonly all: number[];
  readonly own: number[];
}

function bestModel(
  machine: Machine,
  now: number,
  { all, own }: Proofs,
  { scoring, cost }: { readonly scoring: Scoring; readonly cost: number },
): number {
  const score = scoring(all);
  const total = product(all, score);
  // Nothing counts: no share is to be had.
  if (!(total > 0)) return now;
  const before = product(own, score) / total;
  let best = now;
  let bestGain = (cost * machine.proofs[now] * score[now]) / total;
  for (let m = 0; m < all.length; m++) {
    if (m === now || machine.proofs[m] === 0) continue;
    shift(all, machine, now, m);
    shift(own, machine, now, m);
    const trial = scoring(all);
    const gain = product(own, trial) / product(all, trial) - before;
    shift(all, machine, m, now);
    shift(own, machine, m, now);
    if (gain > bestGain + 1e-15) {
      best = m;
      bestGain = gain;
    }
  }
  return best;
}

function shift(proofs: number[], machine: Machine, from: number, to: number): void {
  proofs[from] -= machine.proofs[from];
  proofs[to] += machine.proofs[to];
}

function product(a: readonly number[], b: ArrayLike<number>): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

/** Fisher and Yates. */
function shuffled(count: number, uniform: (place: number) => number): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(uniform(i) * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

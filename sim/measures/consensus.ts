/**
 * Pay by what validators report of workers, stake deciding how much each report counts.
 *
 *   Wᵢⱼ  report of validator i on worker j, rows sum to 1, none on itself        Sᵢ  stake of the validators, summing to 1
 *   clipped at the consensus   W̄ᵢⱼ = min(Wᵢⱼ, max { w : Σ over Wₖⱼ ≥ w of Sₖ ≥ κ }),   Iⱼ ∝ Σᵢ Sᵢ W̄ᵢⱼ
 *
 * The model has no reports, so they are made here: a validator sees the work of each account with an error of its own, or copies the
 * consensus last published without looking. The accounts of most stake validate.
 *
 * @see Rao, Bittensor, 2021, and docs/consensus.md of subtensor: stake-weighted median, clipping, bonds
 */
import type { ReadonlyColumn } from "../engine/columns.ts";

export interface ReportPlan {
  /** Most validators. */
  readonly permits: number;
  /** Standard deviation of what a validator sees of a worker, over the truth; even between ±√3 of it. */
  readonly noise: number;
  /** Share of the validators, least stake first, that copy. */
  readonly copyFraction: number;
}

/** How accounts report that do not say what they saw, by row. */
export interface ReportHabits {
  /** 1: reports the consensus last published. */
  readonly copies: ReadonlyColumn;
  /** 1: reports the work of its own circle alone; accounts of one circle have the same number. */
  readonly favours: ReadonlyColumn;
  readonly circle: ReadonlyColumn;
}

/** Reports of one epoch. */
export interface Reports {
  /** Accounts that validate, most stake first. */
  readonly validators: readonly number[];
  /** Their stake, summing to 1. */
  readonly stake: Float64Array;
  /** validators × accounts, row-major; a row that reports nothing is all 0. */
  readonly weights: Float64Array;
}

/**
 * @param stake     by account; who has none does not validate
 * @param work      by account, ≥ 0: what there is to see
 * @param published  consensus that a copier sees, by account; all 0 when none has been published
 * @param draw      uniform draws by (account of the worker, place of the validator)
 */
export function makeReports(
  stake: ReadonlyColumn,
  work: ReadonlyColumn,
  published: ReadonlyColumn,
  plan: ReportPlan & { readonly count: number; readonly habits?: ReportHabits | undefined },
  draw: (row: number, n: number) => number,
): Reports {
  const { count, habits } = plan;
  const rows = Array.from({ length: count }, (_, a) => a).filter((a) => stake[a] > 0);
  rows.sort((a, b) => stake[b] - stake[a] || a - b);
  const validators = rows.slice(0, plan.permits);
  const total = validators.reduce((sum, a) => sum + stake[a], 0);
  const honest = validators.length - Math.floor(plan.copyFraction * validators.length);
  const weights = new Float64Array(validators.length * count);
  validators.forEach((validator, i) => {
    const row = weights.subarray(i * count, (i + 1) * count);
    for (let j = 0; j < count; j++) {
      const error = plan.noise === 0 ? 0 : plan.noise * rootThree * (2 * draw(j, i) - 1);
      const isHonest = i < honest && habits?.copies[validator] !== 1;
      const seen = isHonest ? work[j] * Math.max(0, 1 + error) : published[j];
      const isOpen = habits?.favours[validator] !== 1 || habits.circle[j] === habits.circle[validator];
      row[j] = j === validator || !isOpen ? 0 : seen;
    }
    scaleToOne(row);
  });
  return { validators, stake: Float64Array.from(validators, (a) => (total > 0 ? stake[a] / total : 0)), weights };
}
/** An even law on ±√3 has standard deviation 1. */
const rootThree = 1.7320508075688772;

/** In place; a row that sums to 0 stays. */
export function scaleToOne(row: Float64Array): void {
  let sum = 0;
  for (let j = 0; j < row.length; j++) sum += row[j];
  if (sum > 0) for (let j = 0; j < row.length; j++) row[j] /= sum;
}

/** The greatest weight that validators with κ of the stake give a worker, by account. */
export function consensusOf({ stake, weights, validators }: Reports, kappa: number): Float64Array {
  const k = validators.length;
  const count = k > 0 ? weights.length / k : 0;
  const consensus = new Float64Array(count);
  const order = Array.from({ length: k }, (_, i) => i);
  for (let j = 0; j < count; j++) {
    order.sort((a, b) => weights[b * count + j] - weights[a * count + j] || a - b);
    let backing = 0;
    for (const i of order) {
      backing += stake[i];
      if (backing + rounding < kappa) continue;
      consensus[j] = weights[i * count + j];
      break;
    }
  }
  return consensus;
}
/** Shares of stake that should sum to κ may miss it by their rounding. */
const rounding = 1e-12;

/** Reports cut at the consensus, in place. */
export function clipReports({ weights, validators }: Reports, consensus: Float64Array): void {
  const count = consensus.length;
  for (let i = 0; i < validators.length; i++) {
    for (let j = 0; j < count; j++) {
      if (weights[i * count + j] > consensus[j]) weights[i * count + j] = consensus[j];
    }
  }
}

/** Shares of the workers: reports weighted by stake, summing to 1. */
export function incentivesOf({ stake, weights, validators }: Reports): Float64Array {
  const count = validators.length > 0 ? weights.length / validators.length : 0;
  const incentives = new Float64Array(count);
  for (let i = 0; i < validators.length; i++) {
    for (let j = 0; j < count; j++) incentives[j] += stake[i] * weights[i * count + j];
  }
  scaleToOne(incentives);
  return incentives;
}

/**
 * Gives each validator a place that it keeps while it validates, so that what is remembered of it by place stays its own.
 *
 * @param placeOf  by account, 0 for none, else place + 1; written
 * @param left     told of each place that has changed hands
 * @returns place of each validator
 */
export function placesOf(
  validators: readonly number[],
  placeOf: { [row: number]: number; readonly length: number },
  left: (place: number) => void,
): number[] {
  const isNow = new Set(validators);
  const taken = new Set<number>();
  for (let a = 0; a < placeOf.length; a++) {
    if (placeOf[a] === 0) continue;
    if (isNow.has(a)) taken.add(placeOf[a] - 1);
    else placeOf[a] = 0;
  }
  let free = 0;
  return validators.map((account) => {
    if (placeOf[account] > 0) return placeOf[account] - 1;
    while (taken.has(free)) free++;
    taken.add(free);
    left(free);
    placeOf[account] = free + 1;
    return free;
  });
}

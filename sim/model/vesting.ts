/**
 * Payments that vest in equal slices: what each account gets in an epoch, without a row for each payment.
 *
 * A payment of A over n epochs pays ⌊A/n⌋ in each, and the rest with the first. Only the sum of an account's slices counts, and the
 * epochs in which it rises and falls, so that an epoch costs one pass over the accounts however many payments are on their way.
 * Memory: 24 bytes an account for each epoch ahead in which anything begins or ends.
 */
import type { Digest } from "../engine/digest.ts";

/** By account; whole. [base unit] */
interface Step {
  readonly begins: Float64Array;
  /** Paid once, in this epoch. */
  readonly once: Float64Array;
  /** Slices paid in this epoch for the last time. */
  readonly ends: Float64Array;
}

export interface Vesting {
  /** Sum of the slices that an account gets in each epoch. */
  readonly rate: Float64Array;
  /** By epoch. */
  readonly steps: Map<number, Step>;
}

/** @param accounts  that there may ever be */
export function createVesting(accounts: number): Vesting {
  return { rate: new Float64Array(accounts), steps: new Map() };
}

/** @param amount  whole [base unit]; @param epochs  ≥ 1, the first of which is `firstAt` */
export function grant(vesting: Vesting, account: number, amount: number, firstAt: number, epochs: number): void {
  const slice = Math.floor(amount / epochs);
  const first = stepAt(vesting, firstAt);
  first.once[account] += amount - slice * epochs;
  if (slice === 0) return;
  first.begins[account] += slice;
  stepAt(vesting, firstAt + epochs - 1).ends[account] += slice;
}

/**
 * Moves on by an epoch. To be called for each epoch in turn.
 *
 * @param pay  called in the order of accounts, with whole amounts above 0
 */
export function payVested(vesting: Vesting, epoch: number, pay: (account: number, amount: number) => void): void {
  const { rate, steps } = vesting;
  const step = steps.get(epoch);
  for (let a = 0; a < rate.length; a++) {
    if (step !== undefined) rate[a] += step.begins[a];
    const amount = step === undefined ? rate[a] : rate[a] + step.once[a];
    if (step !== undefined) rate[a] -= step.ends[a];
    if (amount > 0) pay(a, amount);
  }
  steps.delete(epoch);
}

export function copyVesting({ rate, steps }: Vesting): Vesting {
  const copies = [...steps].map(([epoch, { begins, once, ends }]): [number, Step] => [
    epoch,
    { begins: begins.slice(), once: once.slice(), ends: ends.slice() },
  ]);
  return { rate: rate.slice(), steps: new Map(copies) };
}

export function digestVesting({ rate, steps }: Vesting, digest: Digest): void {
  const addAll = (values: Float64Array) => {
    for (let a = 0; a < values.length; a++) {
      if (values[a] === 0) continue;
      digest.number(a);
      digest.number(values[a]);
    }
  };
  addAll(rate);
  for (const epoch of [...steps.keys()].sort((a, b) => a - b)) {
    const { begins, once, ends } = steps.get(epoch) as Step;
    digest.number(epoch);
    for (const values of [begins, once, ends]) addAll(values);
  }
}

function stepAt({ rate, steps }: Vesting, epoch: number): Step {
  const known = steps.get(epoch);
  if (known !== undefined) return known;
  const column = () => new Float64Array(rate.length);
  const made = { begins: column(), once: column(), ends: column() };
  steps.set(epoch, made);
  return made;
}

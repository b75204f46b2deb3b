/**
 * Payments that vest in equal slices: what each account gets in an epoch, without a row for each payment.
 *
 * A payment of A over n epochs pays ⌊A/n⌋ in each, and the rest with the first. Only the sum of an account's slices counts, and the
 * epochs in which it rises and falls, so that an epoch costs one pass over the accounts however many payments are on their way.
 * Memory: 8 bytes an account for each epoch ahead in which anything ends.
 */
import type { Digest } from "../engine/digest.ts";

/** What changes in an epoch, by account; whole. [base unit]  A column that nothing was written to is not there. */
interface Step {
  begins: Float64Array | undefined;
  /** Paid once, in this epoch. */
  once: Float64Array | undefined;
  /** Slices paid in this epoch for the last time. */
  ends: Float64Array | undefined;
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
  const rest = amount - slice * epochs;
  const first = stepAt(vesting, firstAt);
  if (rest > 0) add(vesting, first, "once", account, rest);
  if (slice === 0) return;
  add(vesting, first, "begins", account, slice);
  add(vesting, stepAt(vesting, firstAt + epochs - 1), "ends", account, slice);
}

/**
 * Moves on by an epoch. To be called for each epoch in turn.
 *
 * @param pay  called in the order of accounts, with whole amounts above 0
 */
export function payVested(vesting: Vesting, epoch: number, pay: (account: number, amount: number) => void): void {
  const { rate, steps } = vesting;
  const { begins, once, ends } = steps.get(epoch) ?? unchanged;
  for (let a = 0; a < rate.length; a++) {
    if (begins !== undefined) rate[a] += begins[a];
    const amount = once === undefined ? rate[a] : rate[a] + once[a];
    if (ends !== undefined) rate[a] -= ends[a];
    if (amount > 0) pay(a, amount);
  }
  steps.delete(epoch);
}
const unchanged: Step = { begins: undefined, once: undefined, ends: undefined };

export function copyVesting({ rate, steps }: Vesting): Vesting {
  const copies = [...steps].map(([epoch, { begins, once, ends }]): [number, Step] => [
    epoch,
    { begins: begins?.slice(), once: once?.slice(), ends: ends?.slice() },
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
    for (const values of [begins, once, ends]) if (values !== undefined) addAll(values);
  }
}

function add({ rate }: Vesting, step: Step, what: keyof Step, account: number, amount: number): void {
  const column = step[what] ?? new Float64Array(rate.length);
  step[what] = column;
  column[account] += amount;
}

function stepAt({ steps }: Vesting, epoch: number): Step {
  const known = steps.get(epoch);
  if (known !== undefined) return known;
  const made: Step = { ...unchanged };
  steps.set(epoch, made);
  return made;
}

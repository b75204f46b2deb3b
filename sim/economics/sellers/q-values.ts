/**
 * Tables of action values, a row for each seller and state, and the step by which they learn.
 *
 *   Q(s, a) ← Q(s, a) + α (x − Q(s, a)),   x = π + δ max Q(s′, ·) where the future counts
 *
 * Best action and best value of each row are kept beside the values, and a bound on the second best: a row is looked through only
 * when the value of the best action has fallen to that bound.
 *
 * @see Watkins, Dayan, Q-learning, Machine Learning 8, 1992
 */
import { nextUniform } from "./fast-draws.ts";

export interface QValues {
  /** Of action a in row r at r · actions + a. */
  readonly values: Float64Array;
  /** Best action of each row. */
  readonly best: Uint32Array;
  /** Its value. */
  readonly most: Float64Array;
  /** At least the value of every other action of the row. */
  readonly second: Float64Array;
  readonly actions: number;
}

export function createQValues(rows: number, actions: number): QValues {
  return {
    values: new Float64Array(rows * actions),
    best: new Uint32Array(rows),
    most: new Float64Array(rows),
    second: new Float64Array(rows),
    actions,
  };
}

/**
 * Finds the best action of a row anew.
 *
 * @param ties  draws by which one of equals is chosen; null takes the first
 * @returns it
 */
export function rank(table: QValues, row: number, ties: Int32Array | null): number {
  const { values, best, most, second, actions } = table;
  const first = row * actions;
  let top = 0;
  let greatest = values[first];
  let next = Number.NEGATIVE_INFINITY;
  for (let a = 1; a < actions; a++) {
    const value = values[first + a];
    if (value > greatest) {
      next = greatest;
      greatest = value;
      top = a;
    } else if (value > next) next = value;
  }
  most[row] = greatest;
  second[row] = next;
  best[row] = ties === null || next < greatest ? top : oneOf(values, first, actions, nextUniform(ties));
  return best[row];
}

/** One of the actions of greatest value, all alike likely. */
function oneOf(values: Float64Array, first: number, actions: number, u: number): number {
  let [greatest, count] = [Number.NEGATIVE_INFINITY, 0];
  for (let a = 0; a < actions; a++) {
    if (values[first + a] > greatest) [greatest, count] = [values[first + a], 0];
    if (values[first + a] === greatest) count++;
  }
  let left = Math.floor(u * count);
  let a = 0;
  while (values[first + a] !== greatest || left-- > 0) a++;
  return a;
}

/**
 * One step towards a sample.
 *
 * @param sample  x: what the action turned out to be worth
 * @param rate    α, 0…1
 * @param ties    as in `rank`
 * @returns whether another action of the row is best now
 */
export function reinforce(
  table: QValues,
  at: { readonly row: number; readonly action: number },
  sample: number,
  rate: number,
  ties: Int32Array | null,
): boolean {
  const { row, action } = at;
  const cell = row * table.actions + action;
  const now = table.values[cell] + rate * (sample - table.values[cell]);
  table.values[cell] = now;
  if (action !== table.best[row]) return now >= table.second[row] && rise(table, row, action, ties);
  table.most[row] = now;
  return now <= table.second[row] && rank(table, row, ties) !== action;
}

/** Takes note of an action that is not the best and is worth at least what the second best was. @returns whether it is best now */
export function rise(
  { values, best, most, second, actions }: QValues,
  row: number,
  action: number,
  ties: Int32Array | null,
): boolean {
  const now = values[row * actions + action];
  const greatest = most[row];
  second[row] = now;
  if (now < greatest || (now === greatest && (ties !== null || action > best[row]))) return false;
  second[row] = greatest;
  most[row] = now;
  best[row] = action;
  return true;
}

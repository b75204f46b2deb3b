/** Search for the price of highest profit: near the price in force if it is there, else over the whole range; then Brent's method. */
import { exp, log } from "../../engine/math.ts";
import type { CloudView } from "../../model/cloud-roles.ts";

const looks = 12;
/** Half of the width of the look around the price in force, in its logarithm. */
const near = 0.1;
const stepsMost = 40;
/** Of the logarithm of the price; profit is flat at its top, so that a closer look sees rounding alone. */
const precision = 1e-7;
const golden = (3 - Math.sqrt(5)) / 2;

/**
 * @param most    highest price over cost
 * @param profit  of a price
 */
export function bestPrice(view: CloudView, cloud: number, most: number, profit: (price: number) => number): number {
  const cost = view.cost[cloud];
  const loss = (x: number) => -profit(cost * exp(x));
  const now = log(Math.max(view.price[cloud] / cost, 1));
  const at = loss(now);
  if (now > near && now + near < log(most) && loss(now - near) > at && loss(now + near) > at)
    return cost * exp(lowest(loss, now - near, now, now + near));
  const step = log(most) / looks;
  let best = 1;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 1; i <= looks; i++) {
    const found = loss(i * step);
    if (found < least) [best, least] = [i, found];
  }
  return cost * exp(lowest(loss, (best - 1) * step, best * step, Math.min(best + 1, looks) * step));
}

/**
 * Lowest point of a function between two others, from a first guess: parabolas through three points, golden section where they fail.
 *
 * @see Brent, Algorithms for Minimization without Derivatives, 1973, chapter 5
 */
export function lowest(of: (x: number) => number, left: number, guess: number, right: number): number {
  let [a, b] = [left, right];
  let [x, w, v] = [guess, guess, guess];
  let fx = of(x);
  let [fw, fv] = [fx, fx];
  let [move, before] = [0, 0];
  for (let i = 0; i < stepsMost; i++) {
    const middle = (a + b) / 2;
    if (Math.abs(x - middle) <= 2 * precision - (b - a) / 2) break;
    const r = (x - w) * (fx - fv);
    let q = (x - v) * (fx - fw);
    let p = (x - v) * q - (x - w) * r;
    q = 2 * (q - r);
    if (q > 0) p = -p;
    q = Math.abs(q);
    const isParabola = Math.abs(p) < Math.abs((q * before) / 2) && p > q * (a - x) && p < q * (b - x);
    before = isParabola ? move : (x >= middle ? a : b) - x;
    move = isParabola ? p / q : golden * before;
    const u = Math.abs(move) >= precision ? x + move : x + (move > 0 ? precision : -precision);
    const fu = of(u);
    if (fu <= fx) {
      if (u >= x) a = x;
      else b = x;
      [v, fv, w, fw, x, fx] = [w, fw, x, fx, u, fu];
      continue;
    }
    if (u < x) a = u;
    else b = u;
    if (fu <= fw || w === x) [v, fv, w, fw] = [w, fw, u, fu];
    else if (fu <= fv || v === x || v === w) [v, fv] = [u, fu];
  }
  return x;
}

/** The price of highest profit while all others keep theirs: what is wanted beyond capacity brings nothing. */
export function ownBestPrice(view: CloudView, cloud: number, most: number): number {
  const prices = view.price.slice();
  return bestPrice(view, cloud, most, (price) => {
    prices[cloud] = price;
    return profitAt(view, cloud, prices);
  });
}

export function profitAt(view: CloudView, cloud: number, prices: Float64Array): number {
  return (prices[cloud] - view.cost[cloud]) * Math.min(view.capacity[cloud], view.demandAt(cloud, prices));
}

const halvings = 30;

/** The lowest price from `least` on at which no more than `hours` are wanted; `highest` when even that is too low. */
export function clearingPrice(
  wanted: (price: number) => number,
  hours: number,
  least: number,
  highest: number,
): number {
  if (wanted(least) <= hours) return least;
  if (wanted(highest) > hours) return highest;
  let [low, high] = [log(least), log(highest)];
  for (let i = 0; i < halvings; i++) {
    const middle = (low + high) / 2;
    if (wanted(exp(middle)) > hours) low = middle;
    else high = middle;
  }
  return exp(high);
}

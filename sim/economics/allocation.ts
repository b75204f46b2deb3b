/**
 * How a scarce output is shared out over orders. All write one amount an order to `out`, 0 ≤ outᵢ ≤ wantedᵢ, that sum to
 * min(output, Σ wanted): what is wanted and there is never withheld, but for the bids below a reserve price.
 */

/**
 * In proportion to weights, no order more than it wants; what a filled order leaves is shared among the others by the same
 * weights (water-filling). Orders of weight 0 get what all the others leave, in proportion to what they want.
 *
 * Needs at most as many passes as there are orders; two or three as a rule, since every pass but the last fills an order.
 *
 * @param weights  ≥ 0
 */
export function shareByWeight(
  output: number,
  wanted: ArrayLike<number>,
  weights: ArrayLike<number>,
  out: Float64Array,
): void {
  const { length } = wanted;
  out.fill(0, 0, length);
  const left = fillByWeight(output, wanted, weights, out);
  if (left > 0) fillByWeight(left, wanted, without(wanted, out), out);
}

/** @returns what is left when every order with a weight has all it wants */
function fillByWeight(
  output: number,
  wanted: ArrayLike<number>,
  weights: ArrayLike<number>,
  out: Float64Array,
): number {
  const { length } = wanted;
  let left = output;
  for (;;) {
    let open = 0;
    for (let i = 0; i < length; i++) if (out[i] < wanted[i]) open += weights[i];
    if (!(open > 0) || !(left > 0)) return left;
    const share = left / open;
    let filled = 0;
    for (let i = 0; i < length; i++) {
      if (out[i] >= wanted[i] || out[i] + weights[i] * share < wanted[i] || weights[i] === 0) continue;
      filled += wanted[i] - out[i];
      out[i] = wanted[i];
    }
    if (filled === 0) {
      for (let i = 0; i < length; i++) if (out[i] < wanted[i]) out[i] += weights[i] * share;
      return 0;
    }
    left = Math.max(0, left - filled);
  }
}

/** What each order still wants. */
function without(wanted: ArrayLike<number>, out: Float64Array): Float64Array {
  return Float64Array.from(wanted, (want, i) => want - out[i]);
}

/** One after another, each in full while the output lasts. @param order  positions of all orders, first served first */
export function fillInOrder(
  output: number,
  wanted: ArrayLike<number>,
  order: readonly number[],
  out: Float64Array,
): void {
  out.fill(0, 0, wanted.length);
  let left = output;
  for (const i of order) {
    out[i] = Math.min(left, wanted[i]);
    left -= out[i];
  }
}

/**
 * A part of the output is kept for small buyers, shared by what they want; what they leave goes with the rest to the large
 * ones by the same rule, and what those leave comes back to the small.
 *
 * @param isSmall  1 for a small buyer's order, 0 else
 * @param quota    part kept, 0…1
 */
export function shareWithQuota(
  output: number,
  wanted: ArrayLike<number>,
  isSmall: ArrayLike<number>,
  quota: number,
  out: Float64Array,
): void {
  const { length } = wanted;
  const want = (small: number) => Float64Array.from(wanted, (x, i) => (isSmall[i] === small ? x : 0));
  const [small, large] = [want(1), want(0)];
  const sum = (x: Float64Array) => x.reduce((total, one) => total + one, 0);
  const [smallSum, largeSum] = [sum(small), sum(large)];
  // Of what is not kept, the small get their part like all others: a quota is a floor, not a ceiling.
  const even = smallSum + largeSum > 0 ? (output * smallSum) / (smallSum + largeSum) : 0;
  const toSmall = Math.min(smallSum, Math.max(even, quota * output, output - largeSum));
  const part = new Float64Array(length);
  shareByWeight(toSmall, small, small, out);
  shareByWeight(output - toSmall, large, large, part);
  for (let i = 0; i < length; i++) out[i] += part[i];
}

/**
 * A uniform-price auction: the highest bids are filled, and all pay the highest bid that was not filled in full, or the
 * reserve price when none was refused. Equal bids at the margin share what is left in proportion to what they want.
 *
 * @param bids  most that each would pay a unit
 * @returns price a unit, ≥ reserve
 * @see Krishna, Auction Theory, 2nd edition, 2010, section 12.1 (last price rejected)
 */
export function clearUniformPrice(
  output: number,
  wanted: ArrayLike<number>,
  bids: ArrayLike<number>,
  reserve: number,
  out: Float64Array,
): number {
  const { length } = wanted;
  out.fill(0, 0, length);
  const order = Array.from({ length }, (_, i) => i).filter((i) => bids[i] >= reserve && wanted[i] > 0);
  order.sort((a, b) => bids[b] - bids[a] || a - b);
  let left = output;
  for (let first = 0; first < order.length; ) {
    const bid = bids[order[first]];
    let last = first;
    let tied = 0;
    while (last < order.length && bids[order[last]] === bid) tied += wanted[order[last++]];
    if (tied > left) {
      for (let k = first; k < last; k++) out[order[k]] = (left * wanted[order[k]]) / tied;
      return bid;
    }
    for (let k = first; k < last; k++) out[order[k]] = wanted[order[k]];
    left -= tied;
    first = last;
  }
  return reserve;
}

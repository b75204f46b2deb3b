/**
 * Two sellers of one good who move in turn and learn by Q-learning; whoever is cheaper sells 1 − p, equals share.
 *
 *   state: the rival's price;  at its move a seller updates the cell of its move before:
 *   Q ← (1 − α) Q + α (π then + δ π after the rival's move + δ² max Q(now, ·))
 *   exploration ε = 10^{−6 t / T}: a thousandth half-way, a millionth at the end
 *
 * @see Klein, Autonomous algorithmic collusion: Q-learning under sequential pricing, RAND Journal of Economics 52(3), 2021
 */
import { exp } from "../../engine/math.ts";
import { type Draws, nextUniform, seedWords } from "./fast-draws.ts";
import { createQValues, type QValues, rank, reinforce } from "./q-values.ts";

export interface TurnTerms {
  /** k: prices are 0, 1/k, …, 1. */
  readonly steps: number;
  /** α. */
  readonly rate: number;
  /** δ. */
  readonly discount: number;
  /** T, moves of both together. */
  readonly periods: number;
}

export interface TurnSession {
  readonly table: QValues;
  /** Profit of seller 0, and of seller 1 with the prices exchanged, at own · (k + 1) + other. */
  readonly profit: Float64Array;
}

/** Periods at the end over which outcomes are taken, and the natural logarithm of 10⁶. */
const watched = 1000;
const decades = 13.815510557964274;

export function createTurnSession({ steps }: TurnTerms): TurnSession {
  const prices = steps + 1;
  const profit = Float64Array.from({ length: prices * prices }, (_, cell) => {
    const [own, other] = [Math.floor(cell / prices), cell % prices];
    const alone = (own / steps) * (1 - own / steps);
    return own < other ? alone : own === other ? alone / 2 : 0;
  });
  return { table: createQValues(2 * prices, prices), profit };
}

/** What a session leaves. */
export interface TurnOutcome {
  /** Mean profits over the last 1,000 periods. */
  readonly profits: readonly [number, number];
  /** Own value over that of the best reply to the rival's plan, each at its own last decision. */
  readonly optimality: readonly [number, number];
  /** Prices at the end. */
  readonly prices: readonly [number, number];
}

export function learnInTurn(session: TurnSession, terms: TurnTerms, draws: Draws, row: number): TurnOutcome {
  const { table, profit } = session;
  const { steps, rate, discount, periods } = terms;
  const prices = steps + 1;
  const words = seedWords(draws, row);
  table.values.fill(0);
  for (let r = 0; r < table.best.length; r++) rank(table, r, words);
  const decay = exp(-decades / periods);
  const square = discount * discount;
  const at = { row: 0, action: 0 };
  // Of each seller: its price, the row of its last move, and what it has earned since.
  const price = Int32Array.from([0, 1], () => Math.floor(nextUniform(words) * prices));
  const rows = new Int32Array(2).fill(-1);
  const earned = new Float64Array(2);
  const sums: [number, number] = [0, 0];
  let epsilon = 1;
  for (let t = 0; t < periods; t++) {
    epsilon *= decay;
    const mover = t & 1;
    const here = mover * prices + price[1 - mover];
    if (rows[mover] >= 0) {
      at.row = rows[mover];
      at.action = price[mover];
      reinforce(table, at, earned[mover] + square * table.most[here], rate, words);
    }
    const action = nextUniform(words) < epsilon ? Math.floor(nextUniform(words) * prices) : table.best[here];
    price[mover] = action;
    rows[mover] = here;
    const gains = profit[action * prices + price[1 - mover]];
    const others = profit[price[1 - mover] * prices + action];
    earned[mover] = gains;
    earned[1 - mover] += discount * others;
    if (t >= periods - watched) {
      sums[mover] += gains;
      sums[1 - mover] += others;
    }
  }
  const ratio = (i: number) =>
    table.values[rows[i] * prices + price[i]] / bestReplyValue(session, terms, i, rows[i] % prices);
  return {
    profits: [sums[0] / watched, sums[1] / watched],
    optimality: [ratio(0), ratio(1)],
    prices: [price[0] / steps, price[1] / steps],
  };
}

/** Value of the best plan of a seller against the rival's present one, when it is to move at a price of the rival. */
function bestReplyValue(
  { table, profit }: TurnSession,
  { steps, discount }: TurnTerms,
  seller: number,
  state: number,
): number {
  const prices = steps + 1;
  const replies = table.best.subarray((1 - seller) * prices, (2 - seller) * prices);
  const square = discount * discount;
  const worth = new Float64Array(prices);
  const valueAt = (rival: number) => {
    let most = 0;
    for (let a = 0; a < prices; a++) {
      const reply = replies[a];
      const value = profit[a * prices + rival] + discount * profit[a * prices + reply] + square * worth[reply];
      most = Math.max(most, value);
    }
    return most;
  };
  // Value iteration: what is wrong falls by δ² each time.
  for (let change = 1; change > 1e-13; ) {
    change = 0;
    for (let rival = 0; rival < prices; rival++) {
      const value = valueAt(rival);
      change = Math.max(change, Math.abs(value - worth[rival]));
      worth[rival] = value;
    }
  }
  return worth[state];
}

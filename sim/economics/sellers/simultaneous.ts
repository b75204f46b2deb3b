/**
 * Sellers that learn by tabular Q-learning, all choosing at the same time, until none of their plans changes any more.
 *
 *   state: what is public of the last k periods;  explore with probability e^{−βt}, evenly over all actions
 *   Q ← (1 − α) Q + α (π + δ max Q(s′, ·)) in the visited cell alone
 *
 * @see Calvano, Calzolari, Denicolò, Pastorello, American Economic Review 110(10), 2020, sections 2 and 3
 */
import { exp } from "../../engine/math.ts";
import { type Draws, nextUniform, seedWords, twoTo32 } from "./fast-draws.ts";
import { createQValues, type QValues, rank, rise } from "./q-values.ts";

export interface StageGame {
  readonly sellers: number;
  /** Choices of each seller; of equally good ones the first is taken, where ties go that way. */
  readonly actions: number;
  /** Equally likely states of demand, drawn anew each period. */
  readonly shocks: number;
  /**
   * Profit of seller i in demand d when all choose j, at (d · sellers + i) · joint + j, where j = Σ aᵢ · actions^{n−1−i} and
   * joint = actionsⁿ. [money]
   */
  readonly profit: Float64Array;
  /** What becomes public, 0 … signals − 1, at d · joint + j. */
  readonly signal: Uint32Array;
  readonly signals: number;
}

export interface LearningTerms {
  /** α, 0…1. */
  readonly rate: number;
  /** δ, 0 ≤ δ < 1. */
  readonly discount: number;
  /** β: exploration falls as e^{−βt}; below 0 nobody explores. [1/period] */
  readonly exploration: number;
  /** k: periods that a state remembers; 0 is none. */
  readonly memory: number;
  /** Which of equally good actions a seller takes. */
  readonly ties: "first" | "random";
}

/**
 * Periods without a change of any plan after which sellers count as settled (Calvano et al., section 3.3), and periods after which
 * a session is given up, there 10⁹.
 */
export interface SessionLimits {
  readonly stable: number;
  readonly longest: number;
}

export const usualLimits: SessionLimits = { stable: 100_000, longest: 200_000_000 };

export interface Session {
  readonly table: QValues;
  /** Rows of each seller: seller i in state s has row i · states + s. */
  readonly states: number;
  /** Choice of each seller in the period at hand. */
  readonly choice: Int32Array;
  /** Periods until no plan changed any more. */
  periods: number;
  isSettled: boolean;
  /** The state in which the session ended. */
  state: number;
}

/** Whole power of a whole number. */
export function wholePower(base: number, exponent: number): number {
  let power = 1;
  for (let i = 0; i < exponent; i++) power *= base;
  return power;
}

/** Tables of a session, to be used for one after another. */
export function createSession({ sellers, actions, signals }: StageGame, memory: number): Session {
  const states = wholePower(signals, memory);
  const choice = new Int32Array(sellers);
  return { table: createQValues(sellers * states, actions), states, choice, periods: 0, isSettled: false, state: 0 };
}

/** Fills all tables with starting values, the same in every state. @param initial  of seller i, action a at i · actions + a */
export function startFrom({ table, states }: Session, initial: Float64Array): void {
  const { values, actions } = table;
  for (let row = 0; row < table.best.length; row++) {
    const seller = Math.floor(row / states);
    for (let a = 0; a < actions; a++) values[row * actions + a] = initial[seller * actions + a];
  }
}

/** The state after a signal. */
export function stateAfter(
  state: number,
  signal: number,
  memory: number,
  { signals }: StageGame,
  states: number,
): number {
  if (memory === 0) return 0;
  return memory === 1 ? signal : (state % (states / signals)) * signals + signal;
}

/**
 * Plays one session from the starting values in its tables.
 *
 * @param row  of the draws: the session's number
 */
export function learnTogether(
  session: Session,
  game: StageGame,
  terms: LearningTerms,
  { draws, row, limits }: { draws: Draws; row: number; limits: SessionLimits },
): void {
  const { states, table, choice } = session;
  const { values, best, most, second, actions } = table;
  const { sellers, profit, signal, shocks } = game;
  const { rate, discount, memory } = terms;
  const { stable, longest } = limits;
  const joint = wholePower(actions, sellers);
  // Of the draw of every period the words are kept in local variables, of all others in `words`.
  let [s0, s1, s2, s3] = seedWords(draws, row);
  const words = seedWords(draws, row, 1);
  const ties = terms.ties === "random" ? words : null;
  for (let r = 0; r < best.length; r++) rank(table, r, ties);
  const decay = terms.exploration < 0 ? 0 : exp(-terms.exploration);
  let epsilon = terms.exploration < 0 ? 0 : 1;
  let state = Math.floor(nextUniform(words) * states);
  let changed = 0;
  let t = 0;
  while (t - changed < stable && t < longest) {
    t++;
    epsilon *= decay;
    let nobody = 1;
    for (let i = 0; i < sellers; i++) nobody *= 1 - epsilon;
    const product = Math.imul(s1, 5);
    const word = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = (s3 << 11) | (s3 >>> 21);
    if (word < (1 - nobody) * twoTo32) explore(session, state, (word + nextUniform(words)) / twoTo32, epsilon);
    else for (let i = 0; i < sellers; i++) choice[i] = best[i * states + state];
    let played = 0;
    for (let i = 0; i < sellers; i++) played = played * actions + choice[i];
    const demand = shocks === 1 ? 0 : Math.floor(nextUniform(words) * shocks);
    const heard = signal[demand * joint + played];
    const next = memory === 1 ? heard : stateAfter(state, heard, memory, game, states);
    let at = demand * sellers * joint + played;
    for (let i = 0; i < sellers; i++) {
      const here = i * states + state;
      const a = choice[i];
      const cell = here * actions + a;
      const old = values[cell];
      const now = old + rate * (profit[at] + discount * most[i * states + next] - old);
      values[cell] = now;
      if (a === best[here]) {
        most[here] = now;
        if (now <= second[here] && rank(table, here, ties) !== a) changed = t;
      } else if (now >= second[here] && rise(table, here, a, ties)) changed = t;
      at += joint;
    }
    state = next;
  }
  session.periods = changed;
  session.isSettled = t - changed >= stable;
  session.state = state;
}

/**
 * Choices of a period in which somebody explores, from one uniform draw: it is split by what happens, and each part is uniform
 * again. What is used up is −log₂ of the probability of what happened, well below the 52 bits of a draw.
 *
 * @param u  uniform on 0 … 1 − (1 − ε)ⁿ
 */
function explore({ table, states, choice }: Session, state: number, u: number, epsilon: number): void {
  const { best, actions } = table;
  const last = choice.length - 1;
  let left = u;
  // Until the first explorer a seller explores where the draw lies in its part of the whole; after him by its own chance.
  let isOpen = true;
  let before = 0;
  let stay = 1;
  for (let i = 0; i <= last; i++) {
    let explores: boolean;
    if (isOpen) {
      explores = left < before + stay * epsilon || i === last;
      if (explores) {
        left = Math.min(1, (left - before) / (stay * epsilon));
        isOpen = false;
      } else {
        before += stay * epsilon;
        stay *= 1 - epsilon;
      }
    } else {
      explores = left < epsilon;
      left = explores ? left / epsilon : (left - epsilon) / (1 - epsilon);
    }
    if (explores) {
      const a = Math.min(actions - 1, Math.floor(left * actions));
      choice[i] = a;
      left = left * actions - a;
    } else choice[i] = best[i * states + state];
  }
}

/**
 * What learned plans do once nobody explores: the cycle they end in, and what follows when one seller leaves it for a period.
 *
 * @see Calvano et al., American Economic Review 110(10), 2020, sections 4 and 5
 */
import { log } from "../../engine/math.ts";
import { type LearningTerms, type Session, type StageGame, stateAfter, wholePower } from "./simultaneous.ts";

/** Plans as they stand, without shocks of demand. */
export interface LimitPlay {
  readonly session: Session;
  readonly game: StageGame;
  readonly memory: number;
  readonly discount: number;
  /** States of the cycle, in order. */
  readonly cycle: readonly number[];
}

export function limitPlay(session: Session, game: StageGame, { memory, discount }: LearningTerms): LimitPlay {
  const seen = new Int32Array(session.states).fill(-1);
  const path: number[] = [];
  const play = { session, game, memory, discount, cycle: path };
  let state = session.state;
  while (seen[state] < 0) {
    seen[state] = path.length;
    path.push(state);
    state = nextOf(play, state, jointOf(play, state));
  }
  return { ...play, cycle: path.slice(seen[state]) };
}

/** Joint choice in a state. */
export function jointOf({ session, game }: Pick<LimitPlay, "session" | "game">, state: number): number {
  let played = 0;
  for (let i = 0; i < game.sellers; i++)
    played = played * game.actions + session.table.best[i * session.states + state];
  return played;
}

function nextOf({ session, game, memory }: LimitPlay, state: number, played: number): number {
  return stateAfter(state, game.signal[played], memory, game, session.states);
}

/** What one seller chooses in a joint choice. */
export function choiceOf(played: number, seller: number, { sellers, actions }: StageGame): number {
  return Math.floor(played / wholePower(actions, sellers - 1 - seller)) % actions;
}

/** The same joint choice but for one seller. */
function withChoice(played: number, seller: number, action: number, game: StageGame): number {
  const place = wholePower(game.actions, game.sellers - 1 - seller);
  return played + (action - choiceOf(played, seller, game)) * place;
}

export function profitOf(game: StageGame, seller: number, played: number): number {
  return game.profit[seller * wholePower(game.actions, game.sellers) + played];
}

/** Action that earns most in this period against what the others choose; the first of equals. */
export function staticReply(game: StageGame, seller: number, played: number): number {
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (let a = 0; a < game.actions; a++) {
    const profit = profitOf(game, seller, withChoice(played, seller, a, game));
    if (profit > most) {
      most = profit;
      best = a;
    }
  }
  return best;
}

/** What is left of a profit after so many periods counts no more. */
const forgotten = 1e-11;
const horizonMax = 20_000;

/** Discounted profit of a seller from a state on, when it takes `action` now and all follow their plans from then on. */
function worth(play: LimitPlay, seller: number, state: number, action: number): number {
  const { game, discount } = play;
  const horizon = discount === 0 ? 1 : Math.min(horizonMax, Math.ceil(log(forgotten) / log(discount)));
  let played = withChoice(jointOf(play, state), seller, action, game);
  let [at, weight, sum] = [state, 1, 0];
  for (let t = 0; t < horizon; t++) {
    sum += weight * profitOf(game, seller, played);
    weight *= discount;
    at = nextOf(play, at, played);
    played = jointOf(play, at);
  }
  return sum;
}

/** Rounding of a discounted sum, relative. */
const near = 1e-9;

/** Whether no seller gains by another action for one period in any state of the cycle. */
export function isEquilibriumOnPath(play: LimitPlay): boolean {
  const { game, cycle } = play;
  for (const state of cycle) {
    const played = jointOf(play, state);
    for (let i = 0; i < game.sellers; i++) {
      const own = choiceOf(played, i, game);
      const kept = worth(play, i, state, own);
      for (let a = 0; a < game.actions; a++)
        if (a !== own && worth(play, i, state, a) > kept + near * Math.abs(kept)) return false;
    }
  }
  return true;
}

/** One seller's departure from its plan in one state of the cycle, and what all do after it. */
export interface Departure {
  readonly seller: number;
  readonly state: number;
  readonly action: number;
  /** Joint choices: of the period of the departure, and of those after it. */
  readonly path: readonly number[];
  /** Periods from the departure until all are back on a cycle. */
  readonly length: number;
  /** What the departure brings, discounted, beyond keeping to the plan. [money] */
  readonly gain: number;
}

export function depart(play: LimitPlay, seller: number, state: number, action: number, periods: number): Departure {
  const { game } = play;
  const kept = jointOf(play, state);
  const path: number[] = [];
  const order = new Map<number, number>();
  let [at, played] = [state, withChoice(kept, seller, action, game)];
  let length = 0;
  for (let t = 1; path.length < periods || length === 0; t++) {
    path.push(played);
    at = nextOf(play, at, played);
    const before = order.get(at);
    // The first state that comes again is where the cycle begins.
    if (before !== undefined && length === 0) length = before;
    if (before === undefined) order.set(at, t);
    played = jointOf(play, at);
  }
  const gain = worth(play, seller, state, action) - worth(play, seller, state, choiceOf(kept, seller, game));
  return { seller, state, action, path: path.slice(0, periods), length, gain };
}

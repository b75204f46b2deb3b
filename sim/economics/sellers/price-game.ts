/** The stage game of sellers who price on grids under logit demand, and the values their tables start from. */
import { type Benchmarks, type Grid, gridPrice, profitsAt } from "../calvano-market.ts";
import { type StageGame, wholePower } from "./simultaneous.ts";

export interface PriceGame extends StageGame {
  readonly marks: Benchmarks;
  /** Price of seller i at step a: prices[i][a]. [money] */
  readonly prices: readonly Float64Array[];
}

/** Every price is public: a signal is a joint choice. */
export function priceGame(marks: Benchmarks, grid: Grid): PriceGame {
  const sellers = marks.nash.length;
  const actions = grid.steps;
  const joint = wholePower(actions, sellers);
  const prices = Array.from({ length: sellers }, (_, i) =>
    Float64Array.from({ length: actions }, (_, a) => gridPrice(marks, grid, i, a)),
  );
  const profit = new Float64Array(sellers * joint);
  const asked = new Float64Array(sellers);
  for (let played = 0; played < joint; played++) {
    for (let i = sellers - 1, rest = played; i >= 0; i--, rest = Math.floor(rest / actions))
      asked[i] = prices[i][rest % actions];
    const earned = profitsAt(marks.market, asked);
    for (let i = 0; i < sellers; i++) profit[i * joint + played] = earned[i];
  }
  const signal = Uint32Array.from({ length: joint }, (_, played) => played);
  return { sellers, actions, shocks: 1, profit, signal, signals: joint, marks, prices };
}

/**
 * Starting values of each seller and action, the same in every state:
 * - `uniform`: the action's mean profit when all others choose evenly at random, for ever: Σ π / m^{n−1} / (1 − δ);
 * - `fixed`: the action once, everybody at step `at` before and ever after: π(a, at) + δ π(at, at) / (1 − δ);
 * - `constant`: one number.
 */
export type Start =
  | { readonly kind: "uniform" }
  | { readonly kind: "fixed"; readonly at: number }
  | { readonly kind: "constant"; readonly value: number };

/** @returns of seller i and action a at i · actions + a */
export function startValues(game: StageGame, start: Start, discount: number): Float64Array {
  const { sellers, actions } = game;
  const out = new Float64Array(sellers * actions);
  if (start.kind === "constant") return out.fill(start.value);
  const joint = wholePower(actions, sellers);
  const all = start.kind === "fixed" ? allAt(game, start.at) : 0;
  for (let i = 0; i < sellers; i++) {
    const place = wholePower(actions, sellers - 1 - i);
    for (let played = 0; played < joint; played++) {
      const a = Math.floor(played / place) % actions;
      if (start.kind === "uniform")
        out[i * actions + a] += (meanProfit(game, i, played) * actions) / joint / (1 - discount);
      else if (played === all + (a - start.at) * place)
        out[i * actions + a] = meanProfit(game, i, played) + (discount / (1 - discount)) * meanProfit(game, i, all);
    }
  }
  return out;
}

function allAt({ sellers, actions }: StageGame, step: number): number {
  let played = 0;
  for (let i = 0; i < sellers; i++) played = played * actions + step;
  return played;
}

/** Over the states of demand. */
export function meanProfit({ sellers, actions, shocks, profit }: StageGame, seller: number, played: number): number {
  const joint = wholePower(actions, sellers);
  let sum = 0;
  for (let d = 0; d < shocks; d++) sum += profit[(d * sellers + seller) * joint + played];
  return sum / shocks;
}

/**
 * The stage game of firms that choose quantities on a grid, with demand that shifts by chance and a price that all can see.
 *
 * @see Calvano, Calzolari, Denicolò, Pastorello, Algorithmic collusion with imperfect monitoring, IJIO 79, 2021
 */
import { type StageGame, wholePower } from "./simultaneous.ts";

export interface QuantityGrid {
  readonly firms: number;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  /** Equally likely intercepts: price is one of them less the total quantity. [money] */
  readonly intercepts: readonly number[];
  readonly cost: number;
  /** What all remember: the price alone, or what everybody made. */
  readonly seen: "price" | "quantities";
}

/** Quantities from the most to the least, so that ties go to the largest. */
export function quantityGame({ firms, least, most, step, intercepts, cost, seen }: QuantityGrid): StageGame {
  const actions = Math.round((most - least) / step) + 1;
  const joint = wholePower(actions, firms);
  const shocks = intercepts.length;
  const profit = new Float64Array(shocks * firms * joint);
  const signal = new Uint32Array(shocks * joint);
  const price = new Float64Array(shocks * joint);
  const made = (played: number, firm: number) =>
    most - step * (Math.floor(played / wholePower(actions, firms - 1 - firm)) % actions);
  for (let d = 0; d < shocks; d++) {
    for (let played = 0; played < joint; played++) {
      let total = 0;
      for (let i = 0; i < firms; i++) total += made(played, i);
      price[d * joint + played] = intercepts[d] - total;
      for (let i = 0; i < firms; i++)
        profit[(d * firms + i) * joint + played] = made(played, i) * (intercepts[d] - total - cost);
      signal[d * joint + played] = played;
    }
  }
  if (seen === "quantities") return { sellers: firms, actions, shocks, profit, signal, signals: joint };
  const levels = [...new Set(price)].sort((a, b) => a - b);
  price.forEach((at, cell) => {
    signal[cell] = levels.indexOf(at);
  });
  return { sellers: firms, actions, shocks, profit, signal, signals: levels.length };
}

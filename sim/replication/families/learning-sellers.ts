/** Families of other sellers that learn: in turn, from outcomes, while cooling, and in quantities under imperfect monitoring. */
import * as z from "zod";
import { cournotEquilibrium } from "../../economics/cournot.ts";
import { learnWhileCooling } from "../../economics/sellers/cooling.ts";
import { nextUniform, seedWords } from "../../economics/sellers/fast-draws.ts";
import { createTurnSession, learnInTurn, type TurnTerms } from "../../economics/sellers/in-turn.ts";
import { createOutcomeTable, learnFromOutcomes, lowestPriceProfit } from "../../economics/sellers/outcome-learners.ts";
import { meanProfit, startValues } from "../../economics/sellers/price-game.ts";
import { quantityGame } from "../../economics/sellers/quantity-game.ts";
import {
  createSession,
  type LearningTerms,
  learnTogether,
  type Session,
  type StageGame,
  startFrom,
  stateAfter,
  usualLimits,
} from "../../economics/sellers/simultaneous.ts";
import { createRng } from "../../engine/rng.ts";
import { family } from "../family.ts";
import { Unanswerable } from "../question.ts";
import { meanAt, measuredIn, quantileAt } from "../sessions.ts";

const sessions = (least: number) => z.int().min(2).max(100_000).default(least);
const rate = z.number().gt(0).max(1);
const discount = z.number().min(0).lt(1);

interface TurnPoint {
  readonly terms: TurnTerms;
  readonly min_sessions: number;
}

/** Both within this of one: a Nash equilibrium, as the paper counts it. */
const nashNear = 1e-5;
/** Profits further apart than this are unequal: a judgement, as the paper names no threshold. */
const unequal = 0.01;
const turnAt = { profit: 0, optimality: 1, isNash: 2, isJointNash: 3, isUnequal: 4 } as const;
const turnMetrics: Readonly<Record<string, number>> = {
  mean_profit_per_firm: turnAt.profit,
  mean_optimality_ratio: turnAt.optimality,
  share_nash: turnAt.isNash,
  share_nash_at_joint_maximum: turnAt.isJointNash,
  share_asymmetric_profits: turnAt.isUnequal,
};

export const sellersInTurn = family<TurnPoint>({
  id: "KLEIN",
  summary: "Two sellers who move in turn and learn by Q-learning",
  params: z
    .strictObject({
      model: z.literal("klein").optional(),
      k: z.int().min(2).max(500).default(6),
      alpha: rate.default(0.3),
      delta: discount.default(0.95),
      T: z.int().min(2000).max(50_000_000).default(500_000),
      min_sessions: sessions(1000),
    })
    .transform(({ k: steps, alpha, delta, T: periods, min_sessions }) => ({
      terms: { steps, rate: alpha, discount: delta, periods },
      min_sessions,
    })),
  solve: () => null,
  simulate({ terms, min_sessions }, metric) {
    const at = turnMetrics[metric];
    if (at === undefined) return null;
    const plan = {
      run: `sellers in turn ${JSON.stringify(terms)}`,
      sessions: min_sessions,
      prepare(seed: number, name: string) {
        const session = createTurnSession(terms);
        const draws = createRng(String(seed)).stream(name);
        // Profit of each at the price that is best for both, on the grid.
        const best = session.profit.reduce((most, _, cell) => {
          const isEqual = Math.floor(cell / (terms.steps + 1)) === cell % (terms.steps + 1);
          return isEqual ? Math.max(most, session.profit[cell]) : most;
        }, 0);
        return (row: number) => {
          const { profits, optimality } = learnInTurn(session, terms, draws, row);
          const isNash = optimality.every((ratio) => Math.abs(ratio - 1) <= nashNear);
          const isJoint = profits.every((profit) => Math.abs(profit - best) <= nashNear);
          const isUnequal = Math.abs(profits[0] - profits[1]) > unequal;
          const mean = (pair: readonly [number, number]) => (pair[0] + pair[1]) / 2;
          return [mean(profits), mean(optimality), +isNash, +(isNash && isJoint), +isUnequal];
        };
      },
    };
    return measuredIn(plan, meanAt(at));
  },
});

interface OutcomePoint {
  readonly n: number;
  readonly sync: number;
  readonly alpha: number;
  readonly min_sessions: number;
}

/** Asker, Fershtman and Pakes (2021), section 3: a hundred prices up to 10, cost 2, starting values uniform on 10 … 20. */
const outcomePrices = Float64Array.from({ length: 100 }, (_, a) => 0.01 + (a * 9.99) / 99);
const outcomeCost = 2;

/** Highest of the grid's prices at which n equal sellers stand when none gains by another price. */
export function highestStaticPrice(prices: ArrayLike<number>, cost: number, n: number): number {
  for (let a = prices.length - 1; a > 0; a--)
    if (lowestPriceProfit(prices[a], cost, prices[a], n - 1) >= prices[a - 1] - cost) return prices[a];
  return prices[0];
}

export const sellersFromOutcomes = family<OutcomePoint>({
  id: "AFP",
  summary: "Sellers of one good that learn from what happened, or from what would have happened as well",
  params: z.strictObject({
    model: z.literal("afp").optional(),
    n: z.int().min(2).max(100).default(2),
    sync: z.int().min(0).max(1).default(0),
    alpha: rate.default(0.1),
    min_sessions: sessions(1000),
  }),
  solve: () => null,
  simulate({ n, sync, alpha, min_sessions }, metric) {
    const nash = highestStaticPrice(outcomePrices, outcomeCost, n);
    const level = { price_q25: 0.25, price_median: 0.5, price_q75: 0.75 }[metric];
    const isMean = metric === "price_mean" || metric === "share_above_static_nash";
    if (level === undefined && !isMean) return null;
    const plan = {
      run: `sellers from outcomes ${JSON.stringify({ n, sync, alpha })}`,
      sessions: min_sessions,
      prepare(seed: number, name: string) {
        const draws = createRng(String(seed)).stream(name);
        const terms = {
          sellers: n,
          prices: outcomePrices,
          cost: outcomeCost,
          rate: alpha,
          start: [10, 20] as const,
          learnsFrom: sync === 1 ? ("all prices" as const) : ("own price" as const),
        };
        const table = createOutcomeTable(terms);
        return (row: number) => {
          const price = learnFromOutcomes(table, terms, draws, row);
          if (Number.isNaN(price)) throw new Unanswerable("sellers do not settle on prices");
          return [price, price > nash ? 1 : 0];
        };
      },
    };
    if (level !== undefined) return measuredIn(plan, quantileAt(0, level));
    return measuredIn(plan, meanAt(metric === "price_mean" ? 0 : 1));
  },
});

interface CoolingPoint {
  readonly n: number;
  readonly alpha: number;
  readonly min_sessions: number;
}

export const coolingFirms = family<CoolingPoint>({
  id: "WK",
  summary: "Firms that choose quantities by logit over learned values while their temperature falls",
  params: z.strictObject({
    model: z.literal("wk").optional(),
    n: z.int().min(1).max(100).default(2),
    alpha: rate.default(0.5),
    min_sessions: sessions(100),
  }),
  solve: () => null,
  simulate({ n, alpha, min_sessions }, metric) {
    if (metric !== "joint_quantity" && metric !== "joint_profit") return null;
    const terms = {
      firms: n,
      intercept: 40,
      cost: 4,
      most: 40,
      rate: alpha,
      temperature: 1000,
      decay: 0.99999,
      periods: 1_000_000,
    };
    const plan = {
      run: `cooling firms ${JSON.stringify(terms)}`,
      sessions: min_sessions,
      prepare(seed: number, name: string) {
        const draws = createRng(String(seed)).stream(name);
        return (row: number) => {
          const { quantity, profit } = learnWhileCooling(terms, draws, row);
          return [quantity, profit];
        };
      },
    };
    return measuredIn(plan, meanAt(metric === "joint_quantity" ? 0 : 1));
  },
});

interface QuantityPoint {
  readonly n: number;
  readonly h: number;
  readonly perfect: number;
  readonly terms: LearningTerms;
  readonly min_sessions: number;
}

/** Periods of play without exploring over which a session's profit is averaged where demand shifts. */
const playedOut = 20_000;

export const quantitySellers = family<QuantityPoint>({
  id: "COURNO",
  summary: "Firms that learn to set quantities while they see the price alone, or every quantity",
  params: z
    .strictObject({
      model: z.literal("cournot").optional(),
      n: z.int().min(2).max(4).default(2),
      perfect: z.int().min(0).max(1).default(0),
      h: z.int().min(1).max(2).default(2),
      alpha: rate.default(0.15),
      beta: z.number().min(0).max(1).default(4e-6),
      delta: discount.default(0.95),
      memory: z.int().min(0).max(2).default(1),
      min_sessions: sessions(200),
    })
    .transform(({ n, h, perfect, min_sessions, alpha, beta, delta, memory }) => ({
      n,
      h,
      perfect,
      min_sessions,
      terms: { rate: alpha, exploration: beta, discount: delta, memory, ties: "first" as const },
    })),
  solve: () => null,
  simulate({ n, h, perfect, terms, min_sessions }, metric) {
    if (metric !== "profit_gain") return null;
    const plan = {
      run: `sellers of quantities ${JSON.stringify({ n, h, perfect, terms })}`,
      sessions: min_sessions,
      prepare(seed: number, name: string) {
        const seen = perfect === 1 ? ("quantities" as const) : ("price" as const);
        const intercepts = h === 1 ? [300] : [290, 310];
        const game = quantityGame({ firms: n, least: 70, most: 105, step: 2.5, intercepts, cost: 0, seen });
        const session = createSession(game, terms.memory);
        const initial = startValues(game, { kind: "uniform" }, terms.discount);
        const rng = createRng(String(seed));
        const draws = rng.stream(name);
        const shocks = rng.stream(`${name}, demand afterwards`);
        const demand = { intercept: 300, slope: 1 };
        const alone = cournotEquilibrium(demand, [0]);
        const nash = cournotEquilibrium(demand, new Array<number>(n).fill(0));
        const gain = (profit: number) => {
          const rivals = nash.price * nash.quantities[0];
          return (profit - rivals) / ((alone.price * alone.quantities[0]) / n - rivals);
        };
        return (row: number) => {
          startFrom(session, initial);
          learnTogether(session, game, terms, { draws, row, limits: usualLimits });
          return [gain(meanPlayed(session, game, terms.memory, seedWords(shocks, row)))];
        };
      },
    };
    return measuredIn(plan, meanAt(0));
  },
});

/** Mean profit of a firm, in expected demand, over many periods without exploring. */
function meanPlayed(session: Session, game: StageGame, memory: number, words: Int32Array): number {
  const { sellers, actions, shocks, signal } = game;
  let { state } = session;
  let sum = 0;
  for (let t = 0; t < playedOut; t++) {
    let played = 0;
    for (let i = 0; i < sellers; i++) played = played * actions + session.table.best[i * session.states + state];
    for (let i = 0; i < sellers; i++) sum += meanProfit(game, i, played);
    const demand = Math.floor(nextUniform(words) * shocks);
    const heard = signal[(demand * signal.length) / shocks + played];
    state = stateAfter(state, heard, memory, game, session.states);
  }
  return sum / playedOut / sellers;
}

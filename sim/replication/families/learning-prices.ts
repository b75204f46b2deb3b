/** Families of sellers that learn to price by tabular Q-learning (Calvano, Calzolari, Denicolò, Pastorello 2020). */
import * as z from "zod";
import { benchmarksOf, meanOf, profitGain } from "../../economics/calvano-market.ts";
import {
  choiceOf,
  type Departure,
  depart,
  isEquilibriumOnPath,
  jointOf,
  type LimitPlay,
  limitPlay,
  profitOf,
  staticReply,
} from "../../economics/sellers/limit-play.ts";
import { type PriceGame, priceGame, type Start, startValues } from "../../economics/sellers/price-game.ts";
import {
  createSession,
  type LearningTerms,
  learnTogether,
  startFrom,
  usualLimits,
  wholePower,
} from "../../economics/sellers/simultaneous.ts";
import { createRng } from "../../engine/rng.ts";
import { family } from "../family.ts";
import { Unanswerable } from "../question.ts";
import { meanAt, measuredIn, ratioAt, spreadAt } from "../sessions.ts";
import { type LogitPoint, logitFields, logitPoint } from "./logit-params.ts";

interface LearningPoint extends LogitPoint {
  readonly m: number;
  readonly xi: number;
  readonly terms: LearningTerms;
  readonly start: Start;
  readonly sessions: number;
}

/** Rows of all tables together beyond which a session does not fit into memory: 8 bytes a cell, 400 MB at 15 prices. */
const cellsMax = 50_000_000;

const learningFields = {
  model: z.literal("calvano").optional(),
  m: z.int().min(2).max(1000).default(15),
  xi: z.number().min(0).max(10).default(0.1),
  alpha: z.number().gt(0).max(1).default(0.15),
  beta: z.number().min(-1).max(1).default(4e-6),
  delta: z.number().min(0).lt(1).default(0.95),
  memory: z.int().min(0).max(5).default(1),
  ties: z.enum(["lowest", "random"]).default("lowest"),
  init: z.enum(["uniform", "fixed", "const"]).default("uniform"),
  initv: z.number().optional(),
  min_sessions: z.int().min(2).max(100_000).default(200),
  ...logitFields,
};

type Written = z.output<z.ZodObject<typeof learningFields>>;

function learningPoint(at: Written, context: z.RefinementCtx): LearningPoint {
  const { m, xi, alpha: rate, beta: exploration, delta: discount, memory, ties } = at;
  const start = startOf(at, context);
  const logit = logitPoint(at, context);
  const states = wholePower(wholePower(m, logit.n), memory);
  if (logit.n * states * m > cellsMax)
    context.addIssue({ code: "custom", path: ["memory"], message: `${states} states a seller do not fit into memory` });
  const terms = { rate, exploration, discount, memory, ties: ties === "lowest" ? ("first" as const) : ties };
  return { ...logit, m, xi, terms, start, sessions: at.min_sessions };
}

function startOf({ init, initv, m }: Written, context: z.RefinementCtx): Start {
  if (init === "uniform") return { kind: "uniform" };
  if (initv === undefined) {
    context.addIssue({ code: "custom", path: ["initv"], message: `has to be given when init is ${init}` });
    return z.NEVER;
  }
  if (init === "const") return { kind: "constant", value: initv };
  if (!Number.isInteger(initv) || initv < 1 || initv > m)
    context.addIssue({ code: "custom", path: ["initv"], message: `a step of the grid, 1 to ${m}` });
  return { kind: "fixed", at: initv - 1 };
}

/** Periods after a departure that a record follows. */
const followed = 25;
/** Positions in a record; the paths of both departures follow. */
const at = {
  gain: 0,
  isConstant: 1,
  isTwoCycle: 2,
  isEquilibrium: 3,
  cut: 4,
  unprofitable: 5,
  length: 6,
  price: 7,
  periods: 8,
  /** Profit of the first and of the last firm over its profit in equilibrium. */
  firstOverNash: 9,
  lastOverNash: 10,
  paths: 11,
} as const;
const pathAt = (kind: "reply" | "ordinal", who: "deviator" | "rival", tau: number) =>
  at.paths + ((kind === "reply" ? 0 : 2) + (who === "deviator" ? 0 : 1)) * followed + tau - 1;
const recordSize = at.paths + 4 * followed;

/**
 * Sessions of a metric over the least number asked for: means of profits and prices differ little between sessions; shares of sessions
 * need thrice as many to be known to two hundredths.
 */
const manySessions = { mean: 1.2, share: 3 } as const;

function sessionsOf(point: LearningPoint, kind: keyof typeof manySessions) {
  const { sessions, ...played } = point;
  return {
    run: `sellers learning to price ${JSON.stringify(played)}`,
    sessions: Math.ceil(manySessions[kind] * sessions),
    prepare(seed: number, name: string) {
      const game = priceGame(benchmarksOf(point), { steps: point.m, beyond: point.xi });
      const session = createSession(game, point.terms.memory);
      const initial = startValues(game, point.start, point.terms.discount);
      const draws = createRng(String(seed)).stream(name);
      return (row: number) => {
        startFrom(session, initial);
        learnTogether(session, game, point.terms, { draws, row, limits: usualLimits });
        if (!session.isSettled) throw new Unanswerable(`a session has not settled in ${usualLimits.longest} periods`);
        return recordOf(limitPlay(session, game, point.terms), game, session.periods);
      };
    },
  };
}

/** What a session leaves behind. */
function recordOf(play: LimitPlay, game: PriceGame, periods: number): Float64Array {
  const record = new Float64Array(recordSize);
  const { cycle } = play;
  const played = cycle.map((state) => jointOf(play, state));
  const profits = game.prices.map((_, i) => meanOf(played.map((joint) => profitOf(game, i, joint))));
  const { nashProfit } = game.marks;
  record[at.gain] = profitGain(game.marks, meanOf(profits));
  record[at.isConstant] = cycle.length === 1 ? 1 : 0;
  record[at.isTwoCycle] = cycle.length === 2 ? 1 : 0;
  record[at.isEquilibrium] = isEquilibriumOnPath(play) ? 1 : 0;
  record[at.price] = meanOf(played.map((joint) => meanOf(game.prices.map((_, i) => priceOf(game, i, joint)))));
  record[at.periods] = periods;
  record[at.firstOverNash] = profits[0] / nashProfit[0];
  record[at.lastOverNash] = profits[profits.length - 1] / nashProfit[nashProfit.length - 1];
  departures(play, game, record);
  return record;
}

function priceOf(game: PriceGame, seller: number, played: number): number {
  return game.prices[seller][choiceOf(played, seller, game)];
}

/** Every seller leaves the cycle once at each of its states; what follows is averaged. */
function departures(play: LimitPlay, game: PriceGame, record: Float64Array): void {
  const { cycle } = play;
  const weight = 1 / (cycle.length * game.sellers);
  const every = (ordinal: number, state: number, i: number) => {
    const before = jointOf(play, state);
    const reply = depart(play, i, state, staticReply(game, i, before), followed);
    follow(reply, "reply");
    follow(depart(play, i, state, staticReply(game, i, jointOf(play, ordinal)), followed), "ordinal");
    record[at.cut] += weight * (rivalPrice(reply, 2) / rivalsPrice(game, i, before) - 1);
    record[at.unprofitable] += reply.gain < 0 ? weight : 0;
    record[at.length] += weight * reply.length;
  };
  const rivalPrice = ({ path, seller }: Departure, tau: number) => rivalsPrice(game, seller, path[tau - 1]);
  const follow = (departure: Departure, kind: "reply" | "ordinal") => {
    for (let tau = 1; tau <= followed; tau++) {
      record[pathAt(kind, "deviator", tau)] += weight * priceOf(game, departure.seller, departure.path[tau - 1]);
      record[pathAt(kind, "rival", tau)] += weight * rivalPrice(departure, tau);
    }
  };
  cycle.forEach((state, ordinal) => {
    for (let i = 0; i < game.sellers; i++) every(ordinal, state, i);
  });
}

/** Mean price of all sellers but one. */
function rivalsPrice(game: PriceGame, seller: number, played: number): number {
  let sum = 0;
  for (let i = 0; i < game.sellers; i++) if (i !== seller) sum += priceOf(game, i, played);
  return sum / (game.sellers - 1);
}

function measureOf(metric: string) {
  switch (metric) {
    case "profit_gain":
    case "profit_gain_ties_lowest_price":
    case "profit_gain_ties_random":
      return meanAt(at.gain);
    case "sd_profit_gain_across_sessions":
      return spreadAt(at.gain);
    case "share_sessions_constant_price":
      return meanAt(at.isConstant);
    case "share_sessions_two_cycle":
      return meanAt(at.isTwoCycle);
    case "share_equilibrium_on_path":
      return meanAt(at.isEquilibrium);
    case "rival_price_cut_at_tau2":
      return meanAt(at.cut);
    case "share_deviations_unprofitable":
      return meanAt(at.unprofitable);
    case "punishment_length":
      return meanAt(at.length);
    case "long_run_price":
      return meanAt(at.price);
    case "periods_to_convergence":
      return meanAt(at.periods);
    case "relative_gain_ratio_high_cost_over_low_cost":
      return ratioAt(at.firstOverNash, at.lastOverNash);
    default:
      return null;
  }
}

export const learningPrices = family<LearningPoint>({
  id: "CALVAN",
  summary: "Sellers that learn to price by Q-learning: how far above competition they end, and what holds them there",
  params: z.strictObject(learningFields).transform(learningPoint),
  solve: () => null,
  simulate(point, metric) {
    const measure = measureOf(metric);
    return measure === null
      ? null
      : measuredIn(sessionsOf(point, metric.startsWith("share_") ? "share" : "mean"), measure);
  },
});

interface ResponsePoint extends LearningPoint {
  readonly tau: number;
}

function responseFamily(id: "CALVIR" | "CALVORD", kind: "reply" | "ordinal", deviation: string, summary: string) {
  return family<ResponsePoint>({
    id,
    summary,
    params: z
      .strictObject({
        ...learningFields,
        deviation: z.literal(deviation).optional(),
        tau: z.int().min(1).max(followed),
      })
      .transform((written, context) => ({ ...learningPoint(written, context), tau: written.tau })),
    solve: () => null,
    simulate({ tau, ...point }, metric) {
      const who = metric === "mean_price_deviator" ? "deviator" : metric === "mean_price_rival" ? "rival" : null;
      return who === null ? null : measuredIn(sessionsOf(point, "share"), meanAt(pathAt(kind, who, tau)));
    },
  });
}

export const trueResponse = responseFamily(
  "CALVIR",
  "reply",
  "one period, static best response to the rival's limit price",
  "Prices after one learned seller cuts its own for a period",
);
/** The published figure: see docs/replication.md. */
export const publishedResponse = responseFamily(
  "CALVORD",
  "ordinal",
  "best response evaluated at state number = ordinal of the pre-shock state (what the replication code does)",
  "The same with the cut that the released routine makes",
);

/**
 * One session of two sellers who learn to price, as the replication of Calvano et al. plays it: the same market, tables and draws, so many
 * periods exactly. What a peer needs to play the same session is written to a file of doubles.
 *
 *   sellers, actions, α, δ, e^{−β}, 4 words of the draws of every period, 4 of all others,
 *   starting values (sellers × actions), profits (sellers × joint choices)
 */
import { benchmarksOf } from "../../sim/economics/calvano-market.ts";
import { seedWords } from "../../sim/economics/sellers/fast-draws.ts";
import { priceGame, startValues } from "../../sim/economics/sellers/price-game.ts";
import { createSession, learnTogether, startFrom } from "../../sim/economics/sellers/simultaneous.ts";
import { exp } from "../../sim/engine/math.ts";
import { createRng } from "../../sim/engine/rng.ts";

/** Baseline of the paper, section 3.1 and its figures: two goods alike, 15 prices, a memory of one period. */
const market = { quality: [2, 2], cost: [1, 1], spread: 0.25, outside: 0 };
const terms = { rate: 0.15, discount: 0.95, exploration: 4e-6, memory: 1, ties: "first" } as const;

export function calvanoSession() {
  const game = priceGame(benchmarksOf(market), { steps: 15, beyond: 0.1 });
  const session = createSession(game, terms.memory);
  const initial = startValues(game, { kind: "uniform" }, terms.discount);
  const draws = createRng("bench").stream("calvano");
  /** @returns a sum over all values that were learned: the same only if every period was */
  const play = (periods: number): number => {
    startFrom(session, initial);
    // Nobody counts as settled, so that the number of periods is what was asked for.
    learnTogether(session, game, terms, {
      draws,
      row: 0,
      limits: { stable: Number.POSITIVE_INFINITY, longest: periods },
    });
    return session.table.values.reduce((sum, value) => sum + value, session.state);
  };
  const table = (): Float64Array => {
    const words = [...seedWords(draws, 0), ...seedWords(draws, 0, 1)].map((word) => word >>> 0);
    const head = [game.sellers, game.actions, terms.rate, terms.discount, exp(-terms.exploration), ...words];
    return Float64Array.from([...head, ...initial, ...game.profit]);
  };
  return { play, table };
}

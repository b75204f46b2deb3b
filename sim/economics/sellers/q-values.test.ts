import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createRng } from "../../engine/rng.ts";
import { nextUniform, seedWords } from "./fast-draws.ts";
import { createQValues, rank, reinforce } from "./q-values.ts";
import { createSession, learnTogether, startFrom } from "./simultaneous.ts";

test("after any steps the best action kept is the first of greatest value, and its value is kept with it", () => {
  const step = fc.record({ action: fc.nat(4), sample: fc.integer({ min: -3, max: 3 }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const table = createQValues(1, 5);
      rank(table, 0, null);
      for (const { action, sample } of steps) {
        const before = table.best[0];
        const changed = reinforce(table, { row: 0, action }, sample, 0.5, null);
        const most = Math.max(...table.values);
        expect(table.best[0]).toBe(table.values.indexOf(most));
        expect(table.most[0]).toBe(most);
        expect(changed).toBe(table.best[0] !== before);
      }
    }),
    { seed: 20_260_923, numRuns: 300 },
  );
});

test("equals are taken by chance where ties go by chance", () => {
  const table = createQValues(1, 4);
  table.values.set([1, 2, 2, 2]);
  const words = seedWords(createRng("ties").stream("q"), 0);
  const seen = new Set(Array.from({ length: 60 }, () => rank(table, 0, words)));
  expect([...seen].sort()).toEqual([1, 2, 3]);
});

test("fast draws are uniform: mean, variance and neighbours", () => {
  const words = seedWords(createRng("draws").stream("fast"), 7);
  const draws = Array.from({ length: 100_000 }, () => nextUniform(words));
  const mean = draws.reduce((sum, u) => sum + u, 0) / draws.length;
  const variance = draws.reduce((sum, u) => sum + (u - 0.5) ** 2, 0) / draws.length;
  const together = draws.slice(1).reduce((sum, u, k) => sum + (u - 0.5) * (draws[k] - 0.5), 0) / draws.length;
  // Four standard errors of 100,000 draws: 0.289, 0.0745 and 0.0833 over √n.
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.0037);
  expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.00095);
  expect(Math.abs(together)).toBeLessThan(0.00106);
});

test("at full exploration every joint choice of three sellers comes equally often", () => {
  // Profit 0 and rate 1 leave a trace: the value of the last signal heard. Counted by a signal's own state.
  const joint = 8;
  const signal = Uint32Array.from({ length: joint }, (_, j) => j);
  const game = { sellers: 3, actions: 2, shocks: 1, profit: new Float64Array(3 * joint), signal, signals: joint };
  const session = createSession(game, 1);
  const counts = new Float64Array(joint);
  const terms = { rate: 0.5, discount: 0, exploration: 1e-9, memory: 1, ties: "first" } as const;
  const draws = createRng("explore").stream("joint");
  const runs = 8000;
  for (let row = 0; row < runs; row++) {
    startFrom(session, new Float64Array(6));
    learnTogether(session, game, terms, { draws, row, limits: { stable: 1e9, longest: 2 } });
    counts[session.state]++;
  }
  // Five standard errors of a count.
  for (const count of counts)
    expect(Math.abs(count - runs / joint)).toBeLessThan(5 * Math.sqrt((runs / joint) * (1 - 1 / joint)));
});

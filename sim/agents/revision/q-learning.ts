/**
 * Learns from its own pay alone: a running mean for each option that it tried, the best of them most of the time, now and then another.
 *
 *   Q_k ← Q_k + α (pay − Q_k) while k is played,   ε = exp(−decay · reviews) tries any option, else argmax Q
 *
 * One state and no discounting: what Calvano and others call stateless. An option never tried is tried when ε says so.
 */
import * as z from "zod";
import { exp } from "../../engine/math.ts";
import { revision } from "./revision.ts";

export default revision({
  id: "q-learning",
  summary: "Takes what paid it best so far, and now and then tries another.",
  equation: "Q_k ← Q_k + α (π − Q_k),  ε = exp(−decay · reviews)",
  source: [
    { cite: "Watkins and Dayan, Q-learning, Machine Learning 8, 1992", at: "update" },
    {
      cite: "Calvano, Calzolari, Denicolò and Pastorello, American Economic Review 110, 2020",
      at: "ε-greedy with decay",
    },
  ],
  params: z.strictObject({
    alpha: z
      .number()
      .min(0.001)
      .max(1)
      .default(0.15)
      .describe("Weight α of the newest pay; default: Calvano and others [0…1]"),
    decay: z.number().min(0).max(100).default(0.1).describe("Fall of the chance to try, by review; a judgement [1]"),
  }),
  create: ({ alpha, decay }) => ({
    learning: alpha,
    choose({ count, current, learned, reviews }, draw) {
      if (draw(0) < exp(-decay * reviews)) return Math.floor(draw(1) * count);
      let best = current;
      for (let k = 0; k < count; k++) if (learned[k] > learned[best]) best = k;
      return best;
    },
  }),
});

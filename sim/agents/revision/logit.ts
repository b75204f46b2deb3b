/**
 * Takes the better option more often, the more so the more it pays.
 *
 *   P(k) ∝ exp(π_k / (noise · scale))
 */
import * as z from "zod";
import { exp } from "../../engine/math.ts";
import { revision } from "./revision.ts";

export default revision({
  id: "logit",
  summary: "Takes an option with a chance that grows with what it would have paid.",
  equation: "P(k) ∝ exp(π_k / (noise · scale))",
  source: [
    {
      cite: "McKelvey and Palfrey, Quantal Response Equilibria for Normal Form Games, Games and Economic Behavior 10, 1995",
      at: "logit response",
    },
  ],
  params: z.strictObject({
    noise: z
      .number()
      .min(1e-6)
      .max(100)
      .default(0.05)
      .describe("Differences below this share of pay are hardly seen; a judgement [0…1]"),
  }),
  create: ({ noise }) => ({
    foresees: true,
    learning: 0,
    choose({ count, current, forecast, scale }, draw) {
      if (!(scale > 0)) return current;
      let most = Number.NEGATIVE_INFINITY;
      for (let k = 0; k < count; k++) most = Math.max(most, forecast[k]);
      const chance = (k: number) => exp((forecast[k] - most) / (noise * scale));
      let total = 0;
      for (let k = 0; k < count; k++) total += chance(k);
      let left = draw(0) * total;
      for (let k = 0; k < count; k++) {
        left -= chance(k);
        if (left < 0) return k;
      }
      return count - 1;
    },
  }),
});

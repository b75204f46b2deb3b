/**
 * Takes what would have paid best in the epoch past, all else as it was.
 *
 *   option = argmax π,   but stays while max π − π(current) ≤ inertia · scale
 */
import * as z from "zod";
import { revision } from "./revision.ts";

export default revision({
  id: "best-response",
  summary: "Takes what would have paid best, if it is better by more than the inertia.",
  equation: "argmax π, stays while max π − π(current) ≤ inertia · scale",
  source: [
    { cite: "Cournot, Recherches, 1838", at: "chapter VII" },
    {
      cite: "Gilboa and Matsui, Social Stability and Equilibrium, Econometrica 59, 1991",
      at: "best-response dynamics",
    },
  ],
  params: z.strictObject({
    inertia: z
      .number()
      .min(0)
      .max(10)
      .default(0.01)
      .describe("Least gain for which it changes, over the size of pay; a judgement [0…1]"),
  }),
  create: ({ inertia }) => ({
    foresees: true,
    learning: 0,
    choose({ count, current, forecast, scale }) {
      let best = current;
      for (let k = 0; k < count; k++) if (forecast[k] > forecast[best]) best = k;
      return forecast[best] - forecast[current] > inertia * scale ? best : current;
    },
  }),
});

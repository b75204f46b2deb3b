/**
 * Every owner draws one of sixteen prices in each market, the more often the more it has brought, and never stops trying.
 *
 *   P(a) = (1 − γ) wₐ / Σ w + γ / 16,   wₐ ← wₐ e^{γ x / (16 P(a))},   x = xᵢ / (highest − c), cut to 0…1
 *
 * xᵢ is the profit of all its nodes there for a unit that the market sold, and all ask the same. No seller does much worse in the
 * long run than by its best fixed price, whatever the others do. Owners beyond the share `sellers` ask their cost.
 */
import * as z from "zod";
import { learnerRows, profitPerUnit } from "../../economics/sellers/asking.ts";
import { exp3Chances, exp3Step, pick } from "../../economics/sellers/exp3.ts";
import { pricePerTokenMax } from "../../model/slots.ts";
import { mechanism, learningSteps as steps } from "../mechanism.ts";

const price = () => z.number().positive().max(pricePerTokenMax);

export default mechanism({
  slot: "asks",
  id: "exp3",
  summary: "Every owner draws one of sixteen prices in a market, the more often the more it has brought.",
  equation: "P(a) = (1 − γ) wₐ / Σ w + γ / K;  wₐ ← wₐ e^{γ x / (K P(a))}",
  source: [
    {
      cite: "Auer, Cesa-Bianchi, Freund, Schapire, SIAM Journal on Computing 32(1), 2002",
      at: "section 3: algorithm EXP3",
    },
  ],
  params: z.strictObject({
    lowest: price().default(10).describe("Lowest of the sixteen prices [base unit/token]"),
    highest: price().default(160).describe("Highest of them; not below the lowest [base unit/token]"),
    cost: z
      .number()
      .min(0)
      .max(pricePerTokenMax)
      .default(10)
      .describe("Cost c that owners reckon with [base unit/token]"),
    mix: z.number().gt(0).max(1).default(0.1).describe("Share γ of draws that are even over all prices [0…1]"),
    sellers: z
      .number()
      .min(0)
      .max(1)
      .default(1)
      .describe("Share of owners that learn, by row; the others ask their cost [0…1]"),
  }),
  memory: { network: { learnedAt: "f64" }, node: { step: "u32", chance: "f64" }, nodeState: { logWeight: "f64" } },
  create({ lowest, highest: above, cost, mix, sellers }, own) {
    const highest = Math.max(lowest, above);
    const chances = new Float64Array(steps);
    const { logWeight } = own.nodeState;
    return {
      ask(see, out, draw) {
        const rows = learnerRows(see);
        if (own.network.learnedAt[0] !== see.epoch + 1) {
          const profits = profitPerUnit(see, rows, cost);
          for (let i = 0; i < see.nodeCount; i++) {
            if (rows[i] !== i) continue;
            // Of one that begins nothing was drawn yet.
            const hasAsked = own.node.chance[i] > 0;
            const gain = Math.min(1, Math.max(0, profits[i] / Math.max(Number.MIN_VALUE, highest - cost)));
            const taken = i * steps + own.node.step[i];
            if (hasAsked && !Number.isNaN(gain)) logWeight[taken] += exp3Step(gain, own.node.chance[i], mix, steps);
            exp3Chances(logWeight, i * steps, mix, chances);
            own.node.step[i] = pick(chances, draw(i, 0));
            own.node.chance[i] = chances[own.node.step[i]];
          }
          own.network.learnedAt[0] = see.epoch + 1;
        }
        const learners = sellers * see.operatorCount;
        for (let i = 0; i < see.nodeCount; i++) {
          const step = lowest + (own.node.step[rows[i]] * (highest - lowest)) / (steps - 1);
          out[i] = see.nodes.operator[i] < learners ? step : Math.max(lowest, cost);
        }
      },
    };
  },
});

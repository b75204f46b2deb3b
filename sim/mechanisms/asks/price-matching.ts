/**
 * Every node asks what its cheapest rival asked, but not less than its cost.
 *
 *   askᵢ = max(c, least ask of other owners in the market, an epoch ago);  without a rival as before
 *
 * Where all match, nobody sells more by asking less, so that a high price stands by itself; one rival who asks his cost takes all
 * down to it. Owners beyond the share `sellers` ask their cost.
 */
import * as z from "zod";
import { lowestRivals } from "../../economics/sellers/asking.ts";
import { pricePerTokenMax } from "../../model/slots.ts";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "asks",
  id: "price-matching",
  summary: "Every node asks what its cheapest rival asked, but not less than its cost.",
  equation: "askᵢ = max(c, min over rivals of ask, an epoch ago)",
  source: [
    {
      cite: "Salop, Practices that (credibly) facilitate oligopoly co-ordination, 1986",
      at: "price matching takes the gain from every cut",
    },
  ],
  params: z.strictObject({
    cost: z
      .number()
      .positive()
      .max(pricePerTokenMax)
      .default(10)
      .describe("Cost c that owners reckon with [base unit/token]"),
    sellers: z
      .number()
      .min(0)
      .max(1)
      .default(1)
      .describe("Share of owners that match, by row; the others ask their cost [0…1]"),
  }),
  create: ({ cost, sellers }) => ({
    ask(see, out) {
      const { asks } = lowestRivals(see);
      const matchers = sellers * see.operatorCount;
      for (let i = 0; i < see.nodeCount; i++) {
        const rival = Number.isFinite(asks[i]) ? asks[i] : see.nodes.ask[i];
        const isMatching = see.nodes.operator[i] < matchers;
        out[i] = isMatching ? Math.min(pricePerTokenMax, Math.max(cost, rival)) : cost;
      }
    },
  }),
});

/**
 * Pays by work, but the largest account withholds its blocks whenever that pays.
 *
 *   pay₁ = ⌊emission · R(a, g)⌋,   R = (a (1 − a)² (4a + g (1 − 2a)) − a³) / (1 − a (1 + (2 − a) a)),   when a > (1 − g) / (3 − 2g)
 *   the others share emission · (1 − R) by work; below that share, and among equals at the top, everybody is paid by work
 *
 * With half of the work or more it wins every block. Difficulty is taken to have followed, so that an epoch pays as many blocks as
 * without withholding: the others lose what the withholder gains.
 */
import * as z from "zod";
import { ofActive } from "../../measures/active.ts";
import { apportion } from "../../measures/apportion.ts";
import { withheldRevenue, withholdingPaysFrom } from "../../measures/withheld-revenue.ts";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "reward",
  id: "withheld-blocks",
  catalogue: "R-55",
  summary: "By work, with the largest account withholding its blocks when that pays.",
  equation: "pay₁ = ⌊R · (a (1 − a)² (4a + g (1 − 2a)) − a³) / (1 − a (1 + (2 − a) a))⌋ when a > (1 − g) / (3 − 2g)",
  source: [
    {
      cite: "Eyal and Sirer, Majority Is Not Enough: Bitcoin Mining Is Vulnerable, Financial Cryptography 2014",
      at: "equation 8; threshold in section 5",
    },
  ],
  params: z.strictObject({
    following: z
      .number()
      .min(0)
      .max(1)
      .default(0.5)
      .describe(
        "Share g of the others that builds on the withholder's block in a tie; default: as by a coin's toss [0…1]",
      ),
  }),
  create: ({ following }) => ({
    allocate({ accountCount, accounts: { liveNodes, work, status } }, emission, out) {
      const searching = ofActive(status, accountCount, (a) => (liveNodes[a] > 0 ? work[a] : 0));
      let [total, most, first, ties] = [0, 0, -1, 0];
      for (let a = 0; a < accountCount; a++) {
        out[a] = searching[a];
        total += out[a];
        if (out[a] > most) [most, first, ties] = [out[a], a, 1];
        else if (out[a] === most) ties++;
      }
      const share = total > 0 ? most / total : 0;
      if (ties === 1 && share > withholdingPaysFrom(following) && share < 1) {
        const won = share < 0.5 ? withheldRevenue(share, following) : 1;
        // Of the others' work so much, that the withholder has its part of the whole.
        out[first] = won < 1 ? ((total - most) * won) / (1 - won) : total;
        if (won === 1) for (let a = 0; a < accountCount; a++) if (a !== first) out[a] = 0;
      }
      apportion(total > 0 ? emission : 0, out, accountCount);
    },
  }),
});

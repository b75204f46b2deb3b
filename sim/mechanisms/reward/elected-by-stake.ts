/**
 * Stake elects who may work for pay; pay then goes by work alone.
 *
 *   payᵢ = ⌊emission · pointsᵢ / Σ points⌋ over the k accounts of most stake, points the requests served
 *
 * Among the elected more stake earns no more, so that holders who look at yield spread over them.
 */
import * as z from "zod";
import { apportion } from "../../measures/apportion.ts";
import { AccountStatus } from "../../model/tables/accounts.ts";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "reward",
  id: "elected-by-stake",
  catalogue: "R-18",
  summary: "The accounts of most stake are elected and share the emission by the requests they served.",
  equation: "payᵢ = ⌊emission · pointsᵢ / Σ points⌋ over the k of most stake",
  needs: "stake",
  source: [{ cite: "Web3 Foundation, Nominated Proof-of-Stake", at: "era points: rewards by work, not by stake" }],
  params: z.strictObject({
    seats: z.int().min(1).max(100_000).default(297).describe("Accounts k that are elected [1]"),
  }),
  create: ({ seats }) => ({
    allocate({ accountCount, accounts: { stake, delegated, served, status } }, emission, out) {
      const held = (a: number) => stake[a] + delegated[a];
      const rows = Array.from({ length: accountCount }, (_, a) => a);
      const elected = rows.filter((a) => status[a] === AccountStatus.active && held(a) > 0);
      elected.sort((a, b) => held(b) - held(a) || a - b);
      out.fill(0, 0, accountCount);
      for (const a of elected.slice(0, seats)) out[a] = served[a];
      apportion(emission, out, accountCount);
    },
  }),
});

/**
 * Holders who do not choose are given an account, and stay with it while it is active.
 *
 *   largest   the active account with the most stake and delegations
 *   random    any active account, evenly
 *   health    any active account, evenly, of those that served a share hmin of their requests without a fault
 *
 * What a wallet or an exchange offers first is where most stake goes. With `health` and nobody healthy it is the healthiest.
 */
import * as z from "zod";
import { AccountStatus } from "../../model/tables/accounts.ts";
import type { EpochView } from "../../model/view.ts";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "delegation",
  id: "default-target",
  summary: "Holders stay with the account that a default gives them: the largest, a random one, or a healthy one.",
  equation: "a = argmax x, or uniform, or uniform over healthₐ ≥ hmin",
  needs: "delegators",
  source: [
    {
      cite: "Madrian and Shea, The Power of Suggestion, Quarterly Journal of Economics 116, 2001",
      at: "defaults stick",
    },
    { cite: "Gonka documentation, network updates, epochs 306–307", at: "delegations sat with one guardian" },
  ],
  params: z.strictObject({
    target: z
      .enum(["largest", "random", "health"])
      .default("largest")
      .describe("Which account the default gives [choice]"),
    healthMin: z
      .number()
      .min(0)
      .max(1)
      .default(0.98)
      .describe("Share hmin of requests served without fault; assumed [0…1]"),
    take: z.number().min(0).max(1).default(0.1).describe("Part of the reward that an account keeps; assumed [0…1]"),
  }),
  create: ({ target, healthMin, take }) => ({
    choose(see, out, draw) {
      const offered = offeredBy(see, target, healthMin);
      for (let d = 0; d < see.delegatorCount; d++) {
        const current = see.delegators.account[d];
        if (current >= 0 && isOpen(see, current)) out[d] = current;
        else out[d] = offered.length === 0 ? -1 : offered[Math.floor(draw(d, 0) * offered.length)];
      }
    },
    limit: () => Number.POSITIVE_INFINITY,
    commission: () => take,
  }),
});

function isOpen({ accounts }: EpochView, account: number): boolean {
  return accounts.status[account] === AccountStatus.active && accounts.isAdmitted[account] === 1;
}

/** Accounts that the default may give. */
function offeredBy(see: EpochView, target: "largest" | "random" | "health", healthMin: number): number[] {
  const open: number[] = [];
  for (let a = 0; a < see.accountCount; a++) if (isOpen(see, a)) open.push(a);
  if (target === "random" || open.length === 0) return open;
  const { stake, delegated } = see.accounts;
  const score = (a: number) => (target === "largest" ? stake[a] + delegated[a] : healthOf(see, a));
  const healthy = target === "health" ? open.filter((a) => score(a) >= healthMin) : [];
  if (healthy.length > 0) return healthy;
  return [open.reduce((best, a) => (score(a) > score(best) ? a : best))];
}

/** Share of requests served, times the share of checks without fault; 1 for who was asked nothing. */
function healthOf({ accounts: { served, missed, checks, faults } }: EpochView, a: number): number {
  const asked = served[a] + missed[a];
  return (asked > 0 ? served[a] / asked : 1) * (checks[a] > 0 ? 1 - faults[a] / checks[a] : 1);
}

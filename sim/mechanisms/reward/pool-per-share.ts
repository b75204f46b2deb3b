/**
 * Pools pay members what they may expect, block or no block, as long as the blocks that they win allow.
 *
 *   owedᵢ ← owedᵢ + (1 − f) · ⌊emission / B⌋ · B · workᵢ / Σ work
 *   payᵢ = owedᵢ · min(1, won / Σ owed of the pool), the rest is owed on;   the pool's runner gets what is left of its blocks
 *
 * A pool without capital: what bad luck leaves unpaid is paid from later luck, and good luck beyond what is owed is the
 * runner's. A pool with capital pays at once and bears the luck itself; that money is off the books here. Full pay per
 * share adds the fees of blocks, which go to the serving host in this model, so the two are one. The largest accounts
 * run the pools (`measures/pools.ts`).
 */
import * as z from "zod";
import { ofActive } from "../../measures/active.ts";
import { winnersOf } from "../../measures/lottery.ts";
import { poolsOf, poolTotals } from "../../measures/pools.ts";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "reward",
  id: "pool-per-share",
  catalogue: "R-53",
  summary: "Pools owe their members the expected pay less a fee, and pay it as their blocks allow.",
  equation: "owedᵢ += (1 − f) · emission · workᵢ / Σ work;  payᵢ = owedᵢ · min(1, won / Σ owed)",
  source: [
    {
      cite: "Foundry USA Pool, questions about payouts",
      at: "pay per share: the pool pays the expected subsidy, fee 0–4 %",
    },
    {
      cite: "Rosenfeld, Analysis of Bitcoin Pooled Mining Reward Systems, arXiv:1112.4980",
      at: "pay per share, and its form without capital",
    },
  ],
  params: z.strictObject({
    blocks: z.int().min(1).max(4096).default(144).describe("Blocks B in an epoch [block]"),
    pools: z.int().min(1).max(1000).default(5).describe("Accounts that run a pool, assumed [pool]"),
    fee: z.number().min(0).max(1).default(0.02).describe("Part f of a member's expected pay that the pool keeps [0…1]"),
  }),
  memory: { account: { owed: "f64", before: "f64", asked: "f64" } },
  create({ blocks, pools, fee }, { account: own }) {
    return {
      allocate({ epoch, accountCount, accounts: { liveNodes, work, status } }, emission, out, draw) {
        const perBlock = Math.floor(emission / blocks);
        const tickets = ofActive(status, accountCount, (a) => (liveNodes[a] > 0 ? work[a] : 0));
        const runner = poolsOf(tickets, accountCount, pools);
        const byPool = poolTotals(tickets, runner);
        const won = winnersOf(byPool, blocks, (k) => draw(0, k));
        const all = byPool.reduce((sum, held) => sum + held, 0);
        const owed = new Float64Array(accountCount);
        for (let a = 0; a < accountCount; a++) {
          if (own.asked[a] !== epoch + 1) own.before[a] = own.owed[a];
          own.asked[a] = epoch + 1;
          const isMember = runner[a] >= 0 && runner[a] !== a;
          owed[a] = isMember ? own.before[a] + ((1 - fee) * perBlock * blocks * tickets[a]) / all : 0;
        }
        const owing = poolTotals(owed, runner);
        out.fill(0, 0, accountCount);
        const left = Float64Array.from(won, (count) => count * perBlock);
        const funds = left.slice();
        for (let a = 0; a < accountCount; a++) {
          const head = runner[a];
          if (head < 0 || head === a || owing[head] === 0) continue;
          out[a] = Math.min(left[head], Math.floor(owed[a] * Math.min(1, funds[head] / owing[head])));
          left[head] -= out[a];
        }
        // Who is away this epoch is owed on.
        for (let a = 0; a < accountCount; a++) {
          if (runner[a] === a) out[a] += left[a];
          own.owed[a] = runner[a] < 0 ? own.before[a] : Math.max(0, owed[a] - out[a]);
        }
      },
    };
  },
});

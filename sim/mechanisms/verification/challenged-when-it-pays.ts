/**
 * A result stands unless somebody challenges it, and challengers look only where it pays.
 *
 *   P(check) = 1 when q · b · bond ≥ cost, else watchers;   q ← q + (faults / checks − q) · α, from the prior at the start
 *
 * A challenger that runs a request again wins the share b of the bond when it finds a fault, which it expects with the
 * share q of faults it has seen of that account. When nobody cheats q falls, nobody looks, and only the watchers of
 * good will are left: the verifier's dilemma. A fault costs the bond, of which the share b goes to the accounts whose checks found
 * it. The window in which a result can be challenged delays payment by less
 * than an epoch and is left out.
 */
import * as z from "zod";
import { mechanism } from "../mechanism.ts";

/** Base units in a token: 1 GNK = 10⁹ ngonka (Gonka, genesis/genesis.json). */
const baseUnitsPerToken = 1e9;
const share = (fallback: number) => z.number().min(0).max(1).default(fallback);

export default mechanism({
  slot: "verification",
  id: "challenged-when-it-pays",
  catalogue: "R-09",
  summary: "Results stand unless challenged, and challengers look only where a share of the bond repays it.",
  equation: "P(check) = 1 when q · b · bond ≥ cost, else w;  q ← (1 − α) q + α · faults / checks",
  needs: "bond",
  source: [
    {
      cite: "Conway and others, opML: Optimistic Machine Learning on Blockchain, arXiv:2401.17555",
      at: "one honest challenger suffices",
    },
    {
      cite: "Luu and others, Demystifying Incentives in the Consensus Computer, CCS 2015",
      at: "the verifier's dilemma",
    },
  ],
  params: z.strictObject({
    bond: z
      .number()
      .min(0)
      .max(1e9)
      .default(100)
      .describe("Bond behind an account's answers; 0: what the collateral rule asks, assumed [GNK]"),
    cost: z
      .number()
      .min(0)
      .max(1e6)
      .default(0.01)
      .describe("What running a request again costs a challenger, assumed [GNK]"),
    bounty: share(0.5).describe("Share b of the bond that a challenger wins, assumed [0…1]"),
    watchers: share(0.001).describe("Share of requests that are checked out of good will, assumed [0…1]"),
    prior: share(0.01).describe("Share q of faults that challengers expect at the start, assumed [0…1]"),
    learning: share(0.1).describe("Weight α of an epoch's faults in what they expect, assumed [0…1]"),
  }),
  memory: { account: { expected: "f64", asked: "f64" } },
  create({ bond, cost, bounty, watchers, prior, learning }, { account: own }) {
    return {
      bond: bond * baseUnitsPerToken,
      bounty,
      checkFraction({ epoch, nodes, accounts: { checks, faults, collateral } }, node) {
        const a = nodes.account[node];
        if (own.asked[a] === 0) own.expected[a] = prior;
        else if (own.asked[a] !== epoch + 1 && checks[a] > 0) {
          own.expected[a] += (faults[a] / checks[a] - own.expected[a]) * learning;
        }
        own.asked[a] = epoch + 1;
        const gain = own.expected[a] * bounty * collateral[a];
        return gain > 0 && gain >= cost * baseUnitsPerToken ? 1 : watchers;
      },
    };
  },
});

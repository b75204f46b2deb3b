/**
 * Votes cost their square.
 *
 *   powerᵢ = √max(0, xᵢ − b),   x stake with what is delegated [GNK], or weight; b the bond of an identity
 *
 * Splitting a stake over N accounts multiplies its votes by √N, less N − 1 bonds: without a bond, or somebody who checks
 * persons, the root rewards whoever presents the most accounts.
 */
import * as z from "zod";
import { votesFor } from "../../measures/quadratic.ts";
import { AccountStatus } from "../../model/tables/accounts.ts";
import { mechanism } from "../mechanism.ts";

/** 1 GNK = 10⁹ ngonka (Gonka, genesis/genesis.json). */
const baseUnitsPerToken = 1e9;

export default mechanism({
  slot: "power",
  id: "quadratic",
  catalogue: "R-58",
  summary: "An active account votes with the root of its stake or weight beyond an identity's bond.",
  equation: "powerᵢ = √max(0, xᵢ − b)",
  needs: "stake",
  source: [
    { cite: "Lalley and Weyl, Quadratic Voting, AEA Papers and Proceedings 108, 2018", at: "price of v votes: v²" },
    { cite: "Posner and Weyl, Radical Markets, 2018", at: "chapter 2" },
  ],
  params: z.strictObject({
    of: z
      .enum(["stake", "weight"])
      .default("stake")
      .describe("What is rooted: stake with what is delegated, or weight [choice]"),
    bond: z.number().min(0).max(1e9).default(0).describe("Part of x that gives no votes, an identity's bond [GNK]"),
  }),
  create({ of, bond }) {
    const unit = of === "stake" ? baseUnitsPerToken : 1;
    return {
      countsDelegated: of === "stake",
      assign({ accountCount, accounts: { stake, delegated, weight, status } }, out) {
        for (let a = 0; a < accountCount; a++) {
          const held = (of === "stake" ? stake[a] + delegated[a] : weight[a]) / unit;
          out[a] = status[a] === AccountStatus.active ? votesFor(Math.max(0, held - bond)) : 0;
        }
      },
    };
  },
});

/**
 * Clients buy credit of one dollar by burning tokens; hosts are paid by minting tokens for the credit they settle.
 *
 *   burned = fee,   minted = fee · (1 − s) · P_mint / P_settle
 *   cover = P_settle / (P_mint · (1 − s)):  below `halt` no credit is sold in the next epoch, and fees go to the host in tokens
 *
 * A client buys at the price of the epoch before (P_mint), the host settles at this epoch's (P_settle): per dollar the
 * supply changes by 1/P_settle − 1/P_mint, so hosts are safe from the token's price and its holders bear it. Cover is
 * the worth of the tokens burned over the credit they made. An epoch is far longer than the oracle's hour of averaging,
 * which is left out with its filter of outliers; the warning at a cover of 0.95 decides nothing and is left out too.
 * Without a price of the token, credit is worth what was burned.
 */
import * as z from "zod";
import type { FeeSplit } from "../../model/slots.ts";
import { mechanism } from "../mechanism.ts";

/** More than so much of a fee is never minted: the model's limit. */
const mintedMost = 10;
const inTokens: FeeSplit = { hostFraction: 1, burnedFraction: 0, mintedFraction: 0 };

export default mechanism({
  slot: "fees",
  id: "credit-burn-mint",
  catalogue: "R-33",
  summary: "Clients burn tokens for dollar credit; hosts get new tokens for the credit they settle.",
  equation: "burned = fee, minted = fee · (1 − s) · P_mint / P_settle;  halted when P_settle / (P_mint (1 − s)) < h",
  needs: "token-price",
  source: [
    {
      cite: "Akash Network, AEP-76 (d21edcd), final on 23 March 2026",
      at: "burn-mint equilibrium: spread 25 bp, halt at 90 %",
    },
  ],
  params: z.strictObject({
    spread: z
      .number()
      .min(0)
      .max(0.5)
      .default(0.0025)
      .describe("Part s of the worth that a buyer of credit loses [0…1]"),
    halt: z.number().min(0).max(1).default(0.9).describe("Cover of credit below which no more is sold [0…1]"),
  }),
  memory: { network: { asked: "f64", priceBefore: "f64", isHalted: "u8", ratio: "f64" } },
  create({ spread, halt }, { network: own }) {
    return {
      split({ epoch, network }) {
        if (own.asked[0] !== epoch + 1) {
          own.asked[0] = epoch + 1;
          const price = network.tokenPrice[0];
          const bought = own.priceBefore[0] > 0 ? own.priceBefore[0] : price;
          const wasHalted = own.isHalted[0] === 1;
          const ratio = price > 0 ? (1 - spread) * (bought / price) : 1 - spread;
          own.isHalted[0] = !wasHalted && 1 / ratio < halt ? 1 : 0;
          own.ratio[0] = wasHalted ? -1 : Math.min(mintedMost, ratio);
          own.priceBefore[0] = price;
        }
        if (own.ratio[0] < 0) return inTokens;
        return { hostFraction: 0, burnedFraction: 1, mintedFraction: own.ratio[0] };
      },
    };
  },
});

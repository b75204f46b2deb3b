/**
 * Makes new money by the root of all stake: the yield of a stake falls as others come.
 *
 *   R = ⌊F · √S · (epoch / t)⌋,   S the bonded stake [base unit], one step of length t pays F · √S
 *
 * An amount bonded by itself earns F / √S of itself a step, whoever holds it: four times the stake halves the yield and doubles
 * what is made. The real network rounds a base reward for each ether and takes off what is missed; here all of it is made.
 */
import * as z from "zod";
import { mechanism } from "../mechanism.ts";

/** More than nine million tokens in an epoch is no longer exact. [base unit] */
const perEpochMost = 9e15;

export default mechanism({
  slot: "emission",
  id: "root-of-stake",
  summary: "New money in proportion to the root of all stake, so that its yield falls as stake comes.",
  equation: "R = ⌊F · √S · epoch / t⌋, S the stake bonded",
  needs: "stake",
  source: [
    {
      cite: "Ethereum, consensus-specs",
      at: "specs/altair/beacon-chain.md, get_base_reward_per_increment: 10⁹ · 64 / √S gwei for each 10⁹ gwei of S, an epoch",
    },
    { cite: "Ethereum, consensus-specs", at: "specs/phase0/beacon-chain.md: 32 slots of 12 s an epoch" },
  ],
  params: z.strictObject({
    factor: z.number().min(0).max(1e6).default(64).describe("Factor F, base units over the root of base units [1]"),
    step: z.number().min(1).max(1e8).default(384).describe("Length t of a step [s]"),
  }),
  create({ factor, step }) {
    return {
      perEpoch(_, { network: { bonded, epochSeconds } }) {
        const amount = factor * Math.sqrt(bonded[0]) * (epochSeconds[0] / step);
        return Math.min(perEpochMost, Math.floor(amount));
      },
    };
  },
});

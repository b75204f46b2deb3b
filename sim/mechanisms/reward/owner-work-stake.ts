/**
 * A fixed part for who runs the network, the rest in halves for those who work and those who stake.
 *
 *   payᵢ = R · (1 − o) · (v · sᵢ + (1 − v) · wᵢ),   s shares of stake, w shares of work, o kept by the owner
 *
 * The owner's part stays in the treasury. With nobody staked, or no work done, that half stays there too.
 */
import * as z from "zod";
import { clearInactive, ofActive } from "../../measures/active.ts";
import { apportion } from "../../measures/apportion.ts";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "reward",
  id: "owner-work-stake",
  catalogue: "R-15",
  summary: "A fixed part for the owner, the rest in halves by work and by stake.",
  equation: "payᵢ = R · (1 − o) · (v · sᵢ + (1 − v) · wᵢ)",
  needs: "stake",
  source: [{ cite: "Opentensor, subtensor, 2026", at: "owner cut 0.18, the rest in halves: 0.18 / 0.41 / 0.41" }],
  params: z.strictObject({
    ownerFraction: z
      .number()
      .min(0)
      .max(1)
      .default(0.18)
      .describe("Part o that stays with the owner, in the treasury [0…1]"),
    stakeFraction: z.number().min(0).max(1).default(0.5).describe("Part v of the rest that goes by stake [0…1]"),
  }),
  create: ({ ownerFraction, stakeFraction }) => ({
    allocate({ accountCount, accounts: { stake, delegated, work, status } }, emission, out) {
      const open = Math.floor(emission * (1 - ownerFraction));
      const toStake = Math.floor(open * stakeFraction);
      const byStake = ofActive(status, accountCount, (a) => stake[a] + delegated[a]);
      for (let a = 0; a < accountCount; a++) out[a] = work[a];
      apportion(toStake, byStake, accountCount);
      clearInactive(out, status, accountCount);
      apportion(open - toStake, out, accountCount);
      for (let a = 0; a < accountCount; a++) out[a] += byStake[a];
    },
  }),
});

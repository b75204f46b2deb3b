/**
 * Moves inflation by a constant step toward a share of bonded stake, without a limit but zero.
 *
 *   i ← i + s when bonded / supply < target, else max(0, i − s);   R = ⌊i · supply⌋, one step an epoch
 *
 * A controller whose target cannot be reached ratchets: with bonding at 40–50 % of the supply under a target of 50 %,
 * inflation only rises. A round of the real network is about 21 h, near the default epoch. Held to 9,000,000 tokens an
 * epoch.
 */
import * as z from "zod";
import { inflationStep } from "../../measures/inflation-step.ts";
import { mechanism } from "../mechanism.ts";

const perEpochMost = 9e15;
/** Parts per billion in the whole. */
const ppbMost = 1e9;
const ppb = (fallback: number) => z.number().min(0).max(ppbMost).default(fallback);

export default mechanism({
  slot: "emission",
  id: "bonding-controller",
  catalogue: "R-30",
  summary: "Inflation rises by a step while too little stake is bonded and falls by it otherwise.",
  equation: "i ← max(0, i ± s), + when bonded / supply < target;  R = ⌊i · supply⌋",
  needs: "supply",
  source: [
    { cite: "Livepeer, protocol (f225b10)", at: "contracts/token/Minter.sol: target 50 %, 500 ppb a round" },
    { cite: "Livepeer on its second layer", at: "inflation of 218,500 ppb a round at the start" },
  ],
  params: z.strictObject({
    initial: ppb(218_500).describe("Inflation of the first epoch [10⁻⁹/epoch]"),
    target: z.number().min(0).max(1).default(0.5).describe("Share of the supply that should be bonded [0…1]"),
    step: ppb(500).describe("Change of inflation in an epoch [10⁻⁹/epoch]"),
  }),
  /**
   * `asked` is 1 + the last epoch that it was asked about, `begun` 1 + the first; `before` is the inflation of the epoch before. Asked
   * twice in an epoch it moves once, and other parameters, as in a trial before a vote, move it otherwise.
   */
  memory: { network: { inflation: "f64", before: "f64", begun: "f64", asked: "f64" } },
  create({ initial, target, step }, { network: own }) {
    const limits = { target, step, floor: 0, ceiling: ppbMost };
    return {
      perEpoch(epoch, { network }) {
        const supply = network.issued[0] - network.burned[0];
        if (own.begun[0] === 0) own.begun[0] = epoch + 1;
        if (own.asked[0] !== epoch + 1) own.before[0] = own.inflation[0];
        own.asked[0] = epoch + 1;
        const bonded = supply > 0 ? network.bonded[0] / supply : 0;
        const isFirst = own.begun[0] === epoch + 1;
        own.inflation[0] = isFirst ? initial : inflationStep(own.before[0], bonded, limits);
        return Math.min(perEpochMost, Math.floor((own.inflation[0] / ppbMost) * supply));
      },
    };
  },
});

/**
 * Moves inflation by a constant step toward a share of bonded stake, between a floor and a ceiling.
 *
 *   i ← min(ceiling, max(floor, i ± s)), + when bonded / supply < target;   R = ⌊i · supply⌋, one step an epoch
 *
 * The proposed cure of a controller whose target cannot be reached: the ratchet ends at the ceiling. Proposed and not
 * adopted. The other proposal, a target of 0.46 with a step of 700 ppb, is this rule with these numbers and wide
 * limits. Held to 9,000,000 tokens an epoch.
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
  id: "bonding-controller-bounded",
  catalogue: "R-31",
  summary: "Inflation moves by a step toward a target of bonded stake, within a floor and a ceiling.",
  equation: "i ← min(c, max(f, i ± s)), + when bonded / supply < target;  R = ⌊i · supply⌋",
  needs: "supply",
  source: [
    { cite: "Livepeer, LIP-100 (5efffd2)", at: "floor 50,000, ceiling 750,000, step 1,000 ppb; abandoned" },
    { cite: "Livepeer, LIP-107 (5efffd2)", at: "target 46 %, step 700 ppb; voted down in November 2025" },
  ],
  params: z.strictObject({
    initial: ppb(218_500).describe("Inflation of the first epoch [10⁻⁹/epoch]"),
    target: z.number().min(0).max(1).default(0.5).describe("Share of the supply that should be bonded [0…1]"),
    step: ppb(1_000).describe("Change of inflation in an epoch [10⁻⁹/epoch]"),
    floor: ppb(50_000).describe("Lowest inflation [10⁻⁹/epoch]"),
    ceiling: ppb(750_000).describe("Highest inflation [10⁻⁹/epoch]"),
  }),
  /**
   * `asked` is 1 + the last epoch that it was asked about, `begun` 1 + the first; `before` is the inflation of the epoch before. Asked
   * twice in an epoch it moves once, and other parameters, as in a trial before a vote, move it otherwise.
   */
  memory: { network: { inflation: "f64", before: "f64", begun: "f64", asked: "f64" } },
  create({ initial, target, step, floor, ceiling }, { network: own }) {
    const limits = { target, step, floor: Math.min(floor, ceiling), ceiling };
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

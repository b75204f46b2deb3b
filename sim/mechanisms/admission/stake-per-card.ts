/**
 * An account takes part when its stake covers all its cards.
 *
 *   admittedᵢ = stakeᵢ ≥ base · Σ over i's nodes of cards · max(1, multiplier of the card)
 *
 * Of the real table of multipliers only the H100's is at hand, 10; other cards have theirs by their processing
 * performance to it, an assumption. All installed cards count, live or not. Cooldown and slashing are other slots'
 * matters.
 */
import * as z from "zod";
import { exportFacts } from "../../model/catalogue/export-facts.ts";
import { hardwareIds } from "../../model/catalogue/ids.ts";
import { mechanism } from "../mechanism.ts";

/** Base units in a token: 1 GNK = 10⁹ ngonka (Gonka, genesis/genesis.json). */
const baseUnitsPerToken = 1e9;
const reference = exportFacts[hardwareIds.indexOf("h100")].tpp;

export default mechanism({
  slot: "admission",
  id: "stake-per-card",
  catalogue: "R-49",
  summary: "An account takes part when its own stake covers all its cards, dearer ones for more.",
  equation: "admittedᵢ = stakeᵢ ≥ base · Σ cards · max(1, multiplier)",
  needs: "accounts-stake",
  source: [
    {
      cite: "io.net, documentation, 2024",
      at: "200 IO × max(1, GPU multiplier) a GPU; H100 × 10, so 16,000 IO for eight",
    },
  ],
  params: z.strictObject({
    base: z.number().min(0).max(1e6).default(200).describe("Stake for a card of multiplier 1 [GNK/card]"),
    h100: z
      .number()
      .min(0)
      .max(1000)
      .default(10)
      .describe("Multiplier of an H100; other cards by their performance to it [1]"),
  }),
  create({ base, h100 }) {
    const perCard = exportFacts.map(({ tpp }) => base * baseUnitsPerToken * Math.max(1, (h100 * tpp) / reference));
    return {
      admit(
        { nodeCount, accountCount, nodes: { account, hardware, cards }, accounts: { stake }, catalogue: { like } },
        out,
        charge,
      ) {
        const wanted = new Float64Array(accountCount);
        for (let i = 0; i < nodeCount; i++) wanted[account[i]] += cards[i] * perCard[like[hardware[i]]];
        for (let a = 0; a < accountCount; a++) {
          out[a] = stake[a] >= wanted[a] ? 1 : 0;
          charge[a] = 0;
        }
      },
    };
  },
});

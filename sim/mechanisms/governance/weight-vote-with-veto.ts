/**
 * Quorum, majority, veto, and a quicker vote with a higher bar.
 *
 *   vetoed   when cast / total ≥ q and veto / cast > v           cast = yes + no + veto + abstain
 *   passed   when cast / total ≥ q and yes / (yes + no + veto) > m, m higher while expedited
 *
 * An expedited proposal that has not passed in its shorter time goes on as any other. Nobody votes for others: who is silent is
 * not counted. A veto burns the deposit.
 */
import * as z from "zod";
import { mechanism } from "../mechanism.ts";

/** 1 GNK = 10⁹ ngonka (Gonka, genesis/genesis.json). */
const baseUnitsPerToken = 1e9;

export default mechanism({
  slot: "governance",
  id: "weight-vote-with-veto",
  summary:
    "Passes with a quorum, a majority and no third that vetoes; an expedited vote is shorter and needs two thirds.",
  equation: "cast / total ≥ q, yes / (cast − abstain) > m (expedited mₑ), veto / cast ≤ v; the silent do not count",
  source: [
    {
      cite: "Gonka, genesis/genesis.json and upgrade v0.2.13",
      at: "gov: quorum 0.334, from v0.2.13 0.25; threshold 0.5, veto 0.334, expedited 0.667; 48 h, expedited 12 h",
    },
    { cite: "Gonka documentation, August 2026", at: "governance/creating-proposals.md: deposits of 500 and 1,000 GNK" },
  ],
  params: z.strictObject({
    quorum: z.number().min(0).max(1).default(0.25).describe("Least share q of all votes that must be cast [0…1]"),
    threshold: z.number().min(0).max(1).default(0.5).describe("Yes must pass this share m of yes, no and veto [0…1]"),
    expeditedThreshold: z.number().min(0).max(1).default(0.667).describe("The same while it is expedited [0…1]"),
    veto: z.number().min(0).max(1).default(0.334).describe("Vetoes above this share v of votes cast veto it [0…1]"),
    deposit: z.number().min(0).max(1e9).default(500).describe("What a proposal locks [GNK]"),
    votingEpochs: z.int().min(1).max(1000).default(2).describe("From proposal to count [epoch]"),
    expeditedEpochs: z.int().min(1).max(1000).default(1).describe("The same when expedited: 12 h, rounded up [epoch]"),
    timelockEpochs: z.int().min(0).max(1000).default(0).describe("From count to enactment [epoch]"),
  }),
  create: ({ quorum, threshold, expeditedThreshold, veto: vetoMax, deposit, ...epochs }) => ({
    inheritance: "silent-abstain",
    ...epochs,
    deposit: Math.round(deposit * baseUnitsPerToken),
    passes({ yes, no, veto, abstain, total, isExpedited }) {
      const cast = yes + no + veto + abstain;
      if (total === 0 || cast < quorum * total || cast === abstain) return "rejected";
      if (veto > vetoMax * cast) return "vetoed";
      const needed = isExpedited ? expeditedThreshold : threshold;
      return yes > needed * (cast - abstain) ? "passed" : "rejected";
    },
  }),
});

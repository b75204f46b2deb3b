/**
 * Sessions of slots drawn by weight, whose members execute in turn and check one another.
 *
 *   each other member checks with probability rate · (its slots) / (slots − the executor's), together the rate
 *   P(check) = rate · (1 − P(the executor's owner holds so many slots that the others are not more than half))
 *            = rate · (1 − c),   c = P(Binomial(slots − 1, f) ≥ slots − ⌊slots/2⌋ − 1),  f the owner's share of what its model's machines prove
 *
 * Fees go through sessions: the creator locks an escrow, the fees of the requests in it are paid once ⌊2 · slots/3⌋ + 1 slots have signed,
 * in the session's epoch or the next, else the client has them back (model/processes/sessions.ts).
 *
 * A request that its host has not begun after the refusal timeout, or not ended after the execution timeout, is missed and not paid. The
 * miss counts against the host when more than half the slots vote for it, its own among them: an owner who denies its misses
 * keeps them off its record with half the slots, of which it has one for certain.
 *
 *   P(miss counts) = 1 − c;  1 when owners admit their misses
 *
 * All models together have at most `sessionsMost` sessions in an epoch; requests beyond what they take are turned away.
 *
 * Whoever creates sessions may draw groups until one suits: with `creators: anyone` each keeps the best of `draws` groups for the largest
 * owner, as its own would. On a list are those who take the first. Nothing but the fee of creation stands in the way.
 *
 * A verdict takes more than half the slots, and an owner votes with all its accounts: a check that the executor's owner can keep from one
 * finds nothing and is left out. Groups are drawn anew for each session; what a coalition captures is in measures/session-capture.ts.
 */
import * as z from "zod";
import { captureChance, slotCounts } from "../../measures/session-capture.ts";
import type { EpochView } from "../../model/view.ts";
import { mechanism } from "../mechanism.ts";

const seconds = () => z.number().gt(0).max(1e6);

export default mechanism({
  slot: "verification",
  id: "session-slots",
  summary:
    "Groups of slots drawn by weight check their own members; an owner with half the slots escapes checks and misses.",
  equation: "P = rate · P(Binomial(slots − 1, fᵢ) < slots − ⌊slots/2⌋ − 1)",
  source: [
    {
      cite: "Gonka, proposals/inference/design.md and devshard v2",
      at: "16 slots, rate 0.5, verdicts by more than half",
    },
    {
      cite: "Gonka, inference-chain v0.2.13",
      at: "x/inference/keeper/devshard_{escrow,settlement}.go: escrow 5–10 GNK, fees of 10,000 and 1,000 ngonka, 11 of 16",
    },
    {
      cite: "Gonka, inference-chain v0.2.13",
      at: "x/inference/types/params.go: timeouts of 60 s and 1,200 s, 10⁶ requests, 500,000 escrows an epoch",
    },
    {
      cite: "Gonka, devshard/state/machine.go",
      at: "applyTimeout, applyValidationVote: slots that say so > slots/2",
    },
    { cite: "Gonka, devshard/docs/attacks.md", at: "9 of 16 slots control verdicts; creators may draw again" },
  ],
  params: z.strictObject({
    slots: z.int().min(2).max(1024).default(16).describe("Slots of a session [slot]"),
    rate: z
      .number()
      .min(0)
      .max(1)
      .default(0.5)
      .describe("Checks of a request by all other members together [check/request]"),
    escrowLeast: z.number().min(0).max(9e6).default(5).describe("Least that a session locks [GNK]"),
    escrowMost: z.number().gt(0).max(9e6).default(10).describe("Most that a session locks [GNK]"),
    creationFee: z.number().min(0).max(9e6).default(1e-5).describe("Fee of creating a session, to the treasury [GNK]"),
    requestFee: z.number().min(0).max(9e6).default(1e-6).describe("Fee of a request, to the treasury [GNK]"),
    requestsMost: z.int().min(1).max(1e9).default(1e6).describe("Most requests of a session [request]"),
    creators: z
      .enum(["listed", "anyone"])
      .default("listed")
      .describe("Who may create sessions: those on a list, who take the first group drawn, or anyone [choice]"),
    draws: z
      .int()
      .min(1)
      .max(4000)
      .default(16)
      .describe("Groups that a creator draws where anyone may create sessions; default: a judgement [group]"),
    ownMisses: z
      .enum(["denied", "admitted"])
      .default("denied")
      .describe("How owners vote on their own misses; default: a judgement, as nobody makes them admit any [choice]"),
    refusalTimeout: seconds().default(60).describe("Time in which a host must begin a request [s]"),
    executionTimeout: seconds().default(1200).describe("Time in which it must have ended it [s]"),
    sessionsMost: z.int().min(1).max(1e9).default(500_000).describe("Sessions in an epoch at most [session/epoch]"),
    sessionsLeast: z
      .int()
      .min(1)
      .max(1e6)
      .default(16)
      .describe("Sessions of each model in an epoch at least; default: a judgement [session/epoch]"),
  }),
  memory: { network: { measuredAt: "f64" }, accountMarket: { share: "f64" } },
  create({ slots, rate, ...terms }, own) {
    const { settle, decide, block } = slotCounts(slots);
    // The executor has one slot for certain; the others miss a majority when its owner has so many of theirs.
    const escapes = (share: number) => captureChance(share, slots - 1, slots - decide);
    return {
      sessions: {
        slots,
        toSettle: settle,
        toDecide: decide,
        toBlock: block,
        escrowLeast: Math.min(baseUnits(terms.escrowLeast), baseUnits(terms.escrowMost)),
        escrowMost: Math.max(1, baseUnits(terms.escrowMost)),
        creationFee: baseUnits(terms.creationFee),
        requestFee: baseUnits(terms.requestFee),
        sessionsLeast: terms.sessionsLeast,
        sessionsMost: terms.sessionsMost,
        requestsMost: terms.requestsMost,
        draws: terms.creators === "listed" ? 1 : terms.draws,
        refusalTimeout: terms.refusalTimeout * microsPerSecond,
        executionTimeout: terms.executionTimeout * microsPerSecond,
        missStands: (share) => (terms.ownMisses === "admitted" ? 1 : 1 - escapes(share)),
      },
      checkFraction(see, node) {
        if (own.network.measuredAt[0] !== see.epoch + 1) measureShares(see, own.accountMarket.share);
        own.network.measuredAt[0] = see.epoch + 1;
        const share = own.accountMarket.share[see.nodes.account[node] * see.marketCount + see.nodes.market[node]];
        return rate * (1 - escapes(share));
      },
    };
  },
});

const microsPerSecond = 1e6;
const baseUnits = (tokens: number) => Math.floor(tokens * 1e9);

/** Share of each account's owner in what the machines of each model prove, once an epoch. */
function measureShares(see: EpochView, share: Float64Array): void {
  const { nodes, nodeCount, accountCount, operatorCount, marketCount, accounts } = see;
  const all = new Float64Array(marketCount);
  const own = new Float64Array(operatorCount * marketCount);
  for (let i = 0; i < nodeCount; i++) {
    all[nodes.market[i]] += nodes.proof[i];
    own[nodes.operator[i] * marketCount + nodes.market[i]] += nodes.proof[i];
  }
  for (let a = 0; a < accountCount; a++) {
    for (let m = 0; m < marketCount; m++) {
      share[a * marketCount + m] = all[m] > 0 ? own[accounts.operator[a] * marketCount + m] / all[m] : 0;
    }
  }
}

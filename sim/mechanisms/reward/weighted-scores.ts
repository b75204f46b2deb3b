/**
 * Pays by a weighted mean of four scores, averaged over a window.
 *
 *   scoreᵢ = a · compute + b · speed + c · availability + d · bounty, each as a share of all accounts' sum
 *
 *   compute       tokens served
 *   speed         tokens served per unit of capacity that was there
 *   availability  share of its requests that it served
 *   bounty        the market that was shortest of capacity: work in the market of highest utilization
 *
 * The window is exponential: each epoch counts 1/T, what was before 1 − 1/T. What the network there calls bounties is paid for models that
 * nobody serves yet; the busiest market stands in for it, which is assumed.
 */
import * as z from "zod";
import { clearInactive } from "../../measures/active.ts";
import { apportion } from "../../measures/apportion.ts";
import { scaleToOne } from "../../measures/consensus.ts";
import type { EpochView } from "../../model/view.ts";
import { mechanism } from "../mechanism.ts";

const part = (fraction: number, what: string) =>
  z.number().min(0).max(1).default(fraction).describe(`Weight of ${what} [0…1]`);

export default mechanism({
  slot: "reward",
  id: "weighted-scores",
  catalogue: "R-14",
  summary: "By a weighted mean of compute, speed, availability and scarce models served, over a week.",
  equation: "payᵢ ∝ mean over T of 0.55 compute + 0.20 speed + 0.20 availability + 0.05 bounty",
  source: [{ cite: "Chutes, Bittensor subnet 64, 2025", at: "scoring weights 0.55, 0.20, 0.20, 0.05 over seven days" }],
  params: z.strictObject({
    compute: part(0.55, "compute"),
    speed: part(0.2, "speed"),
    availability: part(0.2, "availability"),
    bounty: part(0.05, "bounties"),
    windowEpochs: z.int().min(1).max(10_000).default(7).describe("Epochs T of the window [epoch]"),
  }),
  memory: {
    account: {
      /** Score so far. */
      score: "f64",
    },
  },
  create: ({ windowEpochs, ...weights }, { account: { score } }) => ({
    allocate(see, emission, out) {
      const { accountCount, epoch, accounts } = see;
      const now = scoresOf(see, weights);
      // Until the window has been filled once, all epochs so far count alike.
      const fresh = 1 / Math.min(windowEpochs, epoch + 1);
      for (let a = 0; a < accountCount; a++) {
        score[a] += fresh * (now[a] - score[a]);
        out[a] = accounts.liveNodes[a] > 0 ? score[a] : 0;
      }
      clearInactive(out, accounts.status, accountCount);
      apportion(emission, out, accountCount);
    },
  }),
});

type Weights = Readonly<Record<"compute" | "speed" | "availability" | "bounty", number>>;

function scoresOf(see: EpochView, weights: Weights): Float64Array {
  const { accountCount, accounts } = see;
  const { work, capacity, served, missed } = accounts;
  const column = (of: (a: number) => number) => Float64Array.from({ length: accountCount }, (_, a) => of(a));
  const scarce = workInScarcest(see);
  const scores: Readonly<Record<keyof Weights, Float64Array>> = {
    compute: column((a) => work[a]),
    speed: column((a) => (capacity[a] > 0 ? work[a] / capacity[a] : 0)),
    availability: column((a) => (served[a] > 0 ? served[a] / (served[a] + missed[a]) : 0)),
    bounty: scarce,
  };
  const sum = new Float64Array(accountCount);
  for (const name of ["compute", "speed", "availability", "bounty"] as const) {
    scaleToOne(scores[name]);
    for (let a = 0; a < accountCount; a++) sum[a] += weights[name] * scores[name][a];
  }
  return sum;
}

/** Tokens that each account served in the market of highest utilization. */
function workInScarcest({ accountCount, nodeCount, marketCount, markets, nodes }: EpochView): Float64Array {
  const work = new Float64Array(accountCount);
  let scarcest = -1;
  for (let m = 0; m < marketCount; m++) {
    const isMore = scarcest < 0 || markets.utilization[m] > markets.utilization[scarcest];
    if (markets.utilization[m] >= 0 && isMore) scarcest = m;
  }
  for (let host = 0; host < nodeCount; host++) {
    if (nodes.market[host] === scarcest) work[nodes.account[host]] += nodes.work[host];
  }
  return work;
}

/**
 * The pledge is worth some days of reward plus the account's share of a part of all money in circulation.
 *
 *   required = min(cap · proven, days of expected reward + λ · circulating · share),   share = provenᵢ / Σ proven
 *   counted = weight · min(1, deposit / required);   each faulty share of checks costs `fault` days of reward
 *
 * Expected reward is the account's share of the emission of the epoch before. The real network mixes shares of a
 * baseline into the second part and caps the pledge by what is stored; here the cap is in tokens a unit of weight, none
 * by default. The model's accounts start without money, so for the first `grace` epochs weight counts in full.
 */
import * as z from "zod";
import type { EpochView } from "../../model/view.ts";
import { mechanism } from "../mechanism.ts";

/** Base units in a token: 1 GNK = 10⁹ ngonka (Gonka, genesis/genesis.json). */
const baseUnitsPerToken = 1e9;
const secondsPerDay = 86_400;

export default mechanism({
  slot: "collateral",
  id: "reward-linked-pledge",
  catalogue: "R-50",
  summary: "A pledge of some days of reward and a share of the circulating supply backs weight.",
  equation: "required = min(cap · w, d · reward + λ · circulating · share),  counted = w · min(1, deposit / required)",
  needs: "money",
  source: [
    {
      cite: "Filecoin, builtin-actors (b0a3bdd)",
      at: "actors/miner/src/monies.rs: 20 days of reward, 0.30 of the circulating supply by share, fault of 3.51 days",
    },
  ],
  params: z.strictObject({
    days: z.number().min(0).max(10_000).default(20).describe("Days d of expected reward [day]"),
    supplyFraction: z
      .number()
      .min(0)
      .max(1)
      .default(0.3)
      .describe("Part λ of the circulating supply that all pledge [0…1]"),
    cap: z.number().min(0).max(1e9).default(1e9).describe("Most for each unit of weight [GNK/proof unit]"),
    faultDays: z
      .number()
      .min(0)
      .max(10_000)
      .default(3.51)
      .describe("Days of reward that a share of faulty checks of 1 costs [day]"),
    grace: z
      .int()
      .min(0)
      .max(10_000)
      .default(20)
      .describe("Epochs at the start in which weight counts in full, assumed [epoch]"),
    unbonding: z.int().min(0).max(10_000).default(180).describe("Epochs until a pledge comes back, assumed [epoch]"),
  }),
  create({ days, supplyFraction, cap, faultDays, grace, unbonding }) {
    const required = (see: EpochView, account: number) => {
      const { network, accounts } = see;
      const share = shareOf(see, account);
      const circulating = Math.max(0, network.issued[0] - network.burned[0] - network.locked[0]);
      const pledge = share * (daysOf(see, days) * network.emission[0] + supplyFraction * circulating);
      return Math.min(cap * baseUnitsPerToken * accounts.proven[account], pledge, Number.MAX_SAFE_INTEGER);
    };
    return {
      required,
      counted(see, account) {
        const { weight, collateral, unbonding: leaving } = see.accounts;
        const wanted = required(see, account);
        if (see.epoch < grace || wanted <= 0) return weight[account];
        return weight[account] * Math.min(1, (collateral[account] - leaving[account]) / wanted);
      },
      slashed(see, account) {
        const { faults, checks, collateral } = see.accounts;
        if (!(faults[account] > 0 && checks[account] > 0 && collateral[account] > 0)) return 0;
        const lost = daysOf(see, faultDays) * shareOf(see, account) * see.network.emission[0];
        return Math.min(1, ((faults[account] / checks[account]) * lost) / collateral[account]);
      },
      unbondingEpochs: unbonding,
      slashedTo: "burned",
    };
  },
});

/** Share of the account in what was proved by all, 0…1; 0 for those not admitted. */
function shareOf({ accounts, network }: EpochView, account: number): number {
  const isCounted = accounts.isAdmitted[account] === 1 && network.proven[0] > 0;
  return isCounted ? accounts.proven[account] / network.proven[0] : 0;
}

/** So many days, in epochs. */
function daysOf({ network }: EpochView, days: number): number {
  return network.epochSeconds[0] > 0 ? (days * secondsPerDay) / network.epochSeconds[0] : 0;
}

/**
 * Those who fail together lose more than their failures apart.
 *
 *   lost = min(1, k · (Σ pᵢ^(1/r))^r) over all who fail in the epoch, pᵢ their share of weight
 *
 * A failure is an account that the standing rule made invalid, or one that was there but served less than a given share of
 * its requests. With r = 2 two accounts of 5 % that fail together lose 20 % each, one alone 5 %: whoever runs many accounts on one machine
 * room, or delegates to the same few, pays for it.
 */
import * as z from "zod";
import { exp, log } from "../../engine/math.ts";
import { AccountStatus } from "../../model/tables/accounts.ts";
import type { EpochView } from "../../model/view.ts";
import { mechanism } from "../mechanism.ts";

/** 1 GNK = 10⁹ ngonka (Gonka, genesis/genesis.json). */
const baseUnitsPerToken = 1e9;

export default mechanism({
  slot: "collateral",
  id: "correlated-slash",
  catalogue: "R-20",
  summary: "A deposit by weight; whoever fails loses a part of it that grows with the weight failing at the same time.",
  equation: "lost = min(1, k · (Σ pᵢ^(1/r))^r) over those who fail",
  needs: "money",
  source: [{ cite: "AtomOne, ADR-004 addendum, 2026", at: "correlated slashing, k = 1, r = 2" }],
  params: z.strictObject({
    factor: z.number().min(0).max(1000).default(1).describe("Factor k [1]"),
    exponent: z
      .number()
      .min(1)
      .max(10)
      .default(2)
      .describe("Exponent r: 1 adds up, more punishes failing together [1]"),
    servedLeast: z
      .number()
      .min(0)
      .max(1)
      .default(0.5)
      .describe("Share of requests below which one fails; assumed [0…1]"),
    perWeight: z.number().min(0).max(1e9).default(0.01).describe("Deposit for each unit of weight; assumed [GNK]"),
    unbondingEpochs: z.int().min(0).max(10_000).default(21).describe("Epochs until a deposit is back [epoch]"),
  }),
  create({ factor, exponent, servedLeast, perWeight, unbondingEpochs }) {
    const required = (see: EpochView, account: number) => see.accounts.weight[account] * perWeight * baseUnitsPerToken;
    return {
      required,
      counted: (see, account) => see.accounts.weight[account],
      slashed(see, account) {
        if (!hasFailed(see, account, servedLeast)) return 0;
        return lossOf(see, { factor, exponent, servedLeast });
      },
      unbondingEpochs,
      slashedTo: "burned",
    };
  },
});

function hasFailed({ accounts }: EpochView, a: number, servedLeast: number): boolean {
  const { status, served, missed } = accounts;
  const asked = served[a] + missed[a];
  return status[a] === AccountStatus.invalid || (asked > 0 && served[a] < servedLeast * asked);
}

interface Penalty {
  readonly factor: number;
  readonly exponent: number;
  readonly servedLeast: number;
}

function lossOf(see: EpochView, { factor, exponent, servedLeast }: Penalty): number {
  const { weight } = see.accounts;
  let total = 0;
  for (let a = 0; a < see.accountCount; a++) total += weight[a];
  let sum = 0;
  for (let a = 0; a < see.accountCount; a++) {
    if (weight[a] > 0 && hasFailed(see, a, servedLeast)) sum += exp(log(weight[a] / total) / exponent);
  }
  return sum > 0 ? Math.min(1, factor * exp(exponent * log(sum))) : 0;
}

/**
 * A part of weight counts for nothing, the rest as far as a deposit backs it.
 *
 *   counted = min(W, β W + deposit / C),   required = (1 − β) W · C
 *   slashed share = s · min(required, deposit) / deposit, s by status: invalid or inactive; at most once an epoch
 *
 * W is the weight before it; what is on its way back no longer backs weight, but can be slashed.
 */
import * as z from "zod";
import { AccountStatus } from "../../model/tables/accounts.ts";
import { mechanism } from "../mechanism.ts";

/** Base units in a token: 1 GNK = 10⁹ ngonka (Gonka, genesis/genesis.json). */
const baseUnitsPerToken = 1e9;
const share = () => z.number().min(0).max(1);

export default mechanism({
  slot: "collateral",
  id: "deposit-backed-part",
  summary:
    "A base part of weight is free; the rest counts as far as a deposit backs it, and misconduct costs a share of that.",
  equation: "countedᵢ = min(Wᵢ, β Wᵢ + depositᵢ / C)",
  needs: "money",
  source: [
    { cite: "Gonka, genesis/genesis.json", at: "0.2, 4.2 ngonka, slashes 0.2 and 0.1, 1 epoch of unbonding" },
    {
      cite: "Gonka, inference-chain, v0.2.13",
      at: "x/inference/keeper/collateral.go; slashes to governance since v0.2.11",
    },
  ],
  params: z.strictObject({
    startEpoch: z.int().min(0).max(1e6).default(0).describe("Epochs of the run before it comes into force [epoch]"),
    baseFraction: share().default(0.2).describe("Part β of weight that needs no deposit [0…1]"),
    perUnit: z
      .number()
      .gt(0)
      .max(1e6)
      .default(4.2e-9)
      .describe("Deposit C that backs a unit of weight; the whitepaper meant 0.0625 [GNK/weight]"),
    slashInvalid: share().default(0.2).describe("Share of the deposit lost by an invalid account [0…1]"),
    slashInactive: share().default(0.1).describe("Share of the deposit lost by an inactive account [0…1]"),
    unbonding: z.int().min(0).max(10_000).default(1).describe("Epochs until a deposit comes back [epoch]"),
    slashedTo: z.enum(["treasury", "burned"]).default("treasury").describe("Where slashed money goes [choice]"),
  }),
  memory: { account: { whole: "f64" } },
  create(rule, own) {
    const { whole } = own.account;
    // What was counted is what is left of the whole, so that the larger of the two is the weight before this rule.
    const needed = (account: number, counted: number) =>
      (1 - rule.baseFraction) * Math.max(whole[account], counted) * rule.perUnit * baseUnitsPerToken;
    return {
      required: ({ epoch, accounts }, account) =>
        epoch + 1 < rule.startEpoch ? 0 : needed(account, accounts.weight[account]),
      counted({ epoch, accounts }, account) {
        whole[account] = accounts.weight[account];
        if (epoch < rule.startEpoch) return whole[account];
        const deposit = accounts.collateral[account] - accounts.unbonding[account];
        const backed = deposit / (rule.perUnit * baseUnitsPerToken);
        return Math.min(whole[account], rule.baseFraction * whole[account] + backed);
      },
      slashed({ accounts }, account) {
        const deposit = accounts.collateral[account];
        const status = accounts.status[account];
        if (deposit === 0 || status === AccountStatus.active) return 0;
        const part = status === AccountStatus.invalid ? rule.slashInvalid : rule.slashInactive;
        return Math.min(1, (part * Math.min(needed(account, accounts.weight[account]), deposit)) / deposit);
      },
      unbondingEpochs: rule.unbonding,
      slashedTo: rule.slashedTo,
    };
  },
});

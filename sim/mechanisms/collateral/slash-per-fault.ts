/**
 * A fixed deposit for each account, and a fixed amount lost for each fault.
 *
 *   required = D,   slashed share = min(1, faults · S / deposit)
 *
 * Weight counts whatever is deposited, so that the rule says what misconduct costs and nothing else. Faults are checks
 * that the account failed in the epoch, scaled to it as all counts are.
 */
import * as z from "zod";
import { mechanism } from "../mechanism.ts";

/** Base units in a token: 1 GNK = 10⁹ ngonka (Gonka, genesis/genesis.json). */
const baseUnitsPerToken = 1e9;
const tokens = () => z.number().min(0).max(9_000_000);

export default mechanism({
  slot: "collateral",
  id: "slash-per-fault",
  summary: "Each account deposits the same; each fault costs a fixed part of it.",
  equation: "required = D, slashed = min(1, faults · S / deposit)",
  needs: "money",
  source: [
    { cite: "Pocket Network, proof parameters", at: "slash of 2,000 POKT for a claim that fails" },
    { cite: "Prime Intellect, protocol (1bb7f87)", at: "stake penalty of 1 token a fault" },
  ],
  params: z.strictObject({
    deposit: tokens().default(15_000).describe("Deposit D of an account [GNK]"),
    slash: tokens().default(2000).describe("Loss S for each fault [GNK]"),
    unbonding: z.int().min(0).max(10_000).default(21).describe("Epochs until a deposit comes back [epoch]"),
  }),
  create: ({ deposit, slash, unbonding }) => ({
    required: (see, account) => (see.accounts.isAdmitted[account] === 1 ? deposit * baseUnitsPerToken : 0),
    counted: (see, account) => see.accounts.weight[account],
    slashed({ accounts: { faults, collateral } }, account) {
      const lost = faults[account] * slash * baseUnitsPerToken;
      return lost > 0 && collateral[account] > 0 ? Math.min(1, lost / collateral[account]) : 0;
    },
    unbondingEpochs: unbonding,
    slashedTo: "treasury",
  }),
});

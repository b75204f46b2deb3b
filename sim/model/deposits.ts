/**
 * What is locked behind an account and what a fault costs it: by the collateral rule, and by the bond of a verification rule.
 *
 *   deposit = max(required, bond)        lost share = max(slashed, min(1, faults · bond / deposit))
 */
import type { Slots } from "./slots.ts";
import type { EpochView } from "./view.ts";

type Deciding = Pick<Slots, "collateral" | "verification">;

/** @returns deposit that the account must hold, ≥ 0 [base unit] */
export function depositWanted(
  { collateral, verification: { bond = 0 } }: Deciding,
  see: EpochView,
  account: number,
): number {
  const required = collateral.required(see, account);
  return see.accounts.isAdmitted[account] === 1 ? Math.max(required, bond) : required;
}

/** @returns share of the deposit that this epoch's faults and misses cost, 0…1 */
export function depositLost(
  { collateral, verification: { bond = 0 } }: Deciding,
  see: EpochView,
  account: number,
): number {
  const slashed = collateral.slashed(see, account);
  const lost = see.accounts.faults[account] * bond;
  return lost > 0 ? Math.max(slashed, Math.min(1, lost / see.accounts.collateral[account])) : slashed;
}

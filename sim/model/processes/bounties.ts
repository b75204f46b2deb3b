/**
 * Bounties: a part of what a fault costs of the bond goes to the accounts whose checks found it, by the faults that each found.
 *
 *   bountyᵢ = ⌊b · min(lostᵢ, faultsᵢ · bond)⌋;   account j gets ⌊bountyᵢ · foundᵢⱼ / Σₖ foundᵢₖ⌋, what floors leave goes with the rest
 *
 * Whoever signs unread finds nothing. Who accuses the honest is paid as who finds a fault: the books cannot tell them apart.
 */
import { byRow } from "../findings.ts";
import { firstHolder, LedgerAccount, LineKind, post } from "../ledger.ts";
import type { World } from "../world.ts";

/** Notes who found a fault, where the rule in force pays for it. @param row  of `verdicts` */
export function noteFinding({ rules, findings, verdicts, nodes }: World, row: number): void {
  if (!((rules.verification.bounty ?? 0) > 0)) return;
  const { executor, validator } = verdicts.columns;
  const { account } = nodes.columns;
  const accused = account[executor[row]];
  const finders = findings.get(accused) ?? new Map<number, number>();
  finders.set(account[validator[row]], (finders.get(account[validator[row]]) ?? 0) + 1);
  findings.set(accused, finders);
}

/**
 * Pays the bounty out of what an account has just lost of its deposit.
 *
 * @param lost  whole [base unit]
 * @returns what was paid, whole, ≤ lost [base unit]
 */
export function payBounties({ rules, findings, accounts, ledger }: World, account: number, lost: number): number {
  const { bounty = 0, bond = 0 } = rules.verification;
  const finders = findings.get(account);
  if (!(bounty > 0) || finders === undefined) return 0;
  const all = Math.floor(bounty * Math.min(lost, accounts.columns.faults[account] * bond));
  const found = byRow(finders);
  const faults = found.reduce((sum, [, count]) => sum + count, 0);
  let paid = 0;
  for (const [finder, count] of found) {
    const amount = Math.min(all - paid, Math.floor(all * (count / faults)));
    post(ledger, LineKind.slash, LedgerAccount.collateral, firstHolder + finder, amount);
    paid += amount;
  }
  return paid;
}

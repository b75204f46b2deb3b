/** A fee and its split: to the host, burned, to the treasury; and what a rule mints for the host beside it. */
import { invariant } from "../../engine/invariant.ts";
import { firstHolder, LedgerAccount, LineKind, post } from "../ledger.ts";
import type { FeeSplit } from "../slots.ts";
import type { World } from "../world.ts";

export interface Fee {
  /** Who served for it. */
  readonly account: number;
  /** Whole. [base unit] */
  readonly amount: number;
  readonly split: FeeSplit;
}

/** Pays one fee; the remainder of each division goes to the treasury. */
export function payFee({ ledger, network }: World, from: number, { account, amount, split }: Fee): void {
  const { hostFraction, burnedFraction, mintedFraction } = split;
  const toHost = Math.floor(amount * hostFraction);
  const toBurn = Math.min(amount - toHost, Math.floor(amount * burnedFraction));
  post(ledger, LineKind.fee, from, firstHolder + account, toHost);
  post(ledger, LineKind.burn, from, LedgerAccount.burned, toBurn);
  post(ledger, LineKind.fee, from, LedgerAccount.treasury, amount - toHost - toBurn);
  network.columns.burned[0] += toBurn;
  const minted = Math.floor(amount * mintedFraction);
  post(ledger, LineKind.emission, LedgerAccount.supply, firstHolder + account, minted);
  network.columns.issued[0] += minted;
}

/** No fee is paid out more than so many times over. */
const mintedMost = 10;

export function checkSplit({ hostFraction, burnedFraction, mintedFraction }: FeeSplit, rule: string): void {
  invariant(
    hostFraction >= 0 && burnedFraction >= 0 && hostFraction + burnedFraction <= 1 + 1e-12,
    () => `rule ${rule}: ${hostFraction} of a fee to the host and ${burnedFraction} burned`,
  );
  invariant(
    mintedFraction >= 0 && mintedFraction <= mintedMost,
    () => `rule ${rule}: mints ${mintedFraction} of a fee`,
  );
}

/**
 * What an account counts for: admission, weight, collateral, standing, in this order.
 *
 *   admitted? → weight (of what was proven) → counted with its deposit → active, inactive or invalid → slashed
 */
import { invariant } from "../../engine/invariant.ts";
import { depositLost } from "../deposits.ts";
import { drawsOf } from "../draws.ts";
import { firstHolder, LedgerAccount, LineKind, post } from "../ledger.ts";
import { AccountStatus } from "../tables/accounts.ts";
import type { World } from "../world.ts";
import { payBounties } from "./bounties.ts";
import { judgeChallenges } from "./challenges.ts";

/** The network's one row, as rules see it in this epoch. */
export function measureNetwork(world: World): void {
  const { network, markets, nodes, accounts, delegators, clock } = world;
  const to = network.columns;
  let [fees, served, offered, bonded] = [0, 0, 0, 0];
  for (let host = 0; host < nodes.count; host++) fees += nodes.columns.fees[host];
  for (let m = 0; m < markets.count; m++) {
    served += markets.columns.served[m];
    offered += markets.columns.served[m] + markets.columns.missed[m];
  }
  let [locked, proven] = [0, 0];
  for (let a = 0; a < accounts.count; a++) {
    bonded += accounts.columns.stake[a];
    locked += accounts.columns.collateral[a] + accounts.columns.unvested[a];
    proven += accounts.columns.proven[a];
  }
  for (let d = 0; d < delegators.count; d++)
    if (delegators.columns.account[d] >= 0) bonded += delegators.columns.stake[d];
  to.fees[0] = fees;
  to.servedFraction[0] = offered > 0 ? served / offered : 0;
  to.bonded[0] = bonded;
  to.locked[0] = bonded + locked;
  to.proven[0] = proven;
  to.emission[0] = clock.emission;
}

/** Asks the rules on admission, weight, collateral and standing, and takes what is slashed. */
export function judgeAccounts(world: World): void {
  const { rules, view, accounts } = world;
  const { columns, count } = accounts;
  const charge = new Float64Array(count);
  rules.admission.admit(view, columns.isAdmitted, charge);
  for (let a = 0; a < count; a++) payAdmission(world, a, charge[a]);
  columns.weightBefore.set(columns.weight.subarray(0, count));
  columns.confirmed.fill(1, 0, count);
  rules.weight.assign(view, columns.weight, drawsOf(world, "weight"));
  for (let a = 0; a < count; a++) {
    checkWeight(columns.weight[a], a, `weight/${world.choices.weight.rule}`);
    columns.weight[a] = rules.collateral.counted(view, a);
    checkWeight(columns.weight[a], a, `collateral/${world.choices.collateral.rule}`);
  }
  settleWeight(world);
  rules.standing.judge(view, columns.status, columns.reputation);
  judgeChallenges(world);
  for (let a = 0; a < count; a++) {
    if (columns.isAdmitted[a] !== 1) columns.status[a] = AccountStatus.inactive;
    const fraction = depositLost(rules, view, a);
    invariant(fraction >= 0 && fraction <= 1, () => `rule collateral: account ${a} is slashed by ${fraction}`);
    if (fraction > 0) slash(world, a, Math.floor(columns.collateral[a] * fraction));
  }
}

/** Takes a part of a deposit: bounties first, the rest where the collateral rule sends it. */
function slash(world: World, account: number, lost: number): void {
  const { accounts, rules, ledger, network } = world;
  const { collateral, unbonding } = accounts.columns;
  collateral[account] -= lost;
  unbonding[account] = Math.min(unbonding[account], collateral[account]);
  const rest = lost - payBounties(world, account, lost);
  const isBurned = rules.collateral.slashedTo === "burned";
  const to = isBurned ? LedgerAccount.burned : LedgerAccount.treasury;
  post(ledger, LineKind.slash, LedgerAccount.collateral, to, rest);
  if (isBurned) network.columns.burned[0] += rest;
}

/** What the weight rule has to say once collateral is counted: caps, what was confirmed, and what rewards go by. */
function settleWeight(world: World): void {
  const { rules, view, accounts, choices } = world;
  const { weight, confirmed, rewardWeight } = accounts.columns;
  const rule = `weight/${choices.weight.rule}`;
  rules.weight.limit?.(view, weight);
  rules.weight.confirm?.(view, confirmed, drawsOf(world, "weight"));
  rewardWeight.set(weight.subarray(0, accounts.count));
  rules.weight.reward?.(view, rewardWeight);
  for (let a = 0; a < accounts.count; a++) {
    checkWeight(weight[a], a, rule);
    checkWeight(rewardWeight[a], a, rule);
    invariant(confirmed[a] >= 0 && confirmed[a] <= 1, () => `rule ${rule}: account ${a} confirmed ${confirmed[a]}`);
  }
}

/** An account that cannot pay what it is asked is not admitted. */
function payAdmission(world: World, account: number, amount: number): void {
  const { ledger, accounts, network } = world;
  const { isAdmitted } = accounts.columns;
  if (isAdmitted[account] !== 1 || amount === 0) return;
  invariant(
    Number.isSafeInteger(amount) && amount > 0,
    () => `rule admission: account ${account} is charged ${amount}`,
  );
  if (ledger.balance[firstHolder + account] < BigInt(amount)) {
    isAdmitted[account] = 0;
    return;
  }
  post(ledger, LineKind.admission, firstHolder + account, LedgerAccount.burned, amount);
  network.columns.burned[0] += amount;
}

function checkWeight(weight: number, account: number, rule: string): void {
  invariant(weight >= 0 && Number.isFinite(weight), () => `rule ${rule}: account ${account} has weight ${weight}`);
}

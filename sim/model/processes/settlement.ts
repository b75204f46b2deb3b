/**
 * Money of an epoch: fees, new money, and the part that goes to those who delegate.
 *
 *   clients → hosts, burned, treasury          (fees)
 *   supply → treasury → accounts               (emission and reward)
 *   account → its delegators                   (delegation), accounts' own part → unvested (vesting)
 */
import { invariant } from "../../engine/invariant.ts";
import { sharedWithDelegators } from "../delegated.ts";
import { drawsOf } from "../draws.ts";
import { delegatorHolder, firstHolder, LedgerAccount, LineKind, post } from "../ledger.ts";
import { AccountStatus } from "../tables/accounts.ts";
import type { World } from "../world.ts";
import { openChallenges, settleChallenges } from "./challenges.ts";
import { checkSplit, payFee } from "./fees.ts";
import { lockVesting } from "./locks.ts";
import { settleSessions } from "./sessions.ts";

/** Clients pay what their requests cost, at once or by sessions; the fee rule says who gets it. */
export function settleFees(world: World): void {
  const { accounts, rules, view, sessions } = world;
  const split = rules.fees.split(view);
  checkSplit(split, `fees/${world.choices.fees.rule}`);
  const plan = rules.verification.sessions;
  if (plan !== undefined || sessions.pending.length > 0) settleSessions(world, plan, split);
  if (plan !== undefined) return;
  for (let a = 0; a < accounts.count; a++) {
    payFee(world, LedgerAccount.clients, { account: a, amount: accounts.columns.fees[a], split });
  }
}

/** The rule says who gets the new money; this moves it. What the rule leaves stays in the treasury. */
export function settleReward(world: World): void {
  const { rules, view, accounts, ledger, clock, network } = world;
  const emission = rules.emission.perEpoch(clock.epoch, view);
  invariant(Number.isSafeInteger(emission) && emission >= 0, () => `emission of epoch ${clock.epoch}: ${emission}`);
  const { reward, status } = accounts.columns;
  rules.reward.allocate(view, emission, reward, drawsOf(world, "reward"));
  let paid = 0;
  for (let a = 0; a < accounts.count; a++) {
    const amount = reward[a];
    invariant(Number.isSafeInteger(amount) && amount >= 0, () => `reward of account ${a}: ${amount} base units`);
    invariant(amount === 0 || status[a] === AccountStatus.active, () => `reward of account ${a}, which is not active`);
    paid += amount;
  }
  invariant(paid <= emission, () => `reward paid ${paid} of ${emission} base units in epoch ${clock.epoch}`);
  clock.emission = emission;
  clock.rewarded = paid;
  network.columns.issued[0] += emission;
  post(ledger, LineKind.emission, LedgerAccount.supply, LedgerAccount.treasury, emission);
  for (let a = 0; a < accounts.count; a++) {
    post(ledger, LineKind.reward, LedgerAccount.treasury, firstHolder + a, reward[a]);
  }
  settleChallenges(world, emission, emission - paid);
  shareOverNodes(world);
}

/** For the tables of nodes and operators: an account's reward by the part of its proof that each node was; the floors' rest to the first. */
function shareOverNodes(world: World): void {
  const { nodes, accounts, present } = world;
  const { account, cards, proof, uptime, reward } = nodes.columns;
  const { proven, nodes: machines } = accounts.columns;
  const left = accounts.columns.reward.slice(0, accounts.count);
  const first = new Int32Array(accounts.count).fill(-1);
  for (let i = 0; i < present.count; i++) {
    const host = present.rows[i];
    // The row of a machine that has left.
    if (cards[host] === 0) continue;
    const a = account[host];
    const part = proven[a] > 0 ? (proof[host] * uptime[host]) / proven[a] : 1 / machines[a];
    reward[host] = Math.min(left[a], Math.floor(accounts.columns.reward[a] * part));
    left[a] -= reward[host];
    if (first[a] < 0) first[a] = host;
  }
  for (let a = 0; a < accounts.count; a++) if (first[a] >= 0) reward[first[a]] += left[a];
}

/** Splits each account's reward with its delegators by stake, after its commission and fixed cost; then vesting locks its part. */
export function settleDelegation(world: World): void {
  const { rules, view, accounts, delegators, ledger } = world;
  const { delegated, reward } = accounts.columns;
  const shared = sharedWithDelegators(view, rules.delegation);
  for (let d = 0; d < delegators.count; d++) {
    const a = delegators.columns.account[d];
    delegators.columns.reward[d] = 0;
    if (a < 0 || delegated[a] === 0) continue;
    const amount = Math.floor((shared[a] * delegators.columns.stake[d]) / delegated[a]);
    delegators.columns.reward[d] = amount;
    post(ledger, LineKind.delegation, firstHolder + a, delegatorHolder(ledger, d), amount);
    shared[a] = Math.max(0, shared[a]);
    reward[a] -= amount;
  }
  lockVesting(world);
  openChallenges(world);
  chooseDelegates(world);
}

/** Asks delegators whom they back from the next epoch on; what a limit turns away backs nobody. */
function chooseDelegates(world: World): void {
  const { rules, view, accounts, delegators, clock } = world;
  if (delegators.count === 0) return;
  const before = delegators.columns.account.slice(0, delegators.count);
  const { account, stake, movedAt } = delegators.columns;
  rules.delegation.choose(view, account, drawsOf(world, "delegation"));
  accounts.columns.delegated.fill(0, 0, accounts.count);
  for (let d = 0; d < delegators.count; d++) {
    const a = account[d];
    invariant(a >= -1 && a < accounts.count, () => `rule delegation: delegator ${d} backs account ${a}`);
    if (a >= 0 && accounts.columns.delegated[a] + stake[d] > rules.delegation.limit(view, a)) account[d] = -1;
    if (account[d] >= 0) accounts.columns.delegated[account[d]] += stake[d];
    if (account[d] !== before[d]) movedAt[d] = clock.epoch;
  }
}

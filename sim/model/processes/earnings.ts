/**
 * What each operator earned in the epoch: all that the books moved for it and that it did not lock, what it lost of its deposits, and the
 * power and other costs of what it did.
 *
 *   pay = Σ lines in − Σ lines out (fees, emission, reward, delegation, admission, refunds, bribes, pool, …) − slashed − power − rent
 */
import { firstHolder, LedgerAccount, LineKind } from "../ledger.ts";
import { runningCost } from "../running-cost.ts";
import type { Strategies } from "../strategies.ts";
import type { World } from "../world.ts";

/** Moving one's own money is no pay, nor is selling tokens a loss: they were earned before, and dollars come for them. */
const own: readonly number[] = [
  LineKind.genesis,
  LineKind.lock,
  LineKind.unlock,
  LineKind.vest,
  LineKind.bond,
  LineKind.sale,
];

/** Weight of the newest epoch in the running mean and mean square of pay; about a month of days. A judgement. */
const newest = 0.05;

export function countEarnings(world: World, strategies: Strategies): void {
  const { operators, accounts } = world;
  const { pay, payMean, paySquare, costs: besides } = strategies.conducts.columns;
  pay.fill(0, 0, operators.count);
  besides.fill(0, 0, operators.count);
  const byAccount = fromBooks(world, strategies);
  for (let a = 0; a < accounts.count; a++) pay[accounts.columns.operator[a]] += byAccount[a];
  const costs = costsOf(world, strategies);
  const { pooled, ownMean, ownSquare } = strategies.conducts.columns;
  for (let one = 0; one < operators.count; one++) {
    pay[one] -= costs[one];
    const weight = payMean[one] === 0 && paySquare[one] === 0 ? 1 : newest;
    payMean[one] += weight * (pay[one] - payMean[one]);
    paySquare[one] += weight * (pay[one] * pay[one] - paySquare[one]);
    const own = pay[one] - pooled[one];
    ownMean[one] += weight * (own - ownMean[one]);
    ownSquare[one] += weight * (own * own - ownSquare[one]);
  }
}

function fromBooks({ ledger, accounts }: World, { deposits, conducts }: Strategies): Float64Array {
  const { costs } = conducts.columns;
  const { operator } = accounts.columns;
  const { lines, kind, from, to, amount } = ledger.journal;
  const earned = new Float64Array(accounts.count);
  const isAccount = (row: number) => row >= firstHolder && row < firstHolder + accounts.count;
  const locked = deposits.slice(0, accounts.count);
  for (let i = 0; i < lines; i++) {
    if (kind[i] === LineKind.lock && to[i] === LedgerAccount.collateral) locked[from[i] - firstHolder] += amount[i];
    if (kind[i] === LineKind.unlock && from[i] === LedgerAccount.collateral) locked[to[i] - firstHolder] -= amount[i];
    if (own.includes(kind[i])) continue;
    if (isAccount(from[i])) earned[from[i] - firstHolder] -= amount[i];
    if (kind[i] === LineKind.wash || kind[i] === LineKind.bribe) costs[operator[from[i] - firstHolder]] += amount[i];
    if (isAccount(to[i])) earned[to[i] - firstHolder] += amount[i];
  }
  // What is missing of the deposits was slashed.
  for (let a = 0; a < accounts.count; a++) {
    const slashed = locked[a] - accounts.columns.collateral[a];
    earned[a] -= slashed;
    costs[operator[a]] += slashed;
    deposits[a] = accounts.columns.collateral[a];
  }
  return earned;
}

const microsPerHour = 3.6e9;

/** Power, the rent of what is claimed, and the rest, by operator. [base unit] Nothing where the token has no price. */
function costsOf(world: World, { conducts, settings }: Strategies): Float64Array {
  const { nodes, operators, network, present } = world;
  const costs = new Float64Array(operators.count);
  const price = network.columns.tokenPrice[0];
  if (!(price > 0)) return costs;
  const perUsd = 1e9 / price; // 1 GNK = 10⁹ ngonka
  const hours = world.settings.epochLength / microsPerHour;
  const { operator, uptime, busy, cards, market } = nodes.columns;
  const { claimed, claimUsd, costUsd } = conducts.columns;
  for (let i = 0; i < present.count; i++) {
    const host = present.rows[i];
    // The row of a machine that has left.
    if (cards[host] === 0) continue;
    const owner = operator[host];
    const load = Number.isNaN(busy[host]) ? world.markets.columns.utilization[market[host]] : busy[host];
    const power = uptime[host] * hours * runningCost(world, host, settings.idlePower, Math.min(1, load || 0));
    const rent = (claimed[owner] - 1) * cards[host] * claimUsd[owner] * Math.min(hours, settings.proofHours);
    costs[owner] += (power + rent) * perUsd;
    conducts.columns.costs[owner] += rent * perUsd;
  }
  for (let one = 0; one < operators.count; one++) {
    costs[one] += costUsd[one] * perUsd;
    conducts.columns.costs[one] += Math.max(0, costUsd[one]) * perUsd;
  }
  return costs;
}

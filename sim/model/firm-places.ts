/**
 * Places in the network that cost something to enter: what one costs a firm, and the tokens that it is paid with.
 *
 *   bought for an account without a place when  (revenue − running cost of its machines, a year) · payback > what is missing, and cash has it
 */
import type { Finance } from "./finance.ts";
import { keepingOf } from "./firm-plans.ts";
import { firstHolder, LedgerAccount, LineKind, post } from "./ledger.ts";
import { FirmState } from "./tables/finance.ts";
import { Status } from "./tables/nodes.ts";
import type { World } from "./world.ts";

const baseUnitsPerToken = 1e9;

/** Of a place for one more account; 0 where the rules ask nothing, Infinity where none is to be had. [USD] */
export function placeCost({ rules, view, network }: World): number {
  const units = rules.admission.entryPrice?.(view) ?? 0;
  return Number.isFinite(units) ? (units / baseUnitsPerToken) * network.columns.tokenPrice[0] : units;
}

/** Accounts without a place are given the tokens to pay for one, where that pays. */
export function buyPlaces(world: World, finance: Finance): void {
  const { rules, view, network, accounts, ledger } = world;
  const price = rules.admission.entryPrice?.(view) ?? 0;
  if (price === 0 || !Number.isFinite(price)) return;
  const usd = network.columns.tokenPrice[0] / baseUnitsPerToken;
  const { operator } = accounts.columns;
  const firm = finance.firms.columns;
  const missing = new Float64Array(accounts.count);
  for (let a = 0; a < accounts.count; a++) {
    if (accounts.columns.isAdmitted[a] === 1 || firm.state[operator[a]] !== FirmState.active) continue;
    missing[a] = Math.max(0, price - Number(ledger.balance[firstHolder + a]));
  }
  const earned = profitsOf(world, finance, missing);
  for (let a = 0; a < accounts.count; a++) {
    const bill = missing[a] * usd;
    if (missing[a] === 0 || earned[a] * finance.settings.accounts.payback <= bill || firm.cash[operator[a]] < bill)
      continue;
    // The world outside sells what it bought before.
    post(ledger, LineKind.sale, LedgerAccount.clients, firstHolder + a, missing[a]);
    firm.cash[operator[a]] -= bill;
    firm.invested[operator[a]] += bill;
  }
}

/** Of accounts that miss something, what their machines would bring. [USD/year] */
function profitsOf(world: World, finance: Finance, missing: Float64Array): Float64Array {
  const { account, operator, status } = world.nodes.columns;
  const keepers = new Map<number, ReturnType<typeof keepingOf>>();
  const earned = new Float64Array(missing.length);
  for (let host = 0; host < world.nodes.count; host++) {
    if (missing[account[host]] === 0 || status[host] >= Status.draining) continue;
    const o = operator[host];
    const keeping = keepers.get(o) ?? keepingOf(world, finance, o, 0);
    keepers.set(o, keeping);
    const { revenue, running } = keeping(host);
    earned[account[host]] += revenue - running;
  }
  return earned;
}

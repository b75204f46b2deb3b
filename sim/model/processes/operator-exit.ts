/**
 * The end of a firm: it leaves because staying does not pay, or lenders take over because it cannot pay.
 *
 *   cash below 0 → credit → machines are sold until it can pay → what is owed exceeds what there is: bankrupt
 *   machines of who ends → whoever they are worth most to, above the dealers' price and in its means, takes them as they run; else dealers
 *
 * The price of a takeover is the dealers' plus a part of the gain (Nash's bargaining solution). Accounts go with the machines. What is left
 * after the debt is the owner's; what is missing the lenders lose.
 */
import { annuity } from "../../economics/unit-value.ts";
import type { Finance } from "../finance.ts";
import { pay, sellMachine, worthOf } from "../firm-machines.ts";
import { capitalRateOf, payOut, reserveOf, scaleOf } from "../firm-money.ts";
import { keeping } from "../firm-plans.ts";
import { firstHolder, LedgerAccount, LineKind, post } from "../ledger.ts";
import { passMachine } from "../population-changes.ts";
import { FirmState } from "../tables/finance.ts";
import { operatorTypes } from "../tables/operators.ts";
import type { World } from "../world.ts";
import { machinesByOwner, type Owned } from "./operator-review.ts";

/** States pay whatever it costs. */
const state = operatorTypes.indexOf("state");

type Ending = "left" | "bankrupt";

/** Firms that cannot pay borrow, sell or end. */
export function endInsolvent(world: World, finance: Finance): void {
  const { firms, settings } = finance;
  const firm = firms.columns;
  const { type } = world.operators.columns;
  let owned: Owned | undefined;
  for (let o = 0; o < firms.count; o++) {
    if (firm.state[o] !== FirmState.active || firm.cash[o] >= 0 || type[o] === state) continue;
    const loan = Math.min(-firm.cash[o], Math.max(0, settings.credit * firm.assets[o] - firm.debt[o]));
    firm.debt[o] += loan;
    firm.borrowed[o] += loan;
    firm.cash[o] += loan;
    if (firm.cash[o] >= 0) continue;
    owned ??= machinesByOwner(world);
    const own = owned.rows.subarray(owned.start[o], owned.start[o + 1]).filter((host) => isOf(world, host, o));
    if (firm.cash[o] + firm.assets[o] < firm.debt[o]) endFirm(world, finance, o, "bankrupt", own);
    else sellUntilLiquid(world, finance, o, own);
  }
}

/** Machines may have changed hands since owners were listed. */
const isOf = ({ nodes }: World, host: number, o: number) =>
  nodes.columns.operator[host] === o && nodes.columns.cards[host] > 0 && nodes.columns.status[host] < 4;

function sellUntilLiquid(world: World, finance: Finance, o: number, own: Uint32Array): void {
  const { cash } = finance.firms.columns;
  for (let i = own.length - 1; i >= 0 && cash[o] < 0; i--) {
    sellMachine(world, finance, own[i]);
    if (i === 0) closeFirm(world, finance, o, cash[o] < 0 ? "bankrupt" : "left");
  }
}

/** @param own  rows of its machines, some perhaps sold already */
export function endFirm(world: World, finance: Finance, o: number, how: Ending, own: ArrayLike<number>): void {
  const rows = Array.from(own).filter((host) => isOf(world, host, o));
  const buyer = rows.length > 0 ? bestBuyer(world, finance, o, rows) : undefined;
  if (buyer !== undefined) takeOver(world, finance, o, buyer, rows);
  else for (const host of rows) sellMachine(world, finance, host);
  closeFirm(world, finance, o, how);
  if (buyer === undefined) return;
  finance.firms.columns.state[o] = FirmState.acquired;
  finance.flows.acquisitions++;
}

/** Debt is paid as far as there is money, the owner gets the rest; stake that it bonded itself is freed and sold as it comes. */
function closeFirm(world: World, finance: Finance, o: number, how: Ending): void {
  const firm = finance.firms.columns;
  const paid = Math.max(0, Math.min(firm.cash[o], firm.debt[o]));
  firm.cash[o] -= paid;
  firm.repaid[o] += paid;
  firm.writtenOff[o] += firm.debt[o] - paid;
  firm.debt[o] = 0;
  // Bills that nobody pays are the suppliers' loss.
  firm.writtenOff[o] += Math.max(0, -firm.cash[o]);
  firm.cash[o] = Math.max(0, firm.cash[o]);
  payOut(firm, o, firm.cash[o]);
  firm.state[o] = FirmState[how];
  firm.endedAt[o] = world.clock.epoch;
  finance.flows[how === "left" ? "exits" : "bankruptcies"]++;
  const { accounts, ledger } = world;
  for (let a = 0; a < accounts.count; a++) {
    if (accounts.columns.operator[a] !== o) continue;
    post(ledger, LineKind.unlock, LedgerAccount.bonded, firstHolder + a, accounts.columns.stake[a]);
    accounts.columns.stake[a] = 0;
  }
}

interface Buyer {
  readonly row: number;
  readonly price: number;
}

/** Yearly sums over the machines of who ends, at a firm of usual size. [USD/year] */
interface Lot {
  revenue: number;
  running: number;
  worth: number;
  /** Of letting them outside the network, running costs taken off; 0 where nobody lets. */
  letIncome: number;
}

/** Who gains most by taking the machines over and can pay; undefined when dealers pay more than they are worth to anybody. */
function bestBuyer(world: World, finance: Finance, seller: number, rows: readonly number[]): Buyer | undefined {
  const { firms, settings } = finance;
  const { bargaining } = settings;
  if (bargaining === undefined) return undefined;
  const firm = firms.columns;
  const lot: Lot = { revenue: 0, running: 0, worth: 0, letIncome: 0 };
  for (const host of rows) {
    const { revenue, running, letIncome } = keeping(world, finance, host, 0);
    lot.revenue += revenue;
    lot.letIncome += letIncome;
    lot.running += running;
    lot.worth += worthOf(world, finance, host);
  }
  const size = {
    servers: rows.length,
    kilowatts: rows.reduce((sum, host) => sum + finance.machines.columns.kilowatts[host], 0),
  };
  const before = meanScale(scaleOf(settings.scale, firm, seller));
  let best: (Buyer & { readonly gain: number }) | undefined;
  for (let o = 0; o < firms.count; o++) {
    if (o === seller || firm.state[o] !== FirmState.active) continue;
    const rate = capitalRateOf(finance, firm.class[o]);
    const running = (lot.running * meanScale(scaleOf(settings.scale, firm, o, size))) / before;
    const years = annuity(rate, takeoverYears);
    const value = (lot.revenue - running) * years + lot.worth * resaleLeft;
    // Without a buyer they go to dealers, or are let: whichever is more.
    const otherwise =
      lot.letIncome > 0 ? Math.max(lot.worth, lot.letIncome * years + lot.worth * resaleLeft) : lot.worth;
    const gain = value - otherwise;
    const price = otherwise + bargaining * gain;
    // Now or never: there is no waiting, and so no option that would be given up.
    if (gain <= 0 || (best !== undefined && gain <= best.gain)) continue;
    if (price <= meansOf(finance, o, lot.worth)) best = { row: o, price, gain };
  }
  return best;
}

/** Cash above the reserve, and credit upon what it has and what it would take over. */
function meansOf(finance: Finance, o: number, worth: number): number {
  const { cash, debt, assets, committed } = finance.firms.columns;
  const { credit } = finance.settings;
  return cash[o] - reserveOf(finance, o) - committed[o] + Math.max(0, credit * (assets[o] + worth) - debt[o]);
}

/** Years that a buyer counts on of a running firm's machines, and the part of their worth that is left then: judgements. */
const takeoverYears = 2;
const resaleLeft = 0.4;

/** Power is about half of what running costs, the rest the other half: a judgement for comparing sizes only. */
const meanScale = ({ power, site, staff, network }: ReturnType<typeof scaleOf>) =>
  power / 2 + site / 6 + staff / 6 + network / 6;

function takeOver(
  world: World,
  finance: Finance,
  seller: number,
  { row, price }: Buyer,
  rows: readonly number[],
): void {
  const firm = finance.firms.columns;
  pay(finance, row, price, reserveOf(finance, row));
  firm.cash[seller] += price;
  firm.sold[seller] += price;
  for (const host of rows) {
    const worth = worthOf(world, finance, host);
    for (const [o, sign] of [
      [seller, -1],
      [row, 1],
    ] as const) {
      firm.assets[o] += sign * worth;
      firm.servers[o] += sign;
      firm.kilowatts[o] += sign * finance.machines.columns.kilowatts[host];
    }
    passMachine(world, host, row);
    finance.flows.machinesTaken++;
  }
  const { operator } = world.accounts.columns;
  for (let a = 0; a < world.accounts.count; a++) {
    if (operator[a] !== seller) continue;
    operator[a] = row;
    world.operators.columns.accounts[seller]--;
    world.operators.columns.accounts[row]++;
  }
}

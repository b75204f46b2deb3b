/**
 * The end of a firm: it leaves because staying does not pay, or lenders take over because it cannot pay.
 *
 *   cash below 0 → credit → machines are sold until it can pay → what is owed exceeds what there is: bankrupt
 *   machines of who ends → whoever they are worth most to, above the dealers' price and in its means, takes them as they run; else dealers
 *
 * The price of a takeover is the dealers' plus a part of the gain (Nash's bargaining solution). Accounts go with the machines. What is left
 * after the debt is the owner's; what is missing the lenders lose.
 */
import type { Finance } from "../finance.ts";
import { type Buyer, type Lot, lotOf, meansOf, takeOver, valueTo, withoutNetwork } from "../firm-lots.ts";
import { sellMachine } from "../firm-machines.ts";
import { payOut } from "../firm-money.ts";
import { firstHolder, LedgerAccount, LineKind, post } from "../ledger.ts";
import { FirmEnd, FirmState } from "../tables/finance.ts";
import { operatorTypes } from "../tables/operators.ts";
import type { World } from "../world.ts";
import { machinesByOwner, type Owned } from "./operator-review.ts";

/** States pay whatever it costs. */
const state = operatorTypes.indexOf("state");

type Ending = "left" | "bankrupt";

/** Counted among those taken over, by why they end. */
const acquired = { left: "acquiredLeaving", bankrupt: "acquiredBankrupt", sold: "acquiredHealthy" } as const;

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
export const isOf = ({ nodes }: World, host: number, o: number) =>
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
  const lot = rows.length > 0 ? lotOf(world, finance, o, rows) : undefined;
  const buyer = lot && bestBuyer(finance, lot);
  if (lot !== undefined && buyer !== undefined) {
    passFirm(world, finance, lot, { buyer, how });
    return;
  }
  for (const host of rows) sellMachine(world, finance, host);
  closeFirm(world, finance, o, how);
}

/** A firm goes on as a part of another. */
export function passFirm(
  world: World,
  finance: Finance,
  lot: Lot,
  { buyer, how }: { readonly buyer: Buyer; readonly how: Ending | "sold" },
): void {
  const firm = finance.firms.columns;
  takeOver(world, finance, lot, buyer);
  closeFirm(world, finance, lot.owner, how === "bankrupt" ? "bankrupt" : "left");
  firm.state[lot.owner] = FirmState.acquired;
  firm.end[lot.owner] = FirmEnd[how];
  firm.buyer[lot.owner] = buyer.row;
  finance.flows.acquisitions++;
  finance.flows[acquired[how]]++;
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
  firm.end[o] = FirmEnd[how];
  firm.endedAt[o] = world.clock.epoch;
  finance.flows[how === "left" ? "exits" : "bankruptcies"]++;
  const { accounts, ledger } = world;
  for (let a = 0; a < accounts.count; a++) {
    if (accounts.columns.operator[a] !== o) continue;
    post(ledger, LineKind.unlock, LedgerAccount.bonded, firstHolder + a, accounts.columns.stake[a]);
    accounts.columns.stake[a] = 0;
  }
}

/** Who gains most by taking the machines over and can pay; undefined when dealers pay more than they are worth to anybody. */
function bestBuyer(finance: Finance, lot: Lot): Buyer | undefined {
  const { firms, settings } = finance;
  const { bargaining } = settings;
  if (bargaining === undefined) return undefined;
  let best: (Buyer & { readonly gain: number }) | undefined;
  for (let o = 0; o < firms.count; o++) {
    if (o === lot.owner || firms.columns.state[o] !== FirmState.active) continue;
    // Without a buyer they go to dealers, or are let.
    const otherwise = withoutNetwork(finance, lot, o);
    const gain = valueTo(finance, lot, o) - otherwise;
    const price = otherwise + bargaining * gain;
    // Now or never: there is no waiting, and so no option that would be given up.
    if (gain <= 0 || (best !== undefined && gain <= best.gain)) continue;
    if (price <= meansOf(finance, o, lot.worth)) best = { row: o, price, gain };
  }
  return best;
}

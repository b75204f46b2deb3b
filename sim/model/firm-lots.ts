/**
 * All machines of a firm as one lot that changes hands as it runs: what it is worth to one owner and to another.
 *
 *   value to a firm = (revenue − running · its scale / the present owner's) · A(its cost of capital, n) + left of dealers' price
 */
import { annuity } from "../economics/unit-value.ts";
import type { Finance } from "./finance.ts";
import { pay, worthOf } from "./firm-machines.ts";
import { capitalRateOf, reserveOf, scaleOf } from "./firm-money.ts";
import { keepingOf } from "./firm-plans.ts";
import { passMachine } from "./population-changes.ts";
import type { World } from "./world.ts";

/** Yearly sums over the machines of a firm, at its size and to its taste for risk. [USD/year] */
export interface Lot {
  readonly owner: number;
  readonly rows: readonly number[];
  readonly revenue: number;
  readonly running: number;
  /** What dealers would pay. [USD] */
  readonly worth: number;
  /** Of letting them outside the network, running costs taken off; 0 where nobody lets. */
  readonly letIncome: number;
  readonly kilowatts: number;
  /** Of the owner's unit costs. */
  readonly scale: number;
}

export function lotOf(world: World, finance: Finance, owner: number, rows: readonly number[]): Lot {
  let [revenue, running, worth, letIncome, kilowatts] = [0, 0, 0, 0, 0];
  const keeping = keepingOf(world, finance, owner, 0);
  for (const host of rows) {
    const kept = keeping(host);
    revenue += kept.revenue;
    letIncome += kept.letIncome;
    running += kept.running;
    worth += worthOf(world, finance, host);
    kilowatts += finance.machines.columns.kilowatts[host];
  }
  const scale = meanScale(scaleOf(finance.settings.scale, finance.firms.columns, owner));
  return { owner, rows, revenue, running, worth, letIncome, kilowatts, scale };
}

/**
 * To a firm that runs it: its owner, or another that would have it beside its own machines.
 *
 * @param certainty  of an income that is as risky as the firm's, over that of the owner
 * @returns [USD]
 */
export function valueTo(finance: Finance, lot: Lot, o: number, certainty = 1): number {
  const { owner, rows, kilowatts, revenue, running, worth } = lot;
  const { settings, firms } = finance;
  const years = lotYears(finance, o);
  const more = o === owner ? undefined : { servers: rows.length, kilowatts };
  const own = (running * meanScale(scaleOf(settings.scale, firms.columns, o, more))) / lot.scale;
  return (revenue * certainty - own) * years + worth * resaleLeft;
}

/** What it brings a firm without running it in the network: from dealers, or let, whichever is more. [USD] */
export function withoutNetwork(finance: Finance, { worth, letIncome }: Lot, o: number): number {
  return letIncome > 0 ? Math.max(worth, letIncome * lotYears(finance, o) + worth * resaleLeft) : worth;
}

/** Years that are counted on of a running firm's machines, and the part of their worth that is left then: judgements. */
const countedYears = 2;
const resaleLeft = 0.4;

const lotYears = (finance: Finance, o: number) =>
  annuity(capitalRateOf(finance, finance.firms.columns.class[o]), countedYears);

/** Power is about half of what running costs, the rest the other half: a judgement for comparing sizes only. */
const meanScale = ({ power, site, staff, network }: ReturnType<typeof scaleOf>) =>
  power / 2 + site / 6 + staff / 6 + network / 6;

/** Cash above the reserve, and credit upon what a firm has and what it would take over. [USD] */
export function meansOf(finance: Finance, o: number, worth: number): number {
  const { cash, debt, assets, committed } = finance.firms.columns;
  const { credit } = finance.settings;
  return cash[o] - reserveOf(finance, o) - committed[o] + Math.max(0, credit * (assets[o] + worth) - debt[o]);
}

export interface Buyer {
  readonly row: number;
  /** [USD] */
  readonly price: number;
}

/** The buyer pays; machines and accounts are its own from now on. */
export function takeOver(world: World, finance: Finance, { owner, rows }: Lot, { row, price }: Buyer): void {
  const firm = finance.firms.columns;
  pay(finance, row, price, reserveOf(finance, row));
  firm.investedFirms[row] += price;
  firm.cash[owner] += price;
  firm.sold[owner] += price;
  for (const host of rows) {
    const worth = worthOf(world, finance, host);
    for (const [o, sign] of [
      [owner, -1],
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
    if (operator[a] !== owner) continue;
    operator[a] = row;
    world.operators.columns.accounts[owner]--;
    world.operators.columns.accounts[row]++;
  }
}

/** Money of operators in an epoch: what tokens bring, what machines cost, what lenders and owners get. [USD] */
import { scaleFactor } from "../economics/operating-cost.ts";
import { usedValue } from "../economics/used-value.ts";
import { expm1, log1p } from "../engine/math.ts";
import type { HardwareModel } from "./catalogue/facts.ts";
import { jurisdictions } from "./catalogue/jurisdictions.ts";
import { idleFraction, operatorCosts } from "./catalogue/operator-costs.ts";
import { powerShapes } from "./catalogue/power-shapes.ts";
import type { Finance } from "./finance.ts";
import { settlePrices } from "./firm-machines.ts";
import { gainOf } from "./firm-outlook.ts";
import { firstHolder, LedgerAccount, LineKind, post } from "./ledger.ts";
import { FirmState } from "./tables/finance.ts";
import type { World } from "./world.ts";

const baseUnitsPerToken = 1e9;
const hoursPerDay = 24;
const microsPerHour = 3.6e9;
/** A double holds whole amounts up to here. [base unit] */
const exactMost = Number.MAX_SAFE_INTEGER;

/** Each account's free tokens: a part is sold to the world outside, a part of the rest is bonded. Owners of firms that ended keep what comes. */
export function sellTokens(world: World, finance: Finance): void {
  const { accounts, ledger, network } = world;
  const { columns } = finance.firms;
  const { soldFraction, bondedFraction } = finance.settings;
  clearEpoch(finance);
  const price = network.columns.tokenPrice[0] / baseUnitsPerToken;
  for (let a = 0; a < accounts.count; a++) {
    const free = Math.min(exactMost, Number(ledger.balance[firstHolder + a]));
    if (!(free > 0)) continue;
    const sold = Math.floor(free * soldFraction);
    const bonded = Math.floor((free - sold) * bondedFraction);
    post(ledger, LineKind.sale, firstHolder + a, LedgerAccount.clients, sold);
    post(ledger, LineKind.bond, firstHolder + a, LedgerAccount.bonded, bonded);
    accounts.columns.stake[a] += bonded;
    const owner = accounts.columns.operator[a];
    columns.revenue[owner] += sold * price;
    columns.cash[owner] += sold * price;
    finance.flows.tokensSold += sold / baseUnitsPerToken;
    finance.flows.tokensBonded += bonded / baseUnitsPerToken;
  }
}

const sums = [
  "revenue",
  "power",
  "site",
  "staff",
  "network",
  "interest",
  "repaid",
  "borrowed",
  "paidIn",
  "invested",
  "investedFirms",
  "investedUsed",
  "sold",
  "payout",
  "writtenOff",
  "assets",
  "kilowatts",
  "servers",
] as const;

function clearEpoch({ firms }: Finance): void {
  for (const name of sums) firms.columns[name].fill(0, 0, firms.count);
}

/** One pass over the machines: what each cost its owner in the epoch, and what it would fetch. */
export function chargeCosts(world: World, finance: Finance): void {
  settlePrices(world, finance);
  const { nodes, present, settings, clock } = world;
  const { operator, cards, hardware: card, jurisdiction, uptime, busy, market, status } = nodes.columns;
  const own = finance.machines.columns;
  const firm = finance.firms.columns;
  const { newPrice, bidFactor } = finance;
  const hours = settings.epochLength / microsPerHour;
  const priceOf = powerFactors(world);
  const paidOf = jurisdictions.map((_, j) => 1 - (world.states?.subsidy[j] ?? 0));
  // Machines bought together lie together.
  let newAt = Number.NaN;
  let worth = 0;
  for (let i = 0; i < present.count; i++) {
    const host = present.rows[i];
    if (cards[host] === 0) continue;
    const o = operator[host];
    const j = jurisdiction[host];
    const load = Number.isNaN(busy[host]) ? world.markets.columns.utilization[market[host]] : busy[host];
    const drawn = uptime[host] * idleFraction + (1 - idleFraction) * Math.min(uptime[host], load || 0);
    firm.power[o] += own.power[host] * drawn * hours * priceOf[j] * paidOf[j];
    firm.site[o] += own.site[host] * hours * paidOf[j];
    firm.staff[o] += own.staff[host] * hours * paidOf[j];
    firm.network[o] += own.network[host] * hours * paidOf[j];
    if (status[host] > 3) continue; // Sold already: it only ends what it has.
    firm.kilowatts[o] += own.kilowatts[host];
    firm.servers[o]++;
    if (own.newAt[host] !== newAt) {
      newAt = own.newAt[host];
      worth = usedWorth(finance, clock.epoch - newAt);
    }
    firm.assets[o] += cards[host] * newPrice[card[host]] * bidFactor[card[host]] * worth;
  }
  applyScale(finance);
}

/** @param age  of a card, ≥ 0 [epoch] */
function usedWorth({ usedWorth: known, settings }: Finance, age: number): number {
  if (!Number.isInteger(age)) return usedValue(age * settings.yearsPerEpoch);
  while (known.length <= age) known.push(usedValue(known.length * settings.yearsPerEpoch));
  return known[age];
}

/** The price of power in this epoch over its mean, by jurisdiction: the hours that the epoch covers, and shocks. */
function powerFactors({ settings, clock, utcOffset, states }: World): number[] {
  const hours = settings.epochLength / microsPerHour;
  const first = clock.epoch * hours;
  return jurisdictions.map((_, j) => {
    const shock = states?.powerFactor[j] ?? 1;
    if (hours >= hoursPerDay) return shock;
    const middle = first + hours / 2 + utcOffset[j];
    // The hour in which its middle lies stands for an epoch shorter than a day.
    const hour = Math.floor(((middle % hoursPerDay) + hoursPerDay) % hoursPerDay);
    return shock * powerShapes[j][hour];
  });
}

/** Economies of scale act on the sums: every machine of a firm costs by the size of the firm, which seldom changes. */
function applyScale({ firms, settings, scales: known }: Finance): void {
  const { columns } = firms;
  for (let o = 0; o < firms.count; o++) {
    const servers = columns.servers[o];
    if (servers === 0) continue;
    const draw = columns.kilowatts[o] / operatorCosts[columns.class[o]].usualKilowatts;
    if (known.draw[o] !== draw || known.servers[o] !== servers) {
      const { power, site, staff, network } = scaleOf(settings.scale, columns, o);
      known.draw[o] = draw;
      known.servers[o] = servers;
      known.power[o] = power;
      known.site[o] = site;
      known.staff[o] = staff;
      known.network[o] = network;
    }
    columns.power[o] *= known.power[o];
    columns.site[o] *= known.site[o];
    columns.staff[o] *= known.staff[o];
    columns.network[o] *= known.network[o];
  }
}

/** Factors on a firm's unit costs when it has so many more machines. */
export function scaleOf(
  scale: Finance["settings"]["scale"],
  firm: Finance["firms"]["columns"],
  o: number,
  more: { readonly servers: number; readonly kilowatts: number } = none,
) {
  const draw = (firm.kilowatts[o] + more.kilowatts) / operatorCosts[firm.class[o]].usualKilowatts;
  const servers = firm.servers[o] + more.servers;
  return {
    power: scaleFactor(draw, scale.power),
    site: scaleFactor(draw, scale.site),
    staff: scaleFactor(servers, scale.staff),
    network: scaleFactor(servers, scale.network),
  };
}
const none = { servers: 0, kilowatts: 0 };

/** Pays costs, interest and the instalment, then the owner's part of what is left; remembers the income. */
export function closeAccounts(finance: Finance): void {
  const { firms, settings, smallVariation } = finance;
  const firm = firms.columns;
  const { yearsPerEpoch, loanYears, reinvested, recentWeight } = settings;
  const instalment = -expm1(-yearsPerEpoch / loanYears);
  const [squares, counts] = [new Float64Array(smallVariation.length), new Float64Array(smallVariation.length)];
  for (let o = 0; o < firms.count; o++) {
    const costs = firm.power[o] + firm.site[o] + firm.staff[o] + firm.network[o];
    firm.cash[o] -= costs;
    if (firm.state[o] !== FirmState.active) {
      payOut(firm, o, firm.cash[o]);
      continue;
    }
    const rate = capitalRateOf(finance, firm.class[o]);
    firm.interest[o] = firm.debt[o] * expm1(log1p(rate) * yearsPerEpoch);
    firm.repaid[o] = firm.debt[o] * instalment;
    firm.debt[o] -= firm.repaid[o];
    firm.cash[o] -= firm.interest[o] + firm.repaid[o];
    const profit = firm.revenue[o] - costs - firm.interest[o] - firm.repaid[o];
    const free = firm.cash[o] - reserveOf(finance, o);
    payOut(firm, o, Math.min(free, (1 - reinvested) * profit));
    rememberIncome(firm, o, recentWeight);
    if (firm.servers[o] > smallMost || !(firm.incomeMean[o] > 0)) continue;
    squares[firm.class[o]] += variationOf(firm, o);
    counts[firm.class[o]]++;
  }
  for (let c = 0; c < counts.length; c++) if (counts[c] > 0) smallVariation[c] = squares[c] / counts[c];
}

/** Epochs before the first income, in which cards are on their way, do not count. */
function rememberIncome(firm: Finance["firms"]["columns"], o: number, recentWeight: number): void {
  if (firm.incomes[o] === 0 && firm.revenue[o] === 0) return;
  const gain = gainOf(++firm.incomes[o], recentWeight);
  firm.incomeMean[o] += gain * (firm.revenue[o] - firm.incomeMean[o]);
  firm.incomeSquare[o] += gain * (firm.revenue[o] * firm.revenue[o] - firm.incomeSquare[o]);
}

/** A firm with so many machines is small. */
const smallMost = 2;

/** Squared coefficient of variation of an epoch's income. */
export function variationOf(firm: Finance["firms"]["columns"], o: number): number {
  const mean = firm.incomeMean[o];
  return mean > 0 ? Math.max(0, firm.incomeSquare[o] / (mean * mean) - 1) : 0;
}

export const capitalRateOf = ({ settings }: Finance, kind: number) =>
  operatorCosts[kind].capitalRate * settings.capitalFactor;
export const lifeOf = ({ settings }: Finance, kind: number) => operatorCosts[kind].life * settings.lifeFactor;

/** What a firm keeps in cash. */
export function reserveOf({ firms, settings }: Finance, o: number): number {
  const { power, site, staff, network } = firms.columns;
  return ((power[o] + site[o] + staff[o] + network[o]) / settings.yearsPerEpoch) * settings.reserve;
}

/** The owner takes money out. */
export function payOut(firm: Finance["firms"]["columns"], o: number, usd: number): void {
  if (!(usd > 0)) return;
  firm.cash[o] -= usd;
  firm.payout[o] += usd;
}

/** Draw of a machine at full load. [kW] */
export const kilowattsOf = (card: Pick<HardwareModel, "powerW">, cards: number) => (card.powerW * cards) / 1000;

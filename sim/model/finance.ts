/** State of the operators' business, as the world holds it; `processes/operators.ts` says how it changes. */
import type { ScaleLaw } from "../economics/operating-cost.ts";
import type { DatedPrice } from "../economics/token-value.ts";
import type { Spec, Table } from "../engine/columns.ts";
import type { Stream } from "../engine/rng.ts";
import type { Placed } from "./population.ts";
import type { FirmSpec, MachineSpec, OutlookSpec } from "./tables/finance.ts";

/** What the scenario fixed. Rates by year, times in epochs unless said otherwise. */
export interface FinanceSettings {
  readonly yearsPerEpoch: number;
  /** Mean time between two reviews of an operator. */
  readonly reviewEvery: number;
  /** Weights of the newest epoch in the means of what machines earn, of late and over a longer time, 0…1. */
  readonly recentWeight: number;
  readonly longerWeight: number;
  /** By how much the longer mean lies behind the recent one. [year] */
  readonly trendYears: number;
  /** Part of a trend that is expected to go on, 0…1. */
  readonly extrapolation: number;
  /** Volatility that operators reckon with. [1/√year] */
  readonly volatility: number;
  readonly riskAversion: number;
  /** Most machines bought or sold at one review, over those there are. */
  readonly stepMost: number;
  /** Years for which running costs are kept in cash. */
  readonly reserve: number;
  /** Part of the free tokens that is sold, and that is bonded, each epoch. */
  readonly soldFraction: number;
  readonly bondedFraction: number;
  /** Part of the profit that stays in the firm. */
  readonly reinvested: number;
  /** Most debt over what dealers would pay for the machines, and the time in which it is paid back. [year] */
  readonly credit: number;
  readonly loanYears: number;
  /** Factors on the cost of capital and on the life of cards of each class. */
  readonly capitalFactor: number;
  readonly lifeFactor: number;
  /** Candidates to enter, a year, by class. */
  readonly candidates: readonly number[];
  /** Jurisdictions that they come from, weights by index of the catalogue. */
  readonly places: readonly number[];
  /** Part of what a takeover gains that the seller gets, 0…1; undefined: nobody takes over anybody. */
  readonly bargaining: number | undefined;
  /** What a firm that could go on is sold for over its value to its owner, less one, ≥ 0; undefined: it never is. */
  readonly premium: number | undefined;
  readonly accounts: AccountSettings;
  readonly scale: Readonly<Record<"cards" | "power" | "site" | "staff" | "network", ScaleLaw>>;
  /** What cards earn outside the network: rent of an H100-hour by time [USD/h], and the part that comes to the owner, 0…1. */
  readonly elsewhere: { readonly rents: readonly DatedPrice[]; readonly kept: number } | undefined;
  /** Part of the price that dealers keep, where the scenario has no market for accelerators. */
  readonly usedSpread: number;
  /** What each market makes of (hardware, cards); null where it does not fit. */
  readonly place: (hardware: number, cards: number) => readonly (Placed | null)[];
  /** What it can prove in an epoch, where that is not what it can decode. [proof unit] */
  readonly proofOf: (hardware: number, cards: number, market: number) => number | undefined;
}

export interface AccountSettings {
  /** Whether operators open accounts when that pays. */
  readonly areChosen: boolean;
  /** Of another identity, beside what the admission rule charges. [USD] */
  readonly cost: number;
  /** Time over which it must pay. [year] */
  readonly payback: number;
}

/** What happened in the epoch. */
export interface FinanceFlows {
  entries: number;
  candidates: number;
  exits: number;
  bankruptcies: number;
  /** Firms that passed to another as they ran; of these, who could not pay, who left as staying did not pay, and who could go on. */
  acquisitions: number;
  acquiredBankrupt: number;
  acquiredLeaving: number;
  acquiredHealthy: number;
  machinesBought: number;
  machinesUsed: number;
  machinesSold: number;
  machinesTaken: number;
  ordersRefused: number;
  accountsOpened: number;
  reviews: number;
  tokensSold: number;
  tokensBonded: number;
}

export interface Finance {
  readonly settings: FinanceSettings;
  readonly firms: Table<FirmSpec>;
  readonly machines: Table<MachineSpec>;
  readonly outlook: Table<OutlookSpec>;
  flows: FinanceFlows;
  /** Rows of machines given up and not yet gone, and the epoch in which each was. */
  draining: { readonly host: number; readonly at: number }[];
  /** Rows of machines that came in this epoch. */
  came: number[];
  /** Coefficient of variation of an epoch's income of firms with few machines, by class. */
  readonly smallVariation: Float64Array;
  /** By index of the hardware catalogue, made anew each epoch. [USD] Price of a single new card, NaN where it has none. */
  readonly newPrice: Float64Array;
  /** What dealers pay for a card over what they would pay for it new. Made anew each epoch. */
  readonly bidFactor: Float64Array;
  /** Not state. What a used card fetches over its price when new, by whole epochs of age, as far as asked; factors of firms at their sizes. */
  readonly usedWorth: number[];
  readonly scales: ScaleMemo;
  readonly streams: { readonly reviews: Stream; readonly entry: Stream };
  /** Candidates so far: the index of their draws. */
  candidates: number;
}

/** By firm, the size that it had when factors on its costs were last reckoned, and these. Sizes are NaN before. */
export interface ScaleMemo {
  readonly draw: Float64Array;
  readonly servers: Float64Array;
  readonly power: Float64Array;
  readonly site: Float64Array;
  readonly staff: Float64Array;
  readonly network: Float64Array;
}

export function createScaleMemo(firms: number): ScaleMemo {
  const unknown = () => new Float64Array(firms).fill(Number.NaN);
  const [draw, servers, power, site, staff, network] = Array.from({ length: 6 }, unknown);
  return { draw, servers, power, site, staff, network };
}

export const noFlows: FinanceFlows = {
  entries: 0,
  candidates: 0,
  exits: 0,
  bankruptcies: 0,
  acquisitions: 0,
  acquiredBankrupt: 0,
  acquiredLeaving: 0,
  acquiredHealthy: 0,
  machinesBought: 0,
  machinesUsed: 0,
  machinesSold: 0,
  machinesTaken: 0,
  ordersRefused: 0,
  accountsOpened: 0,
  reviews: 0,
  tokensSold: 0,
  tokensBonded: 0,
};

/** A copy that shares nothing that changes. */
export function copyFinance(finance: Finance, copyRows: <S extends Spec>(table: Table<S>) => Table<S>): Finance {
  return {
    ...finance,
    firms: copyRows(finance.firms),
    machines: copyRows(finance.machines),
    outlook: copyRows(finance.outlook),
    flows: { ...finance.flows },
    draining: finance.draining.slice(),
    came: finance.came.slice(),
    smallVariation: finance.smallVariation.slice(),
    newPrice: finance.newPrice.slice(),
    bidFactor: finance.bidFactor.slice(),
    scales: createScaleMemo(finance.firms.capacity),
  };
}

/** Tables of the state, and its numbers that no table holds, in a fixed order; for the digest. */
export const financeTables = ({ firms, machines, outlook }: Finance) =>
  [firms, machines, outlook] as unknown as readonly Table<Spec>[];

export function* financeNumbers({ flows, draining, came, smallVariation, candidates }: Finance): Generator<number> {
  for (const name of Object.keys(flows).sort()) yield flows[name as keyof FinanceFlows];
  for (const { host, at } of draining) yield* [host, at];
  yield* came;
  yield* smallVariation;
  yield candidates;
}

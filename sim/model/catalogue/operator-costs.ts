/**
 * What operators of each kind pay beside the card and the power, in index order of the classes of node.
 *
 * Economies of scale:
 *   staff, network  A very large data centre (50,000 servers) against a middling one (1,000): servers an administrator more than 1000 against
 *                   140, a megabit a second 13 against 95 USD a month, both 7.1-fold: exponent ln 7.1 / ln 50 = 0.50 (Armbrust et al.,
 *                   Above the Clouds, Berkeley 2009, table 2, after Hamilton 2008).
 *   power           Small business against large user (catalogue of tariffs, 2024): Germany 0.24 against 0.155, Canada 0.135 and 0.045,
 *                   Kenya 0.174 and 0.088, South Africa 0.076 and 0.04, Emirates 0.11 and 0.065, Britain 0.31 and 0.285 USD/kWh; over the
 *                   thousandfold use between the two tariffs' bands (10 kW and 10 MW, a judgement) exponents of 0.01 to 0.16, mean 0.08.
 *   cards           A single H100 30,000 USD, NVIDIA's mean sale of 2025 23,200 USD (Epoch AI); if the mean buyer orders 10,000, 0.028.
 *   site            Halls are modular: 0.05, a judgement, far below the six-tenths rule of process plants (Chilton, 1950).
 * Classes' prices of power stand in `node-classes.ts`; the exponent acts from the class's usual size on.
 */
import type { ScaleLaw } from "../../economics/operating-cost.ts";
import type { ClassId } from "./ids.ts";
import { nodeClasses } from "./node-classes.ts";

export interface OperatorCosts {
  /** Cost of capital. [1/year] */
  readonly capitalRate: number;
  /** Years for which it counts on a card. */
  readonly life: number;
  /** Part of the cost of a data centre's hall that its room costs; 0 where the room is there anyway. */
  readonly buildingFraction: number;
  /** Servers that an administrator looks after when there are a thousand; Infinity where the owner does it unpaid. */
  readonly serversPerAdmin: number;
  /** Part of the network's cost in the siting model that it pays. */
  readonly networkFraction: number;
  /** Usual draw of an operator of this class, at which its price of power holds. [kW] */
  readonly usualKilowatts: number;
}

const armbrust = 140; // servers an administrator, middling data centre

const table: Readonly<Record<ClassId, OperatorCosts>> = {
  // Cost of capital of a home: consumer loans over two years, 12 % (Federal Reserve, G.19, 2024).
  "gaming-pc": {
    capitalRate: 0.12,
    life: 4,
    buildingFraction: 0,
    serversPerAdmin: Number.POSITIVE_INFINITY,
    networkFraction: 0,
    usualKilowatts: 0.5,
  },
  "prosumer-rig": {
    capitalRate: 0.12,
    life: 4,
    buildingFraction: 0,
    serversPerAdmin: Number.POSITIVE_INFINITY,
    networkFraction: 0.1,
    usualKilowatts: 3,
  },
  // Room of a mine: containers and fans, a tenth of a hall. Cost of capital: a judgement, above a neocloud's.
  "converted-miner": {
    capitalRate: 0.15,
    life: 4,
    buildingFraction: 0.1,
    serversPerAdmin: 4 * armbrust,
    networkFraction: 0.2,
    usualKilowatts: 30,
  },
  "small-datacentre": {
    capitalRate: 0.13,
    life: 4,
    buildingFraction: 1,
    serversPerAdmin: armbrust,
    networkFraction: 1,
    usualKilowatts: 30,
  },
  // CoreWeave's secured loans bore 9 to 15 % (S-1, March 2025); lenders are repaid within a few years.
  neocloud: {
    capitalRate: 0.12,
    life: 4,
    buildingFraction: 1,
    serversPerAdmin: armbrust,
    networkFraction: 1,
    usualKilowatts: 100,
  },
  // Software and internet companies, about 9 % (Damodaran, January 2025); books of six years (Amazon, Google, Microsoft).
  hyperscaler: {
    capitalRate: 0.09,
    life: 6,
    buildingFraction: 1,
    serversPerAdmin: armbrust,
    networkFraction: 1,
    usualKilowatts: 10_000,
  },
};

/** By index of the class catalogue. Lives but the last, and fractions: judgements. */
export const operatorCosts: readonly OperatorCosts[] = nodeClasses.map(({ id }) => table[id as ClassId]);

/** A full year of an administrator: median wage 96,800 USD (US BLS, May 2024), 40 % on top (a judgement). [USD] */
export const adminUsdPerYear = 1.4 * 96_800;
/** Draw of a card that computes nothing, part of its full draw: a judgement after DGX H100 servers, idle 1.5 to 2 of 10.2 kW. */
export const idleFraction = 0.2;
/** Life of a hall. [year] Lokshin, siting model. */
export const buildingYears = 15;
/** Most and least that size makes of a unit cost: a judgement. */
const bounds = { least: 0.1, most: 8 };

export const scaleLaws = {
  /** By servers. */
  staff: { reference: 1000, exponent: 0.5, ...bounds },
  network: { reference: 1000, exponent: 0.5, ...bounds, most: 1 },
  /** By draw over the usual one of the class. */
  power: { reference: 1, exponent: 0.08, least: 0.5, most: 1.25 },
  site: { reference: 1, exponent: 0.05, least: 0.5, most: 1.25 },
  /** By cards in an order. */
  cards: { reference: 1, exponent: 0.028, least: 0.75, most: 1 },
} as const satisfies Readonly<Record<string, ScaleLaw>>;

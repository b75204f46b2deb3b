/** Clouds as the world holds them; `processes/clouds.ts` says how they change. */
import type { Table } from "../engine/columns.ts";
import type { Stream } from "../engine/rng.ts";
import type { CloudPricing } from "./cloud-roles.ts";
import type { CloudSpec } from "./tables/clouds.ts";

/** What the scenario fixed about one firm. */
export interface CloudPlan {
  readonly name: string;
  readonly pricing: CloudPricing;
  /** Utility of its name, beside that of a cloud. */
  readonly appeal: number;
  /** Whether the scenario says how large it is at the start. */
  readonly isSized: boolean;
  /** Its costs over the common ones. */
  readonly costRatio: number;
}

export interface CloudSettings {
  readonly firms: readonly CloudPlan[];
  /** Epochs between two reviews of prices and capacity. */
  readonly reviewEvery: number;
  /** Part of the hours that is to be sold, on which costs and capacity are reckoned, 0…1. */
  readonly use: number;
  readonly cost: CloudCostTerms;
  /** Mean time from the wish for capacity to having it [year], and the most by which it grows. [1/year] */
  readonly lead: number;
  readonly growthMost: number;
  /** Part of capacity that is given up in a year when nobody wants it. */
  readonly retired: number;
}

/** Of an H100-equivalent and hour. */
export interface CloudCostTerms {
  /** Price of the card, server and network around it included, at the start [USD], and its fall. [1/year] */
  readonly card: number;
  readonly cardFall: number;
  /** For which it is written off, and the cost of capital. [year, 1/year] */
  readonly life: number;
  readonly capitalRate: number;
  /** Draw of a card with its part of the server. [W] */
  readonly watts: number;
  /** Network, and staff with all else. [USD/h] */
  readonly network: number;
  readonly staff: number;
}

export interface Clouds {
  readonly settings: CloudSettings;
  readonly firms: Table<CloudSpec>;
  /** Owned, asked for and served part of it, by firm and jurisdiction of the region, row-major. [H100e, H100e, 1] */
  readonly capacityIn: Float64Array;
  readonly wantedIn: Float64Array;
  readonly servedIn: Float64Array;
  /** Cost of an hour sold there. [USD/h] */
  readonly costIn: Float64Array;
  /** Where a firm has a region at all, the same shape. */
  readonly isThere: Uint8Array;
  /** What each firm's policy remembers. */
  readonly memory: readonly Float64Array[];
  reviews: number;
  readonly stream: Stream;
}

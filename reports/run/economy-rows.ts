/** Rows of the queries about operators, clients and states: empty where a scenario has none of them. */
import type { Cell } from "./rows.ts";

/** Of scenarios with `economy.operators`; empty in others, as are the next four. */
export interface OperatorsRow extends Cell {
  readonly active: number;
  readonly entries: number;
  readonly exits: number;
  readonly bankruptcies: number;
  /** Among the two before. */
  readonly acquisitions: number;
}

export interface StrategyRow extends Cell {
  readonly strategy: string;
  readonly capacity_share: number;
}

/** Prices are null where nobody sells. */
export interface WorkPriceRow extends Cell {
  readonly network_share: number;
  readonly cloud_price: number | null;
  readonly network_price: number | null;
}

/** Price and delay are null where nobody was served. */
export interface PlaceHitRow extends Cell {
  readonly jurisdiction: string;
  readonly phase: "before" | "during" | "after";
  readonly answered: number;
  readonly served_share: number;
  readonly price: number | null;
  readonly delay: number | null;
}

export interface AcceleratorsRow extends Cell {
  readonly jurisdiction: string;
  readonly ordered: number;
  readonly got_share: number;
  readonly refused_share: number;
}

/** By what buyers hold; `network`: all its operators. Null where nothing was wanted or received, or the largest received nothing. */
export interface ChipsBySizeRow extends Cell {
  readonly buyer: "small" | "middle" | "large" | "largest" | "network";
  readonly ordered: number;
  readonly shipped: number;
  /** Of that, what its buyer did not make itself. */
  readonly bought: number;
  readonly got_share: number | null;
  readonly waited: number | null;
  readonly paid: number | null;
  readonly paid_ratio: number | null;
}

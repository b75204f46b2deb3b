/** What rules, strategies and probes may see: columns without a pen. */
import type { ColumnsView, ReadonlyColumn } from "../engine/columns.ts";
import type { HardwareCatalogue } from "./catalogue/own-hardware.ts";
import type { AccountSpec } from "./tables/accounts.ts";
import type { DelegatorSpec } from "./tables/delegators.ts";
import type { MarketSpec } from "./tables/markets.ts";
import type { NetworkSpec } from "./tables/network.ts";
import type { NodeSpec } from "./tables/nodes.ts";
import type { OperatorSpec } from "./tables/operators.ts";

export interface EpochView {
  /** Epochs completed before this one: 0, 1, … */
  readonly epoch: number;
  readonly nodeCount: number;
  readonly accountCount: number;
  readonly operatorCount: number;
  readonly marketCount: number;
  readonly delegatorCount: number;
  readonly nodes: ColumnsView<NodeSpec>;
  readonly accounts: ColumnsView<AccountSpec>;
  readonly delegators: ColumnsView<DelegatorSpec>;
  /** One row. */
  readonly network: ColumnsView<NetworkSpec>;
  readonly operators: ColumnsView<OperatorSpec>;
  readonly markets: ColumnsView<MarketSpec>;
  /** Cards by the index that `nodes` has. */
  readonly catalogue: HardwareCatalogue;
  /** Accounts that do not report what they saw, where reports are made; undefined in scenarios without strategies. */
  readonly reports?: {
    readonly copies: ReadonlyColumn;
    readonly favours: ReadonlyColumn;
    readonly circle: ReadonlyColumn;
  };
}

/** What probes see besides: money held, which no rule may look at. */
export interface ProbeView extends EpochView {
  readonly jurisdictionCount: number;
  /** Money of each account at the epoch's end, as doubles: measures need shares, not units. [base unit] */
  readonly balances: ReadonlyColumn;
}

export interface MarketView {
  readonly epoch: number;
  readonly nodeCount: number;
  readonly marketCount: number;
  /** For rules that price by what nodes ask. */
  readonly nodes: ColumnsView<NodeSpec>;
  readonly markets: ColumnsView<MarketSpec>;
}

/**
 * Live nodes of each market, kept in order by load so that a routing rule answers in O(log n).
 *
 * Load of a node is the requests sent to it that have not left, over the requests of mean length that fit in its batch: 1 is full.
 */
export interface RouterView {
  readonly nodes: ColumnsView<NodeSpec>;
  readonly jurisdictionCount: number;
  /** Live nodes of a market. */
  liveCount(market: number): number;
  /** A live node drawn with probability proportional to weight; −1 when none is live. */
  byWeight(market: number, uniform: number): number;
  /** A live node drawn evenly; −1 when none is live. */
  evenly(market: number, uniform: number): number;
  /**
   * The live node of least load in one jurisdiction; −1 when none.
   *
   * @param uniform  breaks ties: the search begins at a drawn place, so that no row is favoured for its number
   */
  leastLoadedIn(market: number, jurisdiction: number, uniform: number): number;
  /** The live node of least load anywhere; −1 when none. */
  leastLoaded(market: number, uniform: number): number;
  /** The live node with the lowest ask price that has a free place in its batch; −1 when none has. */
  cheapestFree(market: number, uniform: number): number;
  /** The same among the nodes of one jurisdiction. */
  cheapestFreeIn(market: number, jurisdiction: number, uniform: number): number;
  /**
   * The live node with a free place that has waited longest since it was last sent a request; −1 when none has.
   *
   * @param weightMin  nodes of less weight do not queue; a rule asks with the same value every time
   */
  waitingLongest(market: number, weightMin: number): number;
  load(node: number): number;
  /** Round trip between two jurisdictions. [ms] */
  roundTripMs(from: number, to: number): number;
  /** Jurisdictions in order of round trip from `origin`, nearest first. */
  nearest(origin: number): readonly number[];
}

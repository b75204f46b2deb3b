/**
 * Client segments: the largest cells of jurisdiction × workload × market, by share of requests.
 *
 * The cells that are left out are small ones; their demand is added to the others in proportion, so that the total is the scenario's.
 */
import { addRow, type Table } from "../engine/columns.ts";
import type { SegmentSpec } from "./tables/segments.ts";

export interface DemandShares {
  /** Each sums to 1. */
  readonly jurisdictions: readonly number[];
  readonly workloads: readonly number[];
  readonly markets: readonly number[];
  /** Cells to keep. */
  readonly segments: number;
  /** Requests to the whole network, averaged over a day. [request/s] */
  readonly rate: number;
}

interface Cell {
  readonly jurisdiction: number;
  readonly workload: number;
  readonly market: number;
  readonly share: number;
}

/** Fills the table of segments, largest first; ties in order of (jurisdiction, workload, market). */
export function addSegments(table: Table<SegmentSpec>, shares: DemandShares): void {
  const kept = cellsOf(shares).slice(0, shares.segments);
  let covered = 0;
  for (const cell of kept) covered += cell.share;
  for (const cell of kept) {
    const row = addRow(table);
    const { columns } = table;
    columns.jurisdiction[row] = cell.jurisdiction;
    columns.workload[row] = cell.workload;
    columns.market[row] = cell.market;
    columns.rateBase[row] = (shares.rate * cell.share) / covered;
    columns.rate[row] = 0;
    columns.isBursting[row] = 0;
    columns.arrivals[row] = 0;
    columns.turns[row] = 0;
    columns.owed[row] = 0;
    columns.owedAt[row] = 0;
  }
}

function cellsOf(shares: DemandShares): Cell[] {
  const cells: Cell[] = [];
  shares.jurisdictions.forEach((j, jurisdiction) => {
    shares.workloads.forEach((w, workload) => {
      shares.markets.forEach((m, market) => {
        const share = j * w * m;
        if (share > 0) cells.push({ jurisdiction, workload, market, share });
      });
    });
  });
  return cells
    .map((cell, order) => ({ cell, order }))
    .sort((a, b) => b.cell.share - a.cell.share || a.order - b.order)
    .map(({ cell }) => cell);
}

/**
 * How the invocations of a product without barriers come by the rows of the input: each reads all of its tile, the four lanes of a quad
 * read every fourth row each and swap, or the eight lanes of a workgroup every eighth, and tell the others.
 *
 * Adapters that run on the CPU load lane by lane and multiply all lanes at once, so that loads are what a product costs there. The lanes
 * of a quad make the same rows of other columns. Lane l has read row l of four and gets those of lanes l ^ 1, l ^ 2 and l ^ 3: each lane has the
 * rows in an order of its own, and stores by it. In eights lane l has read row l of eight, and broadcasts it: all have the rows in one
 * order. An output is summed by one lane as before, in the same order: equal to the bit.
 *
 * A workgroup is one row of tiles, so that it does not matter which of its invocations a driver puts into a quad, or makes which of eight.
 */

export type Reading = "alone" | "in quads" | "in eights";

/** Lanes that read for one another. A quad is in every subgroup of WGSL; eight take subgroups of as many. */
export const sharingLanes: Readonly<Record<Reading, number>> = { alone: 1, "in quads": 4, "in eights": 8 };

/** x and y of a workgroup: columns of tiles by rows of tiles. */
export function gridOf(reading: Reading): { readonly columns: number; readonly rows: number } {
  return { columns: 8, rows: reading === "alone" ? 8 : 1 };
}

/** Begins `main`, up to the first output of the invocation's tile: row m0, column n0. */
export function mainBegins(reading: Reading, rows: number, columns: number): string {
  const grid = gridOf(reading);
  const lane = ", @builtin(subgroup_invocation_id) subgroupLane: u32";
  // Lanes beyond the end go on: they read for the others.
  const before = reading === "alone" ? beyond : `let lane = subgroupLane % ${sharingLanes[reading]}u;`;
  return `@compute @workgroup_size(${grid.columns}, ${grid.rows})
fn main(@builtin(global_invocation_id) id: vec3u${reading === "alone" ? "" : lane}) {
  let n0 = id.x * ${columns}u;
  let m0 = id.y * ${rows}u;
  ${before}`;
}

const beyond = "if (n0 >= shape.columns || m0 >= run.rows) { return; }";

/** WGSL of the row that the tile's row `row` is in this lane; the way back is the same. */
export function laneRow(reading: Reading, row: string): string {
  return reading === "in quads" ? `((${row}) ^ lane)` : row;
}

/** WGSL of what another lane calls `value`, in lane l: of a quad lane l ^ i, of eight lane i. */
export function swapped(reading: Reading, value: string, i: number): string {
  if (reading === "in eights") return `subgroupBroadcast(${value}, ${i}u)`;
  return i === 0 ? value : `${swaps[i - 1]}(${value})`;
}

const swaps = ["quadSwapX", "quadSwapY", "quadSwapDiagonal"] as const;

/** The tiles in which the products of a pass are made, and how they come by their input: what is fastest, and changes no number. */
import type { Device } from "../device.ts";
import { type Reading, sharingLanes } from "../kernels/reading.ts";
import type { MatmulProfile } from "../language-model.ts";
import { narrowRows } from "./rows.ts";

/** Many rows (prefill), or one row a sequence (decode). */
export type Width = "wide" | "narrow";

export interface Tile {
  /** The profile's sums in a tile of this width. */
  readonly matmul: MatmulProfile;
  readonly reading: Reading;
}

/**
 * As the profile says, with no more rows than there are sequences where narrow. On an adapter that runs on the CPU rows are read in eights or
 * in quads where it has them, in tiles of their own: the fastest there of those tried (docs/kernels.md).
 */
export function tilesFor(device: Device, matmul: MatmulProfile, batchMax: number): Readonly<Record<Width, Tile>> {
  const least = { matmul: { ...matmul, tileRows: narrowRows(matmul, batchMax) }, reading: "alone" } as const;
  if (!sharesLoads(device, matmul)) return { wide: { matmul, reading: "alone" }, narrow: least };
  const reading: Reading = device.facts.subgroupSizes[0] >= sharingLanes["in eights"] ? "in eights" : "in quads";
  // Four sums an output leave room for half as many outputs.
  const tileRows = rowsOf[reading][matmul.partialSums];
  const wide = { ...matmul, tileRows, tileColumns: 4 } as const;
  const few = narrowRows(wide, batchMax);
  const narrow = few < sharingLanes[reading] ? least : { matmul: { ...wide, tileRows: few }, reading };
  return { wide: { matmul: wide, reading }, narrow };
}

const rowsOf = {
  "in quads": { dot: 16, vector: 8 },
  "in eights": { dot: 32, vector: 16 },
} as const;

/** Whether loads are what a kernel costs, and lanes can share them. */
function sharesLoads({ gpu, facts }: Device, { variant, accumulator }: MatmulProfile): boolean {
  const hasQuads = gpu.features.has("subgroups") && facts.subgroupSizes[0] >= sharingLanes["in quads"];
  return facts.isSoftware && hasQuads && variant === "barrier-free" && accumulator !== "native f16";
}

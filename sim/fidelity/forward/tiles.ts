/** The tiles in which the products of a pass are made, and how they come by their input: what is fastest, and changes no number. */
import type { Device } from "../device.ts";
import { quadLanes, type Reading } from "../kernels/reading.ts";
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
 * As the profile says, with no more rows than there are sequences where narrow. On an adapter that runs on the CPU rows are read in quads
 * where it has them, in tiles of their own: the fastest there of those tried (docs/kernels.md).
 */
export function tilesFor(device: Device, matmul: MatmulProfile, batchMax: number): Readonly<Record<Width, Tile>> {
  const narrow = { ...matmul, tileRows: narrowRows(matmul, batchMax) };
  const alone = { wide: { matmul, reading: "alone" }, narrow: { matmul: narrow, reading: "alone" } } as const;
  if (!sharesLoads(device, matmul)) return alone;
  // Four sums an output leave room for half as many outputs.
  const wide = { ...matmul, tileRows: matmul.partialSums === "dot" ? 16 : 8, tileColumns: 4 } as const;
  const tileRows = narrowRows(wide, batchMax);
  const few = tileRows < quadLanes ? alone.narrow : ({ matmul: { ...wide, tileRows }, reading: "in quads" } as const);
  return { wide: { matmul: wide, reading: "in quads" }, narrow: few };
}

/** Whether loads are what a kernel costs, and lanes can share them. */
export function sharesLoads({ gpu, facts }: Device, { variant, accumulator }: MatmulProfile): boolean {
  const hasQuads = gpu.features.has("subgroups") && facts.subgroupSizes[0] >= quadLanes;
  return facts.isSoftware && hasQuads && variant === "barrier-free" && accumulator !== "native f16";
}

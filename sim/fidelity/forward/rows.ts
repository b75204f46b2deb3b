/** Which tokens become which rows of a dispatch. */
import type { MatmulProfile } from "../language-model.ts";

/** Sequences from … to − 1 of a request. */
export interface Chunk {
  readonly from: number;
  readonly to: number;
}

/** Cuts sequences of these lengths into chunks of at most `rowsMax` rows, in order; no sequence is longer than that. */
export function chunksOf(lengths: readonly number[], rowsMax: number): Chunk[] {
  const chunks: Chunk[] = [];
  let from = 0;
  let rows = 0;
  for (const [i, length] of lengths.entries()) {
    if (rows + length > rowsMax) {
      chunks.push({ from, to: i });
      from = i;
      rows = 0;
    }
    rows += length;
  }
  return [...chunks, { from, to: lengths.length }];
}

/** Sequence, position, seed of every token. @param first  number of the first sequence */
export function prefillPlaces(
  lengths: readonly number[],
  seeds: readonly number[],
  first = 0,
): Uint32Array<ArrayBuffer> {
  const places = lengths.flatMap((length, i) =>
    Array.from({ length }, (_, position) => [first + i, position, seeds[i] ?? 0, 0]),
  );
  return Uint32Array.from(places.flat());
}

/** Σ of the values. */
export function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

/** Sum of what comes before each. */
export function runningSums(values: readonly number[]): number[] {
  let total = 0;
  return values.map((value) => {
    total += value;
    return total - value;
  });
}

const tileRowChoices = [1, 2, 4, 8, 16, 32] as const;

/** Rows of a tile for so many sequences: no more than the profile's. */
export function narrowRows({ tileRows }: MatmulProfile, sequences: number): MatmulProfile["tileRows"] {
  return tileRowChoices.find((rows) => rows >= sequences || rows >= tileRows) ?? tileRows;
}

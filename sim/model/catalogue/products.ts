/**
 * What a card is in the market for accelerators: how much of an H100 it is, when it was first sold, what it cost at first.
 *
 *   H100e = max(16-bit TFLOP/s × 16, 8-bit T/s × 8) / 15,832   the measure of Epoch AI's counts; 4-bit formats do not count
 */
import type { HardwareModel } from "./facts.ts";
import { hardware } from "./hardware.ts";

export interface Product {
  /** [H100e] */
  readonly h100e: number;
  /** First shipped. [year] */
  readonly released: number;
  /** Price of a card paid around 2024–2025, else at launch; NaN where never sold singly. [USD] */
  readonly usd: number;
  /** Made for data centres: sold by the vendor to order; others are on the shelf. */
  readonly isToOrder: boolean;
}

/** One H100 SXM: 1979 TFLOP/s × 8 bits. [TPP] */
export const h100Tpp = 15_832;
const monthsPerYear = 12;

export function productOf(card: HardwareModel): Product {
  const rates = [card.bf16Tflops * 16, card.fp8Tflops * 8, card.int8Tops * 8].filter((rate) => rate > 0);
  return {
    h100e: Math.max(...rates) / h100Tpp,
    released: yearOf(card.released),
    usd: Number.isNaN(card.streetUsd) ? card.launchUsd : card.streetUsd,
    isToOrder: card.class === "datacenter",
  };
}

/** By index of the hardware catalogue. */
export const products: readonly Product[] = hardware.map(productOf);

/** "2024-12" → 2024.917: the start of the month. */
function yearOf(released: string): number {
  const [year, month = "1"] = released.split("-");
  return Number(year) + (Number(month) - 1) / monthsPerYear;
}

/** Sizes of buyers of accelerators in words, made from the bounds by which the model tells them apart. */
import { buyerSizes, sizeBounds } from "../model/tables/chips.ts";

type BuyerSize = (typeof buyerSizes)[number];

const bounds = sizeBounds.map(boundWords);
const words = [...bounds.map((bound) => `up to ${bound}`), `above ${bounds[bounds.length - 1]}`];

/** What buyers of a size hold, such as "up to 1,700". [H100e] */
export const sizeWords = Object.fromEntries(buyerSizes.map((size, i) => [size, words[i]])) as Readonly<
  Record<BuyerSize, string>
>;

function boundWords(bound: number): string {
  return bound === 1_000_000 ? "a million" : String(bound).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Drawings that would be the same under every variant: a sentence says that better. */

/** Twelve digits: sums in another order differ in the last ones. */
const text = (value: number) => value.toPrecision(12);

/** @param variants  what would be drawn of each, in the same order @returns whether all are the same, and there is more than one */
export function areAlike(variants: readonly (readonly number[])[]): boolean {
  return variants.length > 1 && new Set(variants.map((values) => values.map(text).join())).size === 1;
}

/** Why it is not drawn. */
export const alikeWords = "it is the same, to twelve digits, under every variant that is compared";

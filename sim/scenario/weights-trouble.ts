/** What may be wrong with a set of weights by name. */
export const namesNobody = "names nobody";

/** @returns what is wrong with a set of weights, if anything */
export function weightsTrouble(weights: readonly number[]): string | undefined {
  if (weights.length === 0) return `${namesNobody} — give at least one a share, such as 1`;
  if (weights.every((weight) => weight === 0)) return "all shares are 0 — give at least one a share above 0, such as 1";
  return undefined;
}

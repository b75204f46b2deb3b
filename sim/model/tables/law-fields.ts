/**
 * Places of the fields within a row of `laws`, in doubles and in 32-bit words: how long a machine's steps take, and how much fits.
 *
 * Literals, so that a bundle has them in the code.
 */

/** Stride of a row: 96 bytes. */
export const doubles = 12;
export const words = 24;

export const kvTokensMax = 0;
export const prefillPerToken = 1;
export const prefillLeast = 2;
/** The fourth double. */
export const batchMax = 6;
export const places = 7;
export const stepBase = 4;
export const stepRouted = 5;
export const expertsMissed = 6;
export const stepPerContext = 7;
export const stepPerRequest = 8;
export const stepOverhead = 9;
export const stepOverheadPerRequest = 10;

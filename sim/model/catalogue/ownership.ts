/**
 * Who holds AI accelerators: cumulative purchases by owner and vendor at quarters' ends, in thousands of H100-equivalents.
 *
 * Medians of Epoch AI's estimates, rounded (AI Chip Owners and AI Chip Sales, epoch.ai/data, CC-BY, release of April
 * 2026); their 5 to 95 % intervals are about ±25 % wide. "Unassigned" is NVIDIA's total less the owners listed: xAI and
 * the rest. Chinese makers' chips are not in the data, so "China" is what was bought abroad.
 */

/** Quarters' ends, in the order of the columns. */
export const ownershipQuarters = [
  "2022Q4",
  "2023Q1",
  "2023Q2",
  "2023Q3",
  "2023Q4",
  "2024Q1",
  "2024Q2",
  "2024Q3",
  "2024Q4",
  "2025Q1",
  "2025Q2",
  "2025Q3",
  "2025Q4",
] as const;
export type OwnershipQuarter = (typeof ownershipQuarters)[number];

export const chipVendors = ["NVIDIA", "AMD", "Google", "Amazon"] as const;
export type ChipVendor = (typeof chipVendors)[number];

export const chipOwners = [
  "Microsoft",
  "Meta",
  "Amazon",
  "Google",
  "Oracle",
  "CoreWeave",
  "China",
  "Unassigned",
  "Other",
] as const;
export type ChipOwner = (typeof chipOwners)[number];

interface Holding {
  readonly vendor: ChipVendor;
  readonly owner: ChipOwner;
  /** By quarter. [10³ H100e] */
  readonly held: readonly number[];
}

const rows: readonly (readonly [ChipVendor, ChipOwner, readonly number[]])[] = [
  ["NVIDIA", "Microsoft", [65, 85, 133, 208, 308, 442, 607, 806, 1130, 1555, 2006, 2541, 3151]],
  ["NVIDIA", "Meta", [34, 45, 69, 109, 161, 233, 320, 425, 606, 864, 1135, 1461, 1842]],
  ["NVIDIA", "Amazon", [25, 33, 51, 79, 117, 169, 232, 309, 459, 677, 906, 1162, 1428]],
  ["NVIDIA", "Google", [25, 33, 50, 80, 117, 169, 232, 309, 434, 614, 802, 1011, 1237]],
  ["NVIDIA", "Oracle", [8, 11, 19, 32, 55, 89, 131, 182, 269, 421, 596, 803, 1031]],
  ["NVIDIA", "CoreWeave", [0, 5, 12, 24, 44, 71, 111, 167, 241, 291, 342, 469, 832]],
  ["NVIDIA", "China", [32, 49, 89, 155, 178, 199, 232, 273, 322, 376, 399, 402, 402]],
  ["NVIDIA", "Unassigned", [11, 11, 14, 19, 23, 35, 49, 57, 186, 320, 481, 623, 762]],
  ["NVIDIA", "Other", [90, 110, 157, 233, 388, 558, 735, 955, 1077, 1300, 1651, 2231, 2974]],
  ["AMD", "Microsoft", [0, 0, 0, 0, 0, 11, 37, 68, 106, 143, 168, 216, 265]],
  ["AMD", "Meta", [0, 0, 0, 0, 0, 18, 59, 108, 168, 235, 281, 369, 460]],
  ["AMD", "Oracle", [0, 0, 0, 0, 0, 4, 15, 27, 43, 59, 70, 91, 113]],
  ["AMD", "China", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11]],
  ["AMD", "Other", [0, 0, 0, 0, 0, 21, 62, 139, 231, 270, 295, 341, 389]],
  ["Google", "Google", [0, 39, 72, 124, 209, 331, 475, 662, 951, 1397, 2029, 2837, 3813]],
  ["Amazon", "Amazon", [0, 0, 0, 0, 0, 33, 78, 154, 306, 446, 609, 799, 1021]],
];

export const ownership: readonly Holding[] = rows.map(([vendor, owner, held]) => ({ vendor, owner, held }));

/** Quarters that a start needs behind it: a year of flow, and the year before to see it grow. */
export const quartersBehind = 8;
const quartersPerYear = 4;

/** The last day of a quarter as a number of years, such as 2026 for the end of 2025Q4. [year] */
export function endOfQuarter(quarter: OwnershipQuarter): number {
  return Number(quarter.slice(0, quartersPerYear)) + Number(quarter.slice(-1)) / quartersPerYear;
}

/** Of one vendor and owner: held at a quarter's end, bought in that quarter, in that year, and in the four quarters before. [H100e] */
export interface OwnerStart {
  readonly vendor: ChipVendor;
  readonly owner: ChipOwner;
  readonly held: number;
  readonly lastQuarter: number;
  readonly lastYear: number;
  readonly yearBefore: number;
}

/** @throws RangeError when the data do not reach back far enough from that quarter */
export function ownersAt(quarter: OwnershipQuarter): OwnerStart[] {
  const at = ownershipQuarters.indexOf(quarter);
  if (at < quartersBehind)
    throw new RangeError(
      `ownership at ${quarter} has no two years behind it — start at ${ownershipQuarters[quartersBehind]} or later`,
    );
  const thousand = 1000;
  return ownership.map(({ vendor, owner, held }) => ({
    vendor,
    owner,
    held: held[at] * thousand,
    lastQuarter: (held[at] - held[at - 1]) * thousand,
    lastYear: (held[at] - held[at - quartersPerYear]) * thousand,
    yearBefore: (held[at - quartersPerYear] - held[at - quartersBehind]) * thousand,
  }));
}

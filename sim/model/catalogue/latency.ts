/**
 * Round trips between jurisdictions.
 *
 *   RTT = 54 + 0.0174 · km   [ms]
 *
 * over 7,477 ordered country pairs (R² 0.66); where a pair's own published median is at hand it stands instead. Both
 * are computed by Lokshin (World Bank, 2026) from WonderNetwork pings. A single path scatters around it: see
 * `roundTripSigma`. Within a jurisdiction 10, 20 or 40 ms by its size: a judgement inside the published 10–40. Latency
 * does not depend on load.
 */
import { distancesKm } from "./distances.ts";
import { type JurisdictionId, jurisdictionIds } from "./jurisdictions.ts";

/**
 * Standard deviation of the natural log of a path's round trip around the value here: 5–95 % lie within 0.44–1.71
 * times.
 */
export const roundTripSigma = 0.41;

const base = 54; // [ms]
const perKm = 0.0174; // [ms/km]

/** Medians of country pairs. [ms] */
const published: readonly (readonly [JurisdictionId, JurisdictionId, number])[] = [
  ["USA", "CAN", 52],
  ["USA", "DEU", 118],
  ["USA", "BRA", 147],
  ["USA", "JPN", 160],
  ["USA", "IND", 249],
  ["USA", "CHN", 239],
  ["USA", "ZAF", 252],
  ["DEU", "GBR", 22],
  ["DEU", "IND", 154],
  ["DEU", "CHN", 225],
  ["SGP", "IND", 58],
  ["SGP", "JPN", 82],
  ["CHN", "JPN", 114],
  ["ARE", "DEU", 125],
  ["ARE", "IND", 232],
  ["ZAF", "DEU", 181],
  ["BRA", "CHN", 356],
  ["AUS", "SGP", 102],
];

/** Round trip inside a jurisdiction. [ms] */
const within = { small: 10, middle: 20, large: 40 } as const;
const large: readonly JurisdictionId[] = ["USA", "CAN", "BRA", "RUS", "KAZ", "IND", "IDN", "CHN", "AUS"];
// biome-ignore format: a list reads in lines
const middle: readonly JurisdictionId[] = [
  "MEX", "ARG", "CHL", "COL", "GBR", "FRA", "DEU", "ITA", "ESP", "POL", "SWE", "NOR",
  "FIN", "TUR", "SAU", "THA", "VNM", "MYS", "JPN", "NZL", "ZAF", "KEN", "NGA", "EGY",
];

const count = jurisdictionIds.length;

/** Jurisdictions × jurisdictions, row-major, symmetric. [ms] */
const roundTrips = makeRoundTrips();

/** Median round trip between two jurisdictions by their catalogue index.  [ms] */
export function roundTripMs(i: number, j: number): number {
  const value = roundTrips[i * count + j];
  if (value === undefined || i >= count || j >= count) {
    throw new RangeError(`no jurisdictions ${i} and ${j} — the catalogue has 0…${count - 1}`);
  }
  return value;
}

/** All of them, jurisdictions × jurisdictions, row-major: a copy that may be changed. [ms] */
export const roundTripsMs = () => roundTrips.slice();

/** Great circle between the hubs of two jurisdictions.  [km] */
export function distanceKm(i: number, j: number): number {
  return i === j ? 0 : distancesKm[Math.max(i, j)]![Math.min(i, j)]!;
}

function makeRoundTrips(): Float64Array {
  const table = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    table[i * count + i] = withinMs(jurisdictionIds[i]!);
    for (let j = 0; j < i; j++) set(table, i, j, base + perKm * distanceKm(i, j));
  }
  for (const [from, to, median] of published)
    set(table, jurisdictionIds.indexOf(from), jurisdictionIds.indexOf(to), median);
  return table;
}

function set(table: Float64Array, i: number, j: number, value: number): void {
  table[i * count + j] = value;
  table[j * count + i] = value;
}

function withinMs(id: JurisdictionId): number {
  if (large.includes(id)) return within.large;
  return middle.includes(id) ? within.middle : within.small;
}

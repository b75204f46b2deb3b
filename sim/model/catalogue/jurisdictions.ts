/**
 * Jurisdictions: power, climate, place, size of demand.
 *
 * Coordinates are the busiest data-centre hub's. Electricity is the large industrial tariff.
 *   pue         = 1.08 + 0.015 · max(0, hottestMonthC − 15)     Lokshin (World Bank draft, 2026), siting model
 *   demandShare = gdp / Σ gdp                                   a judgement: use of models follows income; confidence
 *   low
 */
import type { Confidence, Jurisdiction } from "./facts.ts";
import { idsOf } from "./rows.ts";

type Row = readonly [
  id: string,
  name: string,
  region: string,
  latitude: number,
  longitude: number,
  electricityUsdPerKwh: number,
  hottestMonthC: number,
  utcOffsetHours: number,
  gdpBillionUsd: number,
  tariff: string,
  confidence: Confidence,
];

const eurostat = "Eurostat nrg_pc_205, 2024 second half, non-household 20–70 GWh, without taxes";
const climatescope = "Climatescope, BloombergNEF 2025";

// biome-ignore format: a table reads by its columns
const table = [
  // ISO, name, region, hub's latitude and longitude, tariff [USD/kWh], hottest month [°C], UTC offset [h],
  //   GDP 2024 [10⁹ USD], tariff's source, confidence in the tariff
  ["USA", "United States", "north-america", 39.04, -77.49, 0.0813, 22.9, -5, 29185, "US EIA, industrial 2024", "high"],
  ["CAN", "Canada", "north-america", 45.5, -73.57, 0.045, 14.6, -5, 2241, "Hydro-Québec, rate L", "medium"],
  ["MEX", "Mexico", "north-america", 20.59, -100.39, 0.095, 26.6, -6, 1853, climatescope, "medium"],
  ["BRA", "Brazil", "south-america", -23.55, -46.63, 0.063, 27.3, -3, 2171, "free market (ACL), secondary", "low"],
  ["ARG", "Argentina", "south-america", -34.6, -58.38, 0.06, 22.3, -3, 633, "CAMMESA 2024", "medium"],
  ["CHL", "Chile", "south-america", -33.45, -70.67, 0.13, 13.4, -4, 330, climatescope, "medium"],
  ["COL", "Colombia", "south-america", 4.71, -74.07, 0.075, 25.5, -5, 418, "XM Colombia 2024", "medium"],
  ["GBR", "United Kingdom", "europe", 51.51, -0.59, 0.285, 15.9, 0, 3644,
    "DESNZ, very large user 2024, taxes included", "high"],
  ["IRL", "Ireland", "europe", 53.35, -6.26, 0.228, 15.3, 0, 577, eurostat, "high"],
  ["FRA", "France", "europe", 48.86, 2.35, 0.1024, 21, 1, 3162, eurostat, "high"],
  ["DEU", "Germany", "europe", 50.11, 8.68, 0.1552, 19, 1, 4659, eurostat, "high"],
  ["NLD", "Netherlands", "europe", 52.37, 4.9, 0.1296, 18.9, 1, 1228, eurostat, "high"],
  ["BEL", "Belgium", "europe", 50.85, 4.35, 0.1252, 19, 1, 665, eurostat, "high"],
  ["CHE", "Switzerland", "europe", 47.38, 8.54, 0.16, 15.7, 1, 937, "Swiss FSO 2024, large consumers", "medium"],
  ["AUT", "Austria", "europe", 48.21, 16.37, 0.1595, 18.6, 1, 522, eurostat, "high"],
  ["ITA", "Italy", "europe", 45.46, 9.19, 0.162, 24, 1, 2373, eurostat, "high"],
  ["ESP", "Spain", "europe", 40.42, -3.7, 0.1131, 24.9, 1, 1723, eurostat, "high"],
  ["PRT", "Portugal", "europe", 38.72, -9.14, 0.1089, 22.9, 0, 309, eurostat, "high"],
  ["POL", "Poland", "europe", 52.23, 21.01, 0.1188, 19.7, 1, 915, eurostat, "high"],
  ["DNK", "Denmark", "europe", 55.68, 12.57, 0.1293, 17.2, 1, 430, eurostat, "high"],
  ["SWE", "Sweden", "europe", 59.33, 18.07, 0.0682, 15.2, 1, 610, eurostat, "high"],
  ["NOR", "Norway", "europe", 59.91, 10.75, 0.0541, 14.5, 1, 484, eurostat, "high"],
  ["FIN", "Finland", "europe", 60.17, 24.94, 0.0571, 16.4, 2, 300, eurostat, "high"],
  ["ISL", "Iceland", "europe", 64.15, -21.94, 0.0895, 8.7, 0, 33, "Eurostat nrg_pc_205, 2024 second half, 2–20 GWh",
    "high"],
  ["RUS", "Russia", "europe", 55.76, 37.62, 0.04, 16.9, 3, 2162, "GlobalPetrolPrices 2024, industrial mean", "medium"],
  ["TUR", "Turkey", "middle-east", 41.01, 28.98, 0.086, 24.4, 3, 1322, eurostat, "high"],
  ["ISR", "Israel", "middle-east", 32.09, 34.78, 0.108, 28.2, 2, 540, "IEC 2024", "medium"],
  ["ARE", "United Arab Emirates", "middle-east", 25.2, 55.27, 0.065, 37.1, 4, 537, "ADDC tariffs", "medium"],
  ["SAU", "Saudi Arabia", "middle-east", 24.71, 46.68, 0.053, 36, 3, 1085, climatescope, "medium"],
  ["KAZ", "Kazakhstan", "asia", 43.24, 76.89, 0.066, 24.9, 5, 288, "GlobalPetrolPrices 2025, regulated ceiling",
    "medium"],
  ["IND", "India", "asia", 19.08, 72.88, 0.09, 30.2, 5.5, 3909, "MSEDCL tariff", "medium"],
  ["SGP", "Singapore", "asia", 1.35, 103.82, 0.145, 28.5, 8, 547, "EMA wholesale and network charges", "medium"],
  ["MYS", "Malaysia", "asia", 1.49, 103.74, 0.099, 26.9, 8, 420, climatescope, "medium"],
  ["IDN", "Indonesia", "asia", -6.21, 106.85, 0.067, 26.4, 7, 1396, climatescope, "medium"],
  ["THA", "Thailand", "asia", 13.76, 100.5, 0.108, 29.3, 7, 526, climatescope, "medium"],
  ["VNM", "Viet Nam", "asia", 10.82, 106.63, 0.073, 28, 7, 476, "EVN 2024", "medium"],
  ["CHN", "China", "asia", 39.9, 116.41, 0.079, 20.9, 8, 18748, "China Briefing; GlobalPetrolPrices", "medium"],
  ["TWN", "Taiwan", "asia", 25.03, 121.57, 0.094, 26.3, 8, 782, "Taipower 2024", "medium"],
  ["KOR", "South Korea", "asia", 37.57, 126.98, 0.125, 26, 9, 1870, "KEPCO, rates after October 2024", "medium"],
  ["JPN", "Japan", "asia", 35.68, 139.69, 0.135, 25.2, 9, 4026, "TEPCO and JEPX, secondary", "low"],
  ["AUS", "Australia", "oceania", -33.87, 151.21, 0.09, 28.8, 10, 1797, "AER wholesale and network", "medium"],
  ["NZL", "New Zealand", "oceania", -36.85, 174.76, 0.095, 15.9, 12, 257, "MBIE 2024", "medium"],
  ["ZAF", "South Africa", "africa", -26.2, 28.05, 0.04, 23.5, 2, 401, "Eskom Megaflex; other sources 0.076", "low"],
  ["KEN", "Kenya", "africa", -1.29, 36.82, 0.088, 27.4, 3, 121, climatescope, "medium"],
  ["NGA", "Nigeria", "africa", 6.52, 3.38, 0.042, 31.4, 1, 188, climatescope, "medium"],
  ["EGY", "Egypt", "africa", 30.04, 31.24, 0.038, 31.7, 2, 383, climatescope, "medium"],
] as const satisfies readonly Row[];

export const jurisdictionIds = idsOf(table);
export type JurisdictionId = (typeof jurisdictionIds)[number];

const sources =
  "collated by Lokshin (World Bank, 2026); hottest month: ERA5 2020–2024; GDP: IMF WEO 2025, rounded, unchecked";
const gdpWorld = (table as readonly Row[]).reduce((sum, row) => sum + row[8], 0);

/** The catalogue, in index order. */
export const jurisdictions: readonly Jurisdiction[] = (table as readonly Row[]).map(
  ([
    id,
    name,
    region,
    latitude,
    longitude,
    electricityUsdPerKwh,
    hottestMonthC,
    utcOffsetHours,
    gdp,
    tariff,
    confidence,
  ]) => ({
    id,
    name,
    region,
    latitude,
    longitude,
    electricityUsdPerKwh,
    hottestMonthC,
    pue: 1.08 + 0.015 * Math.max(0, hottestMonthC - 15),
    utcOffsetHours,
    gdpBillionUsd: gdp,
    demandShare: gdp / gdpWorld,
    source: `Electricity: ${tariff}; ${sources}`,
    confidence,
  }),
);

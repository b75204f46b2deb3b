/**
 * Price of power by local hour, in hundredths of its daily mean: wholesale 2024, mean of the hours of each month, then of the months.
 *
 * Feeds of ENTSO-E, CAISO … as standardized by green-dcc (Hewlett Packard, github.com/HewlettPackard/green-dcc); the zone stands beside
 * each row, that of the busiest hub. Jurisdictions without a row are priced flat, by their annual mean.
 */
import { type JurisdictionId, jurisdictions } from "./jurisdictions.ts";

const hours = 24;
const hundred = 100;

// biome-ignore format: one row a zone
const table: Readonly<Partial<Record<JurisdictionId, readonly number[]>>> = {
  USA: [73, 65, 59, 60, 66, 77, 98, 113, 103, 88, 89, 94, 96, 103, 110, 121, 139, 162, 160, 138, 119, 102, 87, 78], // US-MIDA-PJM
  CAN: [81, 75, 69, 65, 66, 71, 86, 100, 103, 105, 109, 109, 106, 103, 105, 118, 131, 134, 129, 121, 117, 111, 98, 88], // CA-ON
  BRA: [99, 97, 97, 96, 96, 96, 96, 94, 91, 88, 88, 88, 87, 88, 91, 94, 101, 110, 123, 131, 121, 115, 110, 103], // BR-SP
  CHL: [138, 130, 125, 123, 123, 126, 131, 125, 91, 60, 54, 56, 54, 52, 51, 51, 54, 66, 83, 109, 142, 156, 153, 147], // CL-SIC
  FRA: [111, 96, 87, 78, 70, 72, 86, 108, 126, 124, 106, 89, 78, 71, 65, 67, 76, 91, 115, 139, 148, 138, 133, 126], // FR
  DEU: [97, 91, 86, 83, 82, 86, 99, 117, 124, 113, 95, 80, 70, 63, 61, 69, 84, 107, 130, 147, 152, 138, 120, 106], // DE-LU
  NLD: [101, 95, 89, 85, 83, 86, 97, 114, 124, 116, 98, 81, 68, 60, 57, 64, 80, 104, 130, 147, 150, 139, 122, 110], // NL
  BEL: [104, 95, 88, 83, 79, 81, 92, 110, 123, 117, 101, 85, 74, 66, 63, 67, 79, 99, 123, 143, 149, 137, 126, 116], // BE
  CHE: [100, 96, 93, 90, 89, 92, 100, 112, 117, 111, 99, 89, 80, 73, 73, 79, 91, 105, 120, 129, 126, 118, 112, 106], // CH
  AUT: [97, 90, 85, 82, 82, 87, 100, 117, 123, 111, 93, 80, 72, 67, 68, 77, 93, 113, 131, 141, 140, 128, 117, 106], // AT
  ESP: [118, 109, 102, 98, 96, 96, 103, 117, 124, 114, 93, 76, 67, 63, 61, 60, 64, 75, 92, 114, 136, 149, 143, 130], // ES
  PRT: [117, 109, 102, 98, 96, 96, 102, 115, 122, 112, 93, 77, 69, 65, 63, 62, 66, 76, 93, 114, 135, 146, 143, 129], // PT
  IND: [119, 105, 90, 81, 79, 84, 96, 105, 101, 95, 86, 77, 71, 62, 64, 78, 92, 107, 124, 142, 147, 135, 132, 128], // IN-WE
  SGP: [81, 73, 67, 62, 60, 62, 67, 79, 110, 132, 121, 111, 94, 80, 84, 101, 126, 135, 134, 138, 144, 137, 112, 90], // SG
  KOR: [96, 87, 80, 78, 77, 80, 85, 93, 102, 110, 111, 111, 107, 106, 109, 110, 110, 110, 110, 110, 109, 106, 103, 100], // KR
  JPN: [96, 93, 90, 90, 91, 92, 94, 95, 92, 91, 91, 87, 82, 83, 91, 100, 111, 122, 129, 129, 125, 116, 109, 101], // JP-TK
  AUS: [81, 73, 68, 67, 69, 75, 90, 108, 97, 61, 39, 35, 35, 35, 59, 88, 119, 219, 315, 250, 137, 99, 93, 88], // AU-NSW
  ZAF: [63, 63, 63, 63, 63, 63, 104, 159, 175, 148, 110, 98, 95, 92, 92, 92, 92, 118, 159, 148, 107, 92, 78, 63], // ZA
};

/** By index of the jurisdiction catalogue: 24 factors, mean 1. */
export const powerShapes: readonly (readonly number[])[] = jurisdictions.map(
  ({ id }) => table[id as JurisdictionId]?.map((part) => part / hundred) ?? Array.from({ length: hours }, () => 1),
);

/** Whether the hours of a jurisdiction are known. */
export const hasPowerShape: readonly boolean[] = jurisdictions.map(
  ({ id }) => table[id as JurisdictionId] !== undefined,
);

/**
 * Clouds that sell accelerators, and the countries of the catalogue in which they have regions.
 *
 * Regions: the providers' own lists of regions as of 2025, put down without checking which of them have accelerators (132 of 225 have, Oxford
 * Internet Institute; US firms run 87 such hubs, Chinese firms 39, European 6); regions in China that partners operate are left out.
 * Neoclouds are many firms (CoreWeave, Lambda, Nebius, Crusoe …) taken together as one price-taker; their countries are a judgement.
 * Confidence: low.
 */
import { idsOf } from "./rows.ts";

export interface CloudFirm {
  readonly id: string;
  readonly home: string;
  /** ISO 3166 alpha-3, without home. */
  readonly abroad: readonly string[];
}

type Row = readonly [id: string, home: string, abroad: string];

const table = [
  ["amazon", "USA", "CAN MEX BRA IRL GBR FRA DEU SWE ITA ESP CHE ISR ARE ZAF IND SGP MYS IDN THA JPN KOR TWN AUS NZL"],
  [
    "microsoft",
    "USA",
    "CAN MEX BRA CHL GBR IRL FRA DEU NLD SWE NOR CHE ITA ESP POL AUT ISR ARE ZAF IND SGP MYS IDN JPN KOR AUS NZL",
  ],
  [
    "google",
    "USA",
    "CAN MEX BRA CHL GBR FRA DEU NLD BEL CHE ITA ESP POL FIN SWE ISR SAU ZAF IND SGP IDN JPN KOR TWN AUS",
  ],
  ["oracle", "USA", "CAN MEX BRA CHL COL GBR FRA DEU NLD SWE CHE ITA ESP ISR ARE SAU ZAF IND SGP JPN KOR AUS"],
  ["alibaba", "CHN", "SGP MYS IDN THA JPN KOR DEU GBR ARE SAU USA"],
  ["neoclouds", "USA", "CAN GBR FRA ESP NOR SWE FIN ISL IND JPN"],
] as const satisfies readonly Row[];

export const cloudFirmIds = idsOf(table);

export const cloudFirms: readonly CloudFirm[] = (table as readonly Row[]).map(([id, home, abroad]) => ({
  id,
  home,
  abroad: abroad.split(" "),
}));

/**
 * What a data centre costs to build, by jurisdiction. [USD/W]
 *
 * Turner and Townsend, Data centre construction cost index 2025, by city, as collated by Lokshin (World Bank, 2026). Where no city of a
 * jurisdiction is listed the mean of the cities listed in its region stands; a region without one takes the mean of all.
 */
import { type JurisdictionId, jurisdictions } from "./jurisdictions.ts";

const cities: Readonly<Partial<Record<JurisdictionId, number>>> = {
  JPN: 15.2, // Tokyo
  SGP: 14.5,
  CHE: 14.2, // Zurich
  NOR: 12.4, // Oslo
  GBR: 12, // London
  DEU: 11.6, // Frankfurt
  USA: 10.9, // Northern Virginia; Dallas 9.5
  FRA: 10.8, // Paris
  BRA: 10.8, // São Paulo
  NGA: 10.5, // Lagos
  IRL: 10.1, // Dublin
  KEN: 9.7, // Nairobi
  ARE: 9.2,
  POL: 9.2, // Warsaw
  COL: 7.5, // Bogota
  IND: 6.6, // Mumbai
  CHN: 6.1, // Shanghai
};

const listed = jurisdictions.flatMap(({ id, region }) => {
  const usd = cities[id as JurisdictionId];
  return usd === undefined ? [] : [{ region, usd }];
});

/** By index of the jurisdiction catalogue. [USD/W] */
export const buildingCosts: readonly number[] = jurisdictions.map(({ id, region }) => {
  const usd = cities[id as JurisdictionId];
  if (usd !== undefined) return usd;
  const near = listed.filter((one) => one.region === region);
  const from = near.length > 0 ? near : listed;
  return from.reduce((sum, one) => sum + one.usd, 0) / from.length;
});

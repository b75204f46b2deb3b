import { describe, expect, test } from "vitest";
import { distancesKm } from "./distances.ts";
import { jurisdictionIds, jurisdictions } from "./jurisdictions.ts";
import { distanceKm, roundTripMs } from "./latency.ts";

/** Haversine on the sphere of mean radius, whole km. */
function greatCircleKm(a: (typeof jurisdictions)[number], b: (typeof jurisdictions)[number]): number {
  const radiusKm = 6371;
  const radians = Math.PI / 180;
  const half = (x: number, y: number) => Math.sin(((x - y) * radians) / 2) ** 2;
  const cosines = Math.cos(a.latitude * radians) * Math.cos(b.latitude * radians);
  return Math.round(
    2 * radiusKm * Math.asin(Math.sqrt(half(a.latitude, b.latitude) + cosines * half(a.longitude, b.longitude))),
  );
}

const at = (id: (typeof jurisdictionIds)[number]) => jurisdictionIds.indexOf(id);

describe("distances", () => {
  test("the table is what the coordinates give; if not, it is replaced by this", () => {
    const fresh = jurisdictions.map((from, i) => jurisdictions.slice(0, i).map((to) => greatCircleKm(from, to)));
    expect(distancesKm).toEqual(fresh);
  });

  test("are symmetric, and right for a pair known from elsewhere", () => {
    expect(distanceKm(at("JPN"), at("DEU"))).toBe(distanceKm(at("DEU"), at("JPN")));
    expect(distanceKm(at("GBR"), at("FRA"))).toBeGreaterThan(340); // London–Paris is 344 km between the centres.
    expect(distanceKm(at("GBR"), at("FRA"))).toBeLessThan(400);
  });
});

describe("round trips", () => {
  test.each([
    ["USA", "DEU", 118],
    ["AUS", "SGP", 102],
    ["NLD", "NLD", 10],
    ["USA", "USA", 40],
  ] as const)("%s to %s takes the published %i ms, both ways", (from, to, ms) => {
    expect(roundTripMs(at(from), at(to))).toBe(ms);
    expect(roundTripMs(at(to), at(from))).toBe(ms);
  });

  test("follow the fitted line elsewhere", () => {
    const km = distanceKm(at("KOR"), at("FRA"));
    expect(roundTripMs(at("KOR"), at("FRA"))).toBeCloseTo(54 + 0.0174 * km, 9);
  });

  test("name the index that is not there", () => {
    expect(() => roundTripMs(0, jurisdictionIds.length)).toThrow(/no jurisdictions 0 and/);
  });
});

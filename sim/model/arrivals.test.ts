import { describe, expect, test } from "vitest";
import { runTo, smallWorld, withPart } from "../../test/support/small-world.ts";
import { fanoFactor, fitBurst, interarrivalScv, poissonBurst } from "./arrivals.ts";
import type { Burst } from "./catalogue/facts.ts";

const code: Burst = { burstRate: 5, calmRate: 0.001, burstFraction: 0.19983997, burstSeconds: 11 };
const slow: Burst = { burstRate: 1.5, calmRate: 0.5, burstFraction: 0.5, burstSeconds: 40 };

/** Arrival times of a segment of the model itself: a routing rule that turns everybody away notes when they come. */
function arrivals(burst: Burst, rate: number, count: number): Float64Array {
  const world = smallWorld({
    ...withPart("demand", { rate: `${rate} request/s`, segments: 1, workloads: { "azure-code": 1 } }),
    windows: 1,
    epochLength: "8766 h",
    horizon: "1 epoch",
  });
  const times: number[] = [];
  const choose = () => {
    times.push(world.schedule.now / 1e6);
    return -1;
  };
  const steady = Object.assign(world, {
    rules: { ...world.rules, routing: { choose } },
    bursts: world.bursts.map(() => burst),
    hourly: world.hourly.map((day) => day.map(() => 1)),
  });
  while (times.length < count) runTo(steady, steady.schedule.now / 1e6 + count / rate / 10);
  return Float64Array.from(times.slice(0, count));
}

function momentsOf(times: Float64Array, windowSeconds: number) {
  const gaps = times.slice(1).map((time, i) => time - times[i]!);
  const mean = gaps.reduce((a, b) => a + b, 0) / gaps.length;
  const variance = gaps.reduce((a, gap) => a + (gap - mean) ** 2, 0) / gaps.length;
  const counts = new Float64Array(Math.floor(times.at(-1)! / windowSeconds));
  for (const time of times) if (time < counts.length * windowSeconds) counts[Math.floor(time / windowSeconds)]!++;
  const countMean = counts.reduce((a, b) => a + b, 0) / counts.length;
  const fano = counts.reduce((a, n) => a + (n - countMean) ** 2, 0) / (counts.length - 1) / countMean;
  return { rate: 1 / mean, scv: variance / (mean * mean), fano };
}

describe("arrivals have the rate, scv and Fano factor of the closed forms", () => {
  // 400,000 arrivals; the tolerance is three times the spread over ten seeds, burstier processes needing more.
  test.each([
    ["Poisson", poissonBurst, 3, 0.01, 0.02],
    ["slow modulation", slow, 3, 0.02, 0.05],
    ["nearly on and off", code, 2.5, 0.04, 0.06],
    ["segment slower than its bursts", code, 0.02, 0.02, 0.04],
  ] as const)("%s", (_, burst, rate, rateError, momentError) => {
    const window = rate < 1 ? 600 : 30;
    const found = momentsOf(arrivals(burst, rate, 400_000), window);
    expect(Math.abs(found.rate / rate - 1)).toBeLessThan(rateError);
    expect(Math.abs(found.scv / interarrivalScv(burst, rate) - 1)).toBeLessThan(momentError);
    expect(Math.abs(found.fano / fanoFactor(burst, rate, window) - 1)).toBeLessThan(momentError);
  });
});

describe("fitBurst", () => {
  test("gives back exactly the moments asked for", () => {
    const target = { ratePerSecond: 2.5667, scv: 172.956, windowSeconds: [10, 60], fano: [74.5, 158.3] } as const;
    const burst = fitBurst(target);
    expect(interarrivalScv(burst, target.ratePerSecond)).toBeCloseTo(target.scv, 6);
    expect(fanoFactor(burst, target.ratePerSecond, 10)).toBeCloseTo(target.fano[0], 6);
    expect(fanoFactor(burst, target.ratePerSecond, 60)).toBeCloseTo(target.fano[1], 6);
    expect(burst.burstFraction * burst.burstRate + (1 - burst.burstFraction) * burst.calmRate).toBeCloseTo(1, 12);
  });

  test("refuses moments that no such process has, and says which", () => {
    const fano = [5, 9] as const;
    const base = { ratePerSecond: 1, scv: 2, windowSeconds: [10, 60] as const, fano };
    expect(() => fitBurst({ ...base, scv: 50 })).toThrow(/no two-state process has scv 50/);
    expect(() => fitBurst({ ...base, fano: [5, 40] })).toThrow(/excess ratio 9.75 — a two-state process gives 1…6/);
  });
});

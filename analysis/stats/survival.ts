/** Times to an event, some of which were not waited for. */
import { chiSquaredTail, normalQuantile } from "./quantiles-of-laws.ts";

export interface Lifetime {
  readonly time: number;
  /** false: censored, nothing had happened by then. */
  readonly happened: boolean;
}

export interface SurvivalStep {
  readonly time: number;
  readonly atRisk: number;
  readonly events: number;
  /** Share for which it has not happened by then, with its interval. */
  readonly survival: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Kaplan–Meier curve with Greenwood's variance on the log-log scale (Kalbfleisch and Prentice, The Statistical Analysis of Failure Time
 * Data, 2nd ed., section 1.4). One step an event time.
 */
export function kaplanMeier(lifetimes: readonly Lifetime[], confidence = 0.95): SurvivalStep[] {
  const z = normalQuantile((1 + confidence) / 2);
  let survival = 1;
  let greenwood = 0;
  return eventTimes(lifetimes).map((time) => {
    const atRisk = lifetimes.filter((one) => one.time >= time).length;
    const events = lifetimes.filter((one) => one.happened && one.time === time).length;
    survival *= 1 - events / atRisk;
    greenwood += events / (atRisk * (atRisk - events));
    const [low, high] = logLogInterval(survival, greenwood, z);
    return { time, atRisk, events, survival, low, high };
  });
}

function logLogInterval(survival: number, greenwood: number, z: number): [number, number] {
  if (survival === 0) return [0, 0];
  const spread = (z * Math.sqrt(greenwood)) / -Math.log(survival);
  return [survival ** Math.exp(spread), survival ** Math.exp(-spread)];
}

/** Least time by which the event has happened to half; undefined when it has not. */
export function medianLifetime(steps: readonly SurvivalStep[]): number | undefined {
  return steps.find(({ survival }) => survival <= 0.5)?.time;
}

/**
 * Log-rank test that two groups have one curve (Mantel 1966, Cancer Chemotherapy Reports 50(3)).
 *
 * @returns p-value from χ² with one degree of freedom; 1 when nothing happened at all
 */
export function logRank(a: readonly Lifetime[], b: readonly Lifetime[]): number {
  let [excess, spread] = [0, 0];
  for (const time of eventTimes([...a, ...b])) {
    const [nA, nB] = [a, b].map((group) => group.filter((one) => one.time >= time).length) as [number, number];
    const [dA, dB] = [a, b].map((group) => group.filter((one) => one.happened && one.time === time).length) as [
      number,
      number,
    ];
    const [n, d] = [nA + nB, dA + dB];
    excess += dA - (d * nA) / n;
    if (n > 1) spread += (d * (nA / n) * (nB / n) * (n - d)) / (n - 1);
  }
  return spread === 0 ? 1 : chiSquaredTail((excess * excess) / spread, 1);
}

function eventTimes(lifetimes: readonly Lifetime[]): number[] {
  return [...new Set(lifetimes.filter((one) => one.happened).map((one) => one.time))].sort((a, b) => a - b);
}

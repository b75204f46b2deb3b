/**
 * Bursty arrivals: the closed forms of a two-state Markov-modulated Poisson process (Heffes & Lucantoni 1986; Fischer &
 * Meier-Hellstern 1993), and the process that has given moments. `processes/demand.ts` simulates it, state by state.
 *
 * In state s (0 calm, 1 burst) requests come at rate λₛ, and the state is left at rate σₛ.
 */
import { exp } from "../engine/math.ts";
import type { Burst } from "./catalogue/facts.ts";

/** No bursts: both states at the mean rate. */
export const poissonBurst: Burst = { burstRate: 1, calmRate: 1, burstFraction: 0.5, burstSeconds: 1 };

/**
 * Squared coefficient of variation of the times between arrivals.
 * Fischer & Meier-Hellstern 1993: 1 + 2 σ₀σ₁ (λ₁ − λ₀)² / ((σ₀ + σ₁)² (λ₀λ₁ + λ₀σ₁ + λ₁σ₀)).
 */
export function interarrivalScv(burst: Burst, ratePerSecond: number): number {
  const { calm, bursting, calmExit, burstExit } = rates(burst, ratePerSecond);
  const exits = calmExit + burstExit;
  const spread = bursting - calm;
  const determinant = calm * bursting + calm * burstExit + bursting * calmExit;
  return 1 + (2 * calmExit * burstExit * spread * spread) / (exits * exits * determinant);
}

/**
 * Variance over mean of the count in a window (index of dispersion for counts).
 * Heffes & Lucantoni 1986: 1 + I (1 − (1 − e^(−σt)) / σt), σ = σ₀ + σ₁, I = 2 σ₀σ₁ (λ₁ − λ₀)² / (σ³ λ).
 */
export function fanoFactor(burst: Burst, ratePerSecond: number, windowSeconds: number): number {
  const { calm, bursting, calmExit, burstExit } = rates(burst, ratePerSecond);
  const exits = calmExit + burstExit;
  const spread = bursting - calm;
  const limit = (2 * calmExit * burstExit * spread * spread) / (exits * exits * exits * ratePerSecond);
  return 1 + limit * relaxation(exits * windowSeconds);
}

/** What a burst shape is fitted to. */
export interface BurstTarget {
  readonly ratePerSecond: number;
  /** Squared coefficient of variation of interarrival times, > 1. */
  readonly scv: number;
  /** Fano factors > 1 at two windows, the shorter first. */
  readonly windowSeconds: readonly [number, number];
  readonly fano: readonly [number, number];
}

/**
 * The shape with exactly these moments.
 *
 * The ratio of the Fano factors fixes σ (by bisection), their level the variance of the relative rate
 * v = (r₁ − 1)(1 − r₀), and the scv the product w = r₀ r₁; r₀ and r₁ are then the roots of x² − (1 + v + w) x + w.
 *
 * @throws RangeError when no such process exists, naming the moment to change
 */
export function fitBurst({ ratePerSecond, scv, windowSeconds, fano }: BurstTarget): Burst {
  const exits = exitRate(windowSeconds, (fano[1] - 1) / (fano[0] - 1));
  const limit = (fano[1] - 1) / relaxation(exits * windowSeconds[1]);
  if (!(scv > 1 && limit >= scv - 1)) {
    throw new RangeError(
      `no two-state process has scv ${scv} with Fano factors ${fano.join(" and ")} — the scv must lie in ` +
        `1…${limit + 1}`,
    );
  }
  const variance = (limit * exits) / (2 * ratePerSecond);
  const product = ((limit / (scv - 1) - 1) * exits) / ratePerSecond;
  const sum = 1 + variance + product;
  const root = Math.sqrt(sum * sum - 4 * product);
  const burstRate = (sum + root) / 2;
  const calmRate = product / burstRate;
  const burstFraction = (1 - calmRate) / (burstRate - calmRate);
  return { burstRate, calmRate, burstFraction, burstSeconds: 1 / (exits * (1 - burstFraction)) };
}

/** Solves relaxation(σ t₂) / relaxation(σ t₁) = ratio for σ.  [1/s]  The ratio falls from t₂/t₁ (σ = 0) to 1. */
function exitRate([short, long]: readonly [number, number], ratio: number): number {
  if (!(ratio > 1 && ratio < long / short)) {
    throw new RangeError(
      `Fano factors at ${short} and ${long} s have excess ratio ${ratio} — a two-state process gives 1…${long / short}`,
    );
  }
  const steps = 200; // Halvings; 2⁻²⁰⁰ of any start is below the resolution of a double.
  let low = 1e-9 / long;
  let high = 1e9 / short;
  for (let i = 0; i < steps; i++) {
    const middle = Math.sqrt(low * high);
    if (relaxation(middle * long) / relaxation(middle * short) > ratio) low = middle;
    else high = middle;
  }
  return low;
}

/** 1 − (1 − e^(−x)) / x, with its series where that cancels. */
function relaxation(x: number): number {
  const small = 1e-3; // The series' error is x³/24, below 1e-10 here.
  return x < small ? x / 2 - (x * x) / 6 : 1 - (1 - exp(-x)) / x;
}

/** λ₀, λ₁, σ₀, σ₁.  [1/s] */
function rates({ burstRate, calmRate, burstFraction, burstSeconds }: Burst, ratePerSecond: number) {
  const burstExit = 1 / burstSeconds;
  return {
    calm: calmRate * ratePerSecond,
    bursting: burstRate * ratePerSecond,
    calmExit: (burstExit * burstFraction) / (1 - burstFraction),
    burstExit,
  };
}

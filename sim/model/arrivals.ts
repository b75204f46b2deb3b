/**
 * Bursty arrivals: a two-state Markov-modulated Poisson process (Heffes & Lucantoni 1986; Fischer & Meier-Hellstern
 * 1993), simulated from arrival to arrival, exactly, with two uniforms and two logarithms at most.
 *
 * In state s (0 calm, 1 burst) requests come at rate λₛ, and the state is left at rate σₛ. With M the matrix
 * [[λ₀ + σ₀, −σ₀], [−σ₁, λ₁ + σ₁]] and 0 < α ≤ β its eigenvalues (αβ = det M), an arrival in state s is followed by one
 * - in the other state k with probability σₛ λₖ / αβ; the gap is then Exp(α) + Exp(β);
 * - in the same state s otherwise; the gap is then Exp(α) with probability (aₛ/α) / (aₛ/α + bₛ/β), else Exp(β),
 *   where aₛ = (β − Mₛₛ) / (β − α) and bₛ = 1 − aₛ.
 *
 * All changes of state between two arrivals are integrated out, so slow segments cost no more than fast ones.
 *
 * The daily shape stretches time (`spanOfLoad`): a gap counts load, in seconds at the mean rate. Burst lengths
 * therefore hold at the mean rate and shrink as the hour's load grows.
 */
import { exp, log } from "../engine/math.ts";
import type { Burst } from "./catalogue/facts.ts";

/** No bursts: both states at the mean rate. */
export const poissonBurst: Burst = { burstRate: 1, calmRate: 1, burstFraction: 0.5, burstSeconds: 1 };

/** 0 calm, 1 burst. */
export type BurstState = 0 | 1;

/** Constants of one segment's arrivals, made once for its rate. */
export interface ArrivalProcess {
  /** Eigenvalues α ≤ β. [1/s] */
  readonly slowRate: number;
  readonly fastRate: number;
  /** Probability that the next arrival finds the state of the last, by state. */
  readonly stay: readonly [number, number];
  /** Probability that a gap without a net change of state is Exp(α), by state. */
  readonly slowShare: readonly [number, number];
  /** Probability that an arrival finds the burst state, in the long run. */
  readonly burstShare: number;
}

/**
 * @param burst shape, with burstFraction in (0, 1) and burstSeconds > 0
 * @param ratePerSecond mean rate of the segment, > 0
 */
export function arrivalProcess(burst: Burst, ratePerSecond: number): ArrivalProcess {
  const { calm, bursting, calmExit, burstExit } = rates(burst, ratePerSecond);
  const m0 = calm + calmExit;
  const m1 = bursting + burstExit;
  const half = (m0 + m1) / 2;
  const determinant = calm * bursting + calm * burstExit + bursting * calmExit;
  const root = Math.sqrt(((m0 - m1) / 2) * ((m0 - m1) / 2) + calmExit * burstExit);
  const fastRate = half + root;
  const slowRate = determinant / fastRate; // Not half − root, which cancels.
  const stay = [1 - (calmExit * bursting) / determinant, 1 - (burstExit * calm) / determinant] as const;
  const slowShare = [m0, m1].map((diagonal) => {
    const weight = (fastRate - diagonal) / (2 * root);
    return weight / slowRate / (weight / slowRate + (1 - weight) / fastRate);
  });
  const burstShare = (1 - stay[0]) / (2 - stay[0] - stay[1]);
  return { slowRate, fastRate, stay, slowShare: [slowShare[0]!, slowShare[1]!], burstShare };
}

/** State that the first arrival finds. @param u uniform in [0, 1) */
export function firstState(process: ArrivalProcess, u: number): BurstState {
  return u < process.burstShare ? 1 : 0;
}

/** State that the next arrival finds. @param u uniform in [0, 1), the same that `gapSeconds` gets */
export function nextState(process: ArrivalProcess, state: BurstState, u: number): BurstState {
  return u < process.stay[state] ? state : state === 0 ? 1 : 0;
}

/**
 * Time to the next arrival, at the mean rate.  [s of load]
 *
 * @param state that the last arrival found
 * @param u uniform in [0, 1): decides the next state; its remainder serves the second exponential
 * @param v uniform in [0, 1)
 */
export function gapSeconds(process: ArrivalProcess, state: BurstState, u: number, v: number): number {
  const { slowRate, fastRate } = process;
  const stay = process.stay[state];
  if (u >= stay) {
    const rest = (u - stay) / (1 - stay);
    return -log(1 - v) / slowRate - log(1 - rest) / fastRate;
  }
  const slow = process.slowShare[state];
  if (v < slow) return -log(1 - v / slow) / slowRate;
  return -log(1 - (v - slow) / (1 - slow)) / fastRate;
}

const hourSeconds = 3600;
const daySeconds = 86_400;

/**
 * Clock time in which the daily shape lets pass a load.  [s]
 *
 * @param hourly load of each hour over its mean, 24 positive values of mean 1
 * @param secondOfDay local time at the start, in [0, 86,400)
 * @param load seconds at the mean rate, ≥ 0
 */
export function spanOfLoad(hourly: readonly number[], secondOfDay: number, load: number): number {
  const days = Math.floor(load / daySeconds);
  let left = load - days * daySeconds;
  let hour = Math.floor(secondOfDay / hourSeconds);
  let span = days * daySeconds;
  let inHour = (hour + 1) * hourSeconds - secondOfDay;
  for (;;) {
    const level = hourly[hour]!;
    if (left <= inHour * level) return span + left / level;
    left -= inHour * level;
    span += inHour;
    inHour = hourSeconds;
    hour = (hour + 1) % hourly.length;
  }
}

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

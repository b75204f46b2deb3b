/** What all queues of this folder share: how model time becomes ticks, and Poisson arrivals. */
import type { Stream } from "../../engine/rng.ts";
import type { Span } from "../../engine/units.ts";
import { exponentialOf } from "../../engine/variates.ts";
import type { Law } from "../laws.ts";

/**
 * Ticks of the shortest mean time of a model: rounding to whole ticks then moves a mean by less than 1e-6 of itself.
 */
const ticksPerShortestMean = 1_000_000;

/** Ticks in one time unit of a model whose mean times (gaps, services) are given in that unit. */
export function ticksPerUnit(...means: readonly number[]): number {
  return ticksPerShortestMean / Math.min(...means);
}

/** Gap n of a Poisson stream, whole ticks. */
export function drawGap(stream: Stream, n: number, meanTicks: number): Span {
  return Math.round(exponentialOf(stream.uniform(0, n), meanTicks)) as Span;
}

/** A law's draw of model time, whole ticks; at least one, so that every job takes time. */
export function drawService(law: Law, stream: Stream, n: number, perUnit: number): Span {
  return Math.max(1, Math.round(law.draw(stream, n) * perUnit)) as Span;
}

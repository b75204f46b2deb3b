/**
 * Replications until an interval is narrow enough.
 *
 * Chow and Robbins (1965, Annals of Mathematical Statistics 36(2)) with a first stage: stop at the first n ≥ `least` at which the half-width
 * of Student's t is at most what was asked. A rule that looks at every n stops too early now and then; the first stage and a
 * half-width of t (not normal) keep the coverage within 93 to 97 % (test beside, 1,000 studies).
 */
import { variance } from "./estimate.ts";
import { studentQuantile } from "./student.ts";

/** Replications before the first look. */
export const firstStage = 10;

/** Half of the t interval of the mean. @throws RangeError on fewer than two values */
export function halfWidth(values: readonly number[], confidence = 0.95): number {
  return studentQuantile((1 + confidence) / 2, values.length - 1) * Math.sqrt(variance(values) / values.length);
}

/** Whether the values so far suffice. */
export function isPrecise(values: readonly number[], wanted: number, confidence = 0.95): boolean {
  return values.length >= firstStage && halfWidth(values, confidence) <= wanted;
}

/** How many replications in all would do, by the variance so far; at least one more than there are. */
export function replicationsFor(values: readonly number[], wanted: number, confidence = 0.95): number {
  if (values.length < firstStage) return firstStage;
  const ratio = halfWidth(values, confidence) / wanted;
  return Math.max(values.length + 1, Math.ceil(values.length * ratio * ratio));
}

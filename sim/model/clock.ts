/** The clock at the start of a run. */
import type { Clock } from "./world.ts";

/**
 * All zero, nothing awake, no free row.
 *
 * Times and areas are made as reals and set to zero afterwards: V8 lays a field out by its first value, and code that was compiled
 * for small integers is thrown away and compiled again when the first real is stored (about 40 functions, twice).
 */
export function createClock(): Clock {
  const clock: Clock = {
    epoch: 0,
    awake: 0,
    awakeUntil: Number.NaN,
    measuring: 0,
    frozenAt: Number.NaN,
    slept: Number.NaN,
    measuringSince: Number.NaN,
    window: 0,
    arrivals: 0,
    replayed: 0,
    freeRequest: -1,
    freeVerdict: -1,
    emission: Number.NaN,
    rewarded: Number.NaN,
    inSystem: 0,
    inSystemSince: Number.NaN,
    area: Number.NaN,
    unsettled: Number.NaN,
    entered: 0,
    left: 0,
  };
  clock.awakeUntil = -1;
  clock.frozenAt = 0;
  clock.slept = 0;
  clock.measuringSince = 0;
  clock.emission = 0;
  clock.rewarded = 0;
  clock.inSystemSince = 0;
  clock.area = 0;
  clock.unsettled = 0;
  return clock;
}

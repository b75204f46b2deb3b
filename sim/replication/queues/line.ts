/** A line of waiting jobs, first in first out: a ring of the instants at which each began to wait. */

import { tooMany, Unanswerable } from "../question.ts";

export interface Line {
  readonly since: Float64Array;
  first: number;
  length: number;
}

/** Places; a power of two. A million waiting means that the queue grows without end. */
const placesMax = 1 << 20;

export function createLine(): Line {
  return { since: new Float64Array(placesMax), first: 0, length: 0 };
}

/** @throws Unanswerable when the line is full */
export function addToLine(line: Line, instant: number): void {
  if (line.length === placesMax) throw new Unanswerable(tooMany(placesMax));
  line.since[(line.first + line.length) & (placesMax - 1)] = instant;
  line.length++;
}

/** The instant at which the first in line began to wait; the line must not be empty. */
export function takeFromLine(line: Line): number {
  const instant = line.since[line.first];
  line.first = (line.first + 1) & (placesMax - 1);
  line.length--;
  return instant;
}

/** Numbers of kinds of event: given by hand, sparse, and never reused. */
import { kindMask } from "./record-fields.ts";
import type { EventDef } from "./schedule.ts";

const kindMax = 0xffff;

/**
 * Index of each kind in `events`, by its number; −1 where there is none.
 *
 * @throws RangeError when two events share a kind or a kind is out of range
 */
export function indexKinds<W>(events: readonly EventDef<W>[]): Int16Array {
  if (events.length > kindMask)
    throw new RangeError(`${events.length} kinds of event: a schedule knows no more than ${kindMask}`);
  const indexOf = new Int16Array(events.reduce((most, event) => Math.max(most, event.kind), 0) + 1).fill(-1);
  events.forEach((event, index) => {
    if (!Number.isInteger(event.kind) || event.kind < 0 || event.kind > kindMax) {
      throw new RangeError(`event ${event.name} has kind ${event.kind}: kinds are whole numbers in 0 … ${kindMax}`);
    }
    const other = events[indexOf[event.kind]];
    if (other)
      throw new RangeError(`events ${other.name} and ${event.name} share the kind ${event.kind}: number them apart`);
    indexOf[event.kind] = index;
  });
  return indexOf;
}

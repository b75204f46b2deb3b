/** What a schedule answers to those who ask for what cannot be. */
import type { EventDef } from "./schedule.ts";

/** @param isKnown  that the event is among those of the schedule: then it is the row that does not fit */
export function unfit<W>({ name, kind }: EventDef<W>, row: number, isKnown: boolean): RangeError {
  if (isKnown) return new RangeError(`event ${name}: row ${row} is not a whole number in 0 … 2³² − 1`);
  return new RangeError(`event ${name} (kind ${kind}) is not among the events that this schedule was created with`);
}

export function refused<W>(
  what: "span" | "time",
  value: number,
  now: number,
  { event, row }: { readonly event: EventDef<W>; readonly row: number },
): RangeError {
  const said = `event ${event.name} for row ${row}: ${what} ${value} µs, now ${now} µs`;
  return new RangeError(`${said} — spans are whole and never negative, times not before now nor beyond 2⁵³`);
}

/** One measurement with units, taken at an epoch's end. Probes read; they write nothing and draw nothing. */
import type { ProbeView } from "../model/view.ts";

export interface Probe<Id extends string, R extends Readonly<Record<string, number>>> {
  readonly id: Id;
  /** Output table whose columns it fills; `epoch` and `run` are added by whoever writes the row. */
  readonly table: string;
  /** One sentence for the docs page. */
  readonly summary: string;
  /** Unit of each column, as the table declares it: a metric without a unit does not compile. */
  readonly units: { readonly [K in keyof R]: string };
  /** @returns rows of the table, enums as indices of their labels, NaN where there is no value */
  measure(see: ProbeView): readonly R[];
}

/** Keeps the literal types of a probe. */
export function probe<Id extends string, R extends Readonly<Record<string, number>>>(
  measurement: Probe<Id, R>,
): Probe<Id, R> {
  return measurement;
}

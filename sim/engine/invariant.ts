/** The two errors that stop a run from the inside: a law of ours is broken, or a rule broke its contract. */

/** Our fault: a law that must hold whatever the scenario says does not. */
export class InvariantError extends Error {
  override readonly name = "InvariantError";
  readonly law: string;

  /** @param law  what was expected and what was found, with units and place */
  constructor(law: string) {
    super(law);
    this.law = law;
  }
}

/** Where a rule or strategy broke its contract; whatever is known is said. */
export interface ModelPlace {
  /** `slot/id` of the rule, such as `reward/proportional`. */
  readonly rule: string;
  readonly row?: number;
  readonly epoch?: number;
  readonly value?: number;
}

/** A rule or strategy broke its contract. */
export class ModelError extends Error {
  override readonly name = "ModelError";
  readonly place: ModelPlace;

  /** @param contract  what the rule owes, and the remedy */
  constructor(place: ModelPlace, contract: string) {
    super(
      `rule ${place.rule}${said("row", place.row)}${said("epoch", place.epoch)}${said("value", place.value)} — ${contract}`,
    );
    this.place = place;
  }
}

/**
 * Stops the run when a law does not hold.
 *
 * @param message  called only on failure, so that a check in a hot loop builds no text
 * @throws InvariantError
 */
export function invariant(holds: boolean, message: () => string): asserts holds {
  if (!holds) throw new InvariantError(message());
}

function said(what: string, value: number | undefined): string {
  return value === undefined ? "" : `, ${what} ${value}`;
}

/** Numbers of the catalogue that are no rule of a protocol: where in a scenario they stand instead. */
export interface Elsewhere {
  readonly number: string;
  readonly name: string;
  /** Keys of a scenario. */
  readonly at: string;
}

export const elsewhere: readonly Elsewhere[] = [
  {
    number: "R-65",
    name: "who gets new chips: by price, by past share, by lot, with a quota for the small",
    at: "economy.chips.allocation",
  },
  {
    number: "R-66",
    name: "cost of new cards: by what was made, or by time alone",
    at: "economy.chips.learning",
  },
];

/** First cells of a catalogue's rows: its names, with their literal types, in index order. */
export type IdsOf<T extends readonly (readonly [string, ...unknown[]])[]> = {
  readonly [K in keyof T]: T[K][0];
};

export function idsOf<const T extends readonly (readonly [string, ...unknown[]])[]>(table: T): IdsOf<T> {
  return table.map((row) => row[0]) as unknown as IdsOf<T>;
}

/** The row of a catalogue with this id. @throws RangeError with the ids there are. */
export function rowOf<R extends { readonly id: string }>(catalogue: readonly R[], id: string): R {
  const row = catalogue.find((candidate) => candidate.id === id);
  if (row === undefined) {
    throw new RangeError(`catalogue has no "${id}" — it has ${catalogue.map((candidate) => candidate.id).join(", ")}`);
  }
  return row;
}

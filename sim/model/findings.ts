/** Who found whose faults: what bounties go by. */

/** Faults found in the epoch: by account that was at fault, how many each other account found. */
export type Findings = Map<number, Map<number, number>>;

export function copyFindings(findings: Findings): Findings {
  return new Map([...findings].map(([account, finders]) => [account, new Map(finders)]));
}

/** For digests: account, finder, faults; in order of rows, whatever order they were found in. */
export function findingNumbers(findings: Findings): number[] {
  return byRow(findings).flatMap(([account, finders]) => byRow(finders).flatMap(([by, count]) => [account, by, count]));
}

/** Entries in order of rows, whatever order they were made in. */
export const byRow = <V>(map: ReadonlyMap<number, V>): [number, V][] => [...map].sort(([one], [other]) => one - other);

/** Published counts of real networks, with which a scenario's `observed` lets reports compare what its runs made. */

/** chain: read off the chain or announced by the project; page: somebody's dated statement; derived: computed here from such. */
export type Basis = "chain" | "page" | "derived";

export interface Fact {
  /** ISO 8601; a month where no day is known. */
  readonly date: string;
  readonly value: number;
  readonly basis: Basis;
  readonly source: string;
}

export interface ObservedSeries {
  readonly id: string;
  /** Of what, in the plural: "hosts". */
  readonly name: string;
  /** The same measured in runs: id of a path, `sim/store/paths.ts`. */
  readonly path: string;
  /** In order of time; values above 0. */
  readonly facts: readonly Fact[];
}

export const tokenomics = "github.com/mitgor/gonka-tokenomics, recommendations, version 1.4 of 18 July 2026";
export const snapshot = "gonka-ai/gonka, proposals/multi-model-poc/data/snapshot-2026-09-23 (epoch 403)";

/** Accounts that take part in the reference network. */
export const hosts: readonly Fact[] = [
  {
    date: "2025-10",
    value: 60,
    basis: "page",
    source: "rfq.news, Gonka protocol repurposes proof-of-work: over 60 active hosts",
  },
  {
    date: "2026-01",
    value: 377,
    basis: "chain",
    source: "gonka-ai/gonka, proposals/poc/PoC_V2_Validation_Report.md: participants simulated",
  },
  { date: "2026-04", value: 113, basis: "page", source: `${tokenomics}: snapshot of April` },
  { date: "2026-09-23", value: 27, basis: "chain", source: snapshot },
];

export const observedIds = ["reference-network-hosts"] as const;
export type ObservedId = (typeof observedIds)[number];

export const observedSeries: Readonly<Record<ObservedId, ObservedSeries>> = {
  "reference-network-hosts": { id: "reference-network-hosts", name: "hosts", path: "hosts", facts: hosts },
};

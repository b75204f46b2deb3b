/**
 * Kinds of clients, and what each minds. The premium on foreign compute of 10 % (0 to 30 %), the price of a millisecond (0.0008) and the
 * ceiling on round trips (200–300 ms) are Lokshin's (World Bank draft, 2026); their spread over kinds, shares, sensitivity, loyalty and
 * times between reviews are judgements. Reviews: committed use is sold for one and three years.
 */
import { idsOf } from "./rows.ts";

export interface ClientKind {
  readonly id: string;
  /** Of all that is spent at the reference price, by kind. */
  readonly share: number;
  /** β of the choice: the weight of a price. */
  readonly sensitivity: number;
  /** Premium that it would pay for compute at home, as a part of the price. */
  readonly sovereignty: number;
  /** Part of the price that a millisecond of round trip is worth. [1/ms] */
  readonly perMs: number;
  /** Round trip beyond which an offer is of no use. [ms] */
  readonly ceilingMs: number;
  /** Cost of changing the provider, in utility. */
  readonly loyalty: number;
  /** Mean time between two choices. [year] */
  readonly review: number;
  /** Utility of a cloud beside the price: contracts, support, one bill. */
  readonly cloudAppeal: number;
}

type Row = readonly [
  id: string,
  share: number,
  sensitivity: number,
  sovereignty: number,
  perMs: number,
  ceilingMs: number,
  loyalty: number,
  review: number,
  cloudAppeal: number,
];

// biome-ignore format: a table reads by its columns
const table = [
  // kind, share, sensitivity, sovereignty, per ms, ceiling, loyalty, review, cloud's appeal
  ["startup",      0.20, 2.5, 0.02, 0.0008, 300, 0.5, 0.25, 0.0],
  ["enterprise",   0.35, 1.2, 0.10, 0.0008, 250, 1.5, 1.00, 1.0],
  ["public",       0.10, 1.0, 0.30, 0.0004, 250, 2.0, 3.00, 1.0],
  ["lab",          0.10, 1.8, 0.05, 0.0004, 300, 1.0, 1.00, 0.5],
  ["consumer-app", 0.25, 2.0, 0.02, 0.0016, 200, 0.5, 0.50, 0.0],
] as const satisfies readonly Row[];

export const clientKinds: readonly ClientKind[] = (table as readonly Row[]).map(
  ([id, share, sensitivity, sovereignty, perMs, ceilingMs, loyalty, review, cloudAppeal]) => ({
    id,
    share,
    sensitivity,
    sovereignty,
    perMs,
    ceilingMs,
    loyalty,
    review,
    cloudAppeal,
  }),
);

export const clientKindIds = idsOf(table);

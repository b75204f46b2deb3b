/** What was published of the reference network's size and of its token's price, each with its source and how far it can be trusted. */

import { type Basis, type Fact, hosts, snapshot, tokenomics } from "../../../sim/model/catalogue/observed.ts";
import { epochAt } from "../../study/observed.ts";

export { type Basis, type Fact, hosts };

const updates = "gonka-ai/gonka-docs, docs/network-updates.md";

/** Accelerators, of all kinds. */
export const cards: readonly Fact[] = [
  { date: "2025-10", value: 2270, basis: "page", source: "rfq.news, as above: NVIDIA H100" },
  {
    date: "2025-12",
    value: 6000,
    basis: "page",
    source: "zoraagent.com, Gonka AI overview: more than, H100-equivalents",
  },
  {
    date: "2026-02-16",
    value: 7120,
    basis: "derived",
    source: `${updates}, 16 February: 10 GNK is 24 % of a day’s reward of an H100; over 297,000 GNK an epoch; H100-equivalents`,
  },
  { date: "2026-04", value: 4648, basis: "page", source: `${tokenomics}: snapshot of April` },
  {
    date: "2026-07-18",
    value: 1178,
    basis: "page",
    source: `${tokenomics}: counter of joingonka.ai; tracker.gonka.vip 1,214`,
  },
  { date: "2026-09-23", value: 673, basis: "chain", source: snapshot },
];

/** Herfindahl–Hirschman index of weight by account. */
export const concentration: readonly Fact[] = [
  { date: "2026-09-23", value: 0.1446, basis: "derived", source: snapshot },
];

/** Of a token. [USD/GNK] */
export const prices: readonly Fact[] = [
  { date: "2025-11-27", value: 0.6, basis: "chain", source: "proposal 14: community sale at a fixed price" },
  { date: "2026-01-16", value: 2.61, basis: "page", source: `${tokenomics}: highest ever` },
  { date: "2026-07-17", value: 0.1258, basis: "page", source: `${tokenomics}: lowest so far` },
  {
    date: "2026-08-29",
    value: 0.12,
    basis: "page",
    source: "a host of MCP tools’ page: GonkaScan’s GNK/USDT midpoint",
  },
];

/** What changed in the rules while hosts left. */
export const changes: readonly (readonly [string, string])[] = [
  ["8 January", "no new hosts until block 2,222,222, later until 2,443,558 (about 2 February)"],
  ["10 January", "only hosts on a list of plausible hardware count"],
  [
    "1 February (v0.2.9)",
    "compute proof of version 2: an H100’s weight falls from 425 to 293, a B200’s from 740 to 301, an A100-40’s from 129 to 17",
  ],
  ["19 February (v0.2.10)", "weights fall by 12 to 19 % more, for all alike"],
  ["epoch 180, 23 February", "deposits back weight, at 4.2 ngonka a unit: next to nothing"],
  ["4 May (v0.2.12)", "more than one model, penalties for who validates none"],
  ["25 June (epoch 308)", "MiniMax-M2.7 becomes the base model, 320 GB a machine at least"],
  ["July (v0.2.14)", "replicated proofs count no longer"],
];

/** The first day of the runs, and the length of an epoch. [s] */
export const firstDay = "2026-01-16";
export const epochSeconds = 83_265;
export const cardsInMachine = 8;

/** Epoch of a run that covers a day; the middle of a month where no day is known. */
export function epochOf(date: string): number {
  return epochAt(date, { start: firstDay, epochSeconds });
}

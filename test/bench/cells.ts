/** What `npm run bench` measures, and the floors that must hold. */

export interface Cell {
  readonly id: string;
  readonly load: "hold" | "cancel" | "phold" | "mmc" | "farm" | "calvano";
  readonly table: "exponential" | "skewed" | "bimodal" | "equal" | "bursty" | "sellers";
  /** Events pending, processes, servers, nodes, or sellers. */
  readonly pending: number;
  /** Events timed, in a full bench; periods, where sellers learn. */
  readonly events: number;
  /** The work is one piece: a quick bench does it whole, and one like it is the warm-up. */
  readonly isWhole?: boolean;
  /** Ways of running the engine that are compared in this cell, beside the plain one. */
  readonly ways?: readonly string[];
}

const million = 1_000_000;

export const cells: readonly Cell[] = [
  {
    id: "hold, 1e3 pending",
    load: "hold",
    table: "exponential",
    pending: 1_000,
    events: 10 * million,
    ways: ["queue=heap"],
  },
  {
    id: "hold, 1e5 pending",
    load: "hold",
    table: "exponential",
    pending: 100_000,
    events: 5 * million,
    ways: ["queue=heap"],
  },
  {
    id: "hold, 1e6 pending",
    load: "hold",
    table: "exponential",
    pending: million,
    events: 4 * million,
    ways: ["queue=heap"],
  },
  { id: "hold, skewed", load: "hold", table: "skewed", pending: 100_000, events: 3 * million, ways: ["queue=heap"] },
  { id: "hold, bimodal", load: "hold", table: "bimodal", pending: 100_000, events: 3 * million, ways: ["queue=heap"] },
  { id: "hold, all equal", load: "hold", table: "equal", pending: 100_000, events: 3 * million, ways: ["queue=heap"] },
  { id: "hold, bursty", load: "hold", table: "bursty", pending: 100_000, events: 3 * million, ways: ["queue=heap"] },
  { id: "schedule + cancel, 1e5", load: "cancel", table: "exponential", pending: 100_000, events: 3 * million },
  { id: "phold, 1e4 processes", load: "phold", table: "exponential", pending: 10_000, events: 5 * million },
  { id: "M/M/10", load: "mmc", table: "exponential", pending: 10, events: 4 * million, ways: ["collect=on"] },
  { id: "M/M/1000", load: "mmc", table: "exponential", pending: 1_000, events: 4 * million, ways: ["collect=on"] },
  { id: "serving, 5e3 nodes", load: "farm", table: "exponential", pending: 5_000, events: 3 * million },
  { id: "serving, 1e6 nodes", load: "farm", table: "exponential", pending: million, events: 3 * million },
  { id: "calvano session", load: "calvano", table: "sellers", pending: 2, events: 1_850_000, isWhole: true },
];

/** The engine, one way, must fire at least `floor` times the events of another contender, or of itself another way, a second. */
export interface Floor {
  readonly cell: string;
  readonly way: string;
  readonly against: string;
  /** The other's cell, when it is not the same. */
  readonly in?: string;
  readonly floor: number;
}

const bound = "C++ priority_queue";
const heap = "CommonWatt queue=heap";
const plain = "CommonWatt";

/** All the work of a cell in so much time, whatever the others take. [CPU-s] */
export const secondsMost: readonly { readonly cell: string; readonly way: string; readonly seconds: number }[] = [
  { cell: "calvano session", way: plain, seconds: 0.25 },
];

export const floors: readonly Floor[] = [
  { cell: "calvano session", way: plain, against: "C++ twin", floor: 0.25 },
  { cell: "hold, 1e3 pending", way: plain, against: bound, floor: 1 },
  { cell: "hold, 1e5 pending", way: plain, against: bound, floor: 0.8 },
  { cell: "hold, 1e6 pending", way: plain, against: bound, floor: 0.7 },
  { cell: "hold, 1e3 pending", way: plain, against: "SimPy", floor: 10 },
  { cell: "hold, 1e5 pending", way: plain, against: "SimPy", floor: 20 },
  { cell: "hold, 1e6 pending", way: plain, against: "SimPy", floor: 12 },
  { cell: "hold, skewed", way: plain, against: heap, floor: 1 },
  { cell: "hold, bimodal", way: plain, against: heap, floor: 1 },
  { cell: "hold, all equal", way: plain, against: heap, floor: 1 },
  { cell: "hold, bursty", way: plain, against: heap, floor: 1 },
  { cell: "schedule + cancel, 1e5", way: plain, against: plain, in: "hold, 1e5 pending", floor: 0.4 },
  { cell: "phold, 1e4 processes", way: plain, against: bound, floor: 1 },
  { cell: "M/M/1000", way: plain, against: bound, floor: 0.6 },
  { cell: "M/M/1000", way: plain, against: "SimPy", floor: 40 },
  { cell: "M/M/1000", way: "CommonWatt collect=on", against: plain, floor: 0.85 },
];

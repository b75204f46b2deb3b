import { expect, test } from "vitest";
import { createDue, noteDue, sortDue } from "./due.ts";
import { createRng } from "./rng.ts";

const times = createRng("due").stream("times");

/** Draws by number → instants. */
const laws: readonly (readonly [string, (n: number) => number])[] = [
  ["even", (n) => Math.floor(times.uniform(0, n) * 1e9)],
  ["of few instants", (n) => Math.floor(times.uniform(1, n) * 4)],
  ["one instant", () => 7],
  ["most of them at one end", (n) => Math.floor(1 / times.uniform(2, n))],
  ["descending", (n) => -n],
];

test.each(laws)("%s: the soonest first, of one instant the first noted", (_, timeOf) => {
  for (const count of [0, 1, 2, 300, 1000]) {
    // Grows on its way, and is used again.
    const due = createDue(2);
    for (let turn = 0; turn < 2; turn++) {
      due.count = 0;
      const noted = Array.from({ length: count }, (_, row) => ({ time: timeOf(turn * count + row), row }));
      for (const { time, row } of noted) noteDue(due, time, row);
      sortDue(due);
      const wanted = noted.toSorted((a, b) => a.time - b.time || a.row - b.row);
      expect([...due.times.subarray(0, due.count)]).toEqual(wanted.map(({ time }) => time));
      expect([...due.rows.subarray(0, due.count)]).toEqual(wanted.map(({ row }) => row));
    }
  }
});

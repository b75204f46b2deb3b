import { expect, test } from "vitest";
import { createTable } from "../engine/columns.ts";
import { copyLawTable, createLaws, lawFor } from "./laws.ts";
import * as at from "./tables/law-fields.ts";
import type { Laws } from "./tables/laws.ts";
import { nodeSpec } from "./tables/nodes.ts";

const nodes = createTable("nodes", nodeSpec, 500);

/** Gives a node a law that differs from others in one real and one whole number. */
function serveAs(host: number, stepBase: number, places = 8) {
  nodes.columns.stepBase[host] = stepBase;
  nodes.columns.places[host] = places;
}
const rowsInUse = ({ uses }: Laws) => uses.filter((count) => count > 0).length;

test("nodes that serve alike share a row, which says what their columns say", () => {
  const laws = createLaws();
  serveAs(0, 100);
  serveAs(1, 100);
  serveAs(2, 100, 9);
  const rows = [0, 1, 2].map((host) => lawFor(laws, nodes.columns, host, 0));
  expect(rows).toEqual([1, 1, 2]);
  expect([...laws.uses.subarray(0, 3)]).toEqual([0, 2, 1]);
  expect(laws.doubles[rows[2] * at.doubles + at.stepBase]).toBe(100);
  expect([1, 2].map((row) => laws.words[row * at.words + at.places])).toEqual([8, 9]);
});

test("asked again, a node keeps its row; a law that no node has leaves its row to the next", () => {
  const laws = createLaws();
  serveAs(0, 100);
  const first = lawFor(laws, nodes.columns, 0, 0);
  expect(lawFor(laws, nodes.columns, 0, first)).toBe(first);
  expect(laws.uses[first]).toBe(1);
  serveAs(0, 200);
  const second = lawFor(laws, nodes.columns, 0, first);
  expect([second === first, laws.uses[first]]).toEqual([false, 0]);
  serveAs(1, 300);
  expect(lawFor(laws, nodes.columns, 1, 0)).toBe(first);
  expect(laws.count).toBe(3);
});

test("hundreds of laws come, change and go, and each node finds its own", () => {
  const laws = createLaws();
  const rows = new Uint32Array(500);
  for (let round = 0; round < 5; round++) {
    for (let host = 0; host < 500; host++) {
      serveAs(host, (host * (round + 1)) % 300, host % 3);
      rows[host] = lawFor(laws, nodes.columns, host, rows[host]);
    }
    for (let host = 0; host < 500; host++) {
      expect(laws.doubles[rows[host] * at.doubles + at.stepBase]).toBe((host * (round + 1)) % 300);
      expect(laws.words[rows[host] * at.words + at.places]).toBe(host % 3);
    }
    expect(rowsInUse(laws)).toBe(new Set(rows).size);
    expect(laws.uses.reduce((sum, count) => sum + count)).toBe(500);
  }
  // Rows are used again: no more than the laws of one round, and the first of the next while the last are still held.
  expect(laws.count).toBeLessThan(1000);
});

test("a copy shares nothing", () => {
  const laws = createLaws();
  serveAs(0, 100);
  const row = lawFor(laws, nodes.columns, 0, 0);
  const copy = copyLawTable(laws);
  serveAs(1, 400);
  const other = lawFor(copy, nodes.columns, 1, 0);
  lawFor(copy, nodes.columns, 1, row);
  expect([laws.uses[row], laws.uses[other], laws.count]).toEqual([1, 0, 2]);
  expect(laws.doubles[other * at.doubles + at.stepBase]).toBe(0);
});

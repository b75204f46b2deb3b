import { describe, expect, test } from "vitest";
import { createTable } from "../engine/columns.ts";
import { createDigest } from "../engine/digest.ts";
import { addServing, batchesOf, clearSums, copyLaws, createServing, hasBatches, startServing } from "./serving.ts";
import { nodeSpec } from "./tables/nodes.ts";
import * as at from "./tables/serving-fields.ts";

const nodes = createTable("nodes", nodeSpec, 5);
const digestOf = (table: ReturnType<typeof batchesOf>) => {
  const digest = createDigest();
  digest.table(table);
  return digest.hex();
};

describe("a run without windows", () => {
  test("keeps no batch, whatever is asked of them", () => {
    const none = createServing(0);
    startServing(none, nodes.columns, 5);
    addServing(none, nodes.columns);
    copyLaws(none, nodes.columns, 3);
    clearSums(none);
    expect(hasBatches(none)).toBe(false);
    expect(none.count).toBe(0);
  });

  test("has the digest of batches that are empty, one a node", () => {
    const kept = createServing(5);
    startServing(kept, nodes.columns, 5);
    expect(digestOf(batchesOf(createServing(0), 5))).toBe(digestOf(batchesOf(kept, 5)));
    expect(digestOf(batchesOf(createServing(0), 4))).not.toBe(digestOf(batchesOf(kept, 5)));
  });
});

test("sums of the epoch are forgotten, what is in the batch stays", () => {
  const kept = createServing(2);
  startServing(kept, nodes.columns, 2);
  kept.doubles.fill(7);
  kept.isUsed.fill(1);
  clearSums(kept);
  const sums = [at.busyTime, at.outputTokens, at.tokens, at.served, at.missed, at.fees];
  for (let row = 0; row < 2; row++) {
    for (let field = 0; field < at.doubles; field++)
      expect(kept.doubles[row * at.doubles + field]).toBe(sums.includes(field as never) ? 0 : 7);
  }
});

test("a node without work is a used one until its sums are cleared, one with work stays so", () => {
  const kept = createServing(2);
  startServing(kept, nodes.columns, 2);
  kept.isUsed.fill(1);
  kept.isBusy[1] = 1;
  clearSums(kept);
  expect([...kept.isUsed]).toEqual([0, 1]);
});

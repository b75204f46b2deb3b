import fc from "fast-check";
import { expect, test } from "vitest";
import { copyVesting, createVesting, grant, payVested } from "./vesting.ts";

const accounts = 3;
const payments = fc.array(
  fc.record({
    account: fc.integer({ min: 0, max: accounts - 1 }),
    amount: fc.integer({ min: 0, max: 1e12 }),
    at: fc.integer({ min: 1, max: 8 }),
    epochs: fc.integer({ min: 1, max: 6 }),
  }),
  { maxLength: 30 },
);

/** What each account gets by epoch, payment by payment. */
function oneByOne(all: readonly { account: number; amount: number; at: number; epochs: number }[]): number[][] {
  const paid = Array.from({ length: 20 }, () => new Array<number>(accounts).fill(0));
  for (const { account, amount, at, epochs } of all) {
    const slice = Math.floor(amount / epochs);
    for (let k = 0; k < epochs; k++) paid[at + k]![account]! += slice + (k === 0 ? amount - slice * epochs : 0);
  }
  return paid;
}

test("pays what payments would one by one, whole, and each of them whole in the end", () => {
  fc.assert(
    fc.property(payments, (all) => {
      const vesting = createVesting(accounts);
      const paid = Array.from({ length: 20 }, () => new Array<number>(accounts).fill(0));
      for (let epoch = 0; epoch < 20; epoch++) {
        // A payment is promised in the epoch before it begins.
        for (const one of all) {
          if (one.at === epoch + 1) grant(vesting, one.account, one.amount, one.at, one.epochs);
        }
        payVested(vesting, epoch, (a, amount) => {
          paid[epoch]![a]! += amount;
        });
      }
      expect(paid).toEqual(oneByOne(all));
      expect([...vesting.rate]).toEqual([0, 0, 0]);
      expect(vesting.steps.size).toBe(0);
    }),
    { seed: 180, numRuns: 200 },
  );
});

test("a copy goes its own way", () => {
  const vesting = createVesting(1);
  grant(vesting, 0, 10, 1, 3);
  const copy = copyVesting(vesting);
  grant(copy, 0, 100, 1, 1);
  const paid: number[] = [];
  for (let epoch = 0; epoch < 4; epoch++) payVested(vesting, epoch, (_, amount) => paid.push(amount));
  expect(paid).toEqual([4, 3, 3]);
});

/** What operators take for what machines earn: an odd first epoch is forgotten like any other. */
import { describe, expect, test } from "vitest";
import { type FirmWorld, firmWorld, runDays, setRatio } from "../support/firm-world.ts";

/** Half-life: a day counts for at least 1 − 2^(−1/7), and that is more than 1/n from the eleventh on. [day] */
const memory = 7;
const leastGain = 1 - 2 ** (-1 / memory);

/** Machines that are paid so many times the usual on the first day. */
function paidAtFirst(factor: number, operators: object): FirmWorld {
  const one = firmWorld({ ratio: 3 * factor, operators });
  runDays(one, 1);
  setRatio(one, 3);
  return one;
}

describe("an odd first epoch", () => {
  test.each([0, 10])("paid %d times as usual counts as one of n, until the memory is full and forgets", (factor) => {
    const nobodyActs = { reviewEvery: "1000000 day" };
    const [odd, usual] = [paidAtFirst(factor, nobodyActs), paidAtFirst(1, nobodyActs)];
    const gap = (column: "reward" | "recent" | "longer") =>
      odd.finance.outlook.columns[column][0] - usual.finance.outlook.columns[column][0];
    const first = { reward: gap("reward"), recent: gap("recent"), longer: gap("longer") };
    expect(Math.sign(first.reward)).toBe(factor > 1 ? 1 : -1);
    let left = 1;
    for (let n = 2; n <= 20; n++) {
      for (const one of [odd, usual]) runDays(one, 1);
      left *= 1 - Math.max(leastGain, 1 / n);
      if (n <= 1 / leastGain) expect(left).toBeCloseTo(1 / n, 12);
      expect(gap("reward") / first.reward).toBeCloseTo(left, 9);
      expect(gap("recent") / first.recent).toBeCloseTo(left, 9);
      // The longer memory, of twelve times as many days, is not full yet.
      expect(gap("longer") / first.longer).toBeCloseTo(1 / n, 9);
    }
  });

  test("in which nothing is paid keeps nobody from buying once machines are paid", () => {
    const operators = { takeovers: false, memory: "30 day" };
    const one = paidAtFirst(0, operators);
    runDays(one, 1);
    const later = runDays(one, 60);
    expect(later.machinesSold).toBe(0);
    expect(later.machinesBought).toBeGreaterThan(0);
    const never = firmWorld({ ratio: 0, operators });
    runDays(never, 2);
    expect(runDays(never, 60).machinesSold).toBeGreaterThan(20);
  });
});

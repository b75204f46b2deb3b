import { describe, expect, test } from "vitest";
import { noOutput, runTo, smallWorld } from "../../test/support/small-world.ts";
import { fork } from "../fork.ts";
import { digestOf } from "../run.ts";
import { depositLost, depositWanted } from "./deposits.ts";
import { firstHolder, LedgerAccount, LineKind } from "./ledger.ts";
import type { Slots } from "./slots.ts";
import type { EpochView } from "./view.ts";

const tokens = 1e9;

// required, bond, admitted, faults, slashed, deposit → wanted, lost share
test.each([
  ["nothing is asked", [0, undefined, 1, 3, 0, 0], [0, 0]],
  ["the bond alone", [0, 100, 1, 0, 0, 100], [100, 0]],
  ["the larger of the two", [300, 100, 1, 0, 0, 300], [300, 0]],
  ["no bond of who takes no part", [0, 100, 0, 0, 0, 0], [0, 0]],
  ["a fault costs the bond", [300, 100, 1, 1, 0, 400], [300, 0.25]],
  ["many faults cost all", [0, 100, 1, 9, 0, 100], [100, 1]],
  ["the dearer of bond and slash", [300, 100, 1, 1, 0.5, 400], [300, 0.5]],
] as const)("%s", (_, [required, bond, admitted, faults, slashed, collateral], [wanted, lost]) => {
  const rules = {
    collateral: { required: () => required, slashed: () => slashed },
    verification: bond === undefined ? {} : { bond },
  } as unknown as Slots;
  const see = {
    accounts: { isAdmitted: [admitted], faults: [faults], collateral: [collateral] },
  } as unknown as EpochView;
  expect(depositWanted(rules, see, 0)).toBe(wanted);
  expect(depositLost(rules, see, 0)).toBe(lost);
});

describe("challenged-when-it-pays without a collateral rule", () => {
  const verification = { rule: "challenged-when-it-pays", bond: 2, prior: 1, cost: 0.1 };
  const stake = { liquidPerAccount: 50 };
  /** After three epochs of two hours. */
  const threeEpochs = (shares: object) => {
    const kernel = { assumed: true, share: 0 };
    const world = smallWorld({ verification, behaviours: { shares }, stake, kernel, horizon: "5 epoch" });
    runTo(world, 6 * 3600);
    return world;
  };

  test("locks a bond for each account, and honest ones keep it", () => {
    const { accounts, ledger } = threeEpochs({});
    expect([...accounts.columns.collateral.subarray(0, accounts.count)].every((held) => held === 2 * tokens)).toBe(
      true,
    );
    expect(Number(ledger.balance[LedgerAccount.collateral])).toBe(2 * tokens * accounts.count);
  });

  test("takes the bonds of those found at fault", () => {
    expect(slashed({}, {}).lines).toBe(0);
    expect(slashed({ int4: 1 }, {}).lines).toBeGreaterThan(5);
  });

  /** What was taken of deposits in three epochs, and what of it went to accounts. */
  function slashed(shares: object, changes: object) {
    const seen = { lines: 0, taken: 0, toAccounts: 0, finders: new Set<number>() };
    const world = smallWorld(
      {
        verification: { ...verification, ...changes },
        behaviours: { shares },
        stake,
        kernel: { assumed: true, share: 0 },
      },
      {
        ...noOutput,
        epochEnded({ ledger: { journal } }) {
          for (let i = 0; i < journal.lines; i++) {
            if (journal.kind[i] !== LineKind.slash) continue;
            seen.lines++;
            seen.taken += journal.amount[i] as number;
            if ((journal.to[i] as number) < firstHolder) continue;
            seen.toAccounts += journal.amount[i] as number;
            seen.finders.add(journal.to[i] as number);
          }
        },
      },
    );
    runTo(world, 6 * 3600);
    return { ...seen, world };
  }

  test("the challenger's share of each bond is paid to the accounts whose checks found the fault", () => {
    const half = slashed({ int4: 1 }, {});
    expect(half.toAccounts / half.taken).toBeCloseTo(0.5, 8);
    expect(half.finders.size).toBeGreaterThan(2);
    expect(slashed({ int4: 1 }, { bounty: 0 }).toAccounts).toBe(0);
    expect(slashed({ int4: 1 }, { bounty: 1 }).toAccounts / half.taken).toBeGreaterThan(0.9);
  });

  test("a fork in the middle of an epoch in which faults were found goes on to the same end", () => {
    const world = threeEpochs({ int4: 1 });
    runTo(world, 7.5 * 3600);
    expect(world.findings.size).toBeGreaterThan(0);
    const copy = fork(world, noOutput);
    for (const one of [world, copy]) runTo(one, 8 * 3600);
    expect(world.findings.size).toBe(0);
    expect(digestOf(copy)).toBe(digestOf(world));
  });
});

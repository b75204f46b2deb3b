import { describe, expect, test } from "vitest";
import { noOutput, runTo, smallWorld } from "../../test/support/small-world.ts";
import { depositLost, depositWanted } from "./deposits.ts";
import { LedgerAccount, LineKind } from "./ledger.ts";
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
  const after = (shares: object) => {
    const kernel = { assumed: true, share: 0 };
    const world = smallWorld({ verification, behaviours: { shares }, stake, kernel });
    runTo(world, 6 * 3600);
    return world;
  };

  test("locks a bond for each account, and honest ones keep it", () => {
    const { accounts, ledger } = after({});
    expect([...accounts.columns.collateral.subarray(0, accounts.count)].every((held) => held === 2 * tokens)).toBe(
      true,
    );
    expect(Number(ledger.balance[LedgerAccount.collateral])).toBe(2 * tokens * accounts.count);
  });

  test("takes the bonds of those found at fault", () => {
    const slashes = (shares: object) => {
      let lines = 0;
      const world = smallWorld(
        { verification, behaviours: { shares }, stake, kernel: { assumed: true, share: 0 } },
        {
          ...noOutput,
          epochEnded({ ledger: { journal } }) {
            for (let i = 0; i < journal.lines; i++) if (journal.kind[i] === LineKind.slash) lines++;
          },
        },
      );
      runTo(world, 6 * 3600);
      return lines;
    };
    expect(slashes({})).toBe(0);
    expect(slashes({ int4: 1 })).toBeGreaterThan(5);
  });
});

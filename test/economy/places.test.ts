/** Operators who do business where a place in the network is to be paid for: whether they enter, open accounts, and pay. */
import { describe, expect, test } from "vitest";
import { placeCost } from "../../sim/model/firm-places.ts";
import { FirmState } from "../../sim/model/tables/finance.ts";
import { type FirmWorld, firmWorld, runDays } from "../support/firm-world.ts";

interface Door {
  /** [GNK] */
  readonly price: number;
  readonly places?: number;
  readonly immunity?: number;
}

function worldWith({ price, places = 256, immunity = 1 }: Door, operators: object, reward: object = {}): FirmWorld {
  const admission = { rule: "registration-burn", places, immunity, initial: price, least: price, most: price };
  const changes = { admission, reward: { rule: "proportional-to-weight", individualCap: 1, ...reward } };
  return firmWorld({ ratio: 6, operators, changes });
}

/** Accounts of firms that came during the run and are in. */
function admitted({ world, finance }: FirmWorld): number[] {
  const { operator, isAdmitted } = world.accounts.columns;
  const { enteredAt, state } = finance.firms.columns;
  const rows = Array.from({ length: world.accounts.count }, (_, a) => a);
  return rows.filter(
    (a) => isAdmitted[a] === 1 && enteredAt[operator[a]] > 0 && state[operator[a]] === FirmState.active,
  );
}

describe("candidates", () => {
  const days = 40;
  const entering = (door: Door) => {
    const one = worldWith(door, { candidates: 10 });
    const { entries } = runDays(one, days);
    return { one, entries };
  };

  test("enter where a place is cheap, and pay for it; what they burn is what they bought", () => {
    const { one, entries } = entering({ price: 2 });
    expect(entries).toBeGreaterThan(5);
    // Those of the last day are not there yet.
    expect(admitted(one).length).toBeGreaterThan(entries / 2);
    expect(one.world.network.columns.burned[0]).toBeGreaterThanOrEqual(admitted(one).length * 2e9);
    expect(one.world.ledger.balance.reduce((sum, balance) => sum + balance, 0n)).toBe(0n);
  });

  test("stay away where it costs more than their machines bring, or where no place is to be had", () => {
    expect(entering({ price: 1e6 }).entries).toBe(0);
    const { one, entries } = entering({ price: 2, places: 8, immunity: 10_000 });
    expect(placeCost(one.world)).toBe(Number.POSITIVE_INFINITY);
    expect(entries).toBe(0);
  });
});

test("an account that lost its place buys another where it pays, and not where it is dear", () => {
  const admittedAfter = (price: number) => {
    const one = worldWith({ price }, { reviewEvery: "1000000 day" });
    runDays(one, 1);
    one.world.accounts.columns.isAdmitted[0] = 0;
    runDays(one, 4);
    return one.world.accounts.columns.isAdmitted[0];
  };
  expect(admittedAfter(2)).toBe(1);
  expect(admittedAfter(1e6)).toBe(0);
});

test("accounts are opened where pay is capped by account and places are cheap, and not where they are dear", () => {
  const opened = (price: number) => {
    const operators = { accounts: { choice: "best" }, volatility: 1.5 };
    return runDays(worldWith({ price }, operators, { individualCap: 0.15 }), 30).accountsOpened;
  };
  expect(opened(2)).toBeGreaterThan(0);
  expect(opened(1e6)).toBe(0);
});

/** Sessions of slots in a run: escrow, settlement by signatures, and what is never signed goes back. */
import { describe, expect, test } from "vitest";
import { fork } from "../../sim/fork.ts";
import { captureChance } from "../../sim/measures/session-capture.ts";
import { LedgerAccount, LineKind } from "../../sim/model/ledger.ts";
import type { SessionRow } from "../../sim/model/sessions.ts";
import type { World } from "../../sim/model/world.ts";
import { digestOf } from "../../sim/run.ts";
import { noOutput, runTo, smallWorld, withPart } from "../support/small-world.ts";

const epochSeconds = 2 * 3600;
const model = "llama-3.1-8b-int4";

/** Hosts of equal machines, each up for such a share of the time; fees of some 6,400 GNK an epoch. */
function listed(accounts: number, availability: number, changes: object = {}) {
  const hosts = Array.from({ length: accounts }, (_, a) => ({
    account: `host${a}`,
    jurisdiction: "USA",
    model,
    proof: 1000,
    availability,
    machines: [{ hardware: "rtx4090", cards: 1, count: 1 }],
  }));
  return {
    network: { hosts },
    windows: 0,
    horizon: "40 epoch",
    verification: { rule: "session-slots", ...changes },
    price: { rule: "flat", price: 100_000 },
  };
}

/** Sums over the epochs of a run: what moved, by kind of line and ends, and the rows. */
function settled(changes: Readonly<Record<string, unknown>>, epochs: number) {
  const rows: SessionRow[] = [];
  const moved = { hosts: 0, treasury: 0, locked: 0, back: 0 };
  const world = smallWorld(changes, {
    ...noOutput,
    epochEnded({ ledger, sessions }) {
      rows.push(...sessions.rows);
      const { lines, from, to, amount } = ledger.journal;
      ledger.journal.kind.subarray(0, lines).forEach((kind, i) => {
        const value = amount[i] as number;
        if (kind === LineKind.fee && to[i] === LedgerAccount.treasury) moved.treasury += value;
        else if (kind === LineKind.fee && from[i] === LedgerAccount.escrow) moved.hosts += value;
        if (kind === LineKind.deposit && from[i] === LedgerAccount.clients) moved.locked += value;
        if (kind === LineKind.refund && from[i] === LedgerAccount.escrow) moved.back += value;
      });
    },
  });
  runTo(world, epochs * epochSeconds);
  return { world, rows, moved };
}

const pendingOf = ({ sessions }: World) => sessions.pending.reduce((sum, { locked }) => sum + locked, 0);
const total = (rows: readonly SessionRow[], name: keyof SessionRow) => rows.reduce((sum, row) => sum + row[name], 0);

describe("hosts that are always on", () => {
  const { world, rows, moved } = settled(listed(30, 1), 3);

  test("sign everything in time: fees are paid whole, the rest of the escrow goes back", () => {
    expect(rows.length).toBe(3);
    expect(rows.every(({ settledFraction }) => settledFraction === 1)).toBe(true);
    expect(moved.hosts).toBe(total(rows, "fees"));
    expect(pendingOf(world)).toBe(0);
    expect(world.ledger.balance[LedgerAccount.escrow]).toBe(0n);
  });

  test("each session locks between 5 and 10 tokens, and the treasury has the fees of sessions and requests", () => {
    for (const { escrow } of rows) {
      expect(escrow).toBeGreaterThanOrEqual(5e9);
      expect(escrow).toBeLessThanOrEqual(10e9);
    }
    const requests = moved.locked - moved.back - moved.hosts;
    expect(moved.treasury).toBe(total(rows, "sessions") * 10_000 + requests);
    expect(requests).toBeGreaterThan(0);
  });
});

describe("hosts that are up for four fifths of the time", () => {
  const { world, rows, moved } = settled(listed(60, 0.8), 40);

  test("what is signed neither in its epoch nor in the next goes back, and nothing is lost", () => {
    expect(total(rows, "settledFraction") / rows.length).toBeGreaterThan(0.5);
    expect(total(rows, "expiredFraction")).toBeGreaterThan(0);
    expect(moved.hosts).toBeLessThan(total(rows, "fees"));
    const fees = moved.treasury - total(rows, "sessions") * 10_000;
    expect(moved.locked).toBe(moved.hosts + fees + moved.back + pendingOf(world));
    expect(world.ledger.balance[LedgerAccount.escrow]).toBe(BigInt(pendingOf(world)));
  });

  test("a fork with sessions pending goes on to the same end", () => {
    const { world: original } = settled(listed(60, 0.8), 3);
    expect(pendingOf(original)).toBeGreaterThan(0);
    const copy = fork(original, noOutput);
    for (const one of [original, copy]) runTo(one, 6 * epochSeconds);
    expect(digestOf(copy)).toBe(digestOf(original));
    expect(digestOf(smallWorld(listed(60, 0.8)))).not.toBe(digestOf(original));
  });
});

test("single owners hold as many of the slots as the binomial law says", () => {
  const { rows } = settled(listed(3, 1), 40);
  const chance = 3 * captureChance(1 / 3, 16, 9);
  const seen = total(rows, "deciding") / rows.length;
  // Each row draws 16 groups or more.
  const error = Math.sqrt((chance * (1 - chance)) / (16 * rows.length));
  expect(Math.abs(seen - chance)).toBeLessThan(3 * error);
  expect(total(rows, "settling")).toBeLessThanOrEqual(total(rows, "deciding"));
  expect(total(rows, "blocking") / rows.length).toBeGreaterThan(seen);
});

test("by vote or not, a rule without sessions gives back what is locked", () => {
  const { world } = settled({ ...listed(60, 0.5), ...withPart("demand", { rate: "40 request/s" }) }, 2);
  expect(pendingOf(world)).toBeGreaterThan(0);
  world.refill(world, { verification: { rule: "none" } } as Parameters<World["refill"]>[1]);
  runTo(world, 3 * epochSeconds);
  expect(pendingOf(world)).toBe(0);
  expect(world.ledger.balance[LedgerAccount.escrow]).toBe(0n);
});

describe("who may create sessions", () => {
  const of = (changes: object) => settled(listed(5, 1, changes), 3);
  const first = of({});
  const drawn = of({ creators: "anyone", draws: 50 });

  test("anyone draws until a group suits the largest owner, and the fee of creation is all that it costs", () => {
    // Of five equal hosts one has 6 of 16 slots in 8 groups of 100, and so in 98 of 100 that are the best of 50.
    const blocked = (rows: readonly SessionRow[]) => total(rows, "blocking") / rows.length;
    expect(blocked(first.rows)).toBeLessThan(0.6);
    expect(blocked(drawn.rows)).toBeGreaterThan(0.9);
    const fees = ({ moved }: typeof first) => moved.treasury - (moved.locked - moved.back - moved.hosts);
    expect(fees(drawn)).toBe(50 * fees(first));
  });

  test("one draw is the first group, whoever may create", () => {
    expect(digestOf(of({ creators: "anyone", draws: 1 }).world)).toBe(digestOf(first.world));
  });
});

describe("timeouts", () => {
  /** Requests served and missed in one epoch of measured windows. */
  const counted = (changes: object) => {
    let seen = { served: 0, missed: 0, fees: 0 };
    const world = smallWorld(
      {
        ...withPart("demand", { rate: "60 request/s" }),
        verification: { rule: "session-slots", rate: 0, ...changes },
        kernel: { assumed: true, share: 0 },
        horizon: "1 epoch",
      },
      {
        ...noOutput,
        epochEnded({ markets: { columns, count } }) {
          const sum = (column: Float64Array) => column.subarray(0, count).reduce((all, one) => all + one, 0);
          seen = { served: sum(columns.served), missed: sum(columns.missed), fees: sum(columns.fees) };
        },
      },
    );
    runTo(world, epochSeconds);
    return seen;
  };
  const usual = counted({});

  test("an answer that comes after the timeout of execution is missed and not paid", () => {
    expect(usual.served).toBeGreaterThan(0);
    expect(counted({ executionTimeout: 0.001 })).toMatchObject({ served: 0, fees: 0 });
    const some = counted({ executionTimeout: 5 });
    expect(some.served).toBeGreaterThan(0);
    expect(some.served).toBeLessThan(usual.served);
  });

  test("a request that is not begun in time is missed", () => {
    expect(counted({ refusalTimeout: 0.001 }).missed).toBeGreaterThan(usual.missed);
  });
});

describe("most sessions of an epoch", () => {
  /** One model, 43,200 requests, 645 sessions of 10 tokens. */
  const of = (changes: object) => {
    let market = { served: 0, missed: 0, fees: 0, tokens: 0 };
    let work = 0;
    const rows: SessionRow[] = [];
    const world = smallWorld(listed(30, 1, changes), {
      ...noOutput,
      epochEnded({ markets: { columns }, accounts, sessions, measured }) {
        const [served, missed, fees, tokens] = [
          columns.served[0],
          columns.missed[0],
          columns.fees[0],
          columns.tokens[0],
        ];
        market = { served, missed, fees, tokens } as typeof market;
        work = accounts.columns.work.subarray(0, accounts.count).reduce((all, one) => all + one, 0);
        rows.push(...sessions.rows);
        expect(measured.columns.missedNoNode[0]).toBeCloseTo(missed as number, 6);
      },
    });
    runTo(world, epochSeconds);
    return { ...market, work, sessions: total(rows, "sessions") };
  };
  const free = of({});

  test("where there are enough, none is turned away", () => {
    expect(free.missed).toBe(0);
    expect(of({ sessionsMost: free.sessions })).toEqual(free);
  });

  test("fewer than usual, but enough for the fees: no more than are needed, and nobody is turned away", () => {
    const needed = Math.ceil(free.fees / 10e9);
    const few = of({ sessionsLeast: 1000, sessionsMost: 700 });
    expect([few.served, few.fees]).toEqual([free.served, free.fees]);
    expect(Math.abs(few.sessions - needed)).toBeLessThanOrEqual(1);
  });

  test("too few serve the share of requests that they can take, and the others are clients without a node", () => {
    const few = of({ sessionsMost: 10 });
    expect(few.sessions).toBe(10);
    const share = few.served / free.served;
    expect(share).toBeCloseTo(10 / 645, 6);
    expect(few.served + few.missed).toBeCloseTo(free.served, 6);
    expect(few.tokens / free.tokens).toBeCloseTo(share, 10);
    expect(few.work / free.work).toBeCloseTo(share, 10);
    expect(few.fees).toBeLessThanOrEqual(10 * 10e9);
    expect(few.fees / free.fees).toBeCloseTo(share, 6);
  });

  test("so do too few requests in a session", () => {
    const few = of({ requestsMost: 20, sessionsMost: 1000 });
    expect(few.sessions).toBe(1000);
    expect(few.served).toBeCloseTo(20_000, 6);
  });
});

describe("votes on misses", () => {
  /** Misses that the protocol counts in an epoch of requests that nobody waits for, by account; and those that clients saw. */
  const counted = (hosts: number, changes: object) => {
    let seen = { accounts: [] as number[], clients: 0 };
    const { network } = listed(hosts, 1);
    const world = smallWorld(
      {
        network,
        ...withPart("demand", { rate: "60 request/s" }),
        verification: { rule: "session-slots", rate: 0, refusalTimeout: 0.5, ...changes },
        kernel: { assumed: true, share: 0 },
        horizon: "1 epoch",
      },
      {
        ...noOutput,
        epochEnded({ accounts, markets }) {
          seen = {
            accounts: [...accounts.columns.missed.subarray(0, accounts.count)],
            clients: markets.columns.missed[0] as number,
          };
        },
      },
    );
    runTo(world, epochSeconds);
    return seen;
  };

  test("of two equal hosts each keeps the misses off its record that fall in groups where it has half the slots", () => {
    const admitted = counted(2, { ownMisses: "admitted" });
    const denied = counted(2, {});
    const stands = 1 - captureChance(0.5, 15, 7);
    expect(admitted.accounts.every((missed) => missed > 0)).toBe(true);
    denied.accounts.forEach((missed, a) => {
      expect(missed).toBeCloseTo((admitted.accounts[a] as number) * stands, 6);
    });
    expect(denied.clients).toBe(admitted.clients);
  });
});

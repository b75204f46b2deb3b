/** Challenges of proofs in a run: who rents machines for the announced proof alone loses, who accuses the honest pays. */
import { describe, expect, test } from "vitest";
import { fork } from "../../sim/fork.ts";
import type { JudgedChallenge } from "../../sim/model/challenges.ts";
import { firstHolder, LedgerAccount } from "../../sim/model/ledger.ts";
import { AccountStatus } from "../../sim/model/tables/accounts.ts";
import { digestOf } from "../../sim/run.ts";
import { noOutput, runTo, smallWorld } from "../support/small-world.ts";

const epochSeconds = 2 * 3600;

/** Twelve hosts alike; the first shows a fifth of its proof at instants nobody announced. */
function challenged(held: number, changes: object = {}) {
  const hosts = Array.from({ length: 12 }, (_, a) => ({
    account: `host${a}`,
    jurisdiction: "USA",
    model: "llama-3.1-8b-int4",
    proof: 1000,
    heldFraction: a === 0 ? held : 1,
    machines: [{ hardware: "rtx4090", cards: 1, count: 1 }],
  }));
  return {
    network: { hosts },
    windows: 0,
    horizon: "40 epoch",
    emission: { rule: "flat", perEpoch: 1200 },
    reward: { rule: "proportional-to-weight", individualCap: 1, challenges: 4 },
    stake: { liquidPerAccount: 1000 },
    vesting: { rule: "locked-share", lockedFraction: 0.5, epochs: 10 },
    ...changes,
  };
}

interface Seen extends JudgedChallenge {
  readonly status: number;
  readonly reward: number;
}

function judged(changes: Readonly<Record<string, unknown>>, epochs: number) {
  const seen: Seen[] = [];
  const world = smallWorld(changes, {
    ...noOutput,
    epochEnded({ challenges, accounts }) {
      const { status, reward } = accounts.columns;
      for (const one of challenges.judged) {
        seen.push({ ...one, status: status[one.target] as number, reward: reward[one.target] as number });
      }
    },
  });
  runTo(world, epochs * epochSeconds);
  return { world, seen };
}

const gross = 100e9;

describe("a network with one that rents for the proof", () => {
  const { world, seen } = judged(challenged(0.2), 40);

  test("it fails whenever it is challenged: inactive, unpaid, and the challenger has up to its pay", () => {
    const lost = seen.filter(({ hasFailed }) => hasFailed);
    expect(lost.length).toBeGreaterThan(2);
    expect(new Set(lost.map(({ target }) => target))).toEqual(new Set([0]));
    for (const { status, reward, won, shown } of lost) {
      expect(shown).toBeCloseTo(0.2, 10);
      expect([status, reward, won]).toEqual([AccountStatus.inactive, 0, gross]);
    }
  });

  test("whoever challenges the honest loses a tenth of their pay to them", () => {
    const won = seen.filter(({ hasFailed }) => !hasFailed);
    expect(won.length).toBeGreaterThan(20);
    for (const { stake, won: paid, shown } of won) expect([stake, paid, shown]).toEqual([gross / 10, gross / 10, 1]);
  });

  test("at most four are under way, against different accounts, and what is staked is in escrow", () => {
    expect(world.challenges.underWay.length).toBeLessThanOrEqual(4);
    const targets = world.challenges.underWay.map(({ target }) => target);
    expect(new Set(targets).size).toBe(targets.length);
    const staked = world.challenges.underWay.reduce((sum, { stake }) => sum + stake, 0);
    expect(world.ledger.balance[LedgerAccount.escrow]).toBe(BigInt(staked));
  });

  test("each is judged one epoch after it was opened", () => {
    expect(seen.map(({ number }) => number).sort((a, b) => a - b)).toEqual(seen.map((_, i) => i));
  });
});

test("a fork with challenges under way goes on to the same end", () => {
  const { world } = judged(challenged(0.2), 3);
  expect(world.challenges.underWay.length).toBeGreaterThan(0);
  const copy = fork(world, noOutput);
  for (const one of [world, copy]) runTo(one, 6 * epochSeconds);
  expect(digestOf(copy)).toBe(digestOf(world));
});

test("under a rule without challenges stakes go back, whatever was shown", () => {
  const { world } = judged(challenged(0.2, { emission: { rule: "flat", perEpoch: 1200 } }), 3);
  const [one] = world.challenges.underWay;
  const before = world.ledger.balance[firstHolder + (one?.challenger ?? 0)] as bigint;
  world.refill(world, { reward: { rule: "proportional-to-stake" } } as Parameters<typeof world.refill>[1]);
  runTo(world, 4 * epochSeconds);
  expect(world.challenges.underWay).toEqual([]);
  expect(world.ledger.balance[LedgerAccount.escrow]).toBe(0n);
  expect(world.ledger.balance[firstHolder + (one?.challenger ?? 0)] as bigint).toBeGreaterThanOrEqual(
    before + BigInt(one?.stake ?? 0),
  );
});

test("stakes are laid with money that is free: a reward that is locked as a whole lays none", () => {
  const all = { vesting: { rule: "locked-share", lockedFraction: 1, epochs: 180 } };
  const poor = judged(challenged(0.2, { ...all, stake: { liquidPerAccount: 0 } }), 2);
  expect(poor.world.challenges.opened).toBe(0);
  const rich = judged(challenged(0.2, all), 2);
  expect(rich.world.challenges.opened).toBeGreaterThan(0);
});

/** Proposals in a small run: they are voted on by interest, and change the rules in it. */
import { describe, expect, test } from "vitest";
import { fork } from "../../sim/fork.ts";
import { firstHolder, LedgerAccount } from "../../sim/model/ledger.ts";
import { ProposalStatus, VoteKind } from "../../sim/model/proposals.ts";
import type { World } from "../../sim/model/world.ts";
import { digestOf } from "../../sim/run.ts";
import { noOutput, runTo, smallWorld } from "../support/small-world.ts";

const epochSeconds = 2 * 3600;
const vote = { rule: "weight-vote-with-veto", deposit: 10 };
const everybody = { duty: 1 };
const base = { horizon: "9 epoch", windows: 0, stake: { liquidPerAccount: 100 }, governance: vote, voting: everybody };

function voted(changes: Readonly<Record<string, unknown>>, epochs = 8): World {
  const world = smallWorld({ ...base, ...changes });
  runTo(world, epochs * epochSeconds + 1);
  return world;
}

const proposal = (world: World, number = 0) => world.proposals[number] as World["proposals"][number];
const half = { rule: "proportional-to-capacity" };

describe("a scripted proposal", () => {
  const equalPay = { at: "1 epoch", change: { reward: "equal-per-account" } };

  test("swaps the rule in the run when those who gain have the votes", () => {
    // One account one vote: the many small ones outvote the few large ones.
    const world = voted({ reward: half, power: { rule: "one-account-one-vote" }, proposals: [equalPay] });
    const { status, proposedAt, countedAt, enactedAt, yes, no, veto } = proposal(world);
    expect({ status, proposedAt, countedAt, enactedAt }).toEqual({
      status: ProposalStatus.enacted,
      proposedAt: 1,
      countedAt: 3,
      enactedAt: 3,
    });
    expect(yes).toBeGreaterThan(no + veto);
    expect(world.choices.reward.rule).toBe("equal-per-account");
    const { reward, liveNodes } = world.accounts.columns;
    const paid = [...reward.subarray(0, world.accounts.count)].filter((_, a) => liveNodes[a] > 0);
    expect(new Set(paid).size).toBe(1);
  });

  test("is voted down by weight, since those who lose have it", () => {
    const world = voted({ reward: half, proposals: [equalPay] });
    expect([ProposalStatus.rejected, ProposalStatus.vetoed]).toContain(proposal(world).status);
    expect(world.choices.reward.rule).toBe(half.rule);
  });

  test("each vote is for the voter's own gain", () => {
    const world = smallWorld({ ...base, reward: half, proposals: [equalPay] });
    const { passes } = world.rules.governance;
    let seen = 0;
    world.rules.governance = {
      ...world.rules.governance,
      passes(tally) {
        seen++;
        const sum = (kind: number) => world.votes.filter((one) => one.kind === kind).reduce((s, v) => s + v.power, 0);
        expect(sum(VoteKind.yes)).toBeCloseTo(tally.yes, 6);
        for (const { kind, gain } of world.votes)
          expect(kind === VoteKind.yes).toBe(gain > 0 && kind !== VoteKind.abstain);
        return passes(tally);
      },
    };
    runTo(world, 8 * epochSeconds + 1);
    expect(seen).toBe(1);
  });

  test("on what emission follows from shows what it brings, though the rule was asked in this epoch", () => {
    const world = voted({
      emission: { rule: "bonding-controller" },
      stake: { total: 1_000_000, liquidPerAccount: 100 },
      proposals: [{ at: "1 epoch", change: { "emission.step": 100_000 } }],
    });
    // All of the stake is bonded, so that a larger step lowers what everybody is paid.
    const { yes, no, veto } = proposal(world);
    expect(yes).toBe(0);
    expect(no + veto).toBeGreaterThan(0);
  });

  test("waits for its time lock and keeps what the rule remembers", () => {
    const change = { "power.epochs": 3 };
    const governance = { rule: "bicameral", deposit: 0, votingEpochs: 1, timelockEpochs: 3 };
    const plan = {
      power: { rule: "by-weight" },
      voting: { duty: 1, powerValue: 1 },
      proposals: [{ at: "0 epoch", change }],
    };
    const before = voted({ ...plan, governance }, 4);
    expect(proposal(before).status).toBe(ProposalStatus.waiting);
    expect(before.choices.power.epochs).toBe(1);
    const after = voted({ ...plan, governance }, 5);
    expect(proposal(after).enactedAt).toBe(4);
    expect(after.choices.power.epochs).toBe(3);
    const past = after.memories.power.account?.columns.past1 as Float64Array;
    expect([...past.subarray(0, after.accounts.count)]).toEqual([
      ...after.accounts.columns.weight.subarray(0, after.accounts.count),
    ]);
  });

  test("that needs a rule which was voted down is outdated", () => {
    const first = { at: "0 epoch", change: { reward: "equal-per-account", price: "utilization-band" } };
    const second = { at: "3 epoch", change: { "price.initial": 7 } };
    const world = voted({ reward: half, proposals: [first, second] });
    expect(world.choices.price.rule).toBe("flat");
    expect(proposal(world, 1)).toMatchObject({ status: ProposalStatus.outdated, proposedAt: 3 });
    expect(world.ledger.balance[LedgerAccount.escrow]).toBe(0n);
  });

  test("that nobody can pay for is not put to the vote", () => {
    const world = voted({
      stake: { liquidPerAccount: 0 },
      emission: { rule: "flat", perEpoch: 0 },
      proposals: [equalPay],
    });
    expect(proposal(world)).toMatchObject({ status: ProposalStatus.unfunded, countedAt: -1, deposit: 0 });
  });
});

describe("the deposit", () => {
  const equalPay = { at: "1 epoch", change: { reward: "equal-per-account" }, by: 2 };
  const gnk = 1_000_000_000n;

  test("is locked while votes are cast and comes back when the proposal fails", () => {
    const plan = { reward: half, power: { rule: "one-account-one-vote" }, proposals: [equalPay] };
    const open = voted(plan, 3);
    expect(open.ledger.balance[LedgerAccount.escrow]).toBe(10n * gnk);
    const closed = voted(plan, 4);
    expect(closed.ledger.balance[LedgerAccount.escrow]).toBe(0n);
    const unasked = voted({ reward: half, power: { rule: "one-account-one-vote" } }, 4);
    expect(closed.ledger.balance[firstHolder + 2]).toBe(unasked.ledger.balance[firstHolder + 2]);
  });

  test("is burned by a veto", () => {
    const world = voted({ reward: half, voting: { duty: 1, vetoLoss: 0.01 }, proposals: [equalPay] });
    expect(proposal(world).status).toBe(ProposalStatus.vetoed);
    expect(world.ledger.balance[LedgerAccount.burned]).toBe(10n * gnk);
    expect(world.network.columns.burned[0]).toBe(10e9);
  });
});

test("an expedited vote is counted sooner; not passed, it goes on as any other", () => {
  const change = { reward: "equal-per-account" };
  const power = { rule: "one-account-one-vote" };
  const quick = { at: "1 epoch", change, expedited: true };
  const strict = { ...vote, votingEpochs: 4, expeditedThreshold: 0.999 };
  const world = voted({ reward: half, power, governance: strict, proposals: [quick] });
  expect(proposal(world)).toMatchObject({ isExpedited: false, countedAt: 5, status: ProposalStatus.enacted });
  const easy = { ...strict, expeditedThreshold: 0.5 };
  const sooner = voted({ reward: half, power, governance: easy, proposals: [quick] });
  expect(proposal(sooner)).toMatchObject({ isExpedited: true, countedAt: 2, status: ProposalStatus.enacted });
});

describe("delegators", () => {
  const stake = { total: 1000, accountsFraction: 0.2, delegators: 40, liquidPerAccount: 100 };
  const delegation = { rule: "default-target", target: "largest", take: 0.5 };
  const change = { "delegation.take": 0.9 }; // the one account that all back gains what its delegators lose
  const plan = { stake, delegation, power: { rule: "by-stake" }, proposals: [{ at: "2 epoch", change }] };
  const inherited = { rule: "delegated-inheritance", votingEpochs: 1, deposit: 0 };
  const silent = { duty: 0, cost: 1e9 };

  test("who stay silent vote as the account they back, by the one rule, and are not counted by the other", () => {
    const follow = voted({ ...plan, governance: inherited, voting: silent });
    expect(proposal(follow)).toMatchObject({ status: ProposalStatus.enacted });
    expect(proposal(follow).total).toBeCloseTo(1000e9, -3);
    expect(proposal(follow).yes).toBeGreaterThan(800e9);
    const own = voted({ ...plan, governance: { ...vote, deposit: 0 }, voting: silent });
    expect(proposal(own).status).toBe(ProposalStatus.rejected);
    expect(proposal(own).yes).toBeLessThan(100e9);
  });

  test("who vote for themselves outvote the account they back", () => {
    const world = voted({ ...plan, governance: inherited, voting: { duty: 1, vetoLoss: 1 } });
    const { no, yes, status, total } = proposal(world);
    expect(status).toBe(ProposalStatus.rejected);
    expect(no).toBeCloseTo(800e9, -3);
    expect(yes + no).toBeLessThanOrEqual(total);
  });
});

describe("proposals in somebody's interest", () => {
  const interest = { every: 2, addresses: ["delegation.take"], step: 0.2 };
  const plan = {
    stake: { total: 1000, accountsFraction: 0.5, delegators: 40, liquidPerAccount: 100 },
    delegation: { rule: "free", take: 0.5, sizeExponent: 2 },
    power: { rule: "by-weight" },
    governance: { ...vote, deposit: 0, quorum: 0 },
  };

  test("come from who gains, pass, and move the parameter in its favour", () => {
    const world = voted({ ...plan, voting: { duty: 1, interest } });
    expect(world.proposals.length).toBeGreaterThan(0);
    for (const one of world.proposals) {
      expect(one.isScripted).toBe(false);
      expect(one.gain).toBeGreaterThan(0);
    }
    expect(world.choices.delegation.take).toBeGreaterThan(0.5);
  });

  test("do not come when nobody looks", () => {
    expect(voted({ ...plan, voting: { duty: 1 } }).proposals).toEqual([]);
  });
});

test("a fork between proposal and count goes on to the same end, and another seed votes otherwise", () => {
  const change = { reward: "equal-per-account" };
  const plan = { ...base, voting: { duty: 0.5, turnout: 0.2 }, reward: half, proposals: [{ at: "1 epoch", change }] };
  const straight = smallWorld(plan);
  runTo(straight, 2 * epochSeconds + 1);
  const copy = fork(straight, noOutput);
  runTo(straight, 6 * epochSeconds + 1);
  runTo(copy, 6 * epochSeconds + 1);
  expect(digestOf(copy)).toBe(digestOf(straight));
  expect(copy.proposals).toEqual(straight.proposals);
  const other = smallWorld({ ...plan, seed: 8 });
  runTo(other, 6 * epochSeconds + 1);
  expect(other.proposals[0]?.yes).not.toBe(straight.proposals[0]?.yes);
});

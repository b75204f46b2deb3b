/** Families and blocs, which are there from the beginning: where they hold, where names are given up, and where members leave. */
import { describe, expect, test } from "vitest";
import { fork } from "../../../sim/fork.ts";
import { controlOf, voterOf } from "../../../sim/model/coalitions.ts";
import type { World } from "../../../sim/model/world.ts";
import { digestOf } from "../../../sim/run.ts";
import { noOutput, runTo, withPart } from "../../support/small-world.ts";
import { emissionOf, fluid, runEpochs, type StrategicWorld, strategicWorld } from "../../support/strategic-world.ts";

type Changes = Readonly<Record<string, unknown>>;
const menu = [{ strategy: "honest", name: "plain" }];

function worldOf(kind: object, { economy = {}, ...changes }: Changes, section: object = {}): StrategicWorld {
  const coalitions = { kinds: [kind], every: "1 epoch", ...section };
  return strategicWorld({ menu, changes: { ...fluid, ...changes, economy: { ...(economy as object), coalitions } } });
}
const coalitionsOf = (world: World) => world.coalitions as NonNullable<World["coalitions"]>;
const membersOf = (world: World) => coalitionsOf(world).list[0]?.members.slice() ?? [];
const machinesOf = ({ nodes }: World, operator: number) =>
  nodes.columns.operator.slice(0, nodes.count).reduce((sum, one) => sum + (one === operator ? 1 : 0), 0);

const bloc = { kind: "bloc", jurisdictions: ["USA", "DEU"] };
/** One account, one vote, and everybody votes: three operators, of whom two are in the bloc. */
const ballot = {
  ...withPart("network", { nodes: 12, operators: 3, accountsPerOperator: 1, jurisdictions: { USA: 1, JPN: 1 } }),
  ...emissionOf(100),
  power: { rule: "one-account-one-vote" },
  governance: { rule: "token-vote-quorum", quorum: 0, votingEpochs: 1, timelockEpochs: 0, deposit: 0 },
  voting: { duty: 1 },
};
const equal = [{ at: "1 epoch", change: { reward: "equal-per-account" } }];

/** With this seed the leader loses by equal pay, its fellow and the third gain: one against one carries. */
const apart = { seed: 1, ...ballot, proposals: equal };
/** With this one both members gain by it. */
const alike = { seed: 10, ...ballot, proposals: equal };

describe("family", () => {
  const byHead = { reward: { rule: "equal-per-account" }, ...emissionOf(100) };
  const family = { kind: "family", share: 0.3 };

  test("holds where every name is paid", () => {
    const world = worldOf(family, byHead);
    const before = membersOf(world);
    expect(before.length).toBeGreaterThan(2);
    runEpochs(world, 8);
    expect(membersOf(world)).toEqual(before);
    expect([...coalitionsOf(world).dissolved, ...coalitionsOf(world).deserted]).toEqual([0, 0]);
  });

  test("gives up one name after another, and dissolves, where a name costs more than it is paid", () => {
    const world = worldOf({ ...family, identityUsd: 1e6 }, byHead);
    const before = membersOf(world);
    const [head] = before as [number];
    const machines = before.reduce((sum, one) => sum + machinesOf(world, one), 0);
    const cards = world.operators.columns.cards.reduce((sum, one) => sum + one, 0);
    runEpochs(world, before.length + 1);
    expect(membersOf(world)).toEqual([]);
    expect(coalitionsOf(world).dissolved[0]).toBe(1);
    expect(coalitionsOf(world).deserted[0]).toBe(before.length - 1);
    expect(machinesOf(world, head)).toBe(machines);
    expect(world.operators.columns.nodes[head]).toBe(machines);
    expect(world.operators.columns.cards.reduce((sum, one) => sum + one, 0)).toBe(cards);
    const { account, operator } = world.nodes.columns;
    for (let host = 0; host < world.nodes.count; host++)
      expect(world.accounts.columns.operator[account[host]]).toBe(operator[host]);
    expect(new Set(controlOf(world).filter((one) => before.includes(one)))).toContain(Math.min(head, ...before));
  });

  test("a name costs its owner while it is kept", () => {
    const usd = 50;
    const [free, paid] = [0, usd].map((identityUsd) => {
      const world = worldOf({ ...family, identityUsd }, { ...byHead, ...emissionOf(1e6) });
      runEpochs(world, 3);
      return { world, members: membersOf(world) };
    }) as [{ world: StrategicWorld; members: number[] }, { world: StrategicWorld; members: number[] }];
    expect(paid.members).toEqual(free.members);
    const perUsd = 1e9 / (free.world.network.columns.tokenPrice[0] as number);
    const pay = ({ world }: { world: StrategicWorld }, one: number) => world.strategies.conducts.columns.pay[one];
    for (const one of free.members) expect((pay(free, one) - pay(paid, one)) / perUsd).toBeCloseTo(usd, 3);
  });

  test("gives up names that forfeit their pay: only the accounts that prove most are admitted", () => {
    const byWeight = { reward: { rule: "proportional-to-weight", individualCap: 1 }, ...emissionOf(1000) };
    const after = [{ rule: "largest-by-stake", places: 6 }, { rule: "open" }].map((admission) => {
      const world = worldOf(family, { ...byWeight, admission });
      const before = membersOf(world);
      runEpochs(world, before.length + 1);
      return { before, now: membersOf(world) };
    });
    expect(after[0].now.length).toBeLessThan(after[0].before.length);
    expect(after[1].now).toEqual(after[1].before);
  });

  test("holds where operators keep books of their own, whatever a name costs", () => {
    const books = { economy: { operators: {} }, epochLength: "24 h" };
    const world = worldOf({ ...family, identityUsd: 1e6 }, books);
    const before = membersOf(world);
    runTo(world, 4 * 86_400);
    expect(membersOf(world)).toEqual(before);
  });
});

describe("bloc", () => {
  const paysAlike = (world: World) => world.choices.reward.rule === "equal-per-account";

  test("holds where its members gain by the same changes", () => {
    const world = worldOf(bloc, alike);
    const before = membersOf(world);
    expect(before.length).toBe(2);
    runEpochs(world, 6);
    expect(paysAlike(world)).toBe(true);
    expect(membersOf(world)).toEqual(before);
    expect(coalitionsOf(world).list[0].forgone.size).toBe(0);
  });

  test("a member leaves, and the bloc dissolves, where its own vote would have carried what it gains by", () => {
    const world = worldOf(bloc, apart);
    const [leader, member] = membersOf(world) as [number, number];
    expect(voterOf(world, member)).toBe(leader);
    runEpochs(world, 6);
    expect(paysAlike(world)).toBe(false);
    expect(membersOf(world)).toEqual([]);
    expect([...coalitionsOf(world).dissolved, ...coalitionsOf(world).deserted]).toEqual([1, 1]);
    expect(voterOf(world, member)).toBe(member);
    // The same world without a bloc says that it was right.
    const free = worldOf({ ...bloc, jurisdictions: ["KEN"] }, apart);
    runEpochs(free, 6);
    expect(paysAlike(free)).toBe(true);
    const pay = (each: StrategicWorld) => each.strategies.conducts.columns.pay[member];
    expect(pay(free)).toBeGreaterThan(pay(world));
  });

  test("a member stays where its vote decides nothing: others are against it", () => {
    const world = worldOf(bloc, { ...apart, governance: { ...ballot.governance, threshold: 1 } });
    const before = membersOf(world);
    runEpochs(world, 6);
    expect(paysAlike(world)).toBe(false);
    expect(membersOf(world)).toEqual(before);
  });
});

test.each([
  ["family", () => worldOf({ kind: "family", share: 0.3, identityUsd: 1e6 }, emissionOf(100))],
  ["bloc", () => worldOf(bloc, apart, { gainLeast: 1 })],
])("a run with a %s is twice the same, and forked the same", (_, made) => {
  const [first, second] = [made(), made()];
  runEpochs(first, 3);
  const branch = fork(first, noOutput);
  expect(coalitionsOf(branch).list).toEqual(coalitionsOf(first).list);
  for (const world of [first, second, branch]) runEpochs(world, 6);
  expect(digestOf(second)).toBe(digestOf(first));
  expect(digestOf(branch)).toBe(digestOf(first));
});

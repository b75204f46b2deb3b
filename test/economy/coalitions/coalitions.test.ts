/** Kinds of coalition in a case in which each forms and holds, and one in which it does not; what control looks like over it. */
import { describe, expect, test } from "vitest";
import { coalitionKinds } from "../../../sim/agents/coalition/registry.ts";
import { fork } from "../../../sim/fork.ts";
import { controlOf, covers, voterOf } from "../../../sim/model/coalitions.ts";
import { LedgerAccount } from "../../../sim/model/ledger.ts";
import { bySize, found } from "../../../sim/model/processes/coalitions.ts";
import type { World } from "../../../sim/model/world.ts";
import { digestOf, run } from "../../../sim/run.ts";
import { controlled } from "../../../sim/store/strategy-tables.ts";
import { keepingSink, noOutput, smallScenario } from "../../support/small-world.ts";
import { emissionOf, fluid, runEpochs, type Setting, strategicWorld } from "../../support/strategic-world.ts";

const recipe = { distances: { honest: 0.004, int4: 0.03, "smaller-model": 0.2 }, executions: 40, prompts: 20 } as const;
const byWeight = { rule: "proportional-to-weight", individualCap: 1, forfeits: "shared" };
const workload = { segments: 12, workloads: { "azure-conversation": 1 } };
const crowded = {
  windows: { perEpoch: 1, length: "20 s", warmup: "10 s", firstWarmup: "40 s" },
  demand: { rate: "40 request/s", ...workload },
};
const plain = [{ strategy: "honest", name: "plain" }];
const few = (operators: number) => ({
  network: {
    nodes: 60,
    operators,
    accountsPerOperator: 1,
    classes: { "gaming-pc": 1 },
    jurisdictions: { USA: 3, DEU: 2, JPN: 1 },
    models: { "llama-3.1-8b-int4": 1 },
    batchMax: 16,
  },
});
const scarce = {
  ...fluid,
  ...few(4),
  demand: { rate: "30 request/s", ...workload },
  ...emissionOf(0),
  price: { rule: "utilization-band", initial: 300, rounding: "none" },
};

function worldOf(
  kind: object,
  changes: Readonly<Record<string, unknown>>,
  section: object = {},
  made?: Setting["recipe"],
) {
  const economy = { coalitions: { kinds: [kind], every: "3 epoch", ...section } };
  const measured = made === undefined ? {} : { recipe: made };
  return strategicWorld({ menu: plain, changes: { ...changes, economy }, ...measured });
}
const listOf = (world: World) => (world.coalitions as NonNullable<World["coalitions"]>).list;
const membersAfter = (world: World, epochs: number) => {
  runEpochs(world, epochs);
  return listOf(world).map(({ members }) => members.length);
};

/** The largest operators act together from the beginning. @returns how many left to gain by it, of so many epochs */
function deserted(world: World, members: number, epochs: number): number {
  const coalitions = world.coalitions as NonNullable<World["coalitions"]>;
  found(coalitions, 0, 0, bySize(world).slice(0, members));
  runEpochs(world, epochs);
  return coalitions.deserted[0];
}

describe("cartel", () => {
  const cartel = { kind: "cartel", cut: 0.3, punishment: 0 };

  test("forms where price answers scarcity, and its members then sell less", () => {
    const world = worldOf({ ...cartel, punishment: 30 }, scarce);
    const [members] = membersAfter(world, 4) as [number];
    expect(members).toBeGreaterThan(1);
    const { idle } = world.strategies.conducts.columns;
    expect(listOf(world)[0].members.every((one) => idle[one] === 0.3)).toBe(true);
  });

  test("holds for ten epochs where one that left would be punished", () => {
    const world = worldOf({ ...cartel, punishment: 30 }, { ...scarce, demand: { rate: "16 request/s", ...workload } });
    expect(membersAfter(world, 13)).toEqual([4]);
    expect(world.coalitions?.deserted[0]).toBe(0);
  });

  test("is left, and ends, where a price that does not answer pays those who sell all", () => {
    const world = worldOf(cartel, { ...scarce, price: { rule: "flat", price: 300 } });
    expect(deserted(world, 3, 13)).toBe(2);
    expect(listOf(world)).toEqual([]);
  });

  test("does not form at a flat price", () => {
    expect(membersAfter(worldOf(cartel, { ...scarce, price: { rule: "flat", price: 300 } }), 7)).toEqual([]);
  });
});

describe("pool", () => {
  const lottery = { ...fluid, reward: { rule: "block-lottery" } };

  test("draws members where pay is a lottery; what goes in comes out", () => {
    const world = worldOf({ kind: "pool", fee: 0.01, pools: 2 }, lottery);
    const members = membersAfter(world, 13);
    expect(Math.max(...members)).toBeGreaterThan(4);
    expect(world.ledger.balance[LedgerAccount.escrow]).toBe(0n);
    const { paySquare, payMean, ownSquare, ownMean } = world.strategies.conducts.columns;
    const inPool = listOf(world)[0].members;
    const spread = (square: number, mean: number) => (square - mean * mean) / (mean * mean);
    const steadier = inPool.filter(
      (one) => spread(paySquare[one], payMean[one]) < spread(ownSquare[one], ownMean[one]),
    );
    // Not all: the memory of who joined late is still of its time alone.
    expect(steadier.length).toBeGreaterThan(0.75 * inPool.length);
  });

  test("draws nobody who does not mind luck, or at a fee above what steadiness is worth", () => {
    expect(membersAfter(worldOf({ kind: "pool", fee: 0.01, riskAversion: 0 }, lottery), 13)).toEqual([]);
    expect(membersAfter(worldOf({ kind: "pool", fee: 0.9, riskAversion: 0.01 }, lottery), 13)).toEqual([]);
  });

  test("is left where the fee is above what steadiness is worth", () => {
    const world = worldOf({ kind: "pool", fee: 0.9, riskAversion: 0.01, pools: 1 }, lottery);
    expect(deserted(world, 4, 13)).toBe(3);
    expect(listOf(world)).toEqual([]);
  });

  test("draws nobody who loses money: a fee on a loss is no gain", () => {
    const unpaid = { ...lottery, ...emissionOf(0), price: { rule: "flat", price: 1e-3 } };
    const world = worldOf({ kind: "pool", fee: 0.9, riskAversion: 0 }, unpaid);
    expect(membersAfter(world, 13)).toEqual([]);
    expect(Math.max(...world.strategies.conducts.columns.ownMean.subarray(0, world.operators.count))).toBeLessThan(0);
  });

  test("a leader whose accounts went to another operator leads no longer, and no money is lost", () => {
    const world = worldOf({ kind: "pool", fee: 0.01, pools: 1 }, lottery);
    runEpochs(world, 13);
    const [leader, second, third] = listOf(world)[0].members;
    const { operator } = world.accounts.columns;
    const heir = Array.from(operator).find((one) => one !== leader) as number;
    for (let a = 0; a < world.accounts.count; a++) if (operator[a] === leader) operator[a] = heir;
    runEpochs(world, 14);
    expect(listOf(world)[0].members.slice(0, 2)).toEqual([second, third]);
    expect(world.ledger.balance[LedgerAccount.escrow]).toBe(0n);
    expect(world.strategies.conducts.columns.pooled[second]).not.toBe(0);
  });

  test("a pool run by proxy is the largest pool's", () => {
    const counts = [0, 1].map((proxies) => {
      const world = worldOf({ kind: "pool", fee: 0, pools: 2, proxies, riskAversion: 0.2 }, lottery);
      runEpochs(world, 13);
      return [listOf(world).length, new Set(controlOf(world)).size] as const;
    });
    const [[pools, apart], [, together]] = counts as [readonly [number, number], readonly [number, number]];
    expect(pools).toBe(2);
    expect(together).toBe(apart - 1);
  });
});

describe("ring", () => {
  const ring = { kind: "ring", behaviour: "smaller-model" };
  const judged = {
    ...crowded,
    ...few(3),
    verification: { rule: "uniform-sample", fraction: 0.05 },
    standing: { rule: "downtime-and-sequential-test" },
    reward: byWeight,
    ...emissionOf(0),
    price: { rule: "flat", price: 300 },
  };

  test("forms where its members check each other; they let each other pass", () => {
    const world = worldOf({ ...ring, membersMost: 3 }, { ...judged, standing: { rule: "always-active" } }, {}, recipe);
    const [members] = membersAfter(world, 4) as [number];
    expect(members).toBeGreaterThan(1);
    const [a, b] = listOf(world)[0].members as [number, number];
    expect(covers(world, a, b)).toBe(true);
    expect(covers(world, a, a)).toBe(false);
  });

  test("is left where there is no more work to win, and rejected answers are given back", () => {
    const idle = {
      ...judged,
      ...few(15),
      demand: { rate: "2 request/s", ...workload },
      verification: { rule: "uniform-sample", fraction: 1 },
      standing: { rule: "always-active" },
    };
    const world = worldOf({ ...ring, membersMost: 2 }, idle, {}, recipe);
    expect(deserted(world, 2, 4)).toBe(1);
    expect(listOf(world)).toEqual([]);
  });

  test("does not form where others check and a conviction costs the epoch", () => {
    const many = {
      ...judged,
      ...few(15),
      ...emissionOf(1000),
      verification: { rule: "uniform-sample", fraction: 0.5 },
    };
    expect(membersAfter(worldOf({ ...ring, membersMost: 2 }, many, {}, recipe), 4)).toEqual([]);
  });
});

describe("delegates", () => {
  const voting = { voting: { cost: 100, powerValue: 0.001, horizon: "30 epoch" }, power: { rule: "by-weight" } };
  const governed = { governance: { rule: "token-vote-quorum", votingEpochs: 1, deposit: 0 } };
  const proposals = [1, 2, 3].map((at) => ({ at: `${at} epoch`, change: { "fees.take": 0.1 + at / 100 } }));
  const taxed = {
    ...fluid,
    ...voting,
    ...governed,
    fees: { rule: "take-rate" },
    stake: { total: 1000, liquidPerAccount: 10 },
  };

  test("draw those to whom votes are an effort, and vote for them", () => {
    const world = worldOf({ kind: "delegates", delegates: 1 }, { ...taxed, proposals });
    const [members] = membersAfter(world, 7) as [number];
    expect(members).toBeGreaterThan(8);
    const [leader, follower] = listOf(world)[0].members as [number, number];
    expect([voterOf(world, follower), voterOf(world, leader)]).toEqual([leader, leader]);
  });

  test("are left where nothing is put to the vote", () => {
    const world = worldOf({ kind: "delegates", delegates: 1 }, taxed);
    expect(deserted(world, 4, 4)).toBe(3);
    expect(listOf(world)).toEqual([]);
  });

  test("draw nobody where nothing is put to the vote", () => {
    expect(membersAfter(worldOf({ kind: "delegates" }, taxed), 7)).toEqual([]);
  });
});

describe("coalitions that are there from the beginning", () => {
  test("a family hides what it holds: control is more concentrated than accounts and owners show", () => {
    const sink = keepingSink();
    const economy = { strategies: { menu: plain }, coalitions: { kinds: [{ kind: "family", share: 0.5 }] } };
    run({ scenario: smallScenario({ ...fluid, economy }), replication: 0 }, sink);
    const [account, operator, control] = ["hhi_account", "hhi_operator", "hhi_control"].map((name) =>
      Number(sink.column("control", name)[controlled.indexOf("weight")]),
    ) as [number, number, number];
    expect(operator).toBeGreaterThanOrEqual(account);
    expect(control).toBeGreaterThan(operator * 1.2);
    expect(Number(sink.column("control", "gap")[1])).toBeCloseTo(control - account, 12);
  });

  test("a family of nobody, and a bloc without seats, change nothing", () => {
    for (const kind of [
      { kind: "family", share: 0 },
      { kind: "bloc", jurisdictions: ["KEN"] },
    ]) {
      const world = worldOf(kind, fluid);
      expect(membersAfter(world, 1)).toEqual([]);
      expect(new Set(controlOf(world)).size).toBe(world.operators.count);
    }
  });

  test("a bloc's operators vote as its largest does", () => {
    const world = worldOf({ kind: "bloc", jurisdictions: ["DEU"] }, fluid);
    const { jurisdiction } = world.operators.columns;
    const { members } = listOf(world)[0];
    expect(members.length).toBeGreaterThan(1);
    const where = new Set(members.map((one) => jurisdiction[one]));
    expect(where.size).toBe(1);
    expect(members.every((one) => voterOf(world, one) === members[0])).toBe(true);
  });
});

test("a run with coalitions is twice the same, and forked the same", () => {
  const made = () => worldOf({ kind: "pool", fee: 0.01 }, { ...fluid, reward: { rule: "block-lottery" } });
  const [first, second] = [made(), made()];
  runEpochs(first, 4);
  const branch = fork(first, noOutput);
  for (const world of [first, second, branch]) runEpochs(world, 8);
  expect(digestOf(second)).toBe(digestOf(first));
  expect(digestOf(branch)).toBe(digestOf(first));
});

test("no kind of the registry is left out", () => {
  const tried = ["cartel", "pool", "ring", "cabal", "delegates", "family", "bloc"];
  expect(coalitionKinds.map(({ id }) => id as string).sort()).toEqual(tried.sort());
});

/** What states do: for each act a case in which it matters and one in which it does not; before, during and after. */
import { describe, expect, test } from "vitest";
import { fork } from "../../sim/fork.ts";
import { actPhases } from "../../sim/model/catalogue/act-phases.ts";
import { jurisdictions } from "../../sim/model/catalogue/jurisdictions.ts";
import { sellsTo, settleEffects } from "../../sim/model/states.ts";
import { operatorTypes } from "../../sim/model/tables/operators.ts";
import type { World } from "../../sim/model/world.ts";
import { digestOf, run } from "../../sim/run.ts";
import { keepingSink, noOutput, runTo, smallScenario, smallWorld, withPart } from "../support/small-world.ts";

const place = (id: string) => jurisdictions.findIndex((one) => one.id === id);
const [usa, deu, jpn] = ["USA", "DEU", "JPN"].map(place);

/** Six epochs of two hours; an act lasts from epoch 2 to epoch 4. */
const dates = { at: "2 epoch", length: "4 h" };
const changes = (acts: readonly object[], others: object = {}) => ({
  horizon: "6 epoch",
  // As many nodes as clients everywhere, so that who is cut off can live on its own.
  ...withPart("network", { nodes: 90, operators: 30, jurisdictions: { USA: 1, DEU: 1, JPN: 1 } }),
  ...withPart("demand", { segments: 60 }),
  ...others,
  economy: { states: { acts } },
});

/** Rows of `access` of one jurisdiction by phase: the mean over the epochs of the phase. */
function accessOf(acts: readonly object[], others: object = {}) {
  const sink = keepingSink();
  run({ scenario: smallScenario(changes(acts, others)), replication: 0 }, sink);
  const column = (name: string) => sink.column("access", name).map(Number);
  const [epochs, where] = [column("epoch"), column("jurisdiction")];
  return (name: string, jurisdiction: number, from: number, to: number): number => {
    const values = column(name).filter((_, i) => where[i] === jurisdiction && epochs[i] >= from && epochs[i] < to);
    expect(values.length).toBe(to - from);
    return values.reduce((sum, one) => sum + one, 0) / values.length;
  };
}

const before = [0, 2] as const;
const during = [2, 4] as const;
const after = [4, 6] as const;
type Of = ReturnType<typeof accessOf>;
const phases = (of: Of, name: string, j: number) => [before, during, after].map(([from, to]) => of(name, j, from, to));

test("without acts everything is as without the section, and what clients got is stored all the same", () => {
  const plain = smallWorld({ ...changes([]), economy: {} });
  const watched = smallWorld(changes([]));
  for (const world of [plain, watched]) runTo(world, 4 * 7200);
  expect([...watched.markets.columns.served]).toEqual([...plain.markets.columns.served]);
  expect([...watched.nodes.columns.reward]).toEqual([...plain.nodes.columns.reward]);
  expect(digestOf(watched)).not.toBe(digestOf(plain));
  const of = accessOf([]);
  expect(of("served", deu, 0, 6)).toBeGreaterThan(0);
  expect(of("phase", deu, 0, 6)).toBe(actPhases.indexOf("untouched"));
});

test("clients' access adds up to the markets'", () => {
  const sink = keepingSink();
  run({ scenario: smallScenario(changes([])), replication: 0 }, sink);
  const sum = (table: string, name: string) => sink.column(table, name).reduce((a: number, b) => a + Number(b), 0);
  for (const [name, theirs] of [
    ["served", "served"],
    ["missed", "missed"],
    ["offered", "requests"],
  ] as const)
    expect(sum("access", name)).toBeCloseTo(sum("markets", theirs), 6);
  const paid = sink
    .column("access", "price")
    .map((price, i) => Number(price) * Number(sink.column("access", "tokens")[i]));
  const fees = paid.filter((one) => !Number.isNaN(one)).reduce((a, b) => a + b, 0);
  expect(fees / sum("markets", "fees")).toBeCloseTo(1, 4);
});

describe("sanction", () => {
  const act = { kind: "sanction", ...dates, jurisdictions: ["DEU"] };

  test("while it lasts its clients are served at home and its hosts serve nobody else; then all is as before", () => {
    const of = accessOf([act]);
    const [was, is, again] = phases(of, "domestic_fraction", deu);
    expect(was).toBeLessThan(0.6);
    expect(is).toBeGreaterThan(0.95);
    expect(again).toBeLessThan(0.6);
    expect(phases(of, "phase", deu).map((phase) => actPhases[phase])).toEqual(["before", "during", "after"]);
    const [all, some, allAgain] = phases(of, "reachable_fraction", deu);
    expect(all).toBe(1);
    expect(some).toBeLessThan(0.6);
    expect(allAgain).toBe(1);
    expect(phases(of, "phase", usa).map((phase) => actPhases[phase])).toEqual(["untouched", "untouched", "untouched"]);
    expect(phases(of, "has_clouds", deu)).toEqual([1, 0, 1]);
  });

  test("who has no host of its own is served nothing", () => {
    const others = withPart("network", { nodes: 60, operators: 20, jurisdictions: { USA: 1, JPN: 1 } });
    const [was, is, again] = phases(accessOf([act], others), "served_fraction", deu);
    expect(was).toBeGreaterThan(0.95);
    expect(is).toBeLessThan(0.1);
    expect(again).toBeGreaterThan(0.95);
  });

  test("of the clouds alone leaves the network as it is", () => {
    const scoped = accessOf([{ ...act, scope: "clouds" }]);
    const none = accessOf([]);
    expect(phases(scoped, "served", deu)).toEqual(phases(none, "served", deu));
    expect(phases(scoped, "has_clouds", deu)).toEqual([1, 0, 1]);
  });

  test("those who are named together still reach one another", () => {
    const both = accessOf([{ ...act, jurisdictions: ["DEU", "JPN"] }]);
    const one = accessOf([act]);
    expect(both("reachable_fraction", deu, ...during)).toBeGreaterThan(one("reachable_fraction", deu, ...during));
  });
});

describe("outage", () => {
  test("hosts of the country are gone while it lasts, and its clients are served from abroad", () => {
    const of = accessOf([{ kind: "outage", ...dates, jurisdictions: ["DEU"] }]);
    const [was, is, again] = phases(of, "capacity", deu);
    expect(is).toBeLessThan(0.01 * was);
    expect(again).toBeGreaterThan(0.9 * was);
    expect(of("domestic_fraction", deu, 3, 4)).toBe(0);
    expect(of("served_fraction", deu, ...during)).toBeGreaterThan(0.8);
  });

  test("where nobody stands nothing changes", () => {
    const elsewhere = accessOf([{ kind: "outage", ...dates, jurisdictions: ["KEN"] }]);
    const none = accessOf([]);
    for (const j of [usa, deu, jpn]) expect(phases(elsewhere, "served", j)).toEqual(phases(none, "served", j));
  });
});

describe("cable cut", () => {
  const act = { kind: "cable-cut", ...dates, between: ["JPN"], and: ["USA", "DEU"] };

  test("slower: round trips grow while it lasts", () => {
    const of = accessOf([{ ...act, slowdown: 5 }]);
    const [was, is, again] = phases(of, "round_trip", jpn);
    expect(is).toBeGreaterThan(2.5 * was);
    expect(again / was).toBeGreaterThan(0.7);
    expect(again / was).toBeLessThan(1.4);
    expect(of("time_to_first_token", jpn, ...during)).toBeGreaterThan(of("time_to_first_token", jpn, ...before) + 200);
    expect(of("reachable_fraction", jpn, ...during)).toBeCloseTo(1, 12);
  });

  test("lost: nothing gets through", () => {
    const of = accessOf([{ ...act, isLost: true }]);
    expect(of("domestic_fraction", jpn, 3, 4)).toBeGreaterThan(0.95);
    expect(of("has_clouds", jpn, ...during)).toBe(1);
  });

  test("a rule that serves at home does not notice", () => {
    const routing = { routing: { rule: "latency-first" } };
    const [cut, none] = [accessOf([{ ...act, slowdown: 5 }], routing), accessOf([], routing)];
    expect(none("domestic_fraction", jpn, ...during)).toBeGreaterThan(0.9);
    const grown = cut("round_trip", jpn, ...during) / none("round_trip", jpn, ...during);
    expect(grown).toBeLessThan(1.5);
  });
});

describe("nationalization", () => {
  const act = { kind: "nationalization", at: "2 epoch", jurisdictions: ["DEU"] };
  const nodesOf = (world: World, isMeant: (host: number) => boolean) => {
    let count = 0;
    for (let host = 0; host < world.nodes.count; host++) if (isMeant(host)) count++;
    return count;
  };

  test("all machines and accounts there become one owner's, and stay so; money and others' machines do not move", () => {
    const world = smallWorld(changes([act]));
    runTo(world, 2 * 7200 - 1);
    const { operator, jurisdiction, account } = world.nodes.columns;
    const owners = new Set(operator.slice(0, world.nodes.count));
    const elsewhere = Array.from(operator.slice(0, world.nodes.count)).map((owner, i) =>
      jurisdiction[i] === deu ? -1 : owner,
    );
    const there = nodesOf(world, (host) => jurisdiction[host] === deu);
    expect(there).toBeGreaterThan(5);
    runTo(world, 5 * 7200);
    const state = world.operators.count - 1;
    expect(owners.has(state)).toBe(false);
    expect(world.operators.columns.type[state]).toBe(operatorTypes.indexOf("state"));
    expect(nodesOf(world, (host) => operator[host] === state)).toBe(there);
    expect(world.operators.columns.nodes[state]).toBe(there);
    for (let host = 0; host < world.nodes.count; host++) {
      expect(operator[host]).toBe(jurisdiction[host] === deu ? state : elsewhere[host]);
      expect(world.accounts.columns.operator[account[host]]).toBe(operator[host]);
    }
    const { nodes, accounts, cards } = world.operators.columns;
    const sum = (values: ArrayLike<number>) =>
      Array.from(values)
        .slice(0, world.operators.count)
        .reduce((a, b) => a + b, 0);
    expect(sum(nodes)).toBe(world.nodes.count);
    expect(sum(accounts)).toBe(world.accounts.count);
    expect(sum(cards)).toBe(world.nodes.columns.cards.slice(0, world.nodes.count).reduce((a, b) => a + b, 0));
  });

  test("the state earns what they earn; concentration by owner rises", () => {
    const hhi = (acts: readonly object[]) => {
      const sink = keepingSink();
      run({ scenario: smallScenario(changes(acts)), replication: 0 }, sink);
      const rows = sink.batches.filter(({ table }) => table === "concentration");
      expect(rows.length).toBeGreaterThan(0);
      const [epoch, by, of, value] = ["epoch", "by", "of", "hhi"].map((name) =>
        sink.column("concentration", name).map(Number),
      );
      return value.filter((_, i) => epoch[i] === 5 && by[i] === 1 && of[i] === 2)[0];
    };
    expect(hhi([act])).toBeGreaterThan(1.2 * hhi([]));
  });

  test("where nobody has machines nothing changes hands", () => {
    const world = smallWorld(changes([{ ...act, jurisdictions: ["KEN"] }]));
    runTo(world, 5 * 7200);
    expect(world.operators.columns.nodes[world.operators.count - 1]).toBe(0);
  });
});

describe("energy shock and subsidy", () => {
  test("factors hold where and while they are in force, and two at once compound", () => {
    const shock = { kind: "energy-shock", ...dates, jurisdictions: ["DEU", "JPN"], factor: 3 };
    const second = { kind: "energy-shock", at: "3 epoch", length: "6 h", jurisdictions: ["DEU"], factor: 2 };
    const aid = { kind: "subsidy", ...dates, jurisdictions: ["JPN"], fraction: 0.3 };
    const of = accessOf([shock, second, aid]);
    const path = (name: string, j: number) => [0, 1, 2, 3, 4, 5].map((epoch) => of(name, j, epoch, epoch + 1));
    expect(path("power_factor", deu)).toEqual([1, 1, 3, 6, 2, 2]);
    expect(path("power_factor", jpn)).toEqual([1, 1, 3, 3, 1, 1]);
    expect(path("power_factor", usa)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(path("subsidy", jpn).map((one) => Math.round(one * 1e9) / 1e9)).toEqual([0, 0, 0.3, 0.3, 0, 0]);
    expect(path("subsidy", deu)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe("cloud exit", () => {
  test("the named clouds stop selling there while it lasts; others, and elsewhere, they go on", () => {
    const exit = { kind: "cloud-exit", ...dates, jurisdictions: ["DEU"], clouds: ["alpha"] };
    const world = smallWorld(changes([exit, { ...exit, jurisdictions: ["JPN"], clouds: [] }]));
    const { states } = world;
    if (states === undefined) throw new Error("the scenario has no acts");
    const sold = () => [
      sellsTo(states, "alpha", deu),
      sellsTo(states, "beta", deu),
      sellsTo(states, "alpha", jpn),
      sellsTo(states, "beta", jpn),
      sellsTo(states, "alpha", usa),
    ];
    expect(sold()).toEqual([true, true, true, true, true]);
    runTo(world, 3 * 7200);
    expect(sold()).toEqual([false, true, false, false, true]);
    runTo(world, 5 * 7200);
    expect(sold()).toEqual([true, true, true, true, true]);
  });
});

describe("export rule", () => {
  test("another rule is in force from its date on", () => {
    const act = { kind: "export-rule", at: "2 epoch", rule: { rule: "performance-density" } };
    const world = smallWorld({ ...changes([act]), economy: { chips: { others: 20 }, states: { acts: [act] } } });
    runTo(world, 2 * 7200 - 1);
    expect(world.choices.trade.rule).toBe("free");
    runTo(world, 2 * 7200 + 1);
    expect(world.choices.trade.rule).toBe("performance-density");
  });
});

describe("acts at random", () => {
  const act = {
    kind: "energy-shock",
    at: "0 epoch",
    length: "1 h",
    jurisdictions: ["DEU"],
    factor: 2,
    perYear: "365/year",
  };
  const datesOf = (seed: number, acts: readonly object[] = [act]) =>
    smallWorld({ ...changes(acts), horizon: "2400 epoch", seed }).states?.acts.map(({ at }) => at) ?? [];

  test("come as often as said, at other instants with another seed, never after the end", () => {
    const dates = datesOf(1);
    // 200 days at one a day: 200 ± 3 standard deviations.
    expect(dates.length).toBeGreaterThan(157);
    expect(dates.length).toBeLessThan(243);
    expect(Math.max(...dates)).toBeLessThan(200 * 86_400e6);
    expect(datesOf(1)).toEqual(dates);
    expect(datesOf(2)).not.toEqual(dates);
  });

  test("another act does not move their instants", () => {
    const with_ = datesOf(1, [act, { ...act, perYear: "100/year" }]);
    expect(with_.slice(0, datesOf(1).length)).toEqual(datesOf(1));
  });
});

describe("as a whole", () => {
  const acts = [
    { kind: "sanction", at: "1 epoch", length: "5 h", jurisdictions: ["DEU"] },
    { kind: "cable-cut", at: "1.5 epoch", length: "4 h", between: ["JPN"], and: ["USA"], slowdown: 4 },
    { kind: "nationalization", at: "2.5 epoch", jurisdictions: ["JPN"] },
    { kind: "outage", at: "3 epoch", length: "1 h", jurisdictions: ["USA"] },
  ];

  test("a fork in the middle of it all goes on as the run itself would have", () => {
    const world = smallWorld(changes(acts));
    runTo(world, 2 * 7200 + 10);
    const copy = fork(world, noOutput);
    runTo(world, 5 * 7200);
    runTo(copy, 5 * 7200);
    expect(digestOf(copy)).toBe(digestOf(world));
  });

  test("when all is over distances and borders are as they were", () => {
    const world = smallWorld(changes(acts));
    runTo(world, 6 * 7200 - 1);
    expect([...world.roundTrip]).toEqual([...world.roundTripAtStart]);
    expect(world.states?.barred.every((one) => one === 0)).toBe(true);
  });

  test("effects do not depend on the order in which acts are listed", () => {
    const effects = (list: readonly object[]) => {
      const world = smallWorld(changes(list));
      if (world.states === undefined) throw new Error("the scenario has no acts");
      world.states.phase.fill(1);
      settleEffects(world.states);
      return [[...world.states.barred], [...world.states.slowdown]];
    };
    expect(effects(acts)).toEqual(effects([...acts].reverse()));
  });
});

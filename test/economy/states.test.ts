/** Acts of states on hosts and links: a case in which each matters and one in which it does not; before, during and after. */
import { describe, expect, test } from "vitest";
import { actPhases } from "../../sim/model/catalogue/act-phases.ts";
import { operatorTypes } from "../../sim/model/tables/operators.ts";
import type { World } from "../../sim/model/world.ts";
import { digestOf, run } from "../../sim/run.ts";
import { keepingSink, runTo, smallScenario, smallWorld, withPart } from "../support/small-world.ts";
import { accessOf, before, changes, dates, deu, during, jpn, phases, usa } from "../support/state-acts.ts";

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

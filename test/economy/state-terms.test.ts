/** Acts of states on costs, clouds and cards, acts that strike at random, and all acts together. */
import { describe, expect, test } from "vitest";
import { fork } from "../../sim/fork.ts";
import { sellsTo, settleEffects } from "../../sim/model/states.ts";
import { digestOf } from "../../sim/run.ts";
import { noOutput, runTo, smallWorld } from "../support/small-world.ts";
import { accessOf, changes, dates, deu, jpn, usa } from "../support/state-acts.ts";

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

/** Clients who choose: each thing they mind has a case in which it moves them and one in which it does not. */
import { describe, expect, test } from "vitest";
import { build } from "../../sim/build.ts";
import { fork } from "../../sim/fork.ts";
import { digestOf, run } from "../../sim/run.ts";
import {
  clientPlan,
  clientsOf,
  clientWorld,
  heldBy,
  plainDemand,
  plainKind,
  requestsTo,
} from "../support/client-world.ts";
import { keepingSink, noOutput, runTo, smallScenario, withPart } from "../support/small-world.ts";
import { deu, jpn, place, usa } from "../support/state-acts.ts";

const day = 86_400;
const fixed = (markup: number) => ({ policy: "fixed-markup", markup });
const cloud = (name: string, regions: object = { USA: 1 }, more: object = {}) => ({
  name,
  regions,
  pricing: fixed(1.5),
  ...more,
});
/** One cloud at home in the United States; clients mind nothing but the price. */
const plain = { demand: plainDemand, clouds: { firms: [cloud("a")], cost: { cardFall: "0 %" } } };
const withKind = (kind: object, more: object = {}) => ({
  ...plain,
  demand: { ...plainDemand, kinds: { startup: { ...plainKind, ...kind } }, ...more },
});

describe("without the section", () => {
  test("a run stays what it was: nobody chooses", () => {
    const world = build({ scenario: smallScenario({}), replication: 0 }, noOutput);
    expect(world.clients).toBeUndefined();
  });
});

describe("price", () => {
  test("a dear network has fewer clients, and cheap compute is used more", () => {
    const at = (price: number, spending = "budget") =>
      clientWorld({ ...plain, demand: { ...plainDemand, spending }, others: { price: { rule: "flat", price } } });
    expect(heldBy(at(100), 0)).toBeGreaterThan(heldBy(at(400), 0));
    const elasticity = Math.log(requestsTo(at(101)) / requestsTo(at(99))) / Math.log(101 / 99);
    const share = heldBy(at(100), 0);
    // 1 + β (1 − s) with the network in a nest of its own.
    expect(elasticity).toBeCloseTo(-(1 + 2.5 * (1 - share)), 2);
    const units = at(100, "units");
    expect(requestsTo(units)).toBeCloseTo(heldBy(units, 0) * 60, 6);
  });

  test("who does not mind it stays", () => {
    const at = (price: number) =>
      clientWorld({ ...withKind({ sensitivity: 0.01 }), others: { price: { rule: "flat", price } } });
    expect(heldBy(at(100), 0) / heldBy(at(400), 0)).toBeLessThan(1.02);
  });
});

describe("going without", () => {
  test("grows with every price; all shares are shares", () => {
    const dear = {
      ...plain,
      clouds: { firms: [cloud("a", { USA: 1 }, { pricing: fixed(10) })] },
      others: { price: { rule: "flat", price: 20_000 } },
    };
    const [cheap, costly] = [clientWorld(plain), clientWorld(dear)];
    const without = (world: typeof cheap) => 1 - heldBy(world, 0) - heldBy(world, 1);
    expect(without(cheap)).toBeGreaterThan(0);
    expect(without(costly)).toBeGreaterThan(2 * without(cheap));
  });
});

describe("latency", () => {
  const far = (perMs: string, ceiling = "100_000 ms") =>
    clientWorld({ ...withKind({ perMs, ceiling }), clouds: { firms: [cloud("a"), cloud("b", { JPN: 1 })] } });

  test("clients near a region prefer it; those who do not mind delay take either", () => {
    const [minds, careless] = [far("0.005/ms"), far("0/ms")];
    expect(heldBy(minds, 2, jpn) / heldBy(minds, 1, jpn)).toBeGreaterThan(
      1.5 * (heldBy(careless, 2, jpn) / heldBy(careless, 1, jpn)),
    );
    expect(heldBy(careless, 2, jpn)).toBeCloseTo(heldBy(careless, 2, usa), 12);
  });

  test("beyond the ceiling an offer is none", () => {
    expect(heldBy(far("0/ms", "100 ms"), 1, jpn)).toBe(0);
    expect(heldBy(far("0/ms", "100 ms"), 2, jpn)).toBeGreaterThan(0);
  });
});

describe("sovereignty", () => {
  const premium = (sovereignty: string, more: object = {}) =>
    clientWorld({
      ...withKind({ sovereignty }, more),
      clouds: { firms: [cloud("a"), cloud("b", { DEU: 1 }, { costRatio: 0.95 })] },
    });

  test("a premium draws clients home; it moves nobody where all offers are foreign", () => {
    const [proud, plainly] = [premium("30 %"), premium("0 %")];
    expect(heldBy(proud, 2, deu)).toBeGreaterThan(1.1 * heldBy(plainly, 2, deu));
    expect(heldBy(proud, 2, usa)).toBeLessThan(0.8 * heldBy(plainly, 2, usa));
    const ratio = (world: typeof proud) => heldBy(world, 2, jpn) / heldBy(world, 1, jpn);
    expect(ratio(proud)).toBeCloseTo(ratio(plainly), 9);
  });

  test("a network that no state can switch off is less foreign than a cloud abroad", () => {
    const chn = place("CHN");
    expect(heldBy(premium("30 %", { networkForeign: 0 }), 0, chn)).toBeGreaterThan(
      heldBy(premium("30 %", { networkForeign: 1 }), 0, chn),
    );
  });
});

describe("misses and rejected answers", () => {
  const short = (memory: string) =>
    clientWorld(
      {
        ...plain,
        demand: { ...plainDemand, memory },
        others: withPart("demand", { rate: "15_000 request/s", segments: 24 }),
      },
      30,
    );

  test("a network that cannot serve its clients loses them, as fast as they learn of it", () => {
    const [quick, slow] = [short("5 day"), short("3000 day")];
    expect(clientsOf(quick).reputation[0]).toBeLessThan(0.6);
    expect(clientsOf(slow).reputation[0]).toBeGreaterThan(0.95);
    expect(heldBy(quick, 0)).toBeLessThan(0.7 * heldBy(slow, 0));
  });

  test("a network that serves all keeps its name", () => {
    expect(clientsOf(clientWorld(plain, 30)).reputation[0]).toBe(1);
  });

  test("rejected answers count as misses; unchecked ones as good", () => {
    const world = clientWorld(plain, 1);
    const before = heldBy(world, 0);
    world.nodes.columns.checks.fill(10);
    world.nodes.columns.faults.fill(5);
    runTo(world, 2 * day);
    expect(clientsOf(world).reputation[0]).toBeCloseTo(1 - 0.5 * (1 - Math.exp(-1 / 30)), 4);
    runTo(world, 3 * day);
    expect(heldBy(world, 0)).toBeLessThan(before);
  });
});

describe("loyalty and reviews", () => {
  const later = (kind: object) => clientWorld({ ...withKind(kind, { start: "clouds" }) }, 60);

  test("who must be asked twice comes later; at once comes who reviews at once", () => {
    const settled = heldBy(clientWorld(plain), 0);
    expect(heldBy(later({ review: "0 year" }), 0) / settled).toBeCloseTo(1, 2);
    expect(heldBy(later({ review: "1 year" }), 0) / settled).toBeCloseTo(1 - Math.exp(-60 / 365.25), 2);
  });

  test("switching costs keep clients at clouds for good; without any they do not", () => {
    const [loyal, free] = [later({ loyalty: 4 }), later({ loyalty: 0 })];
    expect(heldBy(loyal, 0)).toBeLessThan(0.4 * heldBy(free, 0));
  });
});

describe("growth", () => {
  test("demand grows for all sellers; without growth it does not", () => {
    const grown = (growth: string) =>
      clientWorld(
        {
          ...plain,
          others: withPart("demand", { rate: "60 request/s", segments: 24, growth }),
        },
        365,
      );
    const ratio = clientsOf(grown("100 %/year")).budget / clientsOf(grown("0 %/year")).budget;
    expect(ratio).toBeCloseTo(2, 2);
  });
});

describe("acts of states", () => {
  const act = { at: "2 epoch", length: "2 day", jurisdictions: ["DEU"] };
  const acted = (acts: readonly object[], days: number, firms = [cloud("a", { USA: 1, DEU: 1 })]) =>
    clientWorld({ demand: {}, clouds: { firms }, states: { acts } }, days);

  test("clouds that leave a country leave its clients to the network or to nobody, from that epoch on; others' clients stay", () => {
    const world = acted([{ kind: "cloud-exit", ...act }], 2);
    expect(heldBy(world, 1, deu)).toBe(0);
    expect(heldBy(world, 0, deu)).toBeGreaterThan(1.2 * heldBy(acted([], 2), 0, deu));
    expect(heldBy(world, 1, jpn)).toBe(heldBy(acted([], 2), 1, jpn));
    // They come back as they review.
    const after = heldBy(acted([{ kind: "cloud-exit", ...act }], 30), 1, deu);
    expect(after).toBeGreaterThan(0);
    expect(after).toBeLessThan(heldBy(acted([], 30), 1, deu));
  });

  test("one cloud's exit is another's gain", () => {
    const two = [cloud("a", { USA: 1, DEU: 1 }), cloud("b", { USA: 1, DEU: 1 })];
    const world = acted([{ kind: "cloud-exit", ...act, clouds: ["a"] }], 2, two);
    expect(heldBy(world, 1, deu)).toBe(0);
    expect(heldBy(world, 2, deu)).toBeGreaterThan(heldBy(acted([], 2, two), 2, deu));
  });

  test("a sanction on the network leaves clients without hosts to clouds; with hosts at home they keep those", () => {
    const barred = (id: string) => acted([{ kind: "sanction", ...act, jurisdictions: [id], scope: "network" }], 2);
    expect(heldBy(barred("BRA"), 0, place("BRA"))).toBe(0);
    expect(heldBy(barred("BRA"), 1, place("BRA"))).toBeGreaterThan(heldBy(acted([], 2), 1, place("BRA")));
    expect(heldBy(barred("DEU"), 0, deu)).toBeGreaterThan(0);
  });

  test("a cable that is lost cuts off regions behind it, one that is slower costs them clients", () => {
    const [at, length] = ["2 epoch", "2 day"];
    const cut = (more: object) =>
      acted([{ kind: "cable-cut", at, length, between: ["JPN"], and: ["USA"], ...more }], 2, [cloud("a")]);
    const before = heldBy(acted([], 2, [cloud("a")]), 1, jpn);
    expect(before).toBeGreaterThan(0);
    expect(heldBy(cut({ isLost: true }), 1, jpn)).toBe(0);
    // 160 ms become 240 ms: beyond what consumer apps bear.
    expect(heldBy(cut({ slowdown: 1.5 }), 1, jpn)).toBeLessThan(0.9 * before);
    expect(heldBy(cut({ slowdown: 1.1 }), 1, jpn)).toBe(before);
  });

  test("dear power makes a cloud's region there dear", () => {
    const shock = { kind: "energy-shock", ...act, factor: 10 };
    const ratio = (world: ReturnType<typeof acted>) => {
      const { costIn } = clientsOf(world).clouds;
      return (costIn[deu] as number) / (costIn[usa] as number);
    };
    expect(ratio(acted([shock], 2))).toBeGreaterThan(1.2 * ratio(acted([], 2)));
    expect(ratio(acted([shock], 5))).toBeCloseTo(ratio(acted([], 5)), 3);
  });

  test("an export rule keeps a cloud from growing where it applies, and nowhere else", () => {
    const rule = { kind: "export-rule", at: "0 epoch", rule: { rule: "performance-density" } };
    const capacityIn = (acts: readonly object[], where: number) => {
      const growing = withPart("demand", { rate: "60 request/s", segments: 24, growth: "300 %/year" });
      const world = clientWorld(
        {
          demand: {},
          clouds: { firms: [cloud("a", { USA: 1, CHN: 1 })] },
          states: { acts },
          others: growing,
        },
        365,
      );
      return clientsOf(world).clouds.capacityIn[where] as number;
    };
    const chn = place("CHN");
    expect(capacityIn([rule], chn)).toBeLessThan(0.7 * capacityIn([], chn));
    expect(capacityIn([rule], usa)).toBeGreaterThan(0.95 * capacityIn([], usa));
  });
});

describe("state of a run", () => {
  const rich = {
    demand: { start: "clouds" },
    clouds: { firms: [cloud("a"), cloud("b", { DEU: 1 }, { pricing: { policy: "learning" } })] },
  };

  test("a fork goes on to the same state, and leaves the original as it was", () => {
    const world = clientWorld(rich, 40);
    const before = digestOf(world);
    const copy = fork(world, noOutput);
    runTo(copy, 80 * day);
    expect(digestOf(world)).toBe(before);
    runTo(world, 80 * day);
    expect(digestOf(world)).toBe(digestOf(copy));
  });

  test("what is stored adds up: shares, spending, the same prices", () => {
    const sink = keepingSink();
    run({ scenario: smallScenario({ ...clientPlan(rich), horizon: "60 epoch" }), replication: 0 }, sink);
    const column = (table: string, name: string) => sink.column(table, name).map(Number);
    expect(column("welfare", "epoch")).toEqual([29, 59]);
    const shares = ["network_share", "cloud_share", "without_share"].map((name) => column("client_places", name));
    (shares[0] as number[]).forEach((one, i) => {
      expect(one + (shares[1]?.[i] ?? 0) + (shares[2]?.[i] ?? 0)).toBeCloseTo(1, 9);
    });
    const spent = (table: string) =>
      column(table, "price").map((price, i) => (price || 0) * (column(table, "work")[i] as number));
    const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
    const all = sum(column("welfare", "spent"));
    expect(sum(spent("client_kinds")) / all).toBeCloseTo(1, 6);
    expect(sum(spent("client_places")) / all).toBeCloseTo(1, 6);
    for (const loss of column("welfare", "deadweight_loss")) expect(loss).toBeGreaterThan(0);
  });

  test("clouds that sell at cost lose nobody anything", () => {
    const sink = keepingSink();
    const atCost = { clouds: { firms: [cloud("a", { USA: 1 }, { pricing: fixed(1) })], reviewEvery: "1 day" } };
    run({ scenario: smallScenario({ ...clientPlan(atCost), horizon: "2 epoch" }), replication: 0 }, sink);
    expect(Number(sink.column("welfare", "deadweight_loss")[0])).toBeCloseTo(0, 9);
    expect(Number(sink.column("welfare", "lerner")[0])).toBeCloseTo(0, 9);
  });
});

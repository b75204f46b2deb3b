/** Prices of clouds in a run: equilibrium as in the textbook, and each policy where it pays and where it does not. */
import { describe, expect, test } from "vitest";
import { nashPrices } from "../../sim/economics/nested-logit.ts";
import type { World } from "../../sim/model/world.ts";
import { clientsOf, clientWorld, heldBy, plainDemand, plainKind } from "../support/client-world.ts";

const firm = (name: string, pricing: object, more: object = {}) => ({ name, regions: { USA: 1 }, pricing, ...more });
const best = { policy: "best-response" };
const pricesOf = (world: World) => [...clientsOf(world).clouds.firms.columns.price];
const column = (world: World, name: "profit" | "earned" | "cost" | "sold" | "capacity") => [
  ...clientsOf(world).clouds.firms.columns[name],
];

/** What an hour costs in the United States, by which a cost ratio makes it 1. */
const usaCost = column(clientWorld({ clouds: { firms: [firm("a", best)] } }), "cost")[0];

/** The logit oligopoly of Calvano and others: a = 2, μ = 1/4, outside 0; the network has no clients. */
const textbook = { ...plainDemand, spending: "units", reference: "1 USD/h", nesting: 1, networkAppeal: -20 };
const sensitive = { startup: { ...plainKind, sensitivity: 4 } };
const duopoly = (costs: readonly number[], more: object = {}) =>
  clientWorld({
    demand: { ...textbook, kinds: sensitive, ...more },
    clouds: { firms: costs.map((cost, i) => firm(`c${i}`, best, { appeal: 8, costRatio: cost / usaCost })) },
  });

describe("best response", () => {
  test.each([
    [
      [1, 1],
      [1.47292666, 1.47292666],
    ],
    [
      [1, 1, 1],
      [1.37016273, 1.37016273, 1.37016273],
    ],
    [
      [1, 1, 1, 1],
      [1.33146069, 1.33146069, 1.33146069, 1.33146069],
    ],
    [
      [1, 0.5],
      [1.37232666, 1.20377235],
    ],
  ])("clouds of costs %o settle at the published Nash prices %o", (costs, want) => {
    pricesOf(duopoly(costs)).forEach((price, i) => {
      expect(price).toBeCloseTo(want[i] as number, 5);
    });
  });

  test("in nests, too, they settle where the equilibrium is", () => {
    const nested = {
      quality: [2, 2, 2],
      cost: [1, 0.8, 1.3],
      owner: [0, 1, 2],
      nest: [0, 0, 0],
      similarity: [0.5],
      spread: 0.25,
      outside: 0,
    };
    const want = nashPrices(nested);
    pricesOf(duopoly(nested.cost, { nesting: 0.5 })).forEach((price, i) => {
      expect(price).toBeCloseTo(want[i] as number, 5);
    });
  });

  test("pays more than any other price while rivals keep theirs; where clients leave for a cent it pays next to nothing", () => {
    const profitAt = (pricing: object, sensitivity: number) => {
      const world = clientWorld(
        {
          demand: { ...textbook, kinds: { startup: { ...plainKind, sensitivity } } },
          clouds: {
            firms: [
              firm("a", pricing, { appeal: Math.min(20, 2 * sensitivity) }),
              firm("b", { policy: "fixed-markup", markup: 1.3 }, { appeal: Math.min(20, 2 * sensitivity) }),
            ],
          },
        },
        2,
      );
      return column(world, "profit")[0];
    };
    for (const markup of [1.05, 1.6])
      expect(profitAt(best, 2)).toBeGreaterThan(profitAt({ policy: "fixed-markup", markup }, 2));
    expect(profitAt(best, 40)).toBeLessThan(0.35 * profitAt(best, 2));
  });
});

describe("fixed markup", () => {
  const at = (markup: number, states?: object) =>
    clientWorld({
      clouds: { firms: [firm("a", { policy: "fixed-markup", markup }), firm("b", best)] },
      ...(states ? { states } : {}),
    });

  test("is cost times the markup; a high one drives clients away", () => {
    for (const markup of [1.2, 8])
      expect(pricesOf(at(markup))[0] / column(at(markup), "cost")[0]).toBeCloseTo(markup, 12);
    expect(heldBy(at(8), 1)).toBeLessThan(0.5 * heldBy(at(1.2), 1));
  });

  test("answers to its costs and to nothing else", () => {
    const alone = clientWorld({ clouds: { firms: [firm("a", { policy: "fixed-markup", markup: 2 })] } });
    const crowd = clientWorld({
      clouds: { firms: [firm("a", { policy: "fixed-markup", markup: 2 }), firm("b", best), firm("c", best)] },
    });
    expect(pricesOf(crowd)[0]).toBe(pricesOf(alone)[0]);
  });
});

describe("price leader", () => {
  const followers = (count: number, first: object) => [
    firm("a", first),
    ...Array.from({ length: count }, (_, i) => firm(`f${i}`, { policy: "price-leader" })),
  ];
  const led = (count: number) =>
    clientWorld({ clouds: { firms: followers(count, { policy: "price-leader", role: "leader" }) } }, 2);
  const free = (count: number) =>
    clientWorld(
      { clouds: { firms: [firm("a", best), ...Array.from({ length: count }, (_, i) => firm(`f${i}`, best))] } },
      2,
    );

  test("pays when others follow: all are dearer and earn more than in competition", () => {
    const [leader, competition] = [led(3), free(3)];
    pricesOf(leader).forEach((price, i) => {
      expect(price).toBeGreaterThan(1.1 * (pricesOf(competition)[i] as number));
    });
    const sum = (world: World) => column(world, "profit").reduce((a, b) => a + b, 0);
    expect(sum(leader)).toBeGreaterThan(sum(competition));
  });

  test("alone it has nobody to lead: the best response", () => {
    expect(pricesOf(led(0))[0] / (pricesOf(free(0))[0] as number)).toBeCloseTo(1, 6);
  });
});

describe("capacity-limited", () => {
  const policy = { policy: "capacity-limited", least: 1.1, filled: 0.9 };
  const sized = (capacity: number | undefined, pricing: object = policy) =>
    clientWorld(
      {
        clouds: {
          firms: [firm("a", pricing, capacity === undefined ? {} : { capacity }), firm("b", best)],
          growthMost: "0/year",
        },
      },
      2,
    );

  test("scarce, it asks what clears the market, and sells what it has; others' clients wait in vain", () => {
    const enough = column(sized(undefined), "sold")[0];
    const [scarce, cheap] = [sized(enough / 3), sized(enough / 3, { policy: "fixed-markup", markup: 1.1 })];
    expect(pricesOf(scarce)[0]).toBeGreaterThan(1.5 * column(scarce, "cost")[0]);
    expect(column(scarce, "sold")[0] / column(scarce, "capacity")[0]).toBeCloseTo(0.9, 3);
    expect(column(scarce, "profit")[0]).toBeGreaterThan(column(cheap, "profit")[0]);
    expect(clientsOf(cheap).clouds.firms.columns.reputation[0]).toBeLessThan(1);
    expect(clientsOf(scarce).clouds.firms.columns.reputation[0]).toBe(1);
  });

  test("with room to spare it asks its least markup", () => {
    const wide = sized(1e6);
    expect(pricesOf(wide)[0] / column(wide, "cost")[0]).toBeCloseTo(1.1, 9);
  });
});

describe("predatory", () => {
  const policy = { policy: "predatory", alarm: 0.2, calm: 0.05, depth: 0.5 };
  const against = (pricing: object, networkPrice: number, days: number, more: object = {}) =>
    clientWorld(
      {
        clouds: { firms: [firm("a", pricing), firm("b", pricing)], cost: { cardFall: "0 %" } },
        others: { price: { rule: "flat", price: networkPrice } },
        ...more,
      },
      days,
    );

  test("a network with many clients meets prices below cost, and loses them", () => {
    const [war, peace] = [against(policy, 40, 100), against(best, 40, 100)];
    expect(pricesOf(war)[0] / column(war, "cost")[0]).toBeCloseTo(0.5, 9);
    expect(heldBy(war, 0)).toBeLessThan(0.9 * heldBy(peace, 0));
    expect(column(war, "earned")[0]).toBeLessThan(0);
  });

  test("it costs nothing where there is no network to fight, and ends with the purse", () => {
    const [calm, peace] = [against(policy, 20_000, 40), against(best, 20_000, 40)];
    expect(pricesOf(calm)).toEqual(pricesOf(peace));
    const poor = against({ ...policy, purse: 0.02 }, 40, 100);
    expect(pricesOf(poor)[0]).toBeGreaterThan(column(poor, "cost")[0]);
  });
});

describe("path", () => {
  const policy = {
    policy: "path",
    prices: [
      { year: 0, price: 8 },
      { year: 1, price: 2 },
    ],
  };

  test("is what it says, on the straight line of logarithms", () => {
    const world = clientWorld(
      { clouds: { firms: [firm("a", policy)], reviewEvery: "1 day" }, others: { epochLength: "1 day" } },
      184,
    );
    expect(pricesOf(world)[0]).toBeCloseTo(8 * 4 ** (-183 / 365.25), 9);
  });

  test("after its end it stays, whatever costs are", () => {
    const world = clientWorld({ clouds: { firms: [firm("a", policy)] } }, 399);
    expect(pricesOf(world)[0]).toBe(2);
  });
});

/** Operators on the market for accelerators: new cards, used cards, newcomers who make cards for them. */
import { describe, expect, test } from "vitest";
import { hardware } from "../../sim/model/catalogue/hardware.ts";
import { jurisdictions } from "../../sim/model/catalogue/jurisdictions.ts";
import { products } from "../../sim/model/catalogue/products.ts";
import { orderCards, quoteNew } from "../../sim/model/chip-orders.ts";
import { takeDeliveries } from "../../sim/model/chips.ts";
import { ageUsed, bidUsed, buyUsed, quoteUsed, sellUsed } from "../../sim/model/used-cards.ts";
import { chipRows } from "../../sim/recorders/chips.ts";
import { type OutputTable, outputTables } from "../../sim/store/tables.ts";
import { type ChipWorld, chipWorld, runToDay, vendor } from "../support/chip-market.ts";

const card = (id: string) => hardware.findIndex((one) => one.id === id);
const china = jurisdictions.findIndex(({ id }) => id === "CHN");

/** Days until an operator's order has come, and what it cost a card; asked for on day 1. */
function ordered(market: ChipWorld, id: string, cards: number, bid = 1e6) {
  runToDay(market, 1);
  const { world, chips } = market;
  expect(orderCards(world, chips, { operator: 2, hardware: card(id), cards, bid })).toBe("taken");
  for (let day = 2; day < 800; day++) {
    runToDay(market, day);
    const [came, ...more] = takeDeliveries(chips);
    if (came === undefined) continue;
    expect(more).toEqual([]);
    expect(came).toMatchObject({ operator: 2, hardware: card(id), isUsed: false });
    return { days: day - 1, cards: came.cards, usd: came.usd / came.cards };
  }
  return { days: Number.POSITIVE_INFINITY, cards: 0, usd: Number.NaN };
}

describe("new cards", () => {
  test("to order they come after the least time where there is enough, later where cards are scarce", () => {
    const plenty = ordered(chipWorld({ demandRatio: 0.5 }), "b200", 8);
    const scarce = ordered(chipWorld({ demandRatio: 2 }), "b200", 8);
    expect(plenty.cards).toBe(8);
    expect(plenty.days).toBeGreaterThanOrEqual(60);
    expect(plenty.days).toBeLessThan(70);
    expect(scarce.days).toBeGreaterThan(plenty.days + 14);
  });

  test("who has bought nothing waits for ever where past purchases decide, while cards are scarce", () => {
    const rule = { policy: "past-share" };
    expect(ordered(chipWorld({ demandRatio: 2, allocation: rule }), "b200", 8).cards).toBe(0);
    expect(ordered(chipWorld({ demandRatio: 0.5, allocation: rule }), "b200", 8).cards).toBe(8);
  });

  test("a quota for the small brings them sooner", () => {
    const rata = ordered(chipWorld({ demandRatio: 2 }), "b200", 8);
    const quota = ordered(chipWorld({ demandRatio: 2, allocation: { policy: "small-quota" } }), "b200", 8);
    expect(quota.days).toBeLessThan(rata.days);
  });

  test("the price is the list price of the day of shipment", () => {
    const market = chipWorld({ demandRatio: 0.5, learning: { curve: "wright", rate: 0 } });
    expect(ordered(market, "b200", 8).usd).toBeCloseTo(products[card("b200")].usd, 3);
  });

  test("who bids less than the price gets nothing", () => {
    expect(ordered(chipWorld({ demandRatio: 0.5, patience: "0.5 year" }), "b200", 8, 1000).cards).toBe(0);
  });

  test("an order that patience ends is settled in whole cards, and no chip is lost", () => {
    const market = chipWorld({ demandRatio: 3, patience: "0.25 year" });
    const came = ordered(market, "b200", 1000);
    expect(came.cards).toBeGreaterThan(0);
    expect(came.cards).toBeLessThan(1000);
    expect(Number.isInteger(came.cards)).toBe(true);
    const buyer = market.chips.outside + 2;
    const v = vendor(market, "NVIDIA");
    const got = market.chips.bought[v * market.chips.buyers.capacity + buyer];
    expect(got).toBeCloseTo(came.cards * products[card("b200")].h100e, 6);
  });

  test("cards that shops have come after a fortnight, however scarce the others are", () => {
    const came = ordered(chipWorld({ demandRatio: 3 }), "rtx4090", 4);
    expect(came.cards).toBe(4);
    // Asked for between two epochs' ends: the fortnight begins with the next.
    expect(came.days).toBe(15);
  });

  test("a bid must be an amount", () => {
    const { world, chips } = chipWorld();
    const order = { operator: 0, hardware: card("b200"), cards: 1, bid: Number.POSITIVE_INFINITY };
    expect(() => orderCards(world, chips, order)).toThrow(/operator 0 bids Infinity/);
  });

  // card, day, whether one can buy it new at the end of 2025
  test.each([
    ["b200", true, "made now"],
    ["rtx5090", true, "on the shelf"],
    ["tpu-v6e", false, "made for its maker alone"],
    ["a100-80", false, "no longer made"],
    ["a40", false, "no longer made"],
  ] as const)("%s: %s (%s)", (id, isSold, _why) => {
    const market = chipWorld();
    runToDay(market, 1);
    expect(quoteNew(market.world, market.chips, 0, card(id), 1) !== undefined).toBe(isSold);
  });

  test("what is not released cannot be bought", () => {
    const market = chipWorld({ start: "2024Q4" });
    runToDay(market, 1);
    expect(quoteNew(market.world, market.chips, 0, card("b300"), 1)).toBeUndefined();
    runToDay(market, 300);
    expect(quoteNew(market.world, market.chips, 0, card("b300"), 1)).toBeDefined();
  });

  test("the export rule refuses an operator where it stands, and nobody else", () => {
    const { world, chips } = chipWorld({}, { trade: { rule: "performance-density" } });
    world.operators.columns.jurisdiction[1] = china;
    const order = (operator: number, id: string) =>
      orderCards(world, chips, { operator, hardware: card(id), cards: 1, bid: 1e6 });
    expect(order(0, "b200")).toBe("taken");
    expect(order(1, "b200")).toBe("refused");
    expect(order(1, "rtx4090")).toBe("refused");
    expect(order(1, "rtx3090")).toBe("taken");
    const buyer = chips.outside + 1;
    const { refused, ordered: wanted } = chips.buyers.columns;
    expect(refused[buyer]).toBeCloseTo(products[card("b200")].h100e + products[card("rtx4090")].h100e, 9);
    expect(wanted[buyer]).toBeGreaterThan(refused[buyer]);
  });
});

describe("used cards", () => {
  const h100 = card("h100");

  test("dealers pay less than they ask, and less for old cards", () => {
    const { chips } = chipWorld();
    const young = bidUsed(chips, h100, 1);
    expect(bidUsed(chips, h100, 3)).toBeLessThan(young);
    expect(sellUsed(chips, h100, 8, 1)).toBeCloseTo(8 * young, 6);
    expect(quoteUsed(chips, h100)).toBeGreaterThan(young);
    expect(quoteUsed(chips, card("a40"))).toBeUndefined();
  });

  test("cards are conserved: taken is sold, scrapped or there", () => {
    const { chips } = chipWorld();
    sellUsed(chips, h100, 100, 2);
    expect(buyUsed(chips, 3, h100, 40)).toBeGreaterThan(0);
    expect(takeDeliveries(chips)).toMatchObject([{ operator: 3, hardware: h100, cards: 40, isUsed: true }]);
    for (let day = 0; day < 2000; day++) ageUsed(chips);
    const { taken, sold, scrapped, cards } = chips.used[h100];
    expect([taken, sold, scrapped, cards]).toEqual([100, 40, 60, 0]);
    expect(() => buyUsed(chips, 3, h100, 1)).toThrow(/dealers have 0 cards/);
  });

  test("what lies unsold gets cheaper than age alone makes it; what sells does not", () => {
    const price = (isBought: boolean) => {
      const { chips } = chipWorld();
      sellUsed(chips, h100, 1000, 1);
      for (let day = 0; day < 365; day++) {
        if (isBought && chips.used[h100].cards > 10) buyUsed(chips, 0, h100, 2);
        ageUsed(chips);
      }
      return quoteUsed(chips, h100) as number;
    };
    expect(price(false)).toBeLessThan(0.6 * price(true));
  });
});

describe("newcomers", () => {
  const newcomer = { name: "inference chip", hardware: "gaudi3", development: "0.5 year", openFraction: 0 };
  /** Whether and when it sells, and its list price over NVIDIA's, when operators order so many cards a month. */
  function entryWith(cardsPerMonth: number, changes: object = {}) {
    const market = chipWorld({ entrants: [{ ...newcomer, ...changes }] });
    const v = vendor(market, "inference chip");
    const { columns } = market.chips.vendors;
    for (let day = 1; day < 1500; day += 30) {
      runToDay(market, day);
      takeDeliveries(market.chips);
      if (cardsPerMonth > 0)
        orderCards(market.world, market.chips, { operator: 0, hardware: card("b200"), cards: cardsPerMonth, bid: 1e6 });
    }
    return {
      market,
      sells: columns.isLive[v] === 1,
      startsAt: columns.startsAt[v],
      price: columns.list[v] / columns.list[0],
    };
  }

  test("enter when the open network is large enough to pay their fixed cost, and not before", () => {
    expect(entryWith(0).sells).toBe(false);
    expect(entryWith(100).sells).toBe(false);
    const large = entryWith(20_000);
    expect(large.sells).toBe(true);
    expect(large.price).toBeLessThan(1);
  });

  test("have neither costs nor a price in the store before they sell", () => {
    const soldFor = (cardsPerMonth: number) => {
      const { market } = entryWith(cardsPerMonth);
      const [vendors] = chipRows({ ...market.world, chips: market.chips }, true);
      const named = outputTables.find(({ name }) => name === "vendors") as OutputTable;
      const of = (column: string) => vendors.columns[named.columns.findIndex(({ name }) => name === column)];
      return [of("unit_cost"), of("list_price")].map((values) => values[vendor(market, "inference chip")]);
    };
    expect(soldFor(0)).toEqual([Number.NaN, Number.NaN]);
    for (const usd of soldFor(20_000)) expect(usd).toBeGreaterThan(0);
  });

  test("a lower fixed cost lets them enter sooner", () => {
    const [dear, cheap] = [2e9, 1e8].map((usd) => entryWith(6_000, { fixedCost: `${usd} USD` }).startsAt);
    expect(cheap).toBeLessThan(Number.isNaN(dear) ? Number.POSITIVE_INFINITY : dear);
  });

  test("operators can order from who has entered, and get what they ordered", () => {
    const { market } = entryWith(20_000);
    const { world, chips } = market;
    const order = { operator: 1, hardware: card("gaudi3"), cards: 8, bid: 1e6 };
    expect(orderCards(world, chips, order)).toBe("taken");
    runToDay(market, 1600);
    expect(takeDeliveries(chips).some((one) => one.operator === 1 && one.cards === 8)).toBe(true);
  });
});

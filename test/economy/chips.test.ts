/** The market for accelerators as a whole: its laws, and who gets what under which policy. */
import { describe, expect, test } from "vitest";
import { fork } from "../../sim/fork.ts";
import { jurisdictions } from "../../sim/model/catalogue/jurisdictions.ts";
import { chipOwners } from "../../sim/model/catalogue/ownership.ts";
import { ownSupply, sizeOf } from "../../sim/model/chip-buyers.ts";
import type { ChipOrder } from "../../sim/model/chips.ts";
import { chipRows } from "../../sim/recorders/chips.ts";
import { digestOf } from "../../sim/run.ts";
import { outputTables } from "../../sim/store/tables.ts";
import { type ChipWorld, chipWorld, runToDay, sumOver, vendor } from "../support/chip-market.ts";
import { noOutput } from "../support/small-world.ts";

const open = ({ chips }: ChipWorld): ChipOrder[] => chips.orders.flat();
const sum = (values: Iterable<number>) => [...values].reduce((total, one) => total + one, 0);
const quarter = 91;

/** Outside buyers that hold less than another class begins with. */
const isSmall =
  ({ chips }: ChipWorld) =>
  (b: number) =>
    b < chips.outside && sizeOf(chips.buyers.columns.holdings[b]) < 2;

describe("laws", () => {
  test.each([
    ["pro-rata", "list"],
    ["largest-first", "size-discount"],
    ["auction", "list"],
    ["past-share", "by-elasticity"],
  ])(
    "%s, %s: what is made is shipped or in stock, what is ordered is shipped, open or given up",
    (allocation, pricing) => {
      const market = chipWorld({
        allocation: { policy: allocation },
        pricing: { policy: pricing },
        demandRatio: 2,
        patience: "0.3 year",
      });
      const { columns } = market.chips.vendors;
      const heldAtStart = sumOver(market, "holdings");
      let [produced, shipped, ordered, cancelled, revenue, paid] = [0, 0, 0, 0, 0, 0];
      for (let q = 1; q <= 3; q++) {
        runToDay(market, q * quarter);
        produced += sum(columns.produced);
        shipped += sum(columns.shipped);
        ordered += sum(columns.ordered);
        cancelled += sum(columns.cancelled);
        revenue += sum(columns.revenue);
        paid += sumOver(market, "paid");
      }
      const about = (value: number) => value * 1e-9;
      expect(cancelled).toBeGreaterThan(0);
      expect(Math.abs(produced - shipped - sum(columns.stock))).toBeLessThan(about(produced));
      expect(Math.abs(ordered - shipped - cancelled - sum(columns.backlog))).toBeLessThan(about(ordered));
      expect(Math.abs(sum(open(market).map(({ left }) => left)) - sum(columns.backlog))).toBeLessThan(about(ordered));
      expect(Math.abs(paid - revenue)).toBeLessThan(about(revenue));
      const held = sumOver(market, "holdings", (b) => b < market.chips.outside);
      expect(Math.abs(held - heldAtStart - shipped)).toBeLessThan(about(held));
    },
  );

  test("a fork goes on as the run itself would have", () => {
    const market = chipWorld({ allocation: { policy: "lottery" } });
    runToDay(market, 40);
    const copy = fork(market.world, noOutput);
    const before = digestOf(copy);
    runToDay(market, 120);
    expect(digestOf(copy)).toBe(before);
    copy.schedule.run(copy, market.world.schedule.now);
    expect(digestOf(copy)).toBe(digestOf(market.world));
  });

  test("the same seed gives the same market, another seed another lottery", () => {
    const [one, two, other] = [7, 7, 8].map((seed) => {
      const market = chipWorld({ allocation: { policy: "lottery" } }, { seed });
      runToDay(market, 100);
      return [...market.chips.buyers.columns.holdings];
    });
    expect(one).toEqual(two);
    expect(one).not.toEqual(other);
  });
});

describe("who gets what", () => {
  /** Share of what small outside buyers ordered in a year of scarcity that they got; mean wait and price. */
  function yearOf(chips: object) {
    const market = chipWorld({ demandRatio: 2, ...chips });
    let [ordered, shipped, waited, paid] = [0, 0, 0, 0];
    for (let q = 1; q <= 4; q++) {
      runToDay(market, q * quarter);
      ordered += sumOver(market, "ordered", isSmall(market));
      shipped += sumOver(market, "shipped", isSmall(market));
      waited += sumOver(market, "waited", isSmall(market));
      paid += sumOver(market, "paid", isSmall(market));
    }
    return { got: shipped / ordered, wait: waited / shipped, price: paid / shipped };
  }

  test("scarce output: served largest first the small get least, by a quota most", () => {
    const [largest, rata, quota] = ["largest-first", "pro-rata", "small-quota"].map((policy) =>
      yearOf({ allocation: { policy, ...(policy === "small-quota" ? { quota: 0.3, holdingsMax: 49_900 } : {}) } }),
    );
    expect(largest.got).toBeLessThan(0.5 * rata.got);
    expect(quota.got).toBeGreaterThan(1.2 * rata.got);
    expect(quota.wait).toBeLessThan(rata.wait);
  });

  test("plenty: the rule makes no difference", () => {
    const got = ["largest-first", "pro-rata", "small-quota"].map(
      (policy) => yearOf({ demandRatio: 0.5, allocation: { policy } }).got,
    );
    for (const one of got) expect(one).toBeCloseTo(got[0], 6);
  });

  test("a discount for size: the small pay more than under one price for all", () => {
    const [list, discount] = ["list", "size-discount"].map((policy) => {
      const market = chipWorld({ demandRatio: 1, pricing: { policy } });
      runToDay(market, quarter);
      const price = (isMeant: (b: number) => boolean) =>
        sumOver(market, "paid", isMeant) / sumOver(market, "shipped", isMeant);
      return price((b) => b === chipOwners.indexOf("Microsoft")) / price(isSmall(market));
    });
    // Mixes of vendors differ a little between them; the discount does not come from that.
    expect(list).toBeGreaterThan(0.95);
    expect(discount).toBeLessThan(0.85);
  });

  test("an auction raises the price when cards are scarce, and only then", () => {
    const price = (demandRatio: number) => {
      const market = chipWorld({ demandRatio, allocation: { policy: "auction" } });
      runToDay(market, quarter);
      const v = vendor(market, "NVIDIA");
      return market.chips.vendors.columns.cleared[v] / market.chips.vendors.columns.list[v];
    };
    expect(price(3)).toBeGreaterThan(1.2);
    expect(price(0.5)).toBeLessThan(0.5);
  });
});

describe("who makes cards for itself alone", () => {
  const discounted = { demandRatio: 2, patience: "0.3 year" };
  const marketUnder = (policy: string, quarters = 2) => {
    const market = chipWorld({ ...discounted, pricing: { policy } });
    runToDay(market, quarters * quarter);
    return market;
  };
  const ofItself = (market: ChipWorld, name: string) => {
    const { ordered, shipped, cancelled, revenue, list } = market.chips.vendors.columns;
    return [ordered, shipped, cancelled, revenue, list].map((column) => column[vendor(market, name)]);
  };

  test.each(["size-discount", "by-elasticity"])(
    "grants itself nothing by %s: it orders and receives as under one price",
    (policy) => {
      const [list, other] = [marketUnder("list"), marketUnder(policy)];
      for (const name of ["Google", "Amazon"]) expect(ofItself(other, name)).toEqual(ofItself(list, name));
      expect(ofItself(other, "NVIDIA")).not.toEqual(ofItself(list, "NVIDIA"));
    },
  );

  test("is its own one buyer, and receives all that it ships", () => {
    const market = marketUnder("size-discount");
    const { shipped } = market.chips.buyers.columns;
    const own = ownSupply(market.chips);
    expect(own.map(({ buyer }) => chipOwners[buyer])).toEqual(["Google", "Amazon"]);
    for (const { buyer, shipped: made } of own) {
      expect(made).toBeGreaterThan(0);
      expect(made).toBeLessThan(shipped[buyer] as number);
    }
    const google = vendor(market, "Google");
    market.chips.wishes[google * market.chips.outside + chipOwners.indexOf("Meta")] = 0.1;
    expect(() => ownSupply(market.chips)).toThrow("Google makes cards for itself alone, and has 2 buyers");
  });

  test("has no price in the rows, and its owner that of what it buys of others", () => {
    const market = marketUnder("size-discount");
    const batches = chipRows({ ...market.world, chips: market.chips }, true);
    const column = (table: string, name: string) => {
      const at = outputTables.find((one) => one.name === table)!.columns.findIndex((one) => one.name === name);
      return [...(batches.find((one) => one.table === table)!.columns[at] as Float64Array)];
    };
    const google = vendor(market, "Google");
    for (const name of ["list_price", "revenue", "profit"]) expect(column("vendors", name)[google]).toBeNaN();
    for (const name of ["unit_cost", "costs", "shipped"]) expect(column("vendors", name)[google]).toBeGreaterThan(0);
    const { shipped, paid, holdings } = market.chips.buyers.columns;
    const own = ownSupply(market.chips);
    let [bought, usd] = [0, 0];
    for (let b = 0; b < market.chips.outside; b++) {
      if (sizeOf(holdings[b]) !== 3) continue;
      const mine = own.find(({ buyer }) => buyer === b);
      bought += shipped[b] - (mine?.shipped ?? 0);
      usd += paid[b] - (mine?.usd ?? 0);
    }
    expect(column("chip_buyers", "paid")[3]! / (usd / bought)).toBeCloseTo(1, 9);
    const made = ["Google", "Amazon"].map((name) => column("vendors", "shipped")[vendor(market, name)] as number);
    expect(column("chip_buyers", "self_made")[3]).toBeCloseTo(made[0]! + made[1]!, 6);
    expect(column("chip_buyers", "self_made")[0]).toBe(0);
  });
});

test("an auction is for those who compete: who makes cards for itself has them at its list price", () => {
  const market = chipWorld({ demandRatio: 3, allocation: { policy: "auction" } });
  runToDay(market, quarter);
  const { list, cleared, revenue, shipped } = market.chips.vendors.columns;
  const paid = (name: string) => {
    const v = vendor(market, name);
    return (revenue[v] as number) / (shipped[v] as number) / (list[v] as number);
  };
  expect(cleared[vendor(market, "Google")]).toBeNaN();
  expect(paid("Google")).toBeGreaterThan(0.95);
  expect(paid("Google")).toBeLessThan(1.25);
  expect(paid("NVIDIA")).toBeGreaterThan(1.5);
});

describe("prices and generations", () => {
  test("list prices fall as more is made, and not at all without learning", () => {
    const [learning, none] = [0.2, 0].map((rate) => {
      const market = chipWorld({ learning: { curve: "wright", rate } });
      const { columns } = market.chips.vendors;
      const [before, made] = [columns.list[0], columns.made[0]];
      runToDay(market, 365);
      return { fallen: columns.list[0] / before, doublings: Math.log2(columns.made[0] / made) };
    });
    expect(none.fallen).toBe(1);
    expect(learning.fallen).toBeCloseTo(0.8 ** learning.doublings, 9);
    expect(learning.doublings).toBeGreaterThan(0.5);
  });

  test("by the calendar they fall whatever is made", () => {
    const market = chipWorld({ learning: { curve: "calendar", halving: "2 year" } });
    const before = market.chips.vendors.columns.list[0];
    runToDay(market, 365);
    expect(market.chips.vendors.columns.list[0] / before).toBeCloseTo(2 ** (-365 / 365.25 / 2), 6);
  });

  test("buyers get the newest generation that is out", () => {
    const names = (start: string, day: number) => {
      const market = chipWorld({ start });
      runToDay(market, day);
      return new Set(
        open(market)
          .filter((order) => order.vendor === vendor(market, "AMD"))
          .map((o) => o.hardware),
      );
    };
    // MI355X was released in June 2025.
    const [before, after] = [names("2025Q1", 10), names("2025Q1", 600)];
    expect(before.size).toBe(1);
    expect(after.size).toBe(1);
    expect([...before]).not.toEqual([...after]);
  });
});

describe("export rules", () => {
  const china = jurisdictions.findIndex(({ id }) => id === "CHN");
  const inChina =
    ({ chips }: ChipWorld) =>
    (b: number) =>
      chips.buyers.columns.jurisdiction[b] === china;

  test("under the rule of 2023 buyers in China get weaker cards and the rest do not notice", () => {
    const [free, ruled] = ["free", "performance-density"].map((rule) => {
      const market = chipWorld({ start: "2024Q4" }, { trade: { rule } });
      runToDay(market, quarter);
      return market;
    });
    const best = (market: ChipWorld) =>
      new Set(
        open(market)
          .filter(({ buyer }) => inChina(market)(buyer))
          .map(({ hardware }) => hardware),
      );
    expect([...best(free)]).not.toEqual([...best(ruled)]);
    const outsideOf = (market: ChipWorld) => sumOver(market, "shipped", (b) => !inChina(market)(b));
    expect(outsideOf(ruled) / outsideOf(free)).toBeGreaterThan(0.99);
  });

  test("under tiers nothing controlled goes to an embargoed country, and what was wanted counts as refused", () => {
    const market = chipWorld({}, { trade: { rule: "diffusion-tiers", tppMin: 0 } });
    runToDay(market, quarter);
    expect(sumOver(market, "shipped", inChina(market))).toBe(0);
    expect(sumOver(market, "refused", inChina(market))).toBe(sumOver(market, "ordered", inChina(market)));
    expect(sumOver(market, "ordered", inChina(market))).toBeGreaterThan(0);
    // Tier 2 buyers above the customer's cap get a part.
    expect(sumOver(market, "refused", (b) => !inChina(market)(b))).toBeGreaterThan(0);
    expect(
      sumOver(market, "refused", (b) => jurisdictions[market.chips.buyers.columns.jurisdiction[b]].id === "USA"),
    ).toBe(0);
  });
});

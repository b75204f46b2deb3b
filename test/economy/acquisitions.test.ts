/** Firms that could go on: sold where another makes more of the same machines than the premium, and kept where nobody does. */
import { describe, expect, test } from "vitest";
import { classIds } from "../../sim/model/catalogue/ids.ts";
import { FirmState } from "../../sim/model/tables/finance.ts";
import { Status } from "../../sim/model/tables/nodes.ts";
import { type FirmWorld, firmWorld, machinesOf, runDays } from "../support/firm-world.ts";
import { smallScenario, withPart } from "../support/small-world.ts";

/** Nobody invests or leaves, has debts or fears risk; dealers pay next to nothing for cards. */
const quiet = { volatility: 1.5, startCash: 1, riskAversion: 0, takeovers: false, usedSpread: 0.95 };
const uneven = { cards: 0, power: 0.2, site: 0.2, staff: 1, network: 1 };
const even = { cards: 0, power: 0, site: 0, staff: 0, network: 0 };

describe("economies of scale", () => {
  /** What machines bring is little more than what running them costs, so that a lower cost is worth much. */
  const thin = (operators: object) => firmWorld({ ratio: 0.35, operators: { ...quiet, scale: uneven, ...operators } });

  test("sell a firm, whole and as it runs, to one that then runs both", () => {
    const one = thin({ acquisitions: { premium: "20 %" } });
    const { columns } = one.finance.firms;
    const own = Array.from({ length: 8 }, (_, o) => machinesOf(one, o));
    let sold = 0;
    while (sold === 0) sold = runDays(one, 1).acquisitions;
    expect(sold).toBe(1);
    const seller = columns.state.indexOf(FirmState.acquired);
    const [buyer] = new Set(own[seller].map((host) => one.world.nodes.columns.operator[host]));
    expect(columns.servers[buyer]).toBe(own[buyer].length + own[seller].length);
    expect(own[seller].every((host) => one.world.nodes.columns.status[host] < Status.draining)).toBe(true);
    expect(one.world.operators.columns.accounts[buyer]).toBe(2);
    // The owner is paid by the buyer, a fifth more than dealers would pay at the least, and its lenders lose nothing.
    const dealers = columns.assets[buyer] * (own[seller].length / columns.servers[buyer]);
    expect(columns.sold[seller]).toBeCloseTo(columns.invested[buyer], 6);
    expect(columns.sold[seller]).toBeGreaterThan(dealers);
    expect([columns.writtenOff[seller], columns.debt[seller], columns.cash[seller]]).toEqual([0, 0, 0]);
  });

  test("do so again and again, but not where they are small beside the premium, nor where there are none", () => {
    const sales = (operators: object) => runDays(thin(operators), 60).acquisitions;
    expect(sales({ acquisitions: { premium: "20 %" } })).toBeGreaterThan(3);
    expect(sales({ acquisitions: {} })).toBe(0);
    expect(sales({ acquisitions: { premium: "20 %" }, scale: even })).toBe(0);
  });

  test("sell nobody to who cannot pay, nor where the scenario says nothing of it", () => {
    expect(runDays(thin({}), 60).acquisitions).toBe(0);
    const poor = { acquisitions: { premium: "20 %" }, startCash: 0, reinvested: 0, credit: { loanToValue: 0 } };
    expect(runDays(thin(poor), 60).acquisitions).toBe(0);
  });
});

test("cheaper capital: who discounts less pays more for the same income", () => {
  const sales = (capitalFactor: number) => {
    const acquisitions = { premium: "2 %" };
    const one = firmWorld({ ratio: 1, operators: { ...quiet, scale: even, capitalFactor, acquisitions } });
    one.finance.firms.columns.class[3] = classIds.indexOf("converted-miner");
    runDays(one, 60);
    return Array.from(one.finance.firms.columns.state.subarray(0, 8));
  };
  const { active, acquired } = FirmState;
  expect(sales(1).map((state, o) => (o === 3 ? state === acquired : state === active))).not.toContain(false);
  expect(new Set(sales(0))).toEqual(new Set([active]));
});

test("fear of risk: a lottery's income is worth more to who has many machines", () => {
  const sales = (riskAversion: number) => {
    const operators = { startCash: 1, volatility: 0, takeovers: false, riskAversion, acquisitions: {} };
    const changes = { ...withPart("demand", {}), reward: { rule: "block-lottery", blocks: 1 } };
    return runDays(firmWorld({ ratio: 0.7, operators, changes }), 60).acquisitions;
  };
  expect(sales(10)).toBeGreaterThan(1);
  expect(sales(0)).toBe(0);
});

test("whoever waits for cards that it ordered is not sold before they come", () => {
  const waiting = (usd: number): FirmWorld => {
    const one = firmWorld({ ratio: 0.35, operators: { ...quiet, scale: uneven, acquisitions: { premium: "20 %" } } });
    one.finance.firms.columns.committed.fill(usd);
    return one;
  };
  expect(runDays(waiting(1), 60).acquisitions).toBe(0);
  expect(runDays(waiting(0), 60).acquisitions).toBeGreaterThan(3);
});

test("the premium is a share, or a percentage, and 38 % where it is not said", () => {
  const premium = (acquisitions: object) =>
    smallScenario({ economy: { operators: { acquisitions } } }).economy.operators?.acquisitions?.premium;
  expect([premium({}), premium({ premium: "24 %" }), premium({ premium: 0 })]).toEqual([0.38, 0.24, 0]);
  expect(() => premium({ premium: "-5 %" })).toThrow(/least allowed/);
});

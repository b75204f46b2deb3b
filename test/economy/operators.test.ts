/** Operators' business: each thing that they do, where it pays and where it does not. */
import { describe, expect, test } from "vitest";
import { FirmState } from "../../sim/model/tables/finance.ts";
import { Status } from "../../sim/model/tables/nodes.ts";
import { digestOf, run } from "../../sim/run.ts";
import { type FirmWorld, firmWorld, forked, machinesOf, runDays, setRatio } from "../support/firm-world.ts";
import { keepingSink, runTo, smallScenario, withPart } from "../support/small-world.ts";

/** What machines earn over their full cost at the start. */
const dear = 6;
const cheap = 0.02;

describe("the books", () => {
  test("cash moves by what is said to move it, for every operator and day", () => {
    const one = firmWorld({ ratio: dear, operators: { candidates: 5, reinvested: 0.5 } });
    const { finance } = one;
    const firm = finance.firms.columns;
    for (let day = 0; day < 60; day++) {
      const before = firm.cash.slice();
      const debt = firm.debt.slice();
      runDays(one, 1);
      for (let o = 0; o < finance.firms.count; o++) {
        const costs = firm.power[o] + firm.site[o] + firm.staff[o] + firm.network[o] + firm.interest[o];
        const got = firm.paidIn[o] + firm.revenue[o] + firm.borrowed[o] + firm.sold[o];
        const spent = costs + firm.repaid[o] + firm.invested[o] + firm.payout[o];
        expect(firm.cash[o]).toBeCloseTo((firm.paidIn[o] > 0 ? 0 : before[o]) + got - spent, 4);
        expect(firm.debt[o]).toBeCloseTo(debt[o] + firm.borrowed[o] - firm.repaid[o] - firm.writtenOff[o], 4);
      }
      if (day === 20) setRatio(one, cheap);
    }
    expect(finance.firms.count).toBeGreaterThan(10);
  });

  test("what is sold of tokens leaves the accounts, and the ledger balances", () => {
    const one = firmWorld({ ratio: dear });
    const sold = runDays(one, 10).tokensSold;
    expect(sold).toBeCloseTo(10 * 1000, 0);
    expect(one.world.ledger.balance.reduce((sum, balance) => sum + balance, 0n)).toBe(0n);
  });

  test("a fork goes on to the same digest, through entries and exits, with and without requests", () => {
    for (const windows of [0, { perEpoch: 1, length: "5 s", warmup: "2 s", firstWarmup: "10 s" }]) {
      const demand = withPart("demand", { rate: "1 request/s" });
      const one = firmWorld({ ratio: 3, operators: { candidates: 10 }, changes: { windows, ...demand } });
      runDays(one, 8);
      const two = forked(one);
      for (const copy of [one, two]) {
        runTo(copy.world, 12 * 86_400 + 7);
        copy.world.network.columns.tokenPrice[0] /= 100;
        runTo(copy.world, 25 * 86_400);
      }
      expect(digestOf(two.world)).toBe(digestOf(one.world));
      expect(one.world.nodes.count).toBeGreaterThan(30);
      expect(machinesOf(one).length).toBeLessThan(one.world.nodes.count);
    }
  });

  test("the scenario's tables tell the same", () => {
    const sink = keepingSink();
    const scenario = smallScenario({
      horizon: "30 epoch",
      epochLength: "24 h",
      windows: 0,
      stake: { tokenPrice: 0.01 },
      outputs: { operatorsEvery: 1 },
      economy: { operators: { candidates: 10 } },
    });
    run({ scenario, replication: 0 }, sink);
    const sum = (table: string, name: string) => sink.column(table, name).reduce((a: number, b) => a + Number(b), 0);
    for (const name of ["revenue", "power", "invested", "cash", "margin"])
      expect(sum("industry", name) / sum("firms", name)).toBeCloseTo(1, 9);
    const last = sink.batches.filter(({ table }) => table === "firms").at(-1)?.count ?? 0;
    expect(last).toBe(17 + sum("industry", "entries"));
  });
});

describe("investing", () => {
  test("pays where machines earn many times their price, and not where they earn less than it", () => {
    const grows = firmWorld({ ratio: dear });
    const flows = runDays(grows, 40);
    expect(flows.machinesBought).toBeGreaterThan(10);
    expect(flows.machinesSold).toBe(0);
    expect(machinesOf(grows).length).toBe(30 + flows.machinesBought);
    const stays = firmWorld({ ratio: 0.2 });
    expect(runDays(stays, 40).machinesBought).toBe(0);
  });

  test("between the thresholds nothing is done; without uncertainty one of the two is", () => {
    const wait = firmWorld({ ratio: 1, operators: { volatility: 1.5 } });
    const idle = runDays(wait, 60);
    expect([idle.machinesBought, idle.machinesSold]).toEqual([0, 0]);
    const act = runDays(firmWorld({ ratio: 1, operators: { volatility: 0 } }), 60);
    expect(act.machinesBought + act.machinesSold).toBeGreaterThan(0);
  });

  test("nobody spends what neither cash nor credit gives", () => {
    const poor = firmWorld({ ratio: dear, operators: { startCash: 0, credit: { loanToValue: 0 } } });
    const { columns } = poor.finance.firms;
    runDays(poor, 30);
    for (let o = 0; o < poor.finance.firms.count; o++) expect(columns.debt[o]).toBe(0);
    const lent = firmWorld({ ratio: dear, operators: { startCash: 0 } });
    const withCredit = runDays(lent, 30).machinesBought;
    expect(lent.finance.firms.columns.debt.some((debt) => debt > 0)).toBe(true);
    expect(withCredit).toBeGreaterThan(machinesOf(poor).length - 30);
  });

  test("profit that stays in the firm makes it grow faster than profit taken out", () => {
    const grown = (reinvested: number) =>
      runDays(firmWorld({ ratio: 3, operators: { reinvested, startCash: 0, credit: { loanToValue: 0 } } }), 120)
        .machinesBought;
    expect(grown(1)).toBeGreaterThan(grown(0));
  });

  test("a risky income of the same mean is worth less to who fears risk (channel i)", () => {
    const bought = (riskAversion: number) =>
      runDays(
        firmWorld({
          ratio: 3,
          operators: { riskAversion, volatility: 0, stepMost: 0.1 },
          changes: { ...withPart("demand", {}), reward: { rule: "block-lottery", blocks: 1 } },
        }),
        60,
      ).machinesBought;
    expect(bought(0)).toBeGreaterThan(bought(20));
  });
});

describe("leaving", () => {
  test("pays where a machine earns less than its power, and its cards are sold; not where it earns enough", () => {
    const flows = runDays(firmWorld({ ratio: cheap, operators: { takeovers: false } }), 120);
    expect(flows.exits + flows.bankruptcies).toBe(8);
    expect(flows.machinesSold).toBe(30);
    const stays = runDays(firmWorld({ ratio: dear, operators: { startCash: 0, credit: { loanToValue: 0 } } }), 30);
    expect([stays.exits, stays.bankruptcies, stays.machinesSold]).toEqual([0, 0, 0]);
  });

  test("who leaves gets the dealers' price, and its lenders nothing less than what they lent", () => {
    const one = firmWorld({ ratio: cheap, operators: { takeovers: false } });
    const { columns } = one.finance.firms;
    let [sold, writtenOff] = [0, 0];
    for (let day = 0; day < 120; day++) {
      runDays(one, 1);
      for (let o = 0; o < 8; o++) [sold, writtenOff] = [sold + columns.sold[o], writtenOff + columns.writtenOff[o]];
    }
    expect(sold).toBeGreaterThan(1000);
    expect(writtenOff).toBe(0);
    expect([...columns.debt.subarray(0, 8)]).toEqual(new Array(8).fill(0));
  });
});

describe("bankruptcy", () => {
  const indebted = (owed: number): FirmWorld => {
    const one = firmWorld({ ratio: 1, operators: { volatility: 1.5, takeovers: false } });
    runDays(one, 1);
    const { columns } = one.finance.firms;
    columns.debt[0] = owed * columns.assets[0];
    columns.cash[0] = 0;
    return one;
  };

  test("comes to who owes more than it has, and its lenders lose the difference", () => {
    const one = indebted(3);
    const flows = runDays(one, 10);
    expect(flows.bankruptcies).toBe(1);
    expect(one.finance.firms.columns.state[0]).toBe(FirmState.bankrupt);
    expect(machinesOf(one, 0)).toEqual([]);
  });

  test("does not come to who can sell or borrow", () => {
    const one = indebted(0);
    expect(runDays(one, 10).bankruptcies).toBe(0);
    expect(one.finance.firms.columns.cash[0]).toBeGreaterThanOrEqual(0);
  });
});

describe("a takeover", () => {
  /** One is insolvent; another has money. */
  const rich = (operators: object, ratio = 3) => {
    const one = firmWorld({ ratio, operators: { volatility: 0, ...operators } });
    runDays(one, 1);
    const { columns } = one.finance.firms;
    columns.cash.fill(1e7, 1, 8);
    columns.cash[0] = -1e7;
    return one;
  };

  test("passes machines and accounts on as they run, where they are worth more than dealers pay", () => {
    const one = rich({});
    const own = machinesOf(one, 0);
    const flows = runDays(one, 1);
    expect(flows.acquisitions).toBe(1);
    expect(flows.machinesTaken).toBe(own.length);
    expect(one.finance.firms.columns.state[0]).toBe(FirmState.acquired);
    const [buyer] = new Set(own.map((host) => one.world.nodes.columns.operator[host]));
    expect(buyer).not.toBe(0);
    expect(one.world.operators.columns.accounts[buyer]).toBe(2);
    expect(own.every((host) => one.world.nodes.columns.status[host] < Status.draining)).toBe(true);
  });

  test("does not come where machines earn too little, nor where the scenario rules it out", () => {
    expect(runDays(rich({}, cheap), 1).acquisitions).toBe(0);
    const barred = rich({ takeovers: false });
    const flows = runDays(barred, 1);
    expect([flows.acquisitions, flows.bankruptcies]).toEqual([0, 1]);
  });
});

describe("letting cards elsewhere", () => {
  const at = (price: number, kept = 1) => ({ elsewhere: { rents: [{ at: "0 year", price }], kept } });
  /** Nobody can buy. */
  const poor = { takeovers: false, startCash: 0, credit: { loanToValue: 0 } };
  const days = (price: number, kept = 1) =>
    runDays(firmWorld({ ratio: dear, operators: { ...poor, ...at(price, kept) } }), 30);

  test("pays where it brings more than the network does, and not where it brings less", () => {
    expect(days(1000).machinesSold).toBe(30);
    expect(days(0.01).machinesSold).toBe(0);
    expect(days(1000, 0).machinesSold).toBe(0);
  });

  test("keeps cards from being bought for a network that pays less", () => {
    const bought = (price: number) => runDays(firmWorld({ ratio: dear, operators: at(price) }), 30).machinesBought;
    expect(bought(0.01)).toBeGreaterThan(20);
    expect(bought(1000)).toBe(0);
  });

  test("follows the rent of the day: machines go once it has risen", () => {
    const rising = [
      { at: "0 year", price: 0.01 },
      { at: "0.05 year", price: 0.01 },
      { at: "0.06 year", price: 1000 },
    ];
    const one = firmWorld({ ratio: dear, operators: { ...poor, elsewhere: { rents: rising, kept: 1 } } });
    expect(runDays(one, 18).machinesSold).toBe(0);
    expect(runDays(one, 30).machinesSold).toBe(30);
  });
});

describe("entry", () => {
  test("of candidates where it pays, with machines that they paid for, and not where it does not", () => {
    const one = firmWorld({ ratio: dear, operators: { candidates: 20 } });
    const flows = runDays(one, 20);
    expect(flows.entries).toBeGreaterThan(3);
    expect(one.finance.firms.count).toBe(8 + flows.entries);
    for (let o = 8; o < one.finance.firms.count; o++) {
      expect(machinesOf(one, o).length).toBeGreaterThan(0);
      expect(one.world.operators.columns.accounts[o]).toBe(1);
    }
    const none = runDays(firmWorld({ ratio: 0.2, operators: { candidates: 20 } }), 20);
    expect(none.entries).toBe(0);
    expect(none.candidates).toBeGreaterThan(3);
  });

  test("draws margins down: what machines earn falls as others come", () => {
    const one = firmWorld({ ratio: dear, operators: { candidates: 30 } });
    runDays(one, 5);
    const before = one.finance.outlook.columns.recent[0];
    runDays(one, 90);
    expect(one.finance.outlook.columns.recent[0]).toBeLessThan(0.7 * before);
  });

  test("that finds no room is an error that says so", () => {
    const full = firmWorld({ ratio: dear, operators: { candidates: 50, nodesMax: 35 } });
    expect(() => runDays(full, 60)).toThrow(/table nodes is full: all 35 rows.*economy\.operators\.nodesMax/);
  });
});

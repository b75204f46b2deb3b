/** Machines change hands in three ways that the tables tell apart: takeovers of who fails, purchases of sound firms, used cards of dealers. */
import { expect, test } from "vitest";
import type { FinanceFlows } from "../../sim/model/finance.ts";
import { FirmEnd, FirmState } from "../../sim/model/tables/finance.ts";
import { firmRows } from "../../sim/recorders/firms.ts";
import { outputTables } from "../../sim/store/tables.ts";
import { type FirmWorld, firmWorld, runDays } from "../support/firm-world.ts";

/** Nobody invests, has debts or fears risk; dealers pay next to nothing for cards; a larger firm pays much less for an hour. */
const quiet = { startCash: 1, riskAversion: 0, usedSpread: 0.95 };
const uneven = { cards: 0, power: 0.2, site: 0.2, staff: 1, network: 1 };
const sixtyDays = 60;

const parts = ({ acquisitions, acquiredBankrupt, acquiredLeaving, acquiredHealthy }: FinanceFlows) => ({
  acquisitions,
  bankrupt: acquiredBankrupt,
  leaving: acquiredLeaving,
  healthy: acquiredHealthy,
});

/** Firms by why they ended and whether somebody has them now. */
function ended({ finance }: FirmWorld, end: number): { passed: number; dissolved: number } {
  const { columns, count } = finance.firms;
  const rows = Array.from({ length: count }, (_, o) => o).filter((o) => columns.end[o] === end);
  const passed = rows.filter((o) => columns.state[o] === FirmState.acquired);
  // Who took a firm over was another, and is named for no firm that went to dealers.
  for (const o of rows) expect(Number.isNaN(columns.buyer[o])).toBe(!passed.includes(o));
  for (const o of passed) expect(columns.buyer[o]).not.toBe(o);
  return { passed: passed.length, dissolved: rows.length - passed.length };
}

test("who could go on is bought, and counts as healthy", () => {
  const operators = { ...quiet, volatility: 1.5, takeovers: false, scale: uneven, acquisitions: { premium: "20 %" } };
  const one = firmWorld({ ratio: 0.35, operators });
  const { acquisitions, ...why } = parts(runDays(one, sixtyDays));
  expect(acquisitions).toBeGreaterThan(3);
  expect(why).toEqual({ bankrupt: 0, leaving: 0, healthy: acquisitions });
  expect(ended(one, FirmEnd.sold)).toEqual({ passed: acquisitions, dissolved: 0 });
});

test("who leaves as staying does not pay is taken over by whom it pays, or goes to dealers", () => {
  const one = firmWorld({ ratio: 0.35, operators: { ...quiet, volatility: 0, usedSpread: 0.5, scale: uneven } });
  const flows = runDays(one, sixtyDays);
  const { acquisitions, ...why } = parts(flows);
  expect(why).toEqual({ bankrupt: 0, leaving: acquisitions, healthy: 0 });
  const left = ended(one, FirmEnd.left);
  expect(left).toEqual({ passed: acquisitions, dissolved: flows.exits - acquisitions });
  expect([left.passed, left.dissolved].every((count) => count > 0)).toBe(true);
});

test("who cannot pay is taken over, or dissolved where the scenario rules takeovers out", () => {
  const bankrupt = (takeovers: boolean) => {
    const one = firmWorld({ ratio: 3, operators: { volatility: 0, takeovers } });
    runDays(one, 1);
    const { columns } = one.finance.firms;
    columns.cash.fill(1e7, 1, 8);
    columns.cash[0] = -1e7;
    return { why: parts(runDays(one, 1)), ended: ended(one, FirmEnd.bankrupt) };
  };
  expect(bankrupt(true)).toEqual({
    why: { acquisitions: 1, bankrupt: 1, leaving: 0, healthy: 0 },
    ended: { passed: 1, dissolved: 0 },
  });
  expect(bankrupt(false)).toEqual({
    why: { acquisitions: 0, bankrupt: 0, leaving: 0, healthy: 0 },
    ended: { passed: 0, dissolved: 1 },
  });
});

test("what is paid for a firm is told from what is paid for used cards", () => {
  const one = firmWorld({ ratio: 3, operators: { volatility: 0 } });
  runDays(one, 1);
  const { columns } = one.finance.firms;
  columns.cash.fill(1e7, 1, 8);
  columns.cash[0] = -1e7;
  runDays(one, 1);
  const industry = (name: string) => {
    const at = outputTables.find((table) => table.name === "industry")?.columns.findIndex((c) => c.name === name) ?? -1;
    return Number(firmRows(one.world, false)[0].columns[at][0]);
  };
  expect(industry("invested_firms")).toBeCloseTo(columns.sold[0], 6);
  expect(industry("invested_firms")).toBeGreaterThan(0);
  expect([industry("invested_used"), industry("machines_used")]).toEqual([0, 0]);
  expect(industry("machines_taken")).toBeGreaterThan(0);
});

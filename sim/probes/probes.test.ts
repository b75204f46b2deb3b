import { expect, test } from "vitest";
import { epochView, node } from "../../test/support/small-network.ts";
import type { ProbeView } from "../model/view.ts";
import { concentrationBy, concentrationOf, outputTables } from "../store/tables.ts";
import concentration from "./concentration.ts";
import { probes } from "./registry.ts";

/** Three accounts of two operators, which sit in jurisdictions 1 and 2. */
function network(): ProbeView {
  const markets = [
    { price: 2, utilization: 0.5, capacity: 100, tokens: 30, served: 8, missed: 2 },
    { price: 4, utilization: 0.25, capacity: 300, tokens: 10, served: 1, missed: 9 },
  ];
  const see = epochView([node({ account: 0, uptime: 0.5 }), node({ account: 1 }), node({ account: 2 })], markets);
  const accounts = { ...see.accounts, operator: [0, 0, 1], work: [3, 1, 4], reward: [0, 0, 0], capacity: [1, 1, 1] };
  const operators = { ...see.operators, jurisdiction: [1, 2] };
  return { ...see, operatorCount: 2, accounts, operators, jurisdictionCount: 3, balances: [5, 5, 0] };
}

test.each(probes.map((probe) => [probe.id, probe] as const))(
  "%s fills columns of its table, in their units",
  (_, probe) => {
    const table = outputTables.find(({ name }) => name === probe.table);
    const unitOf = new Map(table?.columns.map(({ name, unit }) => [name, unit]));
    for (const [name, unit] of Object.entries(probe.units)) expect(unitOf.get(name), name).toBe(unit);
    for (const row of probe.measure(network())) expect(Object.keys(row)).toEqual(Object.keys(probe.units));
  },
);

/** One row by its labels. */
function row(of: (typeof concentrationOf)[number], by: (typeof concentrationBy)[number]) {
  const rows = concentration.measure(network());
  expect(rows.length).toBe(concentrationOf.length * concentrationBy.length);
  const found = rows.find((r) => r.of === concentrationOf.indexOf(of) && r.by === concentrationBy.indexOf(by));
  return found as NonNullable<typeof found>;
}

test("work by account, operator and jurisdiction", () => {
  expect(row("work", "account")).toMatchObject({ holders: 3, hhi: 26 / 64, top1: 0.5, nakamoto_half: 2 });
  expect(row("work", "operator")).toMatchObject({ holders: 2, hhi: 0.5, gini: 0 });
  expect(row("work", "jurisdiction")).toMatchObject({ holders: 2, hhi: 0.5 });
});

test("two accounts that share all money are one operator that holds it all", () => {
  expect(row("balance", "account")).toMatchObject({ holders: 2, effective_number: 2 });
  expect(row("balance", "operator")).toMatchObject({ holders: 1, effective_number: 1, nakamoto_two_thirds: 1 });
});

test("an epoch without reward has no concentration of it", () => {
  expect(row("reward", "account")).toMatchObject({ holders: 0, hhi: Number.NaN, nakamoto_half: Number.NaN });
});

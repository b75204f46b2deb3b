/** The chapter on operators, clients and states: each figure there where the scenario has what it is about, and only there. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reportData } from "../../sim/host/report-data.ts";
import { plainWorld, writeSyntheticStore } from "../../test/support/synthetic-store.ts";
import { type Figure, narrow, wide } from "../page/figure.ts";
import type { ChipsBySizeRow } from "./economy-rows.ts";
import { figuresOf, report } from "./report.ts";
import type { ReportData, ReportRows } from "./rows.ts";

const title = "What did operators, clients and states do?";
const ids = [
  "operators",
  "strategies",
  "prices-of-work",
  "places-hit",
  "clients-hit",
  "accelerators",
  "accelerators-by-size",
] as const;
const epochs = Array.from({ length: 20 }, (_, epoch) => epoch);

let folder: string;
let plain: ReportData;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "commonwatt-economy-page-"));
  const path = join(folder, "plain.duckdb");
  await writeSyntheticStore(path, { ...plainWorld, replications: 1, epochs: 20, operators: 30, nodes: 60 });
  plain = await reportData(path);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Rows of run 0, with the columns that change from epoch to epoch. */
const every = <R extends object>(row: (epoch: number) => R) =>
  epochs.map((epoch) => ({ run: 0, epoch, ...row(epoch) }));
const withRows = (rows: Partial<ReportRows>): ReportData => ({ ...plain, rows: { ...plain.rows, ...rows } });
const figureOf = (data: ReportData, id: string) => figuresOf(data).get(id)?.figure as Figure | undefined;
const drawnBoth = (figure: Figure) => [wide, narrow].map((size) => figure.plots(size).length);

test("is left out where a scenario has no economy; a figure stands alone where it has one part of it", () => {
  for (const id of ids) expect(figureOf(plain, id)).toBeUndefined();
  expect(report(plain).page).not.toContain(title);
  const some = withRows({ "strategies-by-epoch": every(() => ({ strategy: "honest", capacity_share: 1 })) });
  expect(ids.filter((id) => figureOf(some, id) !== undefined)).toEqual(["strategies"]);
  expect(report(some).page).toContain(`${title}</h2>`);
  expect(report(some).page).toContain('<a href="#strategies">');
});

test("operators: who came, who went and who passed to another, over the whole run", () => {
  const row = (epoch: number) => ({ active: 30 - (epoch > 9 ? 2 : 0), entries: epoch === 1 ? 3 : 0 });
  const ends = (epoch: number) => ({ exits: epoch === 10 ? 4 : 0, bankruptcies: epoch === 10 ? 1 : 0 });
  const some = (acquisitions: number) =>
    withRows({
      "operators-by-epoch": every((epoch) => ({
        ...row(epoch),
        ...ends(epoch),
        acquisitions: epoch === 10 ? acquisitions : 0,
      })),
    });
  const figure = figureOf(some(2), "operators")!;
  expect(figure.finding).toBe(
    "In the whole run 3 operators came and 5 went, 1 of them bankrupt; 2 passed to another operator",
  );
  expect(figureOf(some(0), "operators")!.finding).toMatch(/; nobody was taken over$/);
  expect(figure.rows.at(-1)).toMatchObject({ epoch: 19, mean: 28 });
  expect(drawnBoth(figure)).toEqual([1, 1]);
  const quiet = every(() => ({ active: 30, entries: 0, exits: 0, bankruptcies: 0, acquisitions: 0 }));
  expect(figureOf(withRows({ "operators-by-epoch": quiet }), "operators")!.finding).toBe(
    "In the whole run no operator came and none went",
  );
});

test("strategies: honest work first, then those with most capacity, three of them drawn", () => {
  const shares = { honest: 0.5, splitter: 0.1, dumper: 0.3, renter: 0.1 };
  const rows = Object.entries(shares).flatMap(([strategy, capacity_share]) =>
    every(() => ({ strategy, capacity_share })),
  );
  const figure = figureOf(withRows({ "strategies-by-epoch": rows }), "strategies")!;
  expect(figure.finding).toBe(
    "50% of capacity did what it was paid for; the commonest other strategy was “dumper”, 30%",
  );
  expect(figure.legend?.slice(0, 3).map(({ label }) => label)).toEqual(["honest", "dumper", "renter"]);
  expect(new Set(figure.rows.map(({ strategy }) => strategy)).size).toBe(4);
  expect(figure.estimates["capacityShare/splitter"]?.mean).toBeCloseTo(0.1, 12);
  expect(drawnBoth(figure)).toEqual([1, 1]);
});

test("prices of work: clouds and network, and where the money goes; nothing where one of them never sells", () => {
  const rows = (network_price: number | null) =>
    withRows({ "prices-of-work-by-epoch": every(() => ({ network_share: 0.2, cloud_price: 3, network_price })) });
  const figure = figureOf(rows(2.5), "prices-of-work")!;
  expect(figure.finding).toBe(
    "Clients spent 20.0% of their money at the network; an hour's work cost 2.50 USD there and 3.00 USD at clouds",
  );
  expect(drawnBoth(figure)).toEqual([1, 1]);
  expect(figureOf(rows(null), "prices-of-work")).toBeUndefined();
});

test("places hit: before, during and after, those that lost most first; means weigh requests", () => {
  const phase = (epoch: number) => (epoch < 8 ? "before" : epoch < 14 ? "during" : "after");
  const place = (jurisdiction: string, during: number) =>
    every((epoch) => ({
      jurisdiction,
      phase: phase(epoch),
      answered: 10,
      served_share: phase(epoch) === "during" ? during : 1,
      price: phase(epoch) === "during" ? 3 : 2,
      delay: phase(epoch) === "during" ? 500 : 400,
    })).slice(5);
  const heavy = place("RUS", 0.2).map((row) => (row.epoch === 8 ? { ...row, answered: 60, served_share: 0.4 } : row));
  const rows = [...place("CHN", 0.6), ...heavy] as ReportRows["places-hit"];
  const figure = figureOf(withRows({ "places-hit": rows }), "places-hit")!;
  // (60 · 0.4 + 5 · 10 · 0.2) / 110
  expect(figure.estimates["RUS/during"]?.mean).toBeCloseTo(0.309, 3);
  expect(figure.finding).toBe(
    "31% of requests from Russia were served while acts of states touched it, 100% before; of 2 countries it lost most",
  );
  expect(figure.rows.map(({ name }) => name)).toEqual(["Russia", "China"]);
  // In one of two runs nothing fell.
  const torn = [...place("RUS", 0.3), ...place("RUS", 1).map((row) => ({ ...row, run: 1 }))];
  expect(figureOf(withRows({ "places-hit": torn as ReportRows["places-hit"] }), "places-hit")!.finding).toMatch(
    /; too few runs to say that it fell$/,
  );
  expect(figure.rows[0]).toMatchObject({ before_price: 2, during_price: 3, before_delay: 400, during_delay: 500 });
  expect(figure.estimates["RUS/during/delay"]?.mean).toBe(500);
  expect(drawnBoth(figure)).toEqual([3, 3]);
  const spared = figureOf(withRows({ "places-hit": place("CHN", 1) as ReportRows["places-hit"] }), "places-hit")!;
  expect(spared.finding).toBe(
    "Acts of states kept hardly any request from China from being served; the delay was 500 ms, 400 before",
  );
  // Nobody served: neither price nor delay.
  const cut = place("RUS", 0).map((row) => (row.phase === "during" ? { ...row, price: null, delay: null } : row));
  const dark = figureOf(withRows({ "places-hit": cut as ReportRows["places-hit"] }), "places-hit")!;
  expect(dark.rows[0]).toMatchObject({ during: 0, during_price: null, after_delay: 400 });
  expect(drawnBoth(dark)).toEqual([1, 1]);
  // The same of clients who choose, where some do.
  const clients = withRows({ "clients-hit": place("BRA", 0.4) as ReportRows["places-hit"] });
  expect(figureOf(clients, "places-hit")).toBeUndefined();
  expect(figureOf(clients, "clients-hit")!.finding).toBe(
    "40% of clients in Brazil were served while acts of states touched it, 100% before",
  );
});

test("accelerators: who wanted most, and who received least of what it wanted", () => {
  const place = (jurisdiction: string, ordered: number, got_share: number, refused_share: number) =>
    every(() => ({ jurisdiction, ordered, got_share, refused_share }));
  const usa = place("USA", 900, 0.9, 0);
  const rows = [...usa, ...place("IND", 60, 0.5, 0.4), ...place("DEU", 40, 0.9, 0)];
  const figure = figureOf(withRows({ "accelerators-by-jurisdiction": rows }), "accelerators")!;
  expect(figure.finding).toBe(
    "United States wanted most accelerators, 90% of all, and received 90% of what it wanted; India received 50%, 40% being refused by rules",
  );
  expect(figure.legend?.map(({ label }) => label)).toEqual(
    expect.arrayContaining(["received", "refused by a rule", "United States", "India", "Germany"]),
  );
  expect(drawnBoth(figure)).toEqual([2, 2]);
  const even = figureOf(
    withRows({ "accelerators-by-jurisdiction": [...usa, ...place("DEU", 40, 0.9, 0)] }),
    "accelerators",
  )!;
  expect(even.finding).toMatch(/; nobody else received much less$/);
  const alone = figureOf(withRows({ "accelerators-by-jurisdiction": usa }), "accelerators")!;
  expect(alone.finding).toMatch(/of what it wanted$/);
});

test("accelerators by size: what small and large buyers received, waited for and paid", () => {
  const group = (buyer: ChipsBySizeRow["buyer"], some: Partial<ChipsBySizeRow>) =>
    every(
      (): Omit<ChipsBySizeRow, "run" | "epoch"> => ({
        buyer,
        ordered: 100,
        shipped: 50,
        bought: 50,
        got_share: 0.5,
        waited: 60,
        paid: 1000,
        paid_ratio: 1,
        ...some,
      }),
    );
  const small = group("small", { shipped: 10, got_share: 0.1, waited: 200, paid_ratio: 1.3 });
  const largest = group("largest", { shipped: 90, got_share: 0.9 });
  const figure = figureOf(withRows({ "chips-by-size": [...largest, ...small] }), "accelerators-by-size")!;
  expect(figure.finding).toBe(
    "Buyers who hold up to 1,700 H100-equivalents received 10% of the accelerators that they wanted, those above a million 90%; " +
      "what they received came after 200 and 60 days, at 1.30 times the price",
  );
  expect(figure.rows).toMatchObject([
    { name: "up to 1,700", part: 0.1, got: expect.closeTo(0.1, 9), price: expect.closeTo(1.3, 9) },
    { name: "above a million", part: 0.9 },
  ]);
  expect(drawnBoth(figure)).toEqual([3, 3]);
  // What the largest make themselves was waited for, and has no price; nobody's price is over theirs where they buy nothing.
  const selfMade = group("largest", { shipped: 90, bought: 0, got_share: 0.9, paid: null, paid_ratio: null });
  const unpriced = group("small", { shipped: 10, bought: 10, got_share: 0.1, waited: 200, paid_ratio: null });
  const without = figureOf(withRows({ "chips-by-size": [...selfMade, ...unpriced] }), "accelerators-by-size")!;
  expect(without.finding).toMatch(/; what they received came after 200 and 60 days$/);
  expect(drawnBoth(without)).toEqual([2, 2]);
  // Whoever receives nothing waited for nothing and paid nothing; the network's operators are a group of their own.
  const none = { shipped: 0, bought: 0, got_share: 0, waited: null, paid: null, paid_ratio: null };
  const empty = [...group("network", none), ...group("small", none), ...group("largest", { ...none, ordered: 5 })];
  const bare = figureOf(withRows({ "chips-by-size": empty }), "accelerators-by-size")!;
  expect(bare.finding).toMatch(/received 0% of the accelerators that they wanted, those above a million 0%$/);
  expect(bare.rows.map(({ name, waited }) => [name, waited])).toEqual([
    ["up to 1,700", null],
    ["above a million", null],
    ["operators here", null],
  ]);
  expect(drawnBoth(bare)).toEqual([1, 1]);
});

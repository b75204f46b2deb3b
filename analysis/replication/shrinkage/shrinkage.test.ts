/** The facts on the page are those of the table, and its replication 0 is what the scenario makes today. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { observedIds, observedSeries } from "../../../sim/model/catalogue/observed.ts";
import { pathIds } from "../../../sim/store/paths.ts";
import { againstPublished, given, lastEpoch, type StudyEpoch, switchedOff } from "./compare.ts";
import { factsSection } from "./page.ts";
import { cards, concentration, epochOf, epochSeconds, firstDay, hosts, prices } from "./published.ts";

const page = readFileSync(new URL("../../../docs/hindcast.md", import.meta.url), "utf8");

test("every fact stands on the page, with its source", () => {
  expect(page).toContain(factsSection().join("\n"));
  for (const { value, source } of [...hosts, ...cards, ...concentration, ...prices]) {
    expect(value).toBeGreaterThan(0);
    expect(source.length).toBeGreaterThan(10);
  }
});

test("each observed series is measured in runs, and its counts are above 0 and in order of time", () => {
  expect(Object.keys(observedSeries)).toEqual([...observedIds]);
  for (const { id, path, facts } of Object.values(observedSeries)) {
    expect(observedIds).toContain(id);
    expect(pathIds).toContain(path);
    expect(facts.every(({ value }) => value > 0)).toBe(true);
    expect([...facts].sort((a, b) => (a.date < b.date ? -1 : 1))).toEqual(facts);
  }
});

test("the scenario names the counts of this page, from its first day and in its epochs", () => {
  const text = readFileSync(new URL("../../../scenarios/hindcast/shrinkage.yaml", import.meta.url), "utf8");
  expect(text).toContain(`observed: { series: reference-network-hosts, start: ${firstDay} }`);
  expect(text).toContain(`epochLength: ${String(epochSeconds).replace(/(?=\d{3}$)/, "_")} s`);
  expect(observedSeries["reference-network-hosts"].facts).toBe(hosts);
});

test("days are counted in epochs of the chain", () => {
  expect(epochOf("2026-01-16")).toBe(0);
  expect(lastEpoch).toBe(259);
  expect(epochOf("2026-04")).toBe(92);
});

const made: StudyEpoch[] = [given, "changed"].flatMap((variant) =>
  [0, 1, 2].flatMap((replication) =>
    [32, 92, 189, 190, lastEpoch].map((epoch) => {
      const size = 30 + replication + (variant === given ? 0 : 20);
      return { variant, replication, epoch, hosts: size, machines: size, hhi: 0.1 };
    }),
  ),
);

test("differences are paired: a change of 20 hosts in every replication is sure, one of nothing is none", () => {
  const line = switchedOff(made).find((one) => one.startsWith("| changed")) as string;
  expect(line).toContain("51; **+20 (20 to 20)**");
  expect(line).toContain("0.100; +0.000 (0.000 to 0.000)");
  const published = againstPublished(made).find((one) => one.startsWith("| 2026-09-23 | hosts")) as string;
  expect(published).toContain("| 27 | 31 (29 to 33) | +15 % | no |");
});

/** The facts on the page are those of the table, and its replication 0 is what the scenario makes today. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { againstPublished, given, lastEpoch, type StudyEpoch, switchedOff } from "./compare.ts";
import { factsSection } from "./page.ts";
import { cards, concentration, epochOf, hosts, prices } from "./published.ts";

const page = readFileSync(new URL("../../../docs/hindcast.md", import.meta.url), "utf8");

test("every fact stands on the page, with its source", () => {
  expect(page).toContain(factsSection().join("\n"));
  for (const { value, source } of [...hosts, ...cards, ...concentration, ...prices]) {
    expect(value).toBeGreaterThan(0);
    expect(source.length).toBeGreaterThan(10);
  }
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

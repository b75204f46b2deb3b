/** Who holds accelerators: the start against the published counts, and what the model makes of the quarters that followed. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import {
  chipOwners,
  chipVendors,
  endOfQuarter,
  type OwnershipQuarter,
  ownersAt,
  ownership,
  ownershipQuarters,
} from "../../sim/model/catalogue/ownership.ts";
import { type ChipWorld, chipWorld, runToDay } from "../support/chip-market.ts";

const daysPerQuarter = 365.25 / 4;
const thousand = 1000;

/** Held at a quarter's end. [H100e] */
function published(
  quarter: OwnershipQuarter,
  isMeant: (vendor: string, owner: string) => boolean = () => true,
): number {
  const at = ownershipQuarters.indexOf(quarter);
  const rows = ownership.filter(({ vendor, owner }) => isMeant(vendor, owner));
  return rows.reduce((sum, { held }) => sum + (held[at] as number) * thousand, 0);
}

function modelled({ chips }: ChipWorld, owner?: string): number {
  const { holdings, owner: index } = chips.buyers.columns;
  let sum = 0;
  for (let b = 0; b < chips.outside; b++)
    if (owner === undefined || chipOwners[index[b] as number] === owner) sum += holdings[b] as number;
  return sum;
}

/** Owners with a name, and not a country. */
const firms = ["Microsoft", "Meta", "Amazon", "Google", "Oracle", "CoreWeave"];
const topFive = (shareOf: (owner: string) => number) =>
  firms
    .map(shareOf)
    .sort((a, b) => b - a)
    .slice(0, 5)
    .reduce((sum, one) => sum + one, 0);

describe("the start at the end of 2025", () => {
  const market = chipWorld({ others: 1000 });
  runToDay(market, 0);

  test("is the published total, the five largest hold 73 %", () => {
    expect(modelled(market) / 1e6).toBeCloseTo(19.73, 2);
    expect(topFive((owner) => modelled(market, owner) / modelled(market))).toBeCloseTo(0.728, 3);
  });

  // H100e ever made by the end of 2025 and vendors' shares (Epoch AI, AI Chip Sales, April 2026).
  test.each([
    ["NVIDIA", 13.66e6, 0.69],
    ["Google", 3.81e6, 0.19],
    ["AMD", 1.24e6, 0.06],
    ["Amazon", 1.02e6, 0.05],
  ] as const)("%s has made %d H100e, a share of %d", (name, made, share) => {
    const v = chipVendors.indexOf(name);
    const { columns } = market.chips.vendors;
    expect(columns.made[v] / made).toBeCloseTo(1, 2);
    const all = columns.made.reduce((sum, one) => sum + one, 0);
    expect(columns.made[v] / all).toBeCloseTo(share, 2);
  });

  test("grew 2.9-fold in a year at NVIDIA, fourfold at Google", () => {
    const ratio = (name: string) => {
      const of = (vendor: string) => vendor === name;
      return published("2025Q4", of) / published("2024Q4", of);
    };
    expect(ratio("NVIDIA")).toBeCloseTo(2.9, 1);
    expect(ratio("Google")).toBeCloseTo(4, 1);
  });
});

describe("the quarters that followed", () => {
  const at = (start: OwnershipQuarter, quarters: number) => {
    const market = chipWorld({ start, others: 1000 });
    runToDay(market, Math.round(quarters * daysPerQuarter));
    const now = ownershipQuarters[ownershipQuarters.indexOf(start) + quarters] as OwnershipQuarter;
    const total = modelled(market);
    const real = published(now);
    return {
      total: total / real,
      topFive:
        topFive((owner) => modelled(market, owner) / total) -
        topFive((owner) => published(now, (_, one) => one === owner) / real),
      worst: Math.max(
        ...chipOwners.map((owner) =>
          Math.abs(modelled(market, owner) / total - published(now, (_, one) => one === owner) / real),
        ),
      ),
    };
  };

  // start, quarters on, error in the total at most, in any owner's share at most
  test.each([
    ["2024Q4", 1, 0.01, 0.025],
    ["2024Q4", 2, 0.08, 0.035],
    ["2024Q4", 4, 0.15, 0.045],
    ["2025Q1", 3, 0.12, 0.025],
    ["2025Q2", 2, 0.03, 0.025],
    ["2025Q3", 1, 0.01, 0.015],
  ] as const)("from %s %i on: total within %d, shares within %d", (start, quarters, total, share) => {
    const found = at(start, quarters);
    expect(Math.abs(found.total - 1)).toBeLessThan(total);
    expect(found.worst).toBeLessThan(share);
    expect(Math.abs(found.topFive)).toBeLessThan(0.03);
  });

  test("China's share at the end of 2025 lies between free trade and the rule of 2023 anew", () => {
    // Its purchases of 2024 were under that rule already, and cards made for it needed a licence from April 2025.
    const share = (rule: string) => {
      const market = chipWorld({ start: "2024Q4", others: 1000 }, { trade: { rule } });
      runToDay(market, 365);
      return modelled(market, "China") / modelled(market);
    };
    const real = published("2025Q4", (_, owner) => owner === "China") / published("2025Q4");
    expect(share("free")).toBeGreaterThan(real);
    expect(share("performance-density")).toBeLessThan(real);
  });

  test("a quarter without two years behind it cannot be a start", () => {
    expect(() => ownersAt("2023Q4")).toThrow(/start at 2024Q4 or later/);
    expect(endOfQuarter("2025Q4")).toBe(2026);
  });
});

const data = fileURLToPath(new URL("../../../shared/data/ownership", import.meta.url));
describe.skipIf(!existsSync(data))("the table against the published files (needs ../shared/data/ownership)", () => {
  /** Medians in H100e by owner and quarter, of the files that name owners. */
  function medians(file: string): Map<string, number> {
    const [head, ...lines] = readFileSync(`${data}/${file}`, "utf8").trim().split("\n").map(cells);
    const column = (pattern: RegExp) => (head as string[]).findIndex((name) => pattern.test(name));
    const [owner, end, median] = [/^Owner$/, /^End date$/, /^Compute estimate in H100e \(median\)$/].map(column);
    return new Map(
      lines.map((line) => {
        const [month, , year] = (line[end as number] as string).split("/").map(Number);
        const quarter = `${year}Q${Math.ceil((month as number) / 3)}`;
        return [`${owner === -1 ? "" : line[owner as number]} ${quarter}`, Number(line[median as number])];
      }),
    );
  }

  /** Commas inside quotes belong to the cell. */
  const cells = (line: string) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/);

  test.each([
    [
      "NVIDIA",
      "epoch_nvidia_owners_cumulative_totals.csv",
      ["Microsoft", "Meta", "Amazon", "Google", "Oracle", "China"],
    ],
    ["NVIDIA", "epoch_nvidia_owners_OTHER_cumulative_totals.csv", ["Other"]],
    ["NVIDIA", "epoch_coreweave_owners_cumulative_totals.csv", ["CoreWeave"]],
    ["AMD", "epoch_amd_owners_cumulative_totals.csv", ["Microsoft", "Meta", "Oracle", "Other", "China"]],
    ["Google", "epoch_tpu_owners_cumulative_totals.csv", ["Google"]],
    ["Amazon", "epoch_trainium_owners_cumulative_totals.csv", ["Amazon"]],
  ] as const)("%s, %s: every owner in every quarter, to a thousand", (vendor, file, owners) => {
    const found = medians(file);
    let compared = 0;
    for (const owner of owners) {
      const row = ownership.find((one) => one.vendor === vendor && one.owner === owner);
      ownershipQuarters.forEach((quarter, i) => {
        const want = found.get(`${owner} ${quarter}`);
        if (want === undefined) return;
        compared++;
        expect(Math.abs((row?.held[i] as number) * thousand - want), `${owner} ${quarter}`).toBeLessThanOrEqual(500);
      });
    }
    expect(compared).toBeGreaterThanOrEqual(8);
  });

  test("NVIDIA's owners add up to its total", () => {
    const totals = medians("epoch_nvidia_cumulative_totals.csv");
    for (const quarter of ownershipQuarters) {
      const total = totals.get(` ${quarter}`) as number;
      expect(Math.abs(published(quarter, (vendor) => vendor === "NVIDIA") / total - 1)).toBeLessThan(0.02);
    }
  });
});

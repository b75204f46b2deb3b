import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { hardware } from "../../../sim/model/catalogue/hardware.ts";
import { rowOf } from "../../../sim/model/catalogue/rows.ts";
import { checkedRows, page, sizeOf } from "./table.ts";

const rows = checkedRows();
const held = rows.filter((row) => row.use === "held-out");

describe("throughput against published figures", () => {
  test("covers at least 14 pairs of card and model, consumer cards among them", () => {
    expect(new Set(rows.map((row) => `${row.hardware} ${row.model}`)).size).toBeGreaterThanOrEqual(14);
    const consumer = held.filter((row) => rowOf(hardware, row.hardware).class === "consumer");
    expect(new Set(consumer.map((row) => row.hardware)).size).toBeGreaterThanOrEqual(4);
  });

  test("half of the held-out figures are predicted within 12 per cent, nine in ten within 40", () => {
    const sizes = held.map(sizeOf).sort((a, b) => a - b);
    expect(sizes[Math.floor(sizes.length / 2)]!).toBeLessThan(Math.log(1.12));
    expect(sizes[Math.floor(0.9 * sizes.length)]!).toBeLessThan(Math.log(1.4));
  });

  test.each(
    held.map((row) => [`${row.hardware} x${row.cards} ${row.model} ${JSON.stringify(row.measurement)}`, row] as const),
  )("%s is predicted within a factor of two", (_, row) => {
    expect(sizeOf(row)).toBeLessThan(Math.log(2));
  });

  test("the page is fresh: npx tsx analysis/replication/throughput/write.ts", () => {
    const stored = readFileSync(new URL("../../../docs/validation-throughput.md", import.meta.url), "utf8");
    expect(stored).toBe(page());
  });
});

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { report } from "../../../reports/run/report.ts";
import { smallDisk } from "../../../test/support/small-disk.ts";
import { plainWorld, writeSyntheticStore } from "../../../test/support/synthetic-store.ts";
import { reportData } from "../report-data.ts";
import { reportCommand } from "./report.ts";

let folder: string;
let store: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "commonwatt-report-command-"));
  store = join(folder, "plain.duckdb");
  await writeSyntheticStore(store, { ...plainWorld, replications: 3, epochs: 40, operators: 60, nodes: 150 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a report replaces a report, and no other file", async () => {
  const before = readFileSync(store);
  const scenario = join(folder, "mine.yaml");
  const notes = join(folder, "notes.findings.json");
  writeFileSync(scenario, "name: mine\n");
  writeFileSync(notes, "{}\n");
  const complained = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    for (const out of [store, scenario, folder, `${store}.wal`, join(folder, "notes.html")]) {
      expect(await reportCommand(store, { out }), out).toBe(2);
    }
    const lines = complained.mock.calls.flat().join("").split("\n");
    expect(lines).toHaveLength(6);
    expect(lines[0]).toBe(
      `${store} exists and is no report of CommonWatt, so it is not overwritten — ` +
        "move it, or name another file with --out",
    );
    expect(lines[4]).toContain("notes.findings.json exists and is no report");
    expect(readFileSync(store).equals(before)).toBe(true);
    expect(readFileSync(scenario, "utf8")).toBe("name: mine\n");
    expect(readFileSync(notes, "utf8")).toBe("{}\n");
    expect(existsSync(`${store}.wal`)).toBe(false);
    expect(existsSync(join(folder, "notes.html"))).toBe(false);
    const out = join(folder, "twice.html");
    expect(await reportCommand(store, { out })).toBe(0);
    expect(await reportCommand(store, { out })).toBe(0);
  } finally {
    complained.mockRestore();
    printed.mockRestore();
  }
});

test("a full disk is one line with a remedy, and leaves the report that was there", async (context) => {
  const disk = smallDisk(1);
  if (disk === undefined) return context.skip("no file system of limited size can be mounted here");
  const out = join(disk, "page.html");
  const complained = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    expect(await reportCommand(store, { out })).toBe(0);
    const before = readFileSync(out);
    writeFileSync(join(disk, "filler"), Buffer.alloc(statfsSync(disk).bavail * statfsSync(disk).bsize - 4096));
    expect(await reportCommand(store, { out })).toBe(2);
    expect(complained.mock.calls.flat().join("")).toBe(
      `no space left on the disk of ${out} — free some, then: try again\n`,
    );
    expect(readFileSync(out).equals(before)).toBe(true);
    expect(readdirSync(disk).sort()).toEqual(["filler", "page.findings.json", "page.html"]);
  } finally {
    complained.mockRestore();
    printed.mockRestore();
  }
});

test("the command writes page and findings, and names what is wrong with a store in one line", async () => {
  const out = join(folder, "page.html");
  const made = report(await reportData(store));
  const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const complained = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    expect(await reportCommand(store, { out, json: true })).toBe(0);
    const told = JSON.parse(printed.mock.calls.flat().join(""));
    expect(told).toMatchObject({ page: out, figures: 15 });
    expect(readFileSync(told.page, "utf8")).toBe(made.page);
    expect(readFileSync(told.findings, "utf8")).toBe(made.findings);
    expect(await reportCommand(join(folder, "nothing.duckdb"), {})).toBe(2);
    expect(complained.mock.calls.flat().join("")).toMatch(/nothing\.duckdb: no such store — .*\n$/);
  } finally {
    printed.mockRestore();
    complained.mockRestore();
  }
});

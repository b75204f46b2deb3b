/** The main job, end to end: the program makes a store and a report of a small baseline, and Chromium opens the page. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStore } from "../../sim/host/duckdb.ts";
import { chromiumFlags, chromiumNote, chromiumPath, hasChromium } from "../support/chromium.ts";

const root = join(import.meta.dirname, "../..");
const smaller = [
  "network.nodes=400",
  "network.operators=130",
  "demand.rate=60 request/s",
  "horizon=8 epoch",
  "warmup=2 epoch",
  "outages.scripted=[]",
].flatMap((set) => ["--set", set]);

describe("scenario to report", () => {
  const folder = mkdtempSync(join(tmpdir(), "commonwatt-first-run-"));
  const store = join(folder, "baseline.duckdb");

  beforeAll(() => {
    const program = join(root, "sim/host/commonwatt.mjs");
    const words = ["run", "scenarios/baseline.yaml", ...smaller, "--out", store, "--replications", "2", "--report"];
    execFileSync(process.execPath, [program, ...words], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("the store holds whole runs, and its tables agree with each other", async () => {
    const opened = await openStore(store, { access: "read" });
    const [counts] = await opened.rows("SELECT count(*) AS runs, count(DISTINCT digest) AS digests FROM runs");
    const [totals] = await opened.rows(
      `SELECT (SELECT sum(fees) FROM epochs) AS epochs, (SELECT sum(fees) FROM markets) AS markets,
         (SELECT sum(amount) FROM ledger WHERE kind = 'fee') AS ledger, (SELECT sum(balance) FROM ledger_accounts) AS books`,
    );
    opened.close();
    expect(counts).toEqual({ runs: 2n, digests: 2n });
    expect(totals!.epochs).toBe(totals!.markets);
    expect(totals!.ledger).toBe(totals!.epochs);
    expect(Number(totals!.ledger)).toBeGreaterThan(0);
    expect(Number(totals!.books)).toBe(0);
  });

  test.skipIf(!hasChromium)(
    `Chromium (needs Debian's chromium) shows the page and asks nobody for anything${chromiumNote}`,
    async () => {
      const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags });
      try {
        const page = await browser.newPage();
        const asked: string[] = [];
        const errors: string[] = [];
        page.on("request", (request) => asked.push(request.url()));
        page.on("pageerror", (error) => errors.push(String(error)));
        const file = pathToFileURL(store.replace(".duckdb", ".html")).href;
        await page.goto(file);
        expect(await page.title()).toContain("Baseline");
        expect(await page.locator("figure svg").count()).toBeGreaterThanOrEqual(10);
        expect(await page.locator("h1").textContent()).toMatch(/\d+(\.\d+)?% of requests were served/);
        expect(asked.filter((url) => url !== file && !url.startsWith("data:"))).toEqual([]);
        expect(errors).toEqual([]);
      } finally {
        await browser.close();
      }
    },
  );
});

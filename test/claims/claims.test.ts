/** A tiny claim study from its file to page, PDF, index and method; again without a run; and in a real browser. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { claimFiles, claimsCommand } from "../../sim/host/commands/claims.ts";
import { reportCommand } from "../../sim/host/commands/report.ts";
import { chromiumFlags, chromiumNote, chromiumPath, hasChromium } from "../support/chromium.ts";
import { claimText, futuresText } from "../support/claim-text.ts";

const pdftotext = "/usr/bin/pdftotext";
const canPrint = hasChromium && existsSync(pdftotext);
let folder: string;
let out: string;
let first: string;

/** What a command prints. */
async function told(run: () => Promise<number>): Promise<string> {
  const written: string[] = [];
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
  try {
    expect(await run()).toBe(0);
  } finally {
    spy.mockRestore();
  }
  return written.join("");
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "commonwatt-claims-"));
  out = join(folder, "out");
  writeFileSync(join(folder, "c9.yaml"), claimText);
  writeFileSync(join(folder, "futures.yaml"), futuresText);
  first = await told(() => claimsCommand({ studies: folder, folder: out, workers: 1, quiet: true, pdf: canPrint }));
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const page = (name: string) => readFileSync(join(out, name), "utf8");

test("the quick size runs what the file plans, whatever its precision", () => {
  expect(first).toMatch(/^C9 {2}Demand +supported +\S+( low)? +40 runs$/m);
  const findings = JSON.parse(page("c9.findings.json")) as { verdict: string; runs: number; replications: number };
  expect(findings).toMatchObject({ verdict: "supported", runs: 40, replications: 5 });
  expect(page("c9.html")).toContain("<h1>More requests make the network busier</h1>");
  expect(page("index.html")).toContain('href="c9.html"');
  expect(page("method.html")).toContain("How the claims were tested");
});

test("a second time it runs nothing, and builds the same bytes", async () => {
  const before = page("c9.html");
  const changed = statSync(join(out, "c9.duckdb")).mtimeMs;
  expect(await told(() => claimsCommand({ studies: folder, folder: out, workers: 1, quiet: true, pdf: false }))).toBe(
    first,
  );
  expect(page("c9.html")).toBe(before);
  expect(statSync(join(out, "c9.duckdb")).mtimeMs).toBe(changed);
}, 60_000);

test("the index compares the futures, run apart from the claims", () => {
  const index = page("index.html");
  expect(index).toContain("The futures compared");
  expect(index).toMatch(/Three futures|3 futures/);
  expect(index).toContain("An open network");
  expect(existsSync(join(out, "futures.duckdb"))).toBe(true);
  expect(index).not.toContain('href="futures.html"');
});

test("report builds the same page from the store", async () => {
  const again = join(folder, "again.html");
  await told(() => reportCommand(join(out, "c9.duckdb"), { out: again }));
  expect(readFileSync(again, "utf8")).toBe(page("c9.html"));
}, 60_000);

test("a claim that is not there is named, and so is an empty folder", () => {
  expect(() => claimFiles("c3", folder)).toThrow('there is no claim "c3" — one of c9');
  expect(() => claimFiles(undefined, out)).toThrow(/holds no claim study/);
});

test.skipIf(!canPrint)(`the PDF has the whole summary on its first page${chromiumNote} (needs pdftotext too)`, () => {
  const text = (from: number) =>
    execFileSync(pdftotext, ["-f", String(from), "-l", String(from), "-layout", join(out, "c9.pdf"), "-"], {
      encoding: "utf8",
    });
  expect(text(1)).toContain("In short");
  expect(text(1)).toContain("Results under stated assumptions");
  expect(text(1)).not.toContain("What was found");
  expect(text(2)).toContain("What was found");
});

describe.skipIf(!hasChromium)(`pages in Chromium${chromiumNote} (needs it)`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags });
  });
  afterAll(() => browser?.close());

  test.each([
    ["c9.html", "light", 1280],
    ["c9.html", "dark", 390],
    ["index.html", "light", 390],
    ["index.html", "dark", 1280],
    ["method.html", "light", 390],
  ] as const)(
    "%s, %s, %i px: nothing is fetched, axe finds nothing, it scrolls down only",
    async (name, colorScheme, width) => {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
      const tab = await context.newPage();
      const asked: string[] = [];
      tab.on("request", (request) => asked.push(request.url()));
      const url = pathToFileURL(join(out, name)).href;
      await tab.goto(url);
      expect(asked).toEqual([url]);
      expect(await tab.locator("script").count()).toBe(0);
      expect(await tab.evaluate("document.documentElement.scrollWidth")).toBe(width);
      await tab.evaluate(readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
      expect(await tab.evaluate(axeScript)).toEqual([]);
      await context.close();
    },
    60_000,
  );
});

const axeScript = `(async () => {
  for (const block of document.querySelectorAll("details")) block.open = true;
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await axe.run(document, { runOnly: tags });
  return found.violations.map((rule) => rule.id + ": " + rule.nodes[0].html.slice(0, 160));
})()`;

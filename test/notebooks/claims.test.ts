/**
 * The notebook of a claim, from its study cut down: built by the command's own steps, opened from disk in a browser that refuses all requests;
 * the inputs move the verdict, and a changed world changes it too.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildClaimNotebooks } from "../../notebooks/build/claims.ts";
import { type Axis, shownAt, valueAt } from "../../notebooks/claims/worlds.ts";
import { bundle, isFresh, root } from "../../sim/host/bundle.mjs";
import { chromiumFlags, chromiumNote, chromiumPath, hasChromium } from "../support/chromium.ts";

const folder = mkdtempSync(join(tmpdir(), "commonwatt-claim-notebooks-"));
/** Votes only, so that a run takes some tens of milliseconds. */
const id = "c2";

/** The claim's study, shorter, as a researcher would have changed it. */
async function built(name: string, changes: string): Promise<string> {
  const from = join(folder, name, "studies");
  mkdirSync(from, { recursive: true });
  const study = join(root, "notebooks/claims", `${id}.yaml`);
  writeFileSync(join(from, `${id}.yaml`), `extends: ${study}\nhorizon: 30 epoch\nreplications: 3\n${changes}`);
  const places = { from, stores: join(folder, name, "stores"), pages: join(folder, name, "pages") };
  const [page] = await buildClaimNotebooks([id], places);
  return page!;
}

/** An even number: of a Latin hypercube's points half lie in the lower half of each range. */
const worlds = Number(
  /^ +points: (\d+)$/m.exec(readFileSync(join(root, "scenarios/claims", `${id}.yaml`), "utf8"))![1],
);

test("the command passes on what the command line says", () => {
  const { status, stderr } = spawnSync("npx", ["tsx", "notebooks/build/main.ts", "claims", "c99"], {
    cwd: root,
    encoding: "utf8",
  });
  expect(stderr).toContain('there is no claim "c99"');
  expect(status).toBe(1);
}, 120_000);

let page: string;
beforeAll(async () => {
  if (!isFresh()) await bundle();
  page = await built("as-stated", "");
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("each claim has a study to change, which extends the claim's own", () => {
  const ids = readdirSync("scenarios/claims").filter((name) => /^c\d+\.yaml$/.test(name));
  expect(ids).toHaveLength(10);
  for (const file of ids)
    expect(readFileSync(join("notebooks/claims", file), "utf8")).toContain(`extends: ../../scenarios/claims/${file}`);
});

test("the page holds all it needs, and leads to no page that is not there", () => {
  const text = readFileSync(page, "utf8");
  expect(text).not.toMatch(/cdn\.jsdelivr\.net|<script[^>]* src=|<link rel="stylesheet"/);
  expect([...text.matchAll(/<a href="([^"]+\.html)"/g)].map(([, href]) => href)).toEqual([`${id}.html`]);
});

test("the ends of a range are those that were written, in their unit", () => {
  const axis: Axis = { key: "k", name: "n", from: 4, to: 12, unit: "USD/h", scale: "linear", shares: [] };
  expect([0, 0.5, 1].map((share) => shownAt(axis, share))).toEqual(["4 USD/h", "8 USD/h", "12 USD/h"]);
  expect(valueAt({ ...axis, from: 0.5, to: 4, unit: "", scale: "log" }, 1 / 3)).toBeCloseTo(1, 12);
});

describe.skipIf(!hasChromium)(`a claim's notebook in Chromium (needs apt package chromium)${chromiumNote}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags });
  });
  afterAll(() => browser?.close());

  async function opened(path: string, width = 1100) {
    const file = pathToFileURL(path).href;
    const tab = await browser.newPage({ viewport: { width, height: 900 } });
    const wrong: string[] = [];
    await tab.route("**/*", (route) => {
      if (route.request().url() === file) return route.continue();
      wrong.push(route.request().url());
      return route.abort();
    });
    tab.on("pageerror", (error) => wrong.push(error.message));
    tab.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
    await tab.goto(file);
    await tab.locator("#cell-14 svg[viewBox]").last().waitFor({ timeout: 30_000 });
    const verdict = async () => ((await tab.locator("#cell-12").textContent()) ?? "").trim();
    return { tab, wrong, verdict };
  }

  const says = (tab: Page, words: string) =>
    tab.waitForFunction((text) => document.querySelector("#cell-12")!.textContent!.includes(text), words);

  test("has no error, makes no request, and shows a verdict, a table and a world a line", async () => {
    const { tab, wrong, verdict } = await opened(page);
    const said = await verdict();
    expect(said).toMatch(/Verdict there: (supported|supported under conditions|not supported|contradicted)\. \S+/);
    expect(said).toContain(`${worlds} of ${worlds} worlds are left.`);
    expect(await tab.locator("#cell-13 table tbody tr").count()).toBeGreaterThan(3);
    expect(await tab.locator("#cell-14 svg[viewBox] g[aria-label=dot] circle").count()).toBe(worlds);
    expect(await tab.locator("main").textContent()).not.toMatch(/\bNaN\b|\bundefined\b|\[object /);
    expect(await tab.locator(".observablehq--error").count()).toBe(0);
    expect(wrong).toEqual([]);
    await tab.close();
  });

  test("narrower worlds move the verdict's sentence, the table and the picture; no world at all is said", async () => {
    const { tab, wrong, verdict } = await opened(page);
    const [from, to] = [tab.locator("#cell-15 input").first(), tab.locator("#cell-15 input").last()];
    const before = await tab.locator("#cell-13").textContent();
    await to.fill("0.5");
    await says(tab, `${worlds / 2} of ${worlds} worlds`);
    expect(await tab.locator("#cell-13").textContent()).not.toBe(before);
    expect(await tab.locator("#cell-14 svg[viewBox] g[aria-label=dot] circle").count()).toBe(worlds / 2);
    await from.fill("1");
    await says(tab, "no world is left");
    expect(await verdict()).toBe(`0 of ${worlds} worlds are left. Verdict there: no world is left.`);
    // Another assumption begins with its whole range.
    await tab.locator("#cell-10 select").selectOption({ index: 2 });
    await says(tab, `${worlds} of ${worlds} worlds`);
    expect(await tab.locator("#cell-15 output").allTextContents()).toEqual(["30", "110"]);
    expect(await tab.locator(".observablehq--error").count()).toBe(0);
    expect(wrong).toEqual([]);
    await tab.close();
  });

  test("another world, written into the study, gives other differences", async () => {
    const other = await built(
      "nearly-all-owned",
      "sweep: { sample: { ranges: { stake.accountsFraction: { from: 0.97, to: 1 } } } }\n",
    );
    const { tab: stated } = await opened(page);
    const { tab: changed } = await opened(other);
    const lines = (tab: typeof stated) => tab.locator("#cell-13 tbody").textContent();
    expect(await lines(changed)).not.toBe(await lines(stated));
    await Promise.all([stated.close(), changed.close()]);
  }, 300_000);

  test("fits a phone", async () => {
    const { tab } = await opened(page, 390);
    expect(await tab.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    await tab.close();
  });
});

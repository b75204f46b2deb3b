/**
 * Every notebook is built from fresh data and opened from disk in a browser that refuses all requests: no error, every chart drawn, every
 * input moves something.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildNotebooks, notebookNames } from "../../notebooks/build/main.ts";
import { bundle, isFresh } from "../../sim/host/bundle.mjs";
import { chromiumFlags, chromiumNote, chromiumPath, hasChromium } from "../support/chromium.ts";

const names = notebookNames();
const folder = mkdtempSync(join(tmpdir(), "commonwatt-notebooks-"));
/** Some 300 runs of small networks make the data. */
const buildLimit = 600_000;

beforeAll(async () => {
  if (!isFresh()) await bundle();
  await buildNotebooks(folder, () => {});
}, buildLimit);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Cells of the notebook's file that draw, with Plot or a table. */
function drawingCells(name: string): { charts: string[]; tables: string[] } {
  const cells = [
    ...readFileSync(`notebooks/${name}.html`, "utf8").matchAll(/<script id="(\d+)"[^>]*>([\s\S]*?)<\/script>/g),
  ];
  const holding = (text: string) => cells.filter(([, , source]) => source!.includes(text)).map(([, id]) => id!);
  return { charts: holding("Plot.plot("), tables: holding("display(table(") };
}

test("there are the five notebooks, each a chapter of the others' navigation", () => {
  expect(names).toEqual(["own-rule", "places", "tour", "votes", "worlds"]);
  const template = readFileSync("notebooks/build/page.html", "utf8");
  for (const name of names) expect(template).toContain(`href="${name}.html"`);
});

test("a page holds all it needs and names no content network", () => {
  for (const name of names) {
    const page = readFileSync(join(folder, `${name}.html`), "utf8");
    expect(page).not.toMatch(/cdn\.jsdelivr\.net|<script[^>]* src=|<link rel="stylesheet"/);
    expect(page.length).toBeGreaterThan(100_000);
  }
});

describe.skipIf(!hasChromium)(`notebooks in Chromium (needs apt package chromium)${chromiumNote}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags });
  });
  afterAll(() => browser?.close());

  async function open(name: string): Promise<{ page: Page; refused: string[]; errors: string[] }> {
    const file = pathToFileURL(join(folder, `${name}.html`)).href;
    const page = await browser.newPage({ viewport: { width: 1100, height: 900 } });
    const [refused, errors]: [string[], string[]] = [[], []];
    await page.route("**/*", (route) => {
      const url = route.request().url();
      if (url === file) return route.continue();
      refused.push(url);
      return route.abort();
    });
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await page.goto(file);
    return { page, refused, errors };
  }

  test.each(names)("%s: no request, no error, every chart and table drawn", async (name) => {
    const { charts, tables } = drawingCells(name);
    expect(charts.length).toBeGreaterThan(2);
    const { page, refused, errors } = await open(name);
    for (const id of charts) await page.locator(`#cell-${id} svg[viewBox]`).last().waitFor({ timeout: 30_000 });
    for (const id of tables) await page.locator(`#cell-${id} table td`).first().waitFor({ timeout: 30_000 });
    for (const id of charts)
      expect(await drawn(page, id), `${name}, cell ${id}`).toEqual({ isTitled: true, empty: [], strange: 0 });
    expect(await page.locator(".observablehq--error").count()).toBe(0);
    expect(await page.locator("main").allInnerTexts()).toEqual([
      expect.not.stringMatching(/\bNaN\b|\bundefined\b|\[object /),
    ]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(1100);
    expect(refused).toEqual([]);
    expect(errors).toEqual([]);
    await page.close();
  });

  test.each(names.filter((name) => name !== "tour"))("%s: each input changes what is drawn", async (name) => {
    const { page, errors } = await open(name);
    const inputs = page.locator("main input, main select");
    await inputs.last().waitFor();
    await page.waitForTimeout(500);
    const count = await inputs.count();
    expect(count).toBeGreaterThan(0);
    for (let i = 0; i < count; i++) {
      const before = await page.locator("main").innerHTML();
      await moved(page, i);
      await page.waitForFunction((old) => document.querySelector("main")!.innerHTML !== old, before);
    }
    await page.waitForTimeout(500);
    expect(await page.locator(".observablehq--error").count()).toBe(0);
    expect(errors).toEqual([]);
    await page.close();
  });
});

/** Whether the chart of a cell has its title, its layers without a mark in the picture, and how many coordinates are no numbers. */
function drawn(page: Page, id: string) {
  return page.evaluate((cell) => {
    const root = document.querySelector(`#cell-${cell}`)!;
    const picture = [...root.querySelectorAll("svg[viewBox]")].at(-1)!;
    const layers = [...picture.querySelectorAll("g[aria-label]")].filter(
      (layer) => !/axis|grid/.test(layer.ariaLabel!),
    );
    const frame = picture.getBoundingClientRect();
    // A mark that a wrong scale puts outside of the picture is not drawn either.
    const isSeen = (layer: Element) => {
      const { left, right, top, bottom } = layer.getBoundingClientRect();
      return right >= frame.left && left <= frame.right && bottom >= frame.top && top <= frame.bottom;
    };
    const shapes = picture.querySelectorAll("path, circle, rect, line, text");
    return {
      isTitled: root.querySelector("figure h2")?.textContent !== "" && root.querySelector("figure h2") !== null,
      empty: layers.length === 0 ? ["no layer"] : layers.filter((one) => !isSeen(one)).map((one) => one.ariaLabel),
      strange: [...shapes].filter((shape) => /NaN|Infinity/.test(shape.outerHTML)).length,
    };
  }, id);
}

/** A slider to its end, a menu to its last entry. */
function moved(page: Page, index: number): Promise<void> {
  return page.evaluate((i) => {
    const input = [...document.querySelectorAll("main input, main select")][i] as HTMLInputElement | HTMLSelectElement;
    if (input instanceof HTMLSelectElement) input.selectedIndex = input.options.length - 1;
    else input.value = input.max;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }, index);
}

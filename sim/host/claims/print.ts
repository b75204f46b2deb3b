/** Prints pages to PDF by a Chromium that is there: the system's, or the optional package's. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const systemBrowsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export interface Browser {
  readonly path: string;
  readonly flags: readonly string[];
}

/** What to do where there is none. */
export const noBrowser =
  "no PDF is printed: Chromium is missing — install it (Debian: apt-get install chromium), or the optional package: npm install @sparticuz/chromium";

const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-pdf-header-footer",
];

/** @returns undefined when there is neither */
export async function findBrowser(): Promise<Browser | undefined> {
  const path = systemBrowsers.find(existsSync);
  if (path !== undefined) return { path, flags };
  try {
    const { default: packed } = await import("@sparticuz/chromium");
    return { path: await packed.executablePath(), flags: [...packed.args, ...flags] };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}

/** A page of pictures takes a second or two; a browser that hangs is ended. [ms] */
const patience = 120_000;

/** @throws Error with what the browser said when no PDF came of it */
export async function printPdf(browser: Browser, page: string, pdf: string): Promise<void> {
  const profile = mkdtempSync(join(tmpdir(), "commonwatt-print-"));
  const words = [
    ...browser.flags,
    `--user-data-dir=${profile}`,
    `--print-to-pdf=${resolve(pdf)}`,
    pathToFileURL(resolve(page)).href,
  ];
  try {
    rmSync(pdf, { force: true });
    const said = await ended(browser.path, words);
    if (!existsSync(pdf)) throw new Error(`${browser.path} printed no ${pdf}: ${said.slice(-400)}`);
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

function ended(path: string, words: readonly string[]): Promise<string> {
  return new Promise((settle, fail) => {
    const child = spawn(path, words, { stdio: ["ignore", "ignore", "pipe"], timeout: patience });
    let said = "";
    child.stderr.on("data", (chunk) => {
      said += String(chunk);
    });
    child.on("error", fail);
    child.on("close", () => settle(said));
  });
}

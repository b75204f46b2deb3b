/**
 * Prints pages to PDF by a Chromium that is there: the system's, or that of the optional package.
 *
 * It is driven over DevTools, as the package's build answers no `--print-to-pdf`.
 */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const systemBrowsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A page of pictures takes a second or two; a browser that hangs is given up. [ms] */
const patience = 120_000;

/** What to do where there is none. */
export const noBrowser =
  "no PDF is printed: Chromium is missing — install it (Debian: apt-get install chromium), or the optional package: npm install @sparticuz/chromium";

export interface Printer {
  /** @throws Error with what the browser said when no PDF came of it */
  print(page: string, pdf: string): Promise<void>;
  close(): Promise<void>;
}

/** @returns undefined when there is neither; a caller who only asks need not close anything */
export async function findBrowser(among: readonly string[] = systemBrowsers): Promise<string | undefined> {
  const path = among.find(existsSync);
  if (path !== undefined) return path;
  try {
    const { default: packed } = await import("@sparticuz/chromium");
    return await packed.executablePath();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}

/** @throws Error when the browser does not start */
export async function openPrinter(browserPath: string): Promise<Printer> {
  const { chromium } = await import("playwright-core");
  const browser = await chromium.launch({ executablePath: browserPath, args: flags, timeout: patience });
  return {
    async print(page, pdf) {
      const tab = await browser.newPage({ javaScriptEnabled: false });
      tab.setDefaultTimeout(patience);
      await tab.goto(pathToFileURL(resolve(page)).href);
      await tab.pdf({ path: resolve(pdf), preferCSSPageSize: true, printBackground: true });
      await tab.close();
    },
    close: () => browser.close(),
  };
}

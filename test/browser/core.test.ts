/** The core, bundled for browsers, gives the same bits in Chromium as in Node. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { describe, expect, test } from "vitest";
import { run } from "../../sim/run.ts";
import { chromiumFlags, chromiumNote, chromiumPath, hasChromium } from "../support/chromium.ts";
import { smallScenario } from "../support/small-world.ts";

const bundle = join(import.meta.dirname, "../../dist/core.browser.js");

describe.skipIf(!hasChromium)(`core in Chromium (needs Debian's chromium)${chromiumNote}`, () => {
  test("same scenario and seed, same digest, fingerprint and count of events as in Node", async () => {
    const scenario = smallScenario({ verification: { rule: "uniform-sample", fraction: 0.1 } });
    const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags });
    try {
      const page = await browser.newPage();
      // As text, since the test runner would rewrite a function's `import`.
      const there = await page.evaluate(`(async () => {
        const code = ${JSON.stringify(readFileSync(bundle, "utf8"))};
        const core = await import(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
        return core.run({ scenario: ${JSON.stringify(scenario)}, replication: 0 }, { write: () => undefined });
      })()`);
      const here = run({ scenario, replication: 0 }, { write: () => undefined });
      expect(here.fired).toBeGreaterThan(10_000);
      expect(there).toEqual(here);
    } finally {
      await browser.close();
    }
  });
});

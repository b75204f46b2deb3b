/** Pages are printed by the optional package's browser where the system has none. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findBrowser, openPrinter } from "../../sim/host/claims/print.ts";

const hasPackage = (() => {
  try {
    createRequire(import.meta.url).resolve("@sparticuz/chromium");
    return process.platform === "linux" && process.arch === "x64";
  } catch {
    return false;
  }
})();
const note = hasPackage ? "" : " — SKIPPED";

test.skipIf(!hasPackage)(
  `the packed browser prints several pages${note} (needs @sparticuz/chromium)`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "commonwatt-print-"));
    const path = await findBrowser([]);
    expect(path).toBeDefined();
    const printer = await openPrinter(path as string);
    try {
      const page = join(folder, "page.html");
      // Two sheets by a forced break.
      writeFileSync(page, "<style>@page{size:A4}</style><p>one</p><p style='break-before:page'>two</p>");
      for (const name of ["a.pdf", "b.pdf"]) {
        await printer.print(page, join(folder, name));
        const pdf = readFileSync(join(folder, name), "latin1");
        expect(pdf.startsWith("%PDF-")).toBe(true);
        expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(2);
      }
      await expect(printer.print(join(folder, "none.html"), join(folder, "c.pdf"))).rejects.toThrow(
        "ERR_FILE_NOT_FOUND",
      );
    } finally {
      await printer.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
  60_000,
);

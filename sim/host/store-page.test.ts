import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { storePage } from "./store-page.ts";

test("docs/store.md is as the declarations say (else: npx tsx sim/host/store-page.ts > docs/store.md)", () => {
  expect(readFileSync(new URL("../../docs/store.md", import.meta.url), "utf8")).toBe(storePage());
});

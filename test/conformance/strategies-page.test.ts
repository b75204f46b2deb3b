/** docs/strategies.md is made anew by `npx vitest run test/conformance/strategies-page.test.ts --update`. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { describeAgents } from "../../sim/agents/describe.ts";

test("the page docs/strategies.md is fresh", async () => {
  const introduction = readFileSync(new URL("../../docs/strategies-introduction.md", import.meta.url), "utf8");
  await expect(describeAgents(introduction)).toMatchFileSnapshot("../../docs/strategies.md");
});

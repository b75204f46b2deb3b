/** Every rule of every slot in a whole small run: it finishes, twice the same, and the books balance (the run checks). */
import { describe, expect, test } from "vitest";
import { run } from "../../sim/run.ts";
import { keepingSink, smallScenario } from "../support/small-world.ts";
import { everyRule } from "./reported-laws.ts";

describe.each(everyRule)("%s: %s", (slot, rule) => {
  test("runs three epochs with requests served, twice the same", () => {
    const scenario = smallScenario({ [slot]: { rule } });
    const sink = keepingSink();
    const first = run({ scenario, replication: 0 }, sink);
    expect(first.epochs).toBe(3);
    expect(run({ scenario, replication: 0 }, keepingSink()).digest).toBe(first.digest);
    for (const served of sink.column("epochs", "served_fraction")) expect(served).toBeGreaterThan(0.5);
    for (const price of sink.column("epochs", "price")) expect(price).toBeGreaterThan(0);
  });
});

test("rules matter: no two routing rules leave the same state", () => {
  const digests = everyRule
    .filter(([slot]) => slot === "routing")
    .map(([, rule]) => run({ scenario: smallScenario({ routing: { rule } }), replication: 0 }, keepingSink()).digest);
  expect(new Set(digests).size).toBe(digests.length);
});

/** docs/rules.md says what the rules are and which optional laws they keep; `npx vitest run -u` writes it anew. */
import { describe, expect, test } from "vitest";
import { describeRules } from "../../sim/mechanisms/describe.ts";
import { everyRule, findings } from "./reported-laws.ts";

const found = new Map(everyRule.map(([slot, id]) => [`${slot}/${id}`, findings(slot, id)]));
const laws = (rule: string) => found.get(rule) ?? [];
const kept = (rule: string) => laws(rule).map(({ holds }) => holds);

test("the page is fresh", async () => {
  const page = describeRules((slot, id) => laws(`${slot}/${id}`));
  await expect(page).toMatchFileSnapshot("../../docs/rules.md");
});

describe("laws that rules may break", () => {
  test("every rule is asked at least one", () => {
    expect([...found].filter(([, list]) => list.length === 0)).toEqual([]);
  });

  test("equal pay for each account pays for splitting it; pay by work or capacity does not", () => {
    const gainsNothing = (rule: string) => laws(rule)[0].holds;
    expect(laws("reward/equal-per-account")[0].law).toMatch(/splitting/);
    expect(gainsNothing("reward/equal-per-account")).toBe(false);
    expect(gainsNothing("reward/proportional-to-work")).toBe(true);
    expect(gainsNothing("reward/proportional-to-capacity")).toBe(true);
  });

  test("only pay by work is for work alone", () => {
    const onlyWork = everyRule.filter(([slot, id]) => slot === "reward" && laws(`reward/${id}`)[2].holds);
    expect(onlyWork.map(([, id]) => id)).toEqual(["proportional-to-work"]);
  });

  test("rules that see loads send nothing to a full node; those that sample may", () => {
    expect(kept("routing/least-loaded")).toEqual([true]);
    expect(kept("routing/cheapest")).toEqual([true]);
    expect(kept("routing/latency-first")).toEqual([true]);
    expect(kept("routing/power-of-d")).toEqual([false]);
    expect(kept("routing/weighted-random")).toEqual([false]);
  });

  test("whole units keep the band's price at the floor with every machine busy", () => {
    expect(laws("price/utilization-band")[1]).toMatchObject({ holds: false, counterexample: "1 → 1" });
    expect(laws("price/base-fee")[1].holds).toBe(true);
  });
});

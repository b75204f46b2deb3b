import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { changed, loadText, scenarioText } from "../../test/support/scenario-text.ts";
import { sha256OfText } from "../engine/sha256.ts";
import { canonicalJson, runKey, scenarioIdentity } from "./identity.ts";

const options = { seed: 256, numRuns: 300 };

test("SHA-256 agrees with node:crypto on any text, and at the edges of its blocks", () => {
  const reference = (text: string) => createHash("sha256").update(text).digest("hex");
  for (const length of [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 1000]) {
    expect(sha256OfText("a".repeat(length))).toBe(reference("a".repeat(length)));
  }
  const agrees = fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
    expect(sha256OfText(text)).toBe(reference(text));
  });
  fc.assert(agrees, options);
  expect(sha256OfText("\uD800x")).toBe(reference("\uD800x"));
});

test("the canonical form does not depend on the order of keys, and reads back as the data", () => {
  const shuffled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shuffled);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, inner]) => [key, shuffled(inner)]),
    );
  };
  const isStable = fc.property(fc.jsonValue(), (value) => {
    expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value));
  });
  fc.assert(isStable, options);
  expect(JSON.parse(canonicalJson({ b: [1, { d: "x", c: 2.5 }], a: null }))).toEqual({
    a: null,
    b: [1, { c: 2.5, d: "x" }],
  });
});

test("numbers keep 15 digits, whole ones all of theirs", () => {
  expect(canonicalJson([0.1 + 0.2, -0, 9_007_199_254_740_991, 6e-2])).toBe("[0.3,0,9007199254740991,0.06]");
  expect(() => canonicalJson({ x: Number.NaN })).toThrow(RangeError);
  expect(canonicalJson({ x: undefined })).toBe("{}");
});

test("the identity is that of the values, not of the file", () => {
  const original = scenarioIdentity(loadText(scenarioText).scenario);
  const reworded = changed("epochLength: 6 h", "epochLength: 360 min  # the same").replace(
    "nodes: 1_200",
    "nodes: 1200",
  );
  const explicit = `${scenarioText}verification: { rule: none }\n`;
  expect(scenarioIdentity(loadText(reworded).scenario)).toBe(original);
  expect(scenarioIdentity(loadText(explicit).scenario)).toBe(original);
  expect(scenarioIdentity(loadText(scenarioText, ["network.nodes=1201"]).scenario)).not.toBe(original);
});

test("a run is known by model, world, seed and replication, not by its title", () => {
  const { scenario } = loadText(scenarioText);
  const key = runKey("1", scenario, 0);
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect(runKey("1", { ...scenario, name: "Other", question: "Other?", replications: 9 }, 0)).toBe(key);
  const observed = { series: "reference-network-hosts", start: "2026-01-16" } as const;
  expect(runKey("1", { ...scenario, observed }, 0)).toBe(key);
  const others = [runKey("2", scenario, 0), runKey("1", scenario, 1), runKey("1", { ...scenario, seed: 43 }, 0)];
  expect(new Set([key, ...others, runKey("1", { ...scenario, horizon: 41 }, 0)]).size).toBe(5);
});

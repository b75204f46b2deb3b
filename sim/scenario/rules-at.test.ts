import { expect, test } from "vitest";
import { loadTexts, scenarioText } from "../../test/support/scenario-text.ts";
import { versionIds, versions } from "../mechanisms/history/reference-network.ts";

const rules = ["routing", "emission", "reward", "price", "verification"];
/** The fixture without the rules that a version brings along. */
const bare = scenarioText
  .replace("routing:\n  rule: power-of-d\n  d: 3\n", "")
  .split("\n")
  .filter((line) => !rules.some((slot) => line.startsWith(`${slot}:`)))
  .join("\n");
const load = (text: string, sets: readonly string[] = []) => loadTexts({ "a.yaml": text }, sets).scenario;

test.each(versionIds.map((id) => [id]))("%s is a whole set of valid rules", (id) => {
  const scenario = load(`rulesAt: ${id}\n${bare}`);
  expect(scenario.weight.rule).toBe("compute-proof");
});

test("versions follow one another: what one does not change stays", () => {
  const at = (id: string) => load(`rulesAt: ${id}\n${bare}`).weight as Readonly<Record<string, unknown>>;
  expect(at("genesis").preservedFraction).toBe(0.5);
  expect(at("v0.2.5").preservedFraction).toBe(0.1);
  expect(at("v0.2.9").preservedFraction).toBe(0.1);
  expect([at("v0.2.6"), at("v0.2.9"), at("v0.2.10")].map((weight) => weight.otherCoefficient)).toEqual([
    2.5, 0.262, 0.3593,
  ]);
  expect(versions.length).toBeGreaterThan(10);
});

test("what was proposed for v0.2.16 is in force with it: trusted weight, steered coefficients, challenges", () => {
  const { power, weight, reward } = load(`rulesAt: v0.2.16\n${bare}`);
  expect(power.rule).toBe("trusted-weight");
  expect(weight).toMatchObject({ steering: { "glm-5.3-flash-fp8": { target: 0.3333 } }, groupCap: 0.75 });
  expect(reward).toMatchObject({ rule: "proportional-to-weight", challenges: 4, forfeits: "treasury" });
});

test("the file's own keys win", () => {
  const scenario = load(`rulesAt: v0.2.9\n${bare}\nweight: { individualCap: 0.1 }\n`);
  expect(scenario.weight).toMatchObject({ rule: "compute-proof", individualCap: 0.1, otherCoefficient: 0.262 });
});

test("but not those of the file that it extends, nor of a file against the command line", () => {
  const files = { "a.yaml": "extends: b.yaml\nrulesAt: v0.2.9\n", "b.yaml": scenarioText };
  expect(loadTexts(files, []).scenario.reward.rule).toBe("proportional-to-weight");
  expect(load(scenarioText, ["rulesAt=v0.2.9"]).reward.rule).toBe("proportional-to-weight");
});

test("an unknown version is named with the known ones", () => {
  expect(() => load(`rulesAt: v0.3\n${bare}`)).toThrow(/v0\.3/);
  expect(() => load(`rulesAt: launch\n${bare}`)).toThrow(/genesis/);
});

/** The model that a scenario names: found beside it, known by its content, and missed when it has changed. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkpointFile, configFile, safetensorsFile, theirTensors } from "../../test/support/small-language-model.ts";
import { largeModel, littleModel, writeModelFiles } from "../../test/support/small-model-files.ts";
import { smallScenarioText } from "../../test/support/small-world.ts";
import { scenarioIdentity } from "../scenario/identity.ts";
import type { KernelModel } from "../scenario/kernel.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { materialOfModel, modelPaths, withModelContent, withModelFiles } from "./kernel-model.ts";
import { modelSets } from "./model-flags.ts";
import { loadScenarioFile } from "./scenario-file.ts";

const agreed = largeModel();
const folder = mkdtempSync(join(tmpdir(), "commonwatt-kernel-model-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);

const files = { weights: "models/large.bin", smaller: "models/little.bin", tokenizer: "models/pieces.bin" };
const checks = { verification: { rule: "uniform-sample", fraction: 0.1 } };
const scenarioAt = (name: string, model: object = files) =>
  writeFileSync(at(name), smallScenarioText({ ...checks, kernel: { model } }));

beforeAll(() => {
  writeModelFiles(at("models"));
  writeFileSync(at("models/prompts.txt"), "the sea\nthe the\n");
  scenarioAt("mine.yaml");
});

const resolved = (name: string, sets: readonly string[] = []) => withModelFiles(loadScenarioFile(at(name), sets));
const modelOf = ({ kernel }: Scenario) => kernel.model as KernelModel;
const identityOf = (scenario: Scenario) => scenarioIdentity(withModelContent(scenario));

test("files are found beside the scenario, and are executed", () => {
  const model = modelOf(resolved("mine.yaml"));
  expect(model.weights).toMatch(/models\/large\.bin#sha256:[0-9a-f]{64}$/);
  expect(modelPaths(model)).toEqual({
    weights: at("models/large.bin"),
    smaller: at("models/little.bin"),
    tokenizer: at("models/pieces.bin"),
  });
  const material = materialOfModel(model);
  expect(material.agreed.tensors).toEqual(agreed.tensors);
  expect(material.smaller.tensors).toEqual(littleModel().tensors);
  expect(material.fineTuned.tensors.query).not.toEqual(agreed.tensors.query);
});

test("flags of the command line say the same, from where it is given", () => {
  writeFileSync(at("bare.yaml"), smallScenarioText(checks));
  const { weights, smaller, tokenizer } = modelPaths(modelOf(resolved("mine.yaml")));
  const sets = modelSets({ model: weights, smaller, tokenizer });
  expect(resolved("bare.yaml", sets).kernel).toEqual(resolved("mine.yaml").kernel);
});

test("a scenario is the same wherever its files lie, and another with other weights, prompts or config", () => {
  const own = identityOf(resolved("mine.yaml"));
  mkdirSync(at("elsewhere"));
  cpSync(at("models"), at("elsewhere/models"), { recursive: true });
  scenarioAt("elsewhere/mine.yaml");
  expect(identityOf(resolved("elsewhere/mine.yaml"))).toBe(own);
  scenarioAt("prompted.yaml", { ...files, prompts: "models/prompts.txt" });
  scenarioAt("swapped.yaml", { ...files, weights: files.weights.replace("large", "other") });
  writeFileSync(at("models/other.bin"), checkpointFile(largeModel({ layers: 4 })).bytes);
  const others = [identityOf(resolved("prompted.yaml")), identityOf(resolved("swapped.yaml"))];
  writeFileSync(at("models/large.safetensors"), safetensorsFile(theirTensors(agreed), "f32").bytes);
  scenarioAt("safe.yaml", { ...files, weights: "models/large.safetensors" });
  for (const ropeBase of [10_000, 20_000]) {
    writeFileSync(at("models/large.config.json"), configFile({ ...agreed.config, ropeBase }).bytes);
    others.push(identityOf(resolved("safe.yaml")));
  }
  expect(new Set([own, ...others]).size).toBe(5);
});

test("a file that has changed since is named, and not executed", () => {
  scenarioAt("later.yaml", { ...files, prompts: "models/later.txt" });
  writeFileSync(at("models/later.txt"), "the sea\n");
  const model = modelOf(resolved("later.yaml"));
  writeFileSync(at("models/later.txt"), "the land\n");
  expect(() => materialOfModel(model)).toThrow(/later\.txt: expected the file that the study began with .* put that/);
  rmSync(at("models/later.txt"));
  expect(() => materialOfModel(model)).toThrow(/later\.txt: expected a file that can be read, found ENOENT/);
});

test.each<[string, string, RegExp]>([
  ["weights", "models/nowhere.bin", /nowhere\.bin: expected a file that can be read, found ENOENT — correct/],
  ["weights", "models/pieces.txt", /expected a name that ends in \.bin or \.safetensors, found .*pieces\.txt/],
  ["smaller", "models/pieces.bin", /pieces\.bin: expected .* fetch or export it again/],
  ["tokenizer", "models/large.bin", /large\.bin: expected piece .* belongs to another model/],
  ["prompts", "models/large.bin", /large\.bin: expected UTF-8 text, found other bytes in line 1/],
])("a bad file is complained of at kernel.model.%s", (key, path, complaint) => {
  scenarioAt("bad.yaml", { ...files, [key]: path });
  let problem: { readonly path: string; readonly message: string } | undefined;
  try {
    resolved("bad.yaml");
  } catch (error) {
    [problem] = (error as { readonly problems: readonly (typeof problem)[] }).problems;
  }
  expect(problem?.path).toBe(`kernel.model.${key}`);
  expect(problem?.message).toMatch(complaint);
});

test("without a model a scenario is as it was", () => {
  writeFileSync(at("bare.yaml"), smallScenarioText(checks));
  const loaded = loadScenarioFile(at("bare.yaml"));
  expect(withModelFiles(loaded)).toBe(loaded.scenario);
  expect(withModelContent(loaded.scenario)).toBe(loaded.scenario);
});

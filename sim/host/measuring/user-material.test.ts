/** A user's own models, as `commonwatt measure --model` takes them. */
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  checkpointFile,
  configFile,
  safetensorsFile,
  smallLanguageModel,
  theirTensors,
} from "../../../test/support/small-language-model.ts";
import { fileShape, largeModel, littleModel, writeModelFiles } from "../../../test/support/small-model-files.ts";
import { parameterCount } from "../../fidelity/weights/model-shape.ts";
import { headerOf, ownMaterial } from "./own-material.ts";
import { materialFrom } from "./user-material.ts";

const agreed = largeModel();
const smaller = littleModel();
const folder = mkdtempSync(join(tmpdir(), "commonwatt-user-models-"));
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const write = (name: string, bytes: Uint8Array) => writeFileSync(at(name), bytes);
const files = { model: at("large.bin"), smaller: at("little.bin"), tokenizer: at("pieces.bin") };

beforeAll(() => {
  writeModelFiles(folder);
});

test("models, substitute and prompts are those that were named; records name the model without its folder", () => {
  writeFileSync(at("prompts.txt"), "the sea\n\nthe the\n");
  const material = materialFrom({ ...files, prompts: at("prompts.txt") }, 0);
  expect(material.agreed.tensors).toEqual(agreed.tensors);
  expect(material.smaller.tensors).toEqual(smaller.tensors);
  // llama2.c puts a space before a text.
  expect(material.prompts[1]).toEqual(Uint32Array.of(1, 261, 261));
  const header = headerOf(material, "an adapter", "kernels");
  expect(header).toMatchObject({ model: "large", weights: material.agreed.sha256, prompts: 2 });
  expect(header.smallerFraction).toBe(parameterCount(smaller.config) / parameterCount(agreed.config));
  expect(header.weights).not.toBe(ownMaterial().agreed.sha256);
});

test("without prompts of the user's the project's passages are taken", () => {
  expect(materialFrom(files, 16).prompts.length).toBe(ownMaterial().prompts.length);
  expect(materialFrom({}, 16).agreed.name).toBe("commonwatt-279k");
});

test("the config of safetensors, which their digest does not cover, is part of the model's name", () => {
  write("large.safetensors", safetensorsFile(theirTensors(agreed), "f32").bytes);
  const named = (ropeBase: number) => {
    write("large.config.json", configFile({ ...agreed.config, ropeBase }).bytes);
    return materialFrom({ ...files, model: at("large.safetensors") }, 0).agreed;
  };
  const [one, other] = [named(10_000), named(20_000)];
  expect(one.sha256).toBe(other.sha256);
  expect(one.name).toMatch(/^large, config [0-9a-f]{8}$/);
  expect(other.name).not.toBe(one.name);
});

test.each<[string, Partial<Parameters<typeof smallLanguageModel>[0]>, "large" | "little", RegExp]>([
  ["another vocabulary", { vocabulary: 263 }, "little", /little\.bin: expected the 262 pieces .*, found 263 — /],
  ["a short context", { contextMax: 100 }, "large", /large\.bin: expected a context of 128 tokens, found 100 — /],
  ["two layers", { layers: 2 }, "large", /large\.bin: expected 3 layers, .* found 2 — take a deeper model/],
])("%s is refused, with the remedy", (_, change, file, complaint) => {
  const before = file === "large" ? agreed : smaller;
  write(
    `${file}.bin`,
    checkpointFile(smallLanguageModel({ ...fileShape, layers: before.config.layers, ...change })).bytes,
  );
  expect(() => materialFrom(files, 0)).toThrow(complaint);
  write(`${file}.bin`, checkpointFile(before).bytes);
});

test("a file beyond what can be read at once is refused by its size, before it is read", () => {
  write("huge.bin", checkpointFile(agreed).bytes);
  // Sparse: it takes no room on the disk.
  truncateSync(at("huge.bin"), 0x8000_0000);
  expect(() => materialFrom({ ...files, model: at("huge.bin") }, 0)).toThrow(
    /huge\.bin: expected at most 2147483647 bytes of weights, found 2147483648 — take a smaller model, or store/,
  );
});

test("one file without the others, or too few prompts for the two-sample test, is wrong use", () => {
  const together = "--model, --smaller (its cheap substitute) and --tokenizer together";
  expect(() => materialFrom({ model: files.model }, 0)).toThrow(together);
  expect(() => materialFrom({ prompts: "prompts.txt" }, 0)).toThrow(together);
  writeFileSync(at("two.txt"), "one\ntwo\n");
  expect(() => materialFrom({ ...files, prompts: at("two.txt") }, 16)).toThrow(/at least 16 prompts, found 2/);
});

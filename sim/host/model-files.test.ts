import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  checkpointFile,
  configFile,
  safetensorsFile,
  smallConfig,
  smallLanguageModel,
  theirTensors,
} from "../../test/support/small-language-model.ts";
import { sha256 } from "../engine/sha256.ts";
import { WeightsError } from "../fidelity/weights/weights-error.ts";
import { ownModelBytes, readModelFile } from "./model-files.ts";

const folder = mkdtempSync(join(tmpdir(), "commonwatt-models-"));
afterAll(() => rmSync(folder, { recursive: true }));

const model = smallLanguageModel();

function written(name: string, bytes: Uint8Array): string {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}

describe("model files", () => {
  test("a checkpoint of llama2.c", () => {
    expect(readModelFile(written("a.bin", checkpointFile(model).bytes)).tensors).toEqual(model.tensors);
  });

  test("safetensors, with the config of the same name before that of the folder", () => {
    const path = written("b.safetensors", safetensorsFile(theirTensors(model), "bf16").bytes);
    expect(() => readModelFile(path)).toThrow(/config\.json: expected a file that can be read, found ENOENT — correct/);
    written("config.json", configFile(smallConfig).bytes);
    expect(readModelFile(path).tensors).toEqual(model.tensors);
    written("b.config.json", configFile({ ...smallConfig, contextMax: 7 }).bytes);
    expect(readModelFile(path).config.contextMax).toBe(7);
  });

  test("a digest beside the file is held against it; without one a changed weight is not seen", () => {
    const { bytes } = checkpointFile(model);
    const path = written("c.bin", bytes);
    written("c.bin.sha256", new TextEncoder().encode(`${sha256(bytes)}  c.bin\n`));
    expect(readModelFile(path).tensors).toEqual(model.tensors);
    written(
      "c.bin",
      bytes.map((byte, i) => (i === 2000 ? byte ^ 1 : byte)),
    );
    expect(() => readModelFile(path)).toThrow(
      /c\.bin: expected SHA-256 [0-9a-f]{64}, found [0-9a-f]{64} — .*restore it/,
    );
    written("c.bin.sha256", new TextEncoder().encode("sha256 unknown"));
    expect(() => readModelFile(path)).toThrow(/c\.bin\.sha256: expected a SHA-256 .* write it again: sha256sum c\.bin/);
  });

  test.each<[string, string]>([
    ["model.gguf", "expected a name that ends in .bin or .safetensors"],
    [join(folder, "absent.bin"), "expected a file that can be read, found ENOENT"],
  ])("%s", (path, message) => {
    expect(() => readModelFile(path)).toThrow(WeightsError);
    expect(() => readModelFile(path)).toThrow(message);
  });

  test("an own file that is missing says where it belongs", () => {
    expect(() => ownModelBytes("absent.safetensors")).toThrow(
      /sim\/fidelity\/models\/absent\.safetensors.*repository again/,
    );
  });
});

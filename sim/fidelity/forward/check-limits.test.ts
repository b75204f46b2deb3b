/** What an adapter cannot hold is refused with the model, the part and the limit; what it can hold is not. The limits are SwiftShader's own. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSoftwareDevice } from "../../../test/support/run-kernel.ts";
import { smallLanguageModel } from "../../../test/support/small-language-model.ts";
import type { Device } from "../device.ts";
import { honestPass, type LanguageModelConfig, type RunnerOptions } from "../language-model.ts";
import { executorProfiles } from "../profiles/catalogue.ts";
import { checkLimits } from "./check-limits.ts";
import { keepDevice } from "./steady-runner.ts";

let device: Device;
beforeAll(async () => {
  device = await openSoftwareDevice();
});
afterAll(() => device.close());

const [profile] = executorProfiles;
const options: RunnerOptions = { profile, changes: honestPass, batchMax: 8, contextMax: 128, topCount: 5 };
/** The shape alone is large: nothing of the weights is read. */
const shaped = (config: Partial<LanguageModelConfig>) => {
  const model = smallLanguageModel();
  return { ...model, name: "mine", config: { ...model.config, ...config } };
};
const check = (config: Partial<LanguageModelConfig>, part: Partial<RunnerOptions> = {}) =>
  checkLimits(device.facts, shaped(config), { ...options, ...part });

describe("a model beyond the adapter", () => {
  test.each<[string, Partial<LanguageModelConfig>, Partial<RunnerOptions>, RegExp]>([
    [
      "table",
      { vocabulary: 128_256, width: 4096 },
      {},
      /^mine: the embedding table would take 2101346304 bytes, and the ad/,
    ],
    ["gates", { hidden: 65_536, width: 8192 }, {}, /: gates and ups of a layer in bf16 would take 2147483648 bytes/],
    [
      "heads",
      { heads: 8192, headWidth: 128, width: 2048 },
      {},
      /: queries, keys and values of a layer in bf16 would take /,
    ],
    [
      "logits",
      { vocabulary: 2_100_000 },
      {},
      /: the logits of 128 tokens would take 1075200000 bytes, .* \(maxStorageBufferB/,
    ],
    [
      "pieces",
      { vocabulary: 2_100_000 },
      { contextMax: 8 },
      /: the classifier would take 65625 workgroups, .* 65535 \(maxComputeW/,
    ],
    ["rows", { vocabulary: 300 }, { contextMax: 70_000 }, /: the embedding of a batch would take 70000 workgroups/],
  ])("%s", (_, config, part, message) => {
    expect(() => check(config, part)).toThrow(message);
  });

  test("is refused at once, without trying a second device, with the remedy", async () => {
    const keeper = keepDevice(openSoftwareDevice);
    const opened = keeper.openRunner(shaped({ vocabulary: 128_256, width: 4096 }), options);
    await expect(opened).rejects.toThrow(
      /allows \d+ \(maxStorageBufferBindingSize\) — take a smaller model, or an adapter that allows more/,
    );
    expect(keeper.replaced).toBe(0);
    await keeper.close();
  });

  test("shapes of published models of up to a billion parameters pass", () => {
    // SmolLM-135M, Llama 3.2 1B in its embedding of 128,256 × 2,048, and the widest vocabulary whose logits fit.
    check({ vocabulary: 49_152, width: 576, heads: 9, kvHeads: 3, headWidth: 64, hidden: 1536 });
    check({ vocabulary: 128_256, width: 2048, heads: 32, kvHeads: 8, headWidth: 64, hidden: 8192 });
    check({ vocabulary: 262_144, width: 640, heads: 4, kvHeads: 1, headWidth: 256, hidden: 2048 });
  });
});

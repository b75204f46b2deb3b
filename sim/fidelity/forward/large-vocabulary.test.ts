/**
 * A vocabulary as published models have it, of more pieces than sixteen bits count: logits no longer fit at once. On SwiftShader,
 * against the plain pass.
 */
import { expect, onTestFinished, test } from "vitest";
import { apart, openSoftwareDevice } from "../../../test/support/run-kernel.ts";
import { smallLanguageModel } from "../../../test/support/small-language-model.ts";
import { logSoftmaxTolerance } from "../kernels/log-softmax.ts";
import { honestPass, type RunnerOptions } from "../language-model.ts";
import { openPlainRunner } from "../plain/plain-runner.ts";
import { executorProfiles } from "../profiles/catalogue.ts";
import { rowsMaxOf } from "./buffers.ts";
import { openDeviceRunner } from "./device-runner.ts";

const shape = { vocabulary: 70_000, layers: 1, width: 8, heads: 2, kvHeads: 1, hidden: 8, contextMax: 128 };
const model = smallLanguageModel(shape);
const f32 = { weights: "f32", activations: "f32", kvCache: "f32", trigonometry: "table" } as const;
const profile = { ...executorProfiles[0], ...f32 };
const options: RunnerOptions = { profile, changes: honestPass, batchMax: 8, contextMax: 128, topCount: 5 };
const sequence = (start: number, length: number) =>
  Uint32Array.from({ length }, (_, i) => (start + 7919 * (i + 1) * (i + 3)) % shape.vocabulary);
const sequences = Array.from({ length: 5 }, (_, i) => sequence(40_000 * i, 100));

test("sequences are scored in parts that fit, as by the plain pass; what is sampled is scored alike", async () => {
  const device = await openSoftwareDevice();
  onTestFinished(() => device.close());
  const runner = await openDeviceRunner(device, model, options);
  // 500 tokens of 70,000 logits take more than one buffer.
  expect(rowsMaxOf(model.config, options)).toBeLessThan(500);
  const scores = await runner.prefill({ sequences, wants: [] });
  const plain = await (await openPlainRunner(model, options)).prefill({ sequences: sequences.slice(3), wants: [] });
  for (const [i, { topLogProbs, nextLogProbs }] of plain.entries()) {
    expect(apart(scores[3 + i].topLogProbs, topLogProbs)).toBeLessThan(2 * logSoftmaxTolerance);
    expect(apart(scores[3 + i].nextLogProbs.slice(0, -1), nextLogProbs.slice(0, -1))).toBeLessThan(
      2 * logSoftmaxTolerance,
    );
  }
  const sampling = { temperature: 1, seeds: [5, 6] };
  const prompts = [sequence(3, 4), sequence(65_000, 2)];
  const completions = await runner.generate({ prompts, counts: [12, 12], sampling, wants: [] });
  const texts = completions.map(({ tokens }, i) => Uint32Array.from([...prompts[i], ...tokens]));
  const again = await runner.prefill({ sequences: texts, wants: [], resampling: sampling });
  for (const [i, { resampled }] of again.entries()) {
    expect(resampled.slice(prompts[i].length - 1, -1)).toEqual(completions[i].tokens);
  }
  expect(Math.max(...completions.flatMap(({ tokens }) => [...tokens]))).toBeGreaterThan(0xffff);
}, 60_000);

import { describe, expect, test } from "vitest";
import { hardware } from "./hardware.ts";
import { classIds, hardwareIds, jurisdictionIds, modelIds, workloadIds } from "./ids.ts";
import { jurisdictions } from "./jurisdictions.ts";
import { architectures, fp4Bits, int4Bits, languageModels } from "./language-models.ts";
import { nodeClasses } from "./node-classes.ts";
import { rowOf } from "./rows.ts";
import { workloads } from "./workloads.ts";

describe.each([
  ["hardware", hardwareIds, hardware, 24],
  ["language models", modelIds, languageModels, 14],
  ["jurisdictions", jurisdictionIds, jurisdictions, 24],
  ["workloads", workloadIds, workloads, 6],
  ["node classes", classIds, nodeClasses, 6],
] as const)("%s", (_, ids, rows, least) => {
  test("rows carry their ids in index order, once each, with source and confidence", () => {
    expect(rows.map((row) => row.id)).toEqual([...ids]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(least);
    for (const row of rows) {
      expect(row.source.length).toBeGreaterThan(8);
      expect(["high", "medium", "low"]).toContain(row.confidence);
    }
  });

  test("fit a byte-wide index", () => {
    expect(ids.length).toBeLessThanOrEqual(256);
  });
});

test("an unknown id is refused with those there are", () => {
  expect(() => rowOf(nodeClasses, "mainframe")).toThrow(/no "mainframe" — it has gaming-pc, prosumer-rig/);
});

describe("hardware", () => {
  test.each(hardware)("$id", (card) => {
    for (const figure of [card.bf16Tflops, card.memoryGb, card.bandwidthGbs, card.linkGbs, card.powerW]) {
      expect(figure).toBeGreaterThan(0);
    }
    for (const narrow of [card.fp8Tflops, card.fp4Tflops]) {
      if (!Number.isNaN(narrow)) expect(narrow).toBeGreaterThanOrEqual(card.bf16Tflops);
    }
    expect(card.released).toMatch(/^20[12]\d-(0[1-9]|1[0-2])$/);
    // Every card here reads its memory 1.5 to 100 times a second; a slip of a unit falls outside.
    expect(card.bandwidthGbs / card.memoryGb).toBeGreaterThan(1.5);
    expect(card.bandwidthGbs / card.memoryGb).toBeLessThan(100);
    expect(card.bf16Tflops / card.powerW).toBeGreaterThan(0.05);
    expect(card.bf16Tflops / card.powerW).toBeLessThan(4);
  });
});

describe("language models", () => {
  // Cache bytes a token as published or as printed by serving software, bf16.
  test.each([
    ["llama-2-7b", 524_288],
    ["llama-2-70b", 327_680],
    ["llama-3.1-8b", 131_072],
    ["llama-3.1-405b-fp8", 516_096],
    ["qwen2.5-7b", 57_344],
    ["deepseek-v3-fp8", 70_272],
  ])("%s caches %i bytes a token", (id, bytes) => {
    expect(rowOf(languageModels, id).kvBytesPerToken).toBe(bytes);
  });

  test.each(languageModels)("$id: cache recomputed from the architecture", (model) => {
    const [key] = Object.entries(architectures).find(([, { name }]) => model.name === `${name} ${model.weights}`)!;
    const { kvHeads, kvLayers, headDim } = architectures[key as keyof typeof architectures];
    const keysAndValues = (kvHeads as number | "latent") === "latent" ? 1 : 2;
    expect(model.kvBytesPerToken).toBe(keysAndValues * kvLayers * model.kvHeads * headDim * 2);
    expect(model.kvLayers).toBeLessThanOrEqual(model.layers);
    expect(model.activeParameters).toBeLessThanOrEqual(model.parameters);
  });

  test("four-bit rows weigh what their published files weigh, within 3 per cent", () => {
    const gb = (id: string) => {
      const { parameters, bytesPerWeight } = rowOf(languageModels, id);
      return (parameters * bytesPerWeight) / 1e9;
    };
    expect(int4Bits).toBeCloseTo(4.156, 3);
    expect(fp4Bits).toBe(4.5);
    // hugging-quants AWQ INT4 checkpoints of Llama 3.1: 5.73 and 39.8 GB; GPT-OSS 120B: 60.8 GiB.
    expect(Math.abs(gb("llama-3.1-8b-int4") / 5.73 - 1)).toBeLessThan(0.03);
    expect(Math.abs(gb("llama-3.1-70b-int4") / 39.8 - 1)).toBeLessThan(0.03);
    expect(gb("gpt-oss-120b")).toBeCloseTo(60.8 * 1.073741824, 2);
  });
});

describe("shares", () => {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

  test("demand shares sum to 1", () => {
    expect(sum(jurisdictions.map((place) => place.demandShare))).toBeCloseTo(1, 12);
  });

  test.each(jurisdictions)("$id: PUE and tariff are in the range of real ones", ({ pue, electricityUsdPerKwh }) => {
    expect(pue).toBeGreaterThanOrEqual(1.08);
    expect(pue).toBeLessThan(1.5);
    expect(electricityUsdPerKwh).toBeGreaterThan(0.01);
    expect(electricityUsdPerKwh).toBeLessThan(0.4);
  });

  test.each(nodeClasses)("$id: mixes sum to 1 and name cards that exist", ({ hardware: mix, cardsPerNode }) => {
    expect(sum(Object.values(mix))).toBeCloseTo(1, 12);
    expect(sum(Object.values(cardsPerNode))).toBeCloseTo(1, 12);
    for (const id of Object.keys(mix)) expect(hardwareIds).toContain(id);
  });
});

describe("workloads", () => {
  test.each(workloads)(
    "$id: laws increase, the day has mean 1, the rates have mean 1",
    ({ prompt, output, hourly, burst }) => {
      for (const { probability, tokens } of [prompt, output]) {
        expect(tokens).toHaveLength(probability.length);
        expect(probability[0]).toBe(0);
        expect(probability.at(-1)).toBe(1);
        for (let i = 1; i < tokens.length; i++) {
          expect(tokens[i]!).toBeGreaterThanOrEqual(tokens[i - 1]!);
          expect(probability[i]!).toBeGreaterThan(probability[i - 1]!);
        }
        expect(tokens[0]!).toBeGreaterThanOrEqual(1);
      }
      expect(hourly).toHaveLength(24);
      expect(hourly.reduce((total, load) => total + load, 0) / 24).toBeCloseTo(1, 12);
      const { burstFraction, burstRate, calmRate } = burst;
      expect(burstFraction * burstRate + (1 - burstFraction) * calmRate).toBeCloseTo(1, 4);
    },
  );
});

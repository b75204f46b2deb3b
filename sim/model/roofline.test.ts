import { describe, expect, test } from "vitest";
import { hardware } from "./catalogue/hardware.ts";
import { languageModels } from "./catalogue/language-models.ts";
import { rowOf } from "./catalogue/rows.ts";
import {
  batchMax,
  capacityTokensPerSecond,
  decodeStepSeconds,
  fits,
  kvTokensMax,
  prefillSeconds,
  type Server,
  servingDefaults,
  servingOf,
  weightBytesRead,
} from "./roofline.ts";

const server = (card: string, cards: number, model: string): Server => ({
  hardware: rowOf(hardware, card),
  cards,
  model: rowOf(languageModels, model),
  settings: servingDefaults,
});

describe("what fits", () => {
  test.each([
    ["rtx4090", 1, "llama-3.1-8b", true], // 24 GB · 0.9 − 16.1 GB = 5.5 GB.
    ["rtx3080", 1, "llama-3.1-8b", false],
    ["rtx3080", 1, "llama-3.1-8b-int4", true],
    ["rtx4090", 1, "llama-3.1-70b-int4", false],
    ["rtx4090", 2, "llama-3.1-70b-int4", true],
    ["h100", 1, "llama-3.1-70b", false],
    ["h100", 8, "deepseek-v3-fp8", false], // 671 GB of weights against 576 GB.
    ["h200", 8, "deepseek-v3-fp8", true],
  ] as const)("%s x%i, %s: %s", (card, cards, model, expected) => {
    expect(fits(server(card, cards, model))).toBe(expected);
    expect(servingOf(rowOf(hardware, card), cards, rowOf(languageModels, model), servingDefaults) !== null).toBe(
      expected,
    );
  });

  test("cache room is what memory leaves beside the weights", () => {
    expect(kvTokensMax(server("rtx4090", 1, "llama-3.1-8b"))).toBe(Math.floor((0.9 * 24e9 - 2 * 8.03e9) / 131_072));
    expect(batchMax(server("rtx4090", 1, "llama-3.1-8b"), 2048)).toBe(20);
    expect(batchMax(server("h200", 8, "llama-3.1-8b"), 2048)).toBe(servingDefaults.batchLimit);
  });
});

describe("steps", () => {
  const dense = server("a100-80", 2, "llama-3.1-70b-fp8");
  const mixture = server("h100", 8, "qwen3-235b-a22b-fp8");

  test.each([
    [dense, 1, 100],
    [dense, 32, 1000],
    [dense, 200, 4000],
    [mixture, 1, 100],
    [mixture, 4, 500],
    [mixture, 128, 2000],
  ])("the node's columns give the step of the formula (row %#)", (host, batch, context) => {
    const columns = servingOf(host.hardware, host.cards, host.model, host.settings)!;
    const routed = columns.stepRouted * (1 - columns.expertsMissed ** batch);
    const memory = columns.stepBase + routed + columns.stepPerContext * batch * context;
    const step =
      Math.max(memory, columns.stepPerRequest * batch) + columns.stepOverhead + columns.stepOverheadPerRequest * batch;
    expect(step / 1e6).toBeCloseTo(decodeStepSeconds(host, batch, context), 12);
  });

  test("longer prompts, larger batches and contexts never get faster; more cards never slower at large batch", () => {
    const one = server("h100", 2, "llama-3.1-70b-fp8");
    expect(prefillSeconds(one, 2000)).toBeGreaterThan(prefillSeconds(one, 1000));
    expect(decodeStepSeconds(one, 64, 1000)).toBeGreaterThan(decodeStepSeconds(one, 32, 1000));
    expect(decodeStepSeconds(one, 32, 2000)).toBeGreaterThan(decodeStepSeconds(one, 32, 1000));
    const four = server("h100", 4, "llama-3.1-70b-fp8");
    expect(capacityTokensPerSecond(four, 1000, 500)).toBeGreaterThan(capacityTokensPerSecond(one, 1000, 500));
  });

  test("capacity is 0 when not one request fits", () => {
    expect(capacityTokensPerSecond(server("rtx3080", 1, "llama-3.1-8b"), 1000, 100)).toBe(0);
  });
});

describe("mixture of experts", () => {
  const mixtral = rowOf(languageModels, "mixtral-8x7b");

  test("one token reads the active weights, many tokens read all", () => {
    expect(weightBytesRead(mixtral, 1)).toBeCloseTo(mixtral.activeParameters * 2, -2);
    expect(weightBytesRead(mixtral, 1000) / (mixtral.parameters * 2)).toBeCloseTo(1, 9);
  });

  test("two tokens read by uniform routing: S + X (1 − (3/4)²)", () => {
    const routed = (mixtral.parameters - mixtral.activeParameters) / (1 - 2 / 8);
    const shared = mixtral.parameters - routed;
    expect(weightBytesRead(mixtral, 2)).toBeCloseTo(2 * (shared + routed * (1 - 0.75 ** 2)), -2);
  });
});

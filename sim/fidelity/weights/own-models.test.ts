import { readFileSync, statSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { plainProfile } from "../../../test/support/plain-profile.ts";
import { honestPass } from "../language-model.ts";
import { plainRunner } from "../plain/plain-runner.ts";
import { parameterCount } from "./model-shape.ts";
import { readOwnModel, readOwnPrompts, readOwnTokenizer } from "./own-models.ts";
import { beginId } from "./tokenizer.ts";
import { utf8Text } from "./utf8.ts";

const folder = new URL("../models/", import.meta.url);
const bytesOf = (file: string) => new Uint8Array(readFileSync(new URL(file, folder)));

interface Figures {
  readonly parameters: number;
  readonly natsPerTokenOfFirstPrompts: number;
}
const card: {
  readonly models: Readonly<Record<"main" | "sibling", Figures>>;
  readonly sha256: Record<string, string>;
} = JSON.parse(readFileSync(new URL("card.json", folder), "utf8"));

const tokenizer = readOwnTokenizer(bytesOf);
const prompts = readOwnPrompts(bytesOf);
/** As many as the card's figure is over. */
const first = prompts.slice(0, 8).map(({ text }) => Uint32Array.of(beginId, ...tokenizer.encode(text)));

/** Mean over all tokens. [nats a token] */
function loss(model: "main" | "sibling"): number {
  const options = { profile: plainProfile, changes: honestPass, batchMax: first.length, contextMax: 256, topCount: 1 };
  const scores = plainRunner(readOwnModel(model, bytesOf), options).prefillNow({ sequences: first, wants: [] });
  const logProbs = scores.flatMap(({ nextLogProbs }) => [...nextLogProbs.subarray(0, -1)]);
  return -logProbs.reduce((sum, value) => sum + value, 0) / logProbs.length;
}

describe("the project's own models", () => {
  test.each(["main", "sibling"] as const)("%s scores text as where it was trained", (model) => {
    const { parameters, natsPerTokenOfFirstPrompts } = card.models[model];
    expect(parameterCount(readOwnModel(model, bytesOf).config)).toBe(parameters);
    // The card's figure comes from another program, in f32: tokenizer, rotary order and weights must all be right.
    expect(loss(model)).toBeCloseTo(natsPerTokenOfFirstPrompts, 4);
  });

  test("both read the same pieces, and the sibling is smaller and worse", () => {
    const [main, sibling] = (["main", "sibling"] as const).map((model) => readOwnModel(model, bytesOf));
    expect(sibling.config.vocabulary).toBe(main.config.vocabulary);
    expect(tokenizer.vocabulary).toBe(main.config.vocabulary);
    expect(parameterCount(sibling.config)).toBeLessThan(parameterCount(main.config) / 2);
    expect(card.models.sibling.natsPerTokenOfFirstPrompts).toBeGreaterThan(card.models.main.natsPerTokenOfFirstPrompts);
  });

  test("prompts come back from their pieces, and are long enough to be cut in half", () => {
    expect(prompts.length).toBe(150);
    for (const { text } of prompts) expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
    expect(Math.min(...prompts.map(({ text }) => tokenizer.encode(text).length))).toBeGreaterThan(56);
  });

  test("a damaged file is named, with the remedy", () => {
    const damaged = (file: string) => bytesOf(file).map((byte, i) => (i === 5000 ? byte ^ 1 : byte));
    expect(() => readOwnModel("main", damaged)).toThrow(/^main\.safetensors: expected SHA-256 .* restore it/);
    const otherBase = (file: string) =>
      file.endsWith(".json")
        ? new TextEncoder().encode(utf8Text(bytesOf(file)).replace("10000", "20000"))
        : bytesOf(file);
    expect(() => readOwnModel("sibling", otherBase)).toThrow(/^sibling\.config\.json: expected SHA-256 .* restore it/);
    expect(() => readOwnTokenizer(damaged)).toThrow(/^tokenizer\.bin: expected SHA-256/);
    expect(() => readOwnPrompts(damaged)).toThrow(/^prompts\.json: expected SHA-256/);
  });

  test("the card names the digests of the files, which are small", () => {
    const files = ["main.safetensors", "sibling.safetensors", "tokenizer.bin", "prompts.json"];
    expect(Object.keys(card.sha256).sort()).toEqual(files.sort());
    const bytes = files.reduce((sum, file) => sum + statSync(new URL(file, folder)).size, 0);
    expect(bytes).toBeLessThan(1_000_000);
  });
});

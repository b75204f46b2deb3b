/** A small model, its substitute and their tokenizer as files, as a user has them. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LanguageModel, LanguageModelConfig } from "../../sim/fidelity/language-model.ts";
import { checkpointFile, smallLanguageModel, tokenizerFile } from "./small-language-model.ts";

/** Pieces of the tokenizer, and positions that a request needs. */
export const fileShape = { vocabulary: 262, contextMax: 128 } as const;

export function largeModel(part: Partial<LanguageModelConfig> = {}): LanguageModel {
  return smallLanguageModel({ ...fileShape, ...part });
}

export function littleModel(): LanguageModel {
  return smallLanguageModel({ ...fileShape, layers: 1 });
}

/** @returns paths of large.bin, little.bin and pieces.bin in the folder, which is made */
export function writeModelFiles(folder: string, part: Partial<LanguageModelConfig> = {}) {
  const paths = {
    weights: join(folder, "large.bin"),
    smaller: join(folder, "little.bin"),
    tokenizer: join(folder, "pieces.bin"),
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(paths.weights, checkpointFile(largeModel(part)).bytes);
  writeFileSync(paths.smaller, checkpointFile(littleModel()).bytes);
  writeFileSync(paths.tokenizer, tokenizerFile(["th", "the", " the"]).bytes);
  return paths;
}

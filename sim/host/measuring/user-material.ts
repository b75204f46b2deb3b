/** What a measurement is made of when a user brings the models: the agreed one, its cheap substitute and the tokenizer of both. */
import { statSync } from "node:fs";
import { basename } from "node:path";
import { fineTuned } from "../../fidelity/behaviours/fine-tune.ts";
import { behaviourExecutions } from "../../fidelity/behaviours/registry.ts";
import { tokensMax } from "../../fidelity/cells/lengths.ts";
import type { LanguageModel } from "../../fidelity/language-model.ts";
import type { Material } from "../../fidelity/measure/material.ts";
import { readOwnPrompts } from "../../fidelity/weights/own-models.ts";
import { endId, type Tokenizer } from "../../fidelity/weights/tokenizer.ts";
import { utf8Text } from "../../fidelity/weights/utf8.ts";
import { WeightsError } from "../../fidelity/weights/weights-error.ts";
import { UsageError } from "../complain.ts";
import { fileAt, ownModelBytes, readModelFile, readTokenizerFile } from "../model-files.ts";
import { ownMaterial, promptOfText, promptTokens, sha256Of } from "./own-material.ts";

export interface ModelPaths {
  readonly model?: string;
  readonly smaller?: string;
  readonly tokenizer?: string;
  readonly prompts?: string;
}

/** Files of a user's model. */
export interface ModelFiles {
  readonly model: string;
  readonly smaller: string;
  readonly tokenizer: string;
  readonly prompts?: string | undefined;
}

/** What is read from such files; the fine-tune is made from it. */
export type UserModel = Omit<Material, "fineTuned">;

/**
 * The user's models where any is named, the project's own otherwise.
 *
 * @param samplePrompts  prompts that the two-sample test takes; 0 without it
 * @throws UsageError when one is named without the others; WeightsError when a file cannot be used
 */
export function materialFrom(paths: ModelPaths, samplePrompts: number): Material {
  const { model, smaller, tokenizer, prompts } = paths;
  if (model === undefined && smaller === undefined && tokenizer === undefined && prompts === undefined) {
    return ownMaterial();
  }
  if (model === undefined || smaller === undefined || tokenizer === undefined) {
    throw new UsageError("a model of yours takes --model, --smaller (its cheap substitute) and --tokenizer together");
  }
  return withFineTune(readUserModel({ model, smaller, tokenizer, prompts }, samplePrompts));
}

export function withFineTune(user: UserModel): Material {
  return { ...user, fineTuned: fineTuned(user.agreed) };
}

/**
 * @param onRead  told before each file what it is read as: for errors, since one file may be named twice
 * @throws WeightsError when a file cannot be used, or does not fit the others
 */
export function readUserModel(
  { model, smaller, tokenizer, prompts }: ModelFiles,
  samplePrompts: number,
  onRead: (file: keyof ModelFiles) => void = () => undefined,
): UserModel {
  onRead("model");
  const agreed = named(readWeights(model), model);
  onRead("smaller");
  const substitute = named(readWeights(smaller), smaller);
  checkFit(model, agreed, { smaller, substitute, samplePrompts });
  onRead("prompts");
  const texts = prompts === undefined ? readOwnPrompts(ownModelBytes).map(({ text }) => text) : linesOf(prompts);
  onRead("tokenizer");
  const pieces = readTokenizerFile(tokenizer, agreed.config.vocabulary);
  return {
    agreed,
    // Records name the substitute by its digest alone.
    smaller: { ...substitute, sha256: modelDigest(substitute, smaller) },
    prompts: promptsFrom(texts, pieces, {
      path: prompts ?? "the project's prompts",
      least: Math.max(1, samplePrompts),
    }),
    endPiece: endId,
    firstPiece: endId + 1,
  };
}

/** Read at once, so that this is the most that Node reads. [bytes] */
const weightsMost = 0x7fff_ffff;

function readWeights(path: string): LanguageModel {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= weightsMost) return readModelFile(path);
  const remedy = "take a smaller model, or store this one in bf16 or f16 (safetensors)";
  throw new WeightsError(path, `at most ${weightsMost} bytes of weights`, `${size}`, remedy);
}

/** By file, not by folder: records go to others. The config of safetensors is no part of their digest, but of the name. */
function named(model: LanguageModel, path: string): LanguageModel {
  const name = basename(path).replace(/\.(bin|safetensors)$/, "");
  if (path.endsWith(".bin")) return { ...model, name };
  return { ...model, name: `${name}, config ${sha256Of(JSON.stringify(model.config)).slice(0, 8)}` };
}

/** SHA-256 of all that decides what a model computes: of the file of weights, and with safetensors of their config too. */
export function modelDigest({ sha256, config }: LanguageModel, path: string): string {
  return path.endsWith(".bin") ? sha256 : sha256Of(`${sha256} ${JSON.stringify(config)}`);
}

/** Records hold an answer of the two-sample test in two bytes a token. */
const sampledVocabularyMost = 0x1_0000;

interface Beside {
  readonly smaller: string;
  readonly substitute: LanguageModel;
  readonly samplePrompts: number;
}

function checkFit(path: string, { config }: LanguageModel, { smaller, substitute, samplePrompts }: Beside): void {
  const { vocabulary, layers, contextMax } = config;
  if (substitute.config.vocabulary !== vocabulary) {
    const found = `${substitute.config.vocabulary}`;
    throw new WeightsError(smaller, `the ${vocabulary} pieces of ${path}`, found, "take a substitute of one tokenizer");
  }
  const tokens = promptTokens + tokensMax;
  for (const [file, context] of [[path, contextMax] as const, [smaller, substitute.config.contextMax] as const]) {
    if (context >= tokens) continue;
    throw new WeightsError(file, `a context of ${tokens} tokens`, `${context}`, "take a model that reads as many");
  }
  const layersLeast = 1 + Math.max(...behaviourExecutions.flatMap(({ changes }) => changes.skippedLayers));
  if (layers < layersLeast) {
    const why = `${layersLeast} layers, the last of which the behaviour skipped-layers leaves out`;
    throw new WeightsError(path, why, `${layers}`, "take a deeper model");
  }
  if (samplePrompts > 0 && vocabulary > sampledVocabularyMost) {
    const what = `at most ${sampledVocabularyMost} pieces for the two-sample test`;
    throw new WeightsError(path, what, `${vocabulary}`, "leave that test out: --samples 0");
  }
}

/** One prompt a line. */
function linesOf(path: string): string[] {
  const text = utf8Text(fileAt(path).bytes);
  const at = text.indexOf("\u{fffd}");
  if (at >= 0) {
    const line = text.slice(0, at).split("\n").length;
    throw new WeightsError(path, "UTF-8 text", `other bytes in line ${line}`, "write one prompt a line, as UTF-8");
  }
  return text.split(/\r?\n/).filter((line) => line.trim() !== "");
}

function promptsFrom(
  texts: readonly string[],
  tokenizer: Tokenizer,
  { path, least }: { readonly path: string; readonly least: number },
): Uint32Array[] {
  if (texts.length < least) {
    const remedy = "write one prompt a line";
    throw new WeightsError(path, `at least ${least} prompts`, `${texts.length}`, remedy);
  }
  return texts.map((text) => promptOfText(text, tokenizer));
}

/** What the project's own measurement is made of: its two models, their tokenizer, and prompts from held-out text. */
import { createHash } from "node:crypto";
import { fineTuned } from "../../fidelity/behaviours/fine-tune.ts";
import { behaviourExecutions } from "../../fidelity/behaviours/registry.ts";
import { tokensMax } from "../../fidelity/cells/lengths.ts";
import { type RecordsHeader, recordsFormat, recordsVersion } from "../../fidelity/cells/records.ts";
import { agreedTemperature, type Material, topCount } from "../../fidelity/measure/material.ts";
import { executorProfiles } from "../../fidelity/profiles/catalogue.ts";
import { parameterCount } from "../../fidelity/weights/model-shape.ts";
import { readOwnModel, readOwnPrompts, readOwnTokenizer } from "../../fidelity/weights/own-models.ts";
import { beginId, endId, type Tokenizer } from "../../fidelity/weights/tokenizer.ts";
import { ownModelBytes } from "../model-files.ts";

/** Opening piece included. [token] A quarter of a measured request, as with the prompts of public chat traces. */
export const promptTokens = 28;
/** Answers of the two-sample test: differences show in the first tokens. [token] */
const sampleTokens = 24;

/** @throws WeightsError when a file is missing or damaged */
export function ownMaterial(): Material {
  const agreed = readOwnModel("main", ownModelBytes);
  const smaller = readOwnModel("sibling", ownModelBytes);
  const tokenizer = readOwnTokenizer(ownModelBytes);
  const prompts = readOwnPrompts(ownModelBytes).map(({ text }) => promptOfText(text, tokenizer));
  return { agreed, smaller, fineTuned: fineTuned(agreed), prompts, endPiece: endId, firstPiece: endId + 1 };
}

/** The beginning of a text, as a request asks for its continuation. */
export function promptOfText(text: string, tokenizer: Tokenizer): Uint32Array {
  return Uint32Array.of(beginId, ...tokenizer.encode(text).subarray(0, promptTokens - 1));
}

/**
 * First line of the records of a measurement.
 *
 * @param adapter  as it names itself, and its driver
 * @param kernels  SHA-256 of the sources of the compute kernels
 */
export function headerOf(material: Material, adapter: string, kernels: string): RecordsHeader {
  const { agreed, smaller, prompts } = material;
  return {
    format: recordsFormat,
    version: recordsVersion,
    model: agreed.name,
    weights: agreed.sha256,
    smallerWeights: smaller.sha256,
    promptsSha256: sha256Of(JSON.stringify(prompts.map((prompt) => [...prompt]))),
    kernels,
    adapter,
    prompts: prompts.length,
    tokens: tokensMax,
    sampleTokens,
    topCount,
    temperature: agreedTemperature,
    smallerFraction: parameterCount(smaller.config) / parameterCount(agreed.config),
    profiles: executorProfiles.map(({ id }) => id),
    behaviours: behaviourExecutions.map(({ id }) => id),
  };
}

export function sha256Of(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

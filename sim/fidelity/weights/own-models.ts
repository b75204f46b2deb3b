/**
 * The project's own models: files of `sim/fidelity/models`, with the digests that they must have. How they were made and how good
 * they are is in README.md there.
 */
import { sha256 } from "../../engine/sha256.ts";
import type { LanguageModel } from "../language-model.ts";
import { readLlamaSafetensors } from "./llama-safetensors.ts";
import { checkDigest } from "./model-shape.ts";
import { readTokenizer, type Tokenizer } from "./tokenizer.ts";
import { utf8Text } from "./utf8.ts";
import type { WeightsFile } from "./weights-error.ts";

/** "main" is what a network agrees to serve, "sibling" its cheap substitute: smaller, taught by it, same tokenizer. */
export type OwnModel = "main" | "sibling";

/** Reads a file of `sim/fidelity/models`. */
export type BytesOf = (file: string) => Uint8Array<ArrayBuffer>;

const names: Readonly<Record<OwnModel, string>> = { main: "commonwatt-279k", sibling: "commonwatt-95k" };

const digests = {
  "main.safetensors": "fefeb92cb7dc96f400117c0e81f61555f32618148424e537d0a395b1aeec8ff8",
  "main.config.json": "e45374b780bcc65d63fb6f2f27621a0576d0e4db6712c5eeebc50cf809e11a83",
  "sibling.safetensors": "17bd0490aa2d62440756323f45231e1bb3a3626ebfecad46aa7b20f50aff78e0",
  "sibling.config.json": "03036d0518792767b6046ebd6c46c47ba6a43724121d582585667799ac237638",
  "tokenizer.bin": "0c19e5896dd0375844e7f7bf29e48619100d639914e42e1ec2df92b6b5e019d8",
  "prompts.json": "f4537c20af1502be7ba1c36feb4ad45e28473f76504834238c3efb72b55e414f",
} as const;

/** SHA-256 of what a network agrees to serve: records say by it which model they are of. */
export const ownWeights: string = digests["main.safetensors"];

export interface Prompt {
  readonly id: number;
  /** Which address or chapter. */
  readonly source: string;
  readonly text: string;
}

/** @throws WeightsError when a file is not what was committed */
export function readOwnModel(model: OwnModel, bytesOf: BytesOf): LanguageModel {
  const config = ownFile(`${model}.config.json`, bytesOf);
  // The weights alone do not say the rotary base or the ε of the norms: another config would be another model without a word.
  checkDigest(config.name, sha256(config.bytes), config.sha256);
  return { ...readLlamaSafetensors(ownFile(`${model}.safetensors`, bytesOf), config), name: names[model] };
}

/** Of both models. */
export function readOwnTokenizer(bytesOf: BytesOf): Tokenizer {
  const vocabulary = 512;
  return readTokenizer(ownFile("tokenizer.bin", bytesOf), vocabulary, "as written");
}

/** Passages of text that neither model was trained on. */
export function readOwnPrompts(bytesOf: BytesOf): readonly Prompt[] {
  const { name, bytes, sha256: digest } = ownFile("prompts.json", bytesOf);
  checkDigest(name, sha256(bytes), digest);
  return JSON.parse(utf8Text(bytes));
}

function ownFile(name: keyof typeof digests, bytesOf: BytesOf): Required<WeightsFile> {
  return { name, bytes: bytesOf(name), sha256: digests[name] };
}

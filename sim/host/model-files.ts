/** Finds the files of language models: the project's own beside the program, and those that a user names. */
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { LanguageModel } from "../fidelity/language-model.ts";
import { readCheckpoint } from "../fidelity/weights/checkpoint.ts";
import { readLlamaSafetensors } from "../fidelity/weights/llama-safetensors.ts";
import { readTokenizer, type Tokenizer } from "../fidelity/weights/tokenizer.ts";
import { WeightsError, type WeightsFile } from "../fidelity/weights/weights-error.ts";
import { packageFile } from "./package-root.ts";

/** Bytes of a file of `sim/fidelity/models`. @throws WeightsError when it is not there */
export function ownModelBytes(file: string): Uint8Array<ArrayBuffer> {
  return fileAt(packageFile(`sim/fidelity/models/${file}`), "take it from the repository again").bytes;
}

/**
 * A model that a user names: a llama2.c checkpoint (.bin), or Hugging Face's weights (.safetensors) with a config.json beside
 * them, or `<name>.config.json`. Neither format has a checksum; where `<file>.sha256` stands beside it, the bytes must have that digest.
 * @throws WeightsError
 */
export function readModelFile(path: string): LanguageModel {
  if (path.endsWith(".bin")) return readCheckpoint(weightsAt(path));
  if (path.endsWith(".safetensors")) return readLlamaSafetensors(weightsAt(path), fileAt(configBeside(path)));
  const remedy = "name a checkpoint of llama2.c or a safetensors file";
  throw new WeightsError(basename(path), "a name that ends in .bin or .safetensors", path, remedy);
}

/** The tokenizer.bin of llama2.c that goes with such a model. @throws WeightsError */
export function readTokenizerFile(path: string, vocabulary: number): Tokenizer {
  return readTokenizer(fileAt(path), vocabulary, "space before text");
}

function weightsAt(path: string): WeightsFile {
  const beside = `${path}.sha256`;
  if (!existsSync(beside)) return fileAt(path);
  const text = readFileSync(beside, "utf8");
  const [sha256] = /^[0-9a-f]{64}\b/i.exec(text) ?? [];
  if (sha256 !== undefined) return { ...fileAt(path), sha256 };
  const remedy = `write it again: sha256sum ${basename(path)} > ${basename(beside)}`;
  throw new WeightsError(beside, "a SHA-256 in hexadecimal", JSON.stringify(text.slice(0, 40)), remedy);
}

/** Where the config of a file of safetensors stands. */
export function configBeside(path: string): string {
  const own = path.replace(/\.safetensors$/, ".config.json");
  return existsSync(own) ? own : join(dirname(path), "config.json");
}

/** @throws WeightsError when it cannot be read */
export function fileAt(path: string, remedy = "correct the path, or fetch the file"): WeightsFile {
  try {
    return { name: path, bytes: new Uint8Array(readFileSync(path)) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new WeightsError(path, "a file that can be read", code, remedy);
  }
}

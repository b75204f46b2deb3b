/**
 * Byte-pair tokenizers in llama2.c's export (tokenizer.bin): length of the longest piece, then score (f32), length (i32) and bytes
 * of each piece.
 *
 * Text becomes characters, a character that is no piece becomes its bytes (ids 3 … 258), and then the neighbours whose joined
 * bytes are the piece of the best score are joined, the leftmost of equals first, until none are.
 *
 * Source: karpathy/llama2.c, tokenizer.py (`export`) and run.c (`build_tokenizer`, `encode`, `decode`).
 */

import { sha256 } from "../../engine/sha256.ts";
import { type Joined, joinPieces } from "./join-pieces.ts";
import { checkDigest } from "./model-shape.ts";
import { utf8Bytes, utf8Text } from "./utf8.ts";
import { WeightsError, type WeightsFile } from "./weights-error.ts";

/** Ids that SentencePiece reserves, in llama2.c and here. */
export const unknownId = 0;
export const beginId = 1;
export const endId = 2;
const firstByteId = 3;
const byteCount = 256;
const firstPieceId = firstByteId + byteCount;

/** What SentencePiece's Llama models do with the first word, or text as it is written. */
export type Opening = "space before text" | "as written";

export interface Tokenizer {
  readonly vocabulary: number;
  /** Without `beginId`: a prompt is `Uint32Array.of(beginId, ...encode(text))`. */
  encode(text: string): Uint32Array<ArrayBuffer>;
  /** Reserved ids say nothing; malformed bytes become U+FFFD. */
  decode(ids: ArrayLike<number>): string;
  /** Bytes that an id stands for; none for reserved ids. */
  bytesOf(id: number): Uint8Array;
}

const again = "the file is damaged, or belongs to another model: fetch or export it again";

/** @throws WeightsError */
export function readTokenizer(file: WeightsFile, vocabulary: number, opening: Opening): Tokenizer {
  checkDigest(file.name, sha256(file.bytes), file.sha256);
  const { pieces, scores } = readPieces(file, vocabulary);
  const ids = new Map<string, number>();
  for (let id = vocabulary - 1; id >= firstByteId; id--) {
    if (byteNamed(pieces[id]) === undefined) ids.set(keyOf(pieces[id]), id);
  }
  const meaning = pieces.map((piece, id) => (id < firstByteId ? new Uint8Array(0) : (byteNamed(piece) ?? piece)));
  const keys = pieces.map(keyOf);
  const isOpened = opening === "space before text";
  const join = (left: number, right: number): Joined => {
    const id = ids.get(keys[left] + keys[right]) ?? -1;
    return { id, score: id < 0 ? 0 : scores[id] };
  };
  return {
    vocabulary,
    encode: (text) => joinPieces(characterIds(isOpened && text !== "" ? ` ${text}` : text, ids), remembering(join)),
    decode: (list) => {
      const text = utf8Text(joinedBytes(Array.from(list, (id) => checkedMeaning(meaning, id))));
      return isOpened && (list[0] === beginId || list.length === 0) ? text.replace(/^ /, "") : text;
    },
    bytesOf: (id) => checkedMeaning(meaning, id),
  };
}

/** Text has few pairs, each many times: looking them up by number makes encoding 1.7 times as fast. */
function remembering(join: (left: number, right: number) => Joined): (left: number, right: number) => Joined {
  const known = new Map<number, Joined>();
  return (left, right) => {
    const key = left * 0x1_0000_0000 + right;
    const found = known.get(key) ?? join(left, right);
    known.set(key, found);
    return found;
  };
}

interface Pieces {
  readonly pieces: readonly Uint8Array[];
  readonly scores: Float32Array;
}

function readPieces({ name, bytes }: WeightsFile, vocabulary: number): Pieces {
  if (vocabulary < firstPieceId) {
    throw new WeightsError(name, `at least ${firstPieceId} pieces of the model`, String(vocabulary), again);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const longest = bytes.length < 4 ? 0 : view.getInt32(0, true);
  if (longest < 1) throw new WeightsError(name, "the length of the longest piece", `${longest}`, again);
  if (longest > bytes.length) {
    // What else such a model comes with: JSON, or the protocol buffer of SentencePiece.
    const remedy =
      "a tokenizer.json or tokenizer.model is not read: export it (llama2.c: tokenizer.py), or fetch it again";
    throw new WeightsError(
      name,
      "llama2.c's tokenizer.bin, which begins with the length of the longest piece",
      `${longest}`,
      remedy,
    );
  }
  const pieces: Uint8Array[] = [];
  const scores = new Float32Array(vocabulary);
  let at = 4;
  for (let id = 0; id < vocabulary; id++) {
    const length = at + 8 > bytes.length ? -1 : view.getInt32(at + 4, true);
    const end = at + 8 + length;
    if (length < 0 || end > bytes.length || (id >= firstByteId && length > longest)) {
      const what = `piece ${id} of ${vocabulary}, of 0 to ${longest} bytes, at byte ${at}`;
      throw new WeightsError(name, what, length < 0 ? "the end of the file" : `${length} bytes`, again);
    }
    scores[id] = view.getFloat32(at, true);
    if (!Number.isFinite(scores[id])) throw new WeightsError(name, `a score of piece ${id}`, `${scores[id]}`, again);
    pieces.push(bytes.slice(at + 8, end));
    at = end;
  }
  if (at !== bytes.length)
    throw new WeightsError(name, `${at} bytes for ${vocabulary} pieces`, `${bytes.length}`, again);
  checkBytes(name, pieces);
  return { pieces, scores };
}

/** Ids 3 … 258 are the bytes in order, spelled "<0x41>" or as the byte itself. */
function checkBytes(file: string, pieces: readonly Uint8Array[]): void {
  for (let byte = 0; byte < byteCount; byte++) {
    const piece = pieces[firstByteId + byte];
    const meant = byteNamed(piece) ?? piece;
    if (meant.length === 1 && meant[0] === byte) continue;
    const what = `piece ${firstByteId + byte} to be byte ${byte}`;
    throw new WeightsError(file, what, JSON.stringify(utf8Text(piece)), again);
  }
}

/** Bytes as a string of one unit each, for the map: two pieces are equal when these are. */
function keyOf(piece: Uint8Array): string {
  let key = "";
  for (const byte of piece) key += String.fromCharCode(byte);
  return key;
}

/** The byte that a piece like "<0x0A>" names. */
function byteNamed(piece: Uint8Array): Uint8Array | undefined {
  const found = /^<0x([0-9A-F]{2})>$/.exec(keyOf(piece));
  return found === null ? undefined : Uint8Array.of(Number.parseInt(found[1], 16));
}

function characterIds(text: string, ids: ReadonlyMap<string, number>): number[] {
  const start: number[] = [];
  for (const character of text) {
    const bytes = utf8Bytes(character);
    const id = ids.get(keyOf(bytes));
    if (id === undefined) for (const byte of bytes) start.push(firstByteId + byte);
    else start.push(id);
  }
  return start;
}

function checkedMeaning(meaning: readonly Uint8Array[], id: number): Uint8Array {
  if (id in meaning) return meaning[id];
  throw new RangeError(`token ${id} — this tokenizer has ids 0 to ${meaning.length - 1}`);
}

function joinedBytes(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

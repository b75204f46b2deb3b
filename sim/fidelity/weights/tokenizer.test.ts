import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tokenizerFile } from "../../../test/support/small-language-model.ts";
import { beginId, endId, readTokenizer } from "./tokenizer.ts";
import { WeightsError } from "./weights-error.ts";

/** Best first: "ab" before "bc". "é" and " a" are pieces of several bytes. */
const pieces = ["ab", "bc", "abc", "é", " a", "aa", " ab"];
const file = tokenizerFile(pieces);
const vocabulary = 259 + pieces.length;
const tokenizer = readTokenizer(file, vocabulary, "as written");
const id = (piece: string) => 259 + pieces.indexOf(piece);
const byte = (value: number) => 3 + value;

describe("tokenizer", () => {
  // text → ids
  test.each<[string, number[]]>([
    ["", []],
    ["abc", [id("abc")]],
    ["abcbc", [id("abc"), id("bc")]],
    ["aaa", [id("aa"), byte(97)]],
    ["aaaa", [id("aa"), id("aa")]],
    ["caab", [byte(99), byte(97), id("ab")]],
    [" ab", [id(" ab")]],
    ["é", [id("é")]],
    ["è", [byte(0xc3), byte(0xa8)]],
    ["😀", [byte(0xf0), byte(0x9f), byte(0x98), byte(0x80)]],
  ])("%j", (text, ids) => {
    expect([...tokenizer.encode(text)]).toEqual(ids);
    expect(tokenizer.decode(ids)).toBe(text);
  });

  test("decoding gives back what was encoded, and encoding equals the slow way: best pair of all, again and again", () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: fc.constantFrom("a", "b", "c", " ", "é") }));
    fc.assert(
      fc.property(text, (written) => {
        const ids = tokenizer.encode(written);
        expect(tokenizer.decode(ids)).toBe(written);
        expect([...ids]).toEqual(slowly(written));
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  test("a space is put before text, and taken away behind the begin piece, where a model expects it", () => {
    const spaced = readTokenizer(file, vocabulary, "space before text");
    expect([...spaced.encode("abc")]).toEqual([...tokenizer.encode(" abc")]);
    expect(spaced.decode([beginId, ...spaced.encode("abc")])).toBe("abc");
    expect(spaced.decode(spaced.encode("abc"))).toBe(" abc");
    expect(spaced.encode("").length).toBe(0);
  });

  test("reserved ids say nothing; others that do not exist are refused", () => {
    expect(tokenizer.decode([0, beginId, byte(65), endId])).toBe("A");
    expect(() => tokenizer.decode([vocabulary])).toThrow(`token ${vocabulary} — this tokenizer has ids 0 to`);
    expect(() => tokenizer.bytesOf(-1)).toThrow(RangeError);
  });

  // what was done → what is said
  test.each<[string, Uint8Array<ArrayBuffer>, number, string]>([
    ["empty", new Uint8Array(0), vocabulary, "tokenizer.bin: expected the length of the longest piece, found 0"],
    ["cut off", file.bytes.slice(0, -1), vocabulary, "expected piece 265 of 266, of 0 to 6 bytes, at byte"],
    ["of another model", file.bytes, vocabulary + 1, "expected piece 266 of 267"],
    ["longer than the model knows", file.bytes, vocabulary - 1, "bytes for 265 pieces, found"],
    [
      "JSON",
      new TextEncoder().encode('{\n  "version": "1.0"'),
      vocabulary,
      "a tokenizer.json or tokenizer.model is not read",
    ],
    [
      "a protocol buffer",
      Uint8Array.of(10, 14, 10, 5, 60, 117, 110, 107, 62),
      vocabulary,
      "export it (llama2.c: tokenizer.py)",
    ],
    ["fewer than bytes", file.bytes, 200, "expected at least 259 pieces of the model, found 200"],
    ["a score gone", altered(4 + 0, [0, 0, 0xc0, 0x7f]), vocabulary, "expected a score of piece 0, found NaN"],
    ["a negative length", altered(8, [255, 255, 255, 255]), vocabulary, "expected piece 0 of 266"],
    ["a byte exchanged", altered(byteAt(65), [66]), vocabulary, 'expected piece 68 to be byte 65, found "B"'],
  ])("%s", (_, bytes, size, message) => {
    const read = () => readTokenizer({ name: "tokenizer.bin", bytes }, size, "as written");
    expect(read).toThrow(WeightsError);
    expect(read).toThrow(message);
  });

  test("any damage is a complaint or a tokenizer that encodes and decodes without loss", () => {
    fc.assert(
      fc.property(fc.nat(file.bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const bytes = file.bytes.slice();
        bytes[at] ^= by;
        try {
          const read = readTokenizer({ name: "tokenizer.bin", bytes }, vocabulary, "as written");
          expect(read.decode(read.encode("abc é x"))).toBe("abc é x");
        } catch (error) {
          expect(error).toBeInstanceOf(WeightsError);
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

function altered(at: number, bytes: readonly number[]): Uint8Array<ArrayBuffer> {
  const copy = file.bytes.slice();
  copy.set(bytes, at);
  return copy;
}

/** Place of the only byte of a byte piece: after the header, three reserved pieces and the byte pieces before. */
function byteAt(value: number): number {
  return 4 + (8 + 5) + (8 + 5) + (8 + 6) + 9 * value + 8;
}

function slowly(text: string): number[] {
  const known = new Map(pieces.map((piece) => [piece, id(piece)] as const));
  const parts: { text: string; id: number }[] = [];
  for (const character of text) {
    const own = known.get(character);
    if (own !== undefined) parts.push({ text: character, id: own });
    else for (const b of new TextEncoder().encode(character)) parts.push({ text: bytePiece(b), id: byte(b) });
  }
  for (;;) {
    const pairs = parts.slice(1).map((right, i) => known.get(parts[i].text + right.text) ?? Number.POSITIVE_INFINITY);
    const best = Math.min(...pairs);
    if (!Number.isFinite(best)) return parts.map((part) => part.id);
    const at = pairs.indexOf(best);
    parts.splice(at, 2, { text: pieces[best - 259], id: best });
  }
}

/** ASCII stands for itself; other bytes join nothing here. */
const bytePiece = (b: number) => (b < 0x80 ? String.fromCharCode(b) : `\0${b}`);

const published = new URL("../../../../shared/models/stories260K/tok512.bin", import.meta.url);

describe("a published tokenizer", () => {
  test.skipIf(!existsSync(published))("that of stories260K (needs ../shared/models)", () => {
    const bytes = new Uint8Array(readFileSync(published));
    const read = readTokenizer({ name: "tok512.bin", bytes }, 512, "space before text");
    // As the model itself writes it: see plain-runner.test.ts.
    expect([...read.encode("Once upon a time")]).toEqual([403, 407, 261, 378]);
    expect(read.decode([beginId, 403, 407, 261, 378])).toBe("Once upon a time");
  });
});

/**
 * Rounding to a narrower format, to nearest and ties to even, by integer operations on the bits.
 *
 * Not by packing and unpacking: Mesa folds unpack2x16float(pack2x16float(x)) into x, and the rounding would silently vanish. Equal to
 * the bit on both sides: tolerance 0.
 */
import type { ValueFormat } from "../language-model.ts";

export const roundingTolerance = 0;

/** WGSL of `name(f32) -> f32` and `name4(vec4f) -> vec4f`. */
export function roundingWgsl(name: string, format: ValueFormat): string {
  return `fn ${name}(x: f32) -> f32 { ${wgslBodies[format]} }
fn ${name}4(v: vec4f) -> vec4f { return ${format === "f32" ? "v" : `vec4f(${name}(v.x), ${name}(v.y), ${name}(v.z), ${name}(v.w))`}; }
`;
}

const wgslBodies: Readonly<Record<ValueFormat, string>> = {
  f32: "return x;",
  // Half of the last kept bit is added, less one when that bit is even already.
  bf16: `let u = bitcast<u32>(x);
  return bitcast<f32>((u + 0x7fffu + ((u >> 16u) & 1u)) & 0xffff0000u);`,
  // Below 2^-14 halves are 2^-24 apart; from 65520 on they are infinite.
  f16: `let a = abs(x);
  if (a < 0x1p-14f) { return round(x * 0x1p24f) * 0x1p-24f; }
  let u = bitcast<u32>(x);
  if (a >= 65520.0) { return bitcast<f32>((u & 0x80000000u) | 0x7f800000u); }
  return bitcast<f32>((u + 0xfffu + ((u >> 13u) & 1u)) & 0xffffe000u);`,
  // e4m3 with unit scale: 3 bits of fraction, least exponent -6, largest value 448.
  fp8: `let u = bitcast<u32>(x);
  let e = max(i32((u >> 23u) & 255u) - 127, -6);
  let steps = round(abs(x) * bitcast<f32>(u32(130 - e) << 23u));
  return sign(x) * min(steps * bitcast<f32>(u32(124 + e) << 23u), 448.0);`,
};

/** The plain twin. @param x  a 32-bit real */
export function rounded(x: number, format: ValueFormat): number {
  switch (format) {
    case "f32":
      return Math.fround(x);
    case "bf16":
      return roundedBf16(x);
    case "f16":
      return roundedF16(x);
    case "fp8":
      return roundedFp8(x);
  }
}

/** A copy with every value rounded: in a loop, since `Float32Array.from` with a function first makes a list of all values. */
export function allRounded(values: Float32Array, format: ValueFormat): Float32Array<ArrayBuffer> {
  const copy = new Float32Array(values);
  if (format === "f32") return copy;
  for (let i = 0; i < copy.length; i++) copy[i] = rounded(copy[i], format);
  return copy;
}

const real = new Float32Array(1);
const bits = new Uint32Array(real.buffer);

function roundedBf16(x: number): number {
  real[0] = x;
  bits[0] = (bits[0] + 0x7fff + ((bits[0] >>> 16) & 1)) & 0xffff0000;
  return real[0];
}

function roundedF16(x: number): number {
  const size = Math.abs(x);
  if (size < 2 / 32_768) return tiesToEven(x * 16_777_216) / 16_777_216;
  if (size >= 65_520) return x < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  real[0] = x;
  bits[0] = (bits[0] + 0xfff + ((bits[0] >>> 13) & 1)) & 0xffffe000;
  return real[0];
}

function roundedFp8(x: number): number {
  real[0] = Math.abs(x);
  const exponent = Math.max((bits[0] >>> 23) - 127, -6);
  bits[0] = (124 + exponent) << 23;
  const step = real[0];
  const size = Math.min(tiesToEven(Math.abs(x) / step) * step, 448);
  return x < 0 ? -size : size;
}

/** Whole number nearest to x, |x| < 2⁵¹; of two the even one. */
function tiesToEven(x: number): number {
  const low = Math.floor(x);
  const rest = x - low;
  if (rest !== 1 / 2) return rest < 1 / 2 ? low : low + 1;
  return low % 2 === 0 ? low : low + 1;
}

/**
 * WGSL of the sums in a matrix product: each invocation makes a tile of outputs, reading four neighbours at a time.
 *
 * Without barriers and workgroup memory: on adapters that run on the CPU this is what is fast. The order of summation of one
 * output depends on `order`, `splits`, `partialSums` and `accumulator`, and not on the tile or on who reads.
 */

import { each } from "../kernel.ts";
import type { MatmulProfile, WeightFormat } from "../language-model.ts";
import { type Reading, sharingLanes, swapped } from "./reading.ts";
import { roundingWgsl } from "./rounding.ts";
import { storedWeights } from "./stored-weights.ts";

export interface InnerProduct {
  readonly weights: WeightFormat;
  readonly matmul: MatmulProfile;
  /** The input is normed in passing: multiplied with a gain now, with 1 / RMS at the end. */
  readonly isNormed: boolean;
  /** Where lanes share, the rows of the tile are a multiple of their number; in quads row i of a lane is row i ^ lane of the tile. */
  readonly reading: Reading;
  /** WGSL of the matrix row that output column j of the tile needs; `n0` is the first. */
  columnOf(j: number): string;
}

/** Columns of the tile, whatever `columnOf` makes of them. */
export function tileSizes({ tileRows, tileColumns }: MatmulProfile): readonly [rows: number, columns: number] {
  return [tileRows, tileColumns];
}

/** Bindings that the sums read: input, words, then scales and gain where there are such. */
export function sumBindings({ weights, isNormed }: InnerProduct): string[] {
  const { element, hasScales } = storedWeights[weights];
  return [
    "read X: array<vec4f>",
    `read W: array<${element}>`,
    ...(hasScales ? ["read S: array<f32>"] : []),
    ...(isNormed ? ["read G: array<vec4f>"] : []),
    "uniform shape: Shape",
  ];
}

/** Begins the WGSL of a kernel with these sums. */
export function enables({ matmul, reading }: InnerProduct): string {
  const f16 = matmul.accumulator === "native f16" ? "enable f16;\n" : "";
  return `${f16}${reading === "alone" ? "" : "enable subgroups;\n"}`;
}

/** Type of a number in the sums. */
function scalar({ matmul }: InnerProduct): "f16" | "f32" {
  return matmul.accumulator === "native f16" ? "f16" : "f32";
}

/** Type of a running sum. */
function sumType(product: InnerProduct): string {
  return product.matmul.partialSums === "vector" ? `vec4<${scalar(product)}>` : scalar(product);
}

/** Functions that the sums call. */
export function sumFunctions({ weights, matmul }: InnerProduct): string {
  return `${storedWeights[weights].wgsl}\n${matmul.accumulator === "f16" ? roundingWgsl("half", "f16") : ""}`;
}

/**
 * Statements that leave the outputs of the tile at (m0, n0) in the array `tile`, row by row. Rows and columns beyond the end
 * read the last one: the caller stores only what exists, in a loop, since unrolled stores take longer to compile than all the sums.
 */
export function sumsWgsl(product: InnerProduct): string {
  const { matmul, isNormed, columnOf, weights } = product;
  const { hasScales, quadsPerElement } = storedWeights[weights];
  const [rows, columns] = tileSizes(matmul);
  const read = rowsRead(product);
  const type = sumType(product);
  const stride = quadsPerElement === 1 ? "shape.inner4" : "((shape.inner4 + 1u) / 2u)";
  return `
  let groups = (shape.inner4 + shape.group4 - 1u) / shape.group4;
  ${each(read, (i) => `let x${i}At = min(m0 + ${rowRead(product, i)}, run.rows - 1u) * shape.inner4;`)}
  ${each(columns, (j) => `let c${j} = ${columnOf(j)}; let w${j}At = c${j} * ${stride};`)}
  ${isNormed ? each(read, (i) => `var q${i} = 0.0;`) : ""}
  ${eachOutput(product, (i, j) => `var s${i}_${j} = ${type}();`)}
  ${parts(product, hasScales ? groupedLoop(product) : plainLoop(product))}
  ${isNormed ? roots(product) : ""}
  var tile = array<f32, ${rows * columns}>(${outputs(product)
    .map(([i, j]) => final(product, i, j))
    .join(", ")});`;
}

/** 1 / RMS of every row of the tile. */
function roots(product: InnerProduct): string {
  const root = (i: number) => `inverseSqrt(q${i} / f32(4u * shape.inner4) + shape.epsilon)`;
  const all = each(product.matmul.tileRows, (i) => given(product, "r", i), "");
  return each(rowsRead(product), (i) => `let ${found(product, "r", i)} = ${root(i)};`) + all;
}

/** Every output of the tile, row by row. */
function outputs({ matmul }: InnerProduct): [i: number, j: number][] {
  const [rows, columns] = tileSizes(matmul);
  return Array.from({ length: rows * columns }, (_, t) => [Math.floor(t / columns), t % columns]);
}

function eachOutput({ matmul }: InnerProduct, make: (i: number, j: number) => string): string {
  const [rows, columns] = tileSizes(matmul);
  return each(rows, (i) => each(columns, (j) => make(i, j), " "), "\n  ");
}

/** A split sums each part from zero, then adds it to those before. */
function parts(product: InnerProduct, loop: string): string {
  const { order, splits } = product.matmul;
  const units = storedWeights[product.weights].hasScales ? "groups" : "shape.inner4";
  if (order !== "split") return `{ let lower = 0u; let upper = ${units}; ${loop} }`;
  const zero = `${sumType(product)}()`;
  const sum = (i: number, j: number) => `s${i}_${j} = ${halved(product, `h${i}_${j} + s${i}_${j}`)};`;
  return `let span = (${units} + ${splits - 1}u) / ${splits}u;
  ${each(
    splits,
    (part) => `{ let lower = min(${part}u * span, ${units}); let upper = min(lower + span, ${units});
    ${eachOutput(product, (i, j) => `let h${i}_${j} = s${i}_${j}; s${i}_${j} = ${zero};`)}
    ${loop}
    ${eachOutput(product, sum)} }`,
  )}`;
}

/** Counts a loop's variable through lower … upper − 1, in the order of the profile. */
function steps({ matmul }: InnerProduct, name: string): string {
  const value = matmul.order === "reversed" ? `upper - 1u - (${name}Step - lower)` : `${name}Step`;
  return `for (var ${name}Step = lower; ${name}Step < upper; ${name}Step++) { let ${name} = ${value};`;
}

function loads(product: InnerProduct): string {
  const { matmul, weights, isNormed } = product;
  const [, columns] = tileSizes(matmul);
  const read = rowsRead(product);
  const quad = `vec4<${scalar(product)}>`;
  const element = storedWeights[weights].quadsPerElement === 1 ? "k" : "(k / 2u)";
  const x = (i: number) => `let ${found(product, "x", i)} = ${quad}`;
  return `${each(columns, (j) => `let w${j} = ${quad}(quad(W[w${j}At + ${element}], k));`)}
    ${isNormed ? "let gain = G[k];" : ""}
    ${each(read, (i) => (isNormed ? `let y${i} = X[x${i}At + k];` : `${x(i)}(X[x${i}At + k]);`))}
    ${isNormed ? each(read, (i) => `q${i} += dot(y${i}, y${i}); ${x(i)}(y${i} * gain);`) : ""}`;
}

/** Rows of the input that one invocation reads. */
function rowsRead({ matmul, reading }: InnerProduct): number {
  return matmul.tileRows / sharingLanes[reading];
}

/** WGSL of the i-th of them, counted from m0. */
function rowRead({ reading }: InnerProduct, i: number): string {
  return reading === "alone" ? `${i}u` : `${i * sharingLanes[reading]}u + lane`;
}

/** What was read or computed of the i-th row read: where lanes share, it has a name of its own before it is. */
function found({ reading }: InnerProduct, name: string, i: number): string {
  return reading === "alone" ? `${name}${i}` : `${name}Found${i}`;
}

/** Statement that names what belongs to row i of the tile. */
function given({ reading }: InnerProduct, name: string, i: number): string {
  if (reading === "alone") return "";
  const lanes = sharingLanes[reading];
  return `let ${name}${i} = ${swapped(reading, `${name}Found${Math.floor(i / lanes)}`, i % lanes)}; `;
}

/** Statements for all outputs of the tile. A row is swapped just before it is used, so that few values live at a time. */
function eachTerm(product: InnerProduct, make: (i: number, j: number) => string): string {
  const [rows, columns] = tileSizes(product.matmul);
  return each(rows, (i) => given(product, "x", i) + each(columns, (j) => make(i, j), " "), "\n  ");
}

function plainLoop(product: InnerProduct): string {
  const term = (i: number, j: number) =>
    product.matmul.partialSums === "vector" ? `x${i} * w${j}` : `dot(x${i}, w${j})`;
  const add = (i: number, j: number) =>
    `s${i}_${j} = ${halved(product, `s${i}_${j} + ${halved(product, term(i, j))}`)};`;
  return `${steps(product, "k")}
    ${loads(product)}
    ${eachTerm(product, add)} }`;
}

/** Sums stored values of a group first and multiplies once with its scale. */
function groupedLoop(product: InnerProduct): string {
  const { matmul } = product;
  const [, columns] = tileSizes(matmul);
  const isVector = matmul.partialSums === "vector";
  const stored = (i: number, j: number) => (isVector ? `x${i} * w${j}` : `dot(x${i}, w${j})`);
  const term = (i: number, j: number) => `g${i}_${j} * z${j}`;
  const add = (i: number, j: number) =>
    `s${i}_${j} = ${halved(product, `s${i}_${j} + ${halved(product, term(i, j))}`)};`;
  return `${steps(product, "group")}
    ${eachOutput(product, (i, j) => `var g${i}_${j} = ${sumType(product)}();`)}
    for (var k = group * shape.group4; k < min((group + 1u) * shape.group4, shape.inner4); k++) {
    ${loads(product)}
    ${eachTerm(product, (i, j) => `g${i}_${j} += ${stored(i, j)};`)} }
    ${each(columns, (j) => `let z${j} = ${scalar(product)}(S[c${j} * groups + group]);`)}
    ${eachOutput(product, add)} }`;
}

/** An f16 accumulator rounds every term and every sum. */
function halved({ matmul }: InnerProduct, value: string): string {
  if (matmul.accumulator !== "f16") return value;
  return `${matmul.partialSums === "vector" ? "half4" : "half"}(${value})`;
}

function final(product: InnerProduct, i: number, j: number): string {
  const sum = `s${i}_${j}`;
  const lanes = `((${sum}.x + ${sum}.z) + (${sum}.y + ${sum}.w))`;
  const total = `f32(${product.matmul.partialSums === "dot" ? sum : halvedScalar(product, lanes)})`;
  return product.isNormed ? `${total} * r${i}` : total;
}

function halvedScalar({ matmul }: InnerProduct, value: string): string {
  return matmul.accumulator === "f16" ? `half(${value})` : value;
}

/**
 * Causal attention of grouped heads over the cache: softmax(q · k / √headWidth) · v over the positions up to one's own,
 * or over the latest `window` of them. A row's query head h reads key head ⌊h · kvHeads / heads⌋.
 *
 * "online" keeps a running maximum and takes `block` positions at a time (Milakov and Gimelshein 2018); "two-pass" finds the
 * maximum and the sum first. Two-pass without barriers computes scores twice; with a workgroup it stores them.
 */
import { exp } from "../../engine/math.ts";
import { accessesOf, declare, each, header, type Kernel, type Variant } from "../kernel.ts";
import type { AttentionProfile, ValueFormat } from "../language-model.ts";
import { least, severalRows, weight } from "./attention-rows.ts";
import { rounded, roundingWgsl } from "./rounding.ts";

/**
 * Of the largest |v|: scores of size s err by s · 2⁻²² (sum of products, and WGSL's exp within 3 + 2 s units in the last
 * place), and so do the weights; sums over t positions of weights that add up to 1 add √t · 2⁻²⁴. 2⁻¹⁶ for s ≤ 30.
 */
export const attentionTolerance = 1 / 65_536;

export interface AttentionOptions {
  readonly activations: ValueFormat;
  readonly attention: AttentionProfile;
  readonly variant: Variant;
  readonly headWidth: number;
  /** Positions that scores of a workgroup have room for; unused without barriers. */
  readonly context: number;
  /**
   * Rows of a head that one invocation does. Several without barriers only, and in blocks of one position; SwiftShader takes twice as long to
   * compile eight as four.
   */
  readonly rowsTogether: 1 | 4 | 8;
}

const rowsPerWorkgroup = 8;
const headsPerWorkgroup = 8;
const threads = 32;
const bindings = [
  "read q: array<vec4f>",
  "read cache: array<vec4f>",
  "uniform shape: Shape",
  "write y: array<vec4f>",
] as const;

/** Bindings: q rows × columns (queries first), cache sequences × context × (keys, then values), shape, y rows × queries. */
export function attentionKernel(options: AttentionOptions): Kernel {
  const { activations, attention, variant } = options;
  const isWorkgroup = attention.variant === "two-pass" && variant === "workgroup";
  const body = isWorkgroup ? storedScores(options) : oneInvocation(options);
  return {
    id: `attention ${attention.variant}${isWorkgroup ? " workgroup" : ""}`,
    accesses: accessesOf(bindings),
    wgsl: `${header}${declare(bindings)}${roundingWgsl("cut", activations)}${place}${body}`,
    workgroups: (rows, heads) =>
      isWorkgroup ? [heads, rows, 1] : [Math.ceil(heads / headsPerWorkgroup), Math.ceil(rows / rowsPerWorkgroup), 1],
  };
}

const place = `
fn firstSeen(position: u32) -> u32 {
  return select(0u, position + 1u - run.window, run.window > 0u && position + 1u > run.window);
}
fn cellOf(sequence: u32, position: u32, head: u32) -> u32 {
  let kvHead = head * shape.kvHeads / shape.heads;
  return ((sequence * run.context + position) * 2u * shape.kvHeads + kvHead) * shape.headWidth / 4u;
}
`;

/** Queries of the head in q0, q1, …, scaled by 1 / √headWidth in the score. */
function begin(quads: number): string {
  return `let position = positionOf(row);
  let sequence = sequenceOf(row);
  let first = firstSeen(position);
  let scale = inverseSqrt(f32(shape.headWidth));
  let toValues = shape.kvHeads * ${quads}u;
  let base = row * (shape.columns / 4u) + head * ${quads}u;
  ${each(quads, (i) => `let q${i} = q[base + ${i}u];`)}`;
}

const score = (quads: number, cell: string) =>
  `(${each(quads, (i) => `dot(q${i}, cache[${cell} + ${i}u])`, " + ")}) * scale`;

function finish(quads: number): string {
  const at = `(row * shape.heads + head) * ${quads}u`;
  return each(quads, (i) => `y[${at} + ${i}u] = kept4(cut4(o${i} / z), shape.stage);`);
}

function oneInvocation(options: AttentionOptions): string {
  if (options.rowsTogether > 1) return severalInOne(options);
  const quads = options.headWidth / 4;
  const body = options.attention.variant === "online" ? online(options, quads) : recomputed(options, quads);
  return `
@compute @workgroup_size(${headsPerWorkgroup}, ${rowsPerWorkgroup})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let head = id.x;
  let row = id.y;
  if (head >= shape.heads || row >= run.rows) { return; }
  ${begin(quads)}
  ${each(quads, (i) => `var o${i} = vec4f();`)}
  ${body}
  ${finish(quads)}
}`;
}

/** x and y of a workgroup: as many rows as one row an invocation makes of it. */
function severalInOne(options: AttentionOptions): string {
  const { rowsTogether } = options;
  return `
@compute @workgroup_size(${headsPerWorkgroup}, ${rowsPerWorkgroup / rowsTogether})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let head = id.x;
  let m0 = id.y * ${rowsTogether}u;
  if (head >= shape.heads || m0 >= run.rows) { return; }
  ${severalRows(options)}
}`;
}

function online(options: AttentionOptions, quads: number): string {
  const { block } = options.attention;
  const largest = each(block, (b) => `max(s${b}, `, "");
  return `var largest = ${least};
  var z = 0.0;
  for (var t = first; t <= position; t += ${block}u) {
    ${each(block, (b) => `let c${b} = cellOf(sequence, min(t + ${b}u, position), head);`)}
    ${each(block, (b) => `let s${b} = select(${least}, ${score(quads, `c${b}`)}, t + ${b}u <= position);`)}
    let next = ${largest}largest${")".repeat(block)};
    let fade = exp(largest - next);
    largest = next;
    ${each(block, (b) => `let e${b} = exp(s${b} - next); let p${b} = ${weight(options, `e${b}`)};`)}
    z = z * fade + (${each(block, (b) => `e${b}`, " + ")});
    ${each(quads, (i) => `o${i} = o${i} * fade + (${each(block, (b) => `cache[c${b} + toValues + ${i}u] * p${b}`, " + ")});`)}
  }`;
}

function recomputed(options: AttentionOptions, quads: number): string {
  return `var largest = ${least};
  for (var t = first; t <= position; t++) {
    let c = cellOf(sequence, t, head);
    largest = max(largest, ${score(quads, "c")});
  }
  var z = 0.0;
  for (var t = first; t <= position; t++) {
    let c = cellOf(sequence, t, head);
    let e = exp(${score(quads, "c")} - largest);
    let p = ${weight(options, "e")};
    z += e;
    ${each(quads, (i) => `o${i} += cache[c + toValues + ${i}u] * p;`)}
  }`;
}

/** Combines what the threads hold in `shared` and leaves the result in the first. */
const combine = (join: string) => `workgroupBarrier();
  for (var half = ${threads / 2}u; half > 0u; half /= 2u) {
    if (i < half) { let a = parts[i]; let b = parts[i + half]; parts[i] = ${join}; }
    workgroupBarrier();
  }`;

function storedScores(options: AttentionOptions): string {
  const quads = options.headWidth / 4;
  return `
var<workgroup> scores: array<f32, ${options.context}>;
var<workgroup> parts: array<f32, ${threads}>;
@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) i: u32) {
  let head = group.x;
  let row = group.y;
  ${begin(quads)}
  var own = ${least};
  for (var t = first + i; t <= position; t += ${threads}u) {
    let c = cellOf(sequence, t, head);
    let s = ${score(quads, "c")};
    scores[t] = s;
    own = max(own, s);
  }
  parts[i] = own;
  ${combine("max(a, b)")}
  let largest = parts[0];
  workgroupBarrier();
  var sum = 0.0;
  for (var t = first + i; t <= position; t += ${threads}u) {
    let e = exp(scores[t] - largest);
    scores[t] = ${weight(options, "e")};
    sum += e;
  }
  parts[i] = sum;
  ${combine("a + b")}
  let z = parts[0];
  for (var k = i; k < ${quads}u; k += ${threads}u) {
    var o = vec4f();
    for (var t = first; t <= position; t++) { o += cache[cellOf(sequence, t, head) + toValues + k] * scores[t]; }
    y[(row * shape.heads + head) * ${quads}u + k] = kept4(cut4(o / z), shape.stage);
  }
}`;
}

/** What attention of one row needs to know. */
export interface AttentionRow {
  readonly heads: number;
  readonly kvHeads: number;
  readonly headWidth: number;
  readonly position: number;
  /** 0 for all positions. */
  readonly window: number;
  readonly activations: ValueFormat;
  readonly roundsWeights: boolean;
}

/**
 * The plain twin, one row.
 * @param q  heads × headWidth
 * @param keys  positions × kvHeads × headWidth, of the row's sequence; values likewise
 */
export function attentionPlain(
  q: Float32Array,
  keys: Float32Array,
  values: Float32Array,
  row: AttentionRow,
): Float32Array<ArrayBuffer> {
  const { heads, kvHeads, headWidth, position, window, activations, roundsWeights } = row;
  const first = window > 0 ? Math.max(0, position + 1 - window) : 0;
  const y = new Float32Array(heads * headWidth);
  for (let head = 0; head < heads; head++) {
    const kvAt = (t: number) => (t * kvHeads + Math.floor((head * kvHeads) / heads)) * headWidth;
    const scores: number[] = [];
    for (let t = first; t <= position; t++) {
      let sum = 0;
      for (let i = 0; i < headWidth; i++) sum += q[head * headWidth + i] * keys[kvAt(t) + i];
      scores.push(sum / Math.sqrt(headWidth));
    }
    const largest = Math.max(...scores);
    const weights = scores.map((s) => exp(s - largest));
    const z = weights.reduce((sum, e) => sum + e, 0);
    for (let i = 0; i < headWidth; i++) {
      let sum = 0;
      for (const [j, e] of weights.entries()) {
        sum += values[kvAt(first + j) + i] * (roundsWeights ? rounded(e, activations) : e);
      }
      y[head * headWidth + i] = rounded(sum / z, activations);
    }
  }
  return y;
}

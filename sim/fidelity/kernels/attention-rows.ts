/**
 * Attention of several rows in one invocation, for adapters that run on the CPU, where loads are what it costs: positions that all of
 * the rows see are read once. Those are all from the first position on that the earliest row sees, if the rows are of one sequence and
 * begin alike; what is left of each row is done row by row. Each row takes its positions in the same order as alone: equal to the bit.
 */
import { each } from "../kernel.ts";
import type { AttentionOptions } from "./attention.ts";

/** Below every score; not an infinity, which WGSL does not promise to carry. */
export const least = "-3.0e38";

/** WGSL of the weight of a position, as it meets the values. */
export function weight({ attention }: AttentionOptions, value: string): string {
  return attention.roundsWeights ? `cut(${value})` : value;
}

/** The body of `main`: `head` and the first row `m0` are known, and exist. Blocks are of one position. */
export function severalRows(options: AttentionOptions): string {
  const { rowsTogether } = options;
  const quads = options.headWidth / 4;
  const rows = (make: (i: number) => string, separator = "\n  ") => each(rowsTogether, make, separator);
  return `let scale = inverseSqrt(f32(shape.headWidth));
  let toValues = shape.kvHeads * ${quads}u;
  ${rows(
    (i) => `let row${i} = min(m0 + ${i}u, run.rows - 1u);
  let position${i} = positionOf(row${i});
  let sequence${i} = sequenceOf(row${i});
  let first${i} = firstSeen(position${i});
  let base${i} = row${i} * (shape.columns / 4u) + head * ${quads}u;
  ${each(quads, (k) => `let q${i}_${k} = q[base${i} + ${k}u]; var o${i}_${k} = vec4f();`)}
  var largest${i} = ${least};
  var z${i} = 0.0;`,
  )}
  let isOne = ${each(rowsTogether - 1, (i) => `sequence${i + 1} == sequence0 && first${i + 1} == first0`, " && ")};
  let seen = ${rows((i) => `min(position${i}, `, "")}position0${")".repeat(rowsTogether)} + 1u;
  let together = select(first0, seen, isOne);
  ${options.attention.variant === "online" ? passes(options, online) : passes(options, largest) + passes(options, weighed)}
  ${rows(
    (i) => `if (m0 + ${i}u < run.rows) {
    ${each(quads, (k) => `y[(row${i} * shape.heads + head) * ${quads}u + ${k}u] = kept4(cut4(o${i}_${k} / z${i}), shape.stage);`)}
  }`,
  )}`;
}

/** Statements for one position of row i, whose keys and values are k0, k1 … and v0, v1 … */
type Update = (options: AttentionOptions, i: number) => string;

/** Positions seen together, then the rest of every row. */
function passes(options: AttentionOptions, update: Update): string {
  return `for (var t = first0; t < together; t++) {
    ${loads(options, "sequence0")}
    ${each(options.rowsTogether, (i) => `{ ${update(options, i)} }`)}
  }
  ${each(
    options.rowsTogether,
    (i) => `for (var t = select(first${i}, together, isOne); t <= position${i}; t++) {
    ${loads(options, `sequence${i}`)}
    ${update(options, i)}
  }`,
  )}`;
}

function loads({ headWidth }: AttentionOptions, sequence: string): string {
  const read = (k: number) => `let k${k} = cache[c + ${k}u]; let v${k} = cache[c + toValues + ${k}u];`;
  return `let c = cellOf(${sequence}, t, head);
    ${each(headWidth / 4, read)}`;
}

function score({ headWidth }: AttentionOptions, i: number): string {
  return `(${each(headWidth / 4, (k) => `dot(q${i}_${k}, k${k})`, " + ")}) * scale`;
}

/**
 * The same as alone, where fade = exp(largest − next), e = exp(s − next) and next = max(s, largest): one of them is exp(0), and the other
 * that of −|s − largest|, so that there is one exponential to compute.
 */
const online: Update = (options, i) => `let s = ${score(options, i)};
    let isLower = s <= largest${i};
    let less = exp(-abs(s - largest${i}));
    let fade = select(less, 1.0, isLower);
    let e = select(1.0, less, isLower);
    largest${i} = max(s, largest${i});
    let p = ${weight(options, "e")};
    z${i} = z${i} * fade + e;
    ${each(options.headWidth / 4, (k) => `o${i}_${k} = o${i}_${k} * fade + v${k} * p;`)}`;

const largest: Update = (options, i) => `largest${i} = max(largest${i}, ${score(options, i)});`;

const weighed: Update = (options, i) => `let e = exp(${score(options, i)} - largest${i});
    let p = ${weight(options, "e")};
    z${i} += e;
    ${each(options.headWidth / 4, (k) => `o${i}_${k} += v${k} * p;`)}`;

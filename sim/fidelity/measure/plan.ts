/**
 * Which executions a measurement still lacks. Asked again after each batch, from the records alone, so that it does not matter how often
 * it was interrupted: contents are taken in order 0, 1, 2, … until every cell of (executor, behaviour) is known to the
 * stated precision, or the most is reached.
 */
import type { behaviourIds } from "../../model/catalogue/behaviours.ts";
import type { Scores } from "../../model/ports.ts";
import { isThin } from "../cells/cell-statistics.ts";
import { tokensMax } from "../cells/lengths.ts";
import { scoresAt } from "../cells/measured-cells.ts";
import { type ExecutionLine, joinedLines, type RecordsHeader, type SampleLine } from "../cells/records.ts";
import { similarityLeast } from "../verdicts/similarity.ts";
import { topCount } from "./material.ts";

export interface Wanted {
  /** Indices into the header's lists. */
  readonly executors: readonly number[];
  readonly behaviours: readonly number[];
  readonly validators: readonly number[];
  /** Largest half-width of the 95 % interval of a cell's rejected share; of honest cells. [1] */
  readonly precision: number;
  readonly honestPrecision: number;
  /** What a check rejects at the longest length recorded; the published limit of similarity when left out. */
  readonly rejects?: (scores: Scores) => boolean;
  /** Executions of a cell at most. */
  readonly executionsMax: number;
  /** Answers to each prompt for the two-sample test; 0 for none. Honest work gets twice as many: half of them are the reference. */
  readonly samplesPerPrompt: number;
  /** Prompts of the two-sample test. */
  readonly samplePrompts: number;
}

/** A batch of executions of one executor and behaviour. */
export interface ExecutionBatch {
  readonly kind: "executions";
  readonly executor: number;
  readonly behaviour: number;
  readonly contents: readonly number[];
}

/** Answers for the two-sample test, by the first executor wanted. */
export interface SampleBatch {
  readonly kind: "samples";
  readonly executor: number;
  readonly behaviour: number;
  readonly prompts: readonly number[];
  /** To each prompt. */
  readonly answers: number;
}

export type Batch = ExecutionBatch | SampleBatch;

/** Records by what they are of, kept up to date while a measurement goes on. */
export interface Held {
  readonly header: RecordsHeader;
  readonly executions: Map<string, ExecutionLine[]>;
  readonly samples: Set<string>;
}

export function heldOf(header: RecordsHeader, lines: readonly ExecutionLine[], samples: readonly SampleLine[]): Held {
  const held: Held = { header, executions: new Map(), samples: new Set() };
  for (const line of lines) addExecution(held, line);
  for (const line of samples) held.samples.add(sampleKey(line));
  return held;
}

export function addExecution({ executions }: Held, line: ExecutionLine): void {
  const key = `${line.executor} ${line.behaviour}`;
  const list = executions.get(key);
  if (list === undefined) executions.set(key, [line]);
  else {
    const same = list.findIndex(({ content }) => content === line.content);
    if (same < 0) list.push(line);
    else list[same] = joinedLines(list[same], line);
  }
}

export function addSample({ samples }: Held, line: SampleLine): void {
  samples.add(sampleKey(line));
}

/** Whatever is lacking now, in order; batches of `batch` contents. Later asking may find more, where a cell is still thin. */
export function lacking(held: Held, wanted: Wanted, batch: number): Batch[] {
  const found: Batch[] = [];
  for (const executor of wanted.executors) {
    for (const behaviour of wanted.behaviours) {
      const contents = lackingContents(held, wanted, { executor, behaviour, batch });
      if (contents.length > 0) found.push({ kind: "executions", executor, behaviour, contents });
    }
  }
  return [...found, ...lackingSamples(held, wanted, batch)];
}

interface Where {
  readonly executor: number;
  readonly behaviour: number;
  readonly batch: number;
}

function lackingContents(held: Held, wanted: Wanted, { executor, behaviour, batch }: Where): number[] {
  const lines = held.executions.get(`${executor} ${behaviour}`) ?? [];
  const contentAt = (k: number) => contentOf(held.header, executor, k);
  const isDone = (content: number) =>
    lines.some((line) => line.content === content && wanted.validators.every((v) => line.pairs[v] !== undefined));
  let count = 0;
  while (isDone(contentAt(count))) count += 1;
  const counted = lines.filter((line) => line.content < contentAt(count));
  const isEnough = count > 0 && !isAnyThin(held, wanted, counted);
  if (isEnough || count >= wanted.executionsMax) return [];
  const end = Math.min(wanted.executionsMax, (Math.floor(count / batch) + 1) * batch);
  const contents = Array.from({ length: end - count }, (_, i) => contentAt(count + i));
  return contents.filter((content) => !isDone(content));
}

/** The k-th content of an executor. */
export function contentOf({ profiles }: RecordsHeader, executor: number, k: number): number {
  return k * profiles.length + executor;
}

function isAnyThin({ header }: Held, wanted: Wanted, lines: readonly ExecutionLine[]): boolean {
  const behaviour = header.behaviours[lines[0].behaviour] as (typeof behaviourIds)[number];
  const precision = behaviour === "honest" ? wanted.honestPrecision : wanted.precision;
  const { rejects = isDissimilar } = wanted;
  return wanted.validators.some((validator) => {
    const rejected = lines.filter((line) => {
      const pair = line.pairs[validator];
      return pair !== undefined && rejects(scoresAt(pair, behaviour, tokensMax, topCount));
    });
    return isThin(rejected.length, lines.length, precision);
  });
}

const isDissimilar = ({ distance }: Scores) => distance > 1 - similarityLeast;

function lackingSamples({ header, samples }: Held, wanted: Wanted, batch: number): SampleBatch[] {
  const [executor] = wanted.executors;
  if (wanted.samplesPerPrompt === 0) return [];
  return wanted.behaviours.flatMap((behaviour) => {
    const factor = header.behaviours[behaviour] === "honest" ? 2 : 1;
    const answers = factor * wanted.samplesPerPrompt;
    const prompts = Array.from({ length: wanted.samplePrompts }, (_, prompt) => prompt).filter(
      (prompt) => !samples.has(sampleKey({ executor, behaviour, prompt })),
    );
    const together = Math.max(1, Math.floor(batch / answers));
    return grouped(prompts, together).map((group) => ({
      kind: "samples",
      executor,
      behaviour,
      prompts: group,
      answers,
    }));
  });
}

function grouped(values: readonly number[], size: number): number[][] {
  const count = Math.ceil(values.length / size);
  return Array.from({ length: count }, (_, i) => values.slice(i * size, (i + 1) * size));
}

function sampleKey({ executor, behaviour, prompt }: Pick<SampleLine, "executor" | "behaviour" | "prompt">): string {
  return `${executor} ${behaviour} ${prompt}`;
}

/** Validators that some content of a batch still lacks. */
export function lackingValidators(held: Held, { validators }: Wanted, batch: ExecutionBatch): number[] {
  return validators.filter((v) =>
    batch.contents.some((content) => heldPair(held, { ...batch, content }, v) === undefined),
  );
}

/** A line without the records that are held already. */
export function newPart(held: Held, line: ExecutionLine): ExecutionLine {
  const pairs = line.pairs.map((pair, v) => (heldPair(held, line, v) === undefined ? pair : undefined));
  return { ...line, pairs };
}

function heldPair({ executions }: Held, of: Omit<ExecutionLine, "pairs">, validator: number) {
  const lines = executions.get(`${of.executor} ${of.behaviour}`) ?? [];
  return lines.find(({ content }) => content === of.content)?.pairs[validator];
}

/** How far a measurement is, for a progress bar: executions and sampled prompts so far, and those that the plan expects at least. */
export function doneShare(
  held: Held,
  wanted: Wanted,
  batch: number,
): { readonly done: number; readonly least: number } {
  const done = [...held.executions.values()].reduce((sum, list) => sum + list.length, held.samples.size);
  const open = lacking(held, wanted, batch);
  const left = open.reduce(
    (sum, one) => sum + (one.kind === "executions" ? leastLeft(held, wanted, one) : one.prompts.length),
    0,
  );
  return { done, least: done + left };
}

/** Executions still needed of a cell if none, or all, of them are rejected. */
function leastLeft({ header, executions }: Held, wanted: Wanted, { executor, behaviour }: ExecutionBatch): number {
  const precision = header.behaviours[behaviour] === "honest" ? wanted.honestPrecision : wanted.precision;
  let needed = 1;
  while (needed < wanted.executionsMax && isThin(0, needed, precision)) needed += 1;
  const have = executions.get(`${executor} ${behaviour}`)?.length ?? 0;
  return Math.max(1, needed - have);
}

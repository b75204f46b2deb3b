/**
 * What checks found, by what the executors really did: counts of the epoch, and at the run's end how likely a check rejects each kind of
 * work, from three sources that must agree.
 *
 *   found       rejected / checks of this run
 *   predicted   p = Σ_checks r(cell, tokens) / checks, with r the share of the cell's recorded executions that the rule rejects
 *   estimate    (m·p + x) / (m + n), with m independent recorded executions, and n of the run's own of which x were rejected
 *
 * Recorded executions of one prompt are a cluster. m is what the variance between clusters says (ratio estimator, Cochran 1977,
 * section 2.11), at least the number of prompts and at most that of executions. Drawn checks add nothing to what is known of a cell, so
 * that only executed ones narrow the estimate.
 */
import { clopperPearson, type ShareInterval } from "../measures/clopper-pearson.ts";
import { shareInterval } from "../measures/roc-band.ts";
import { behaviours } from "../model/catalogue/behaviours.ts";
import type { VerdictPort } from "../model/ports.ts";
import { Basis } from "../model/tables/verdicts.ts";
import type { World } from "../model/world.ts";
import type { RowBatch } from "../store/sink.ts";
import { rowsFrom } from "./rows.ts";

const confidence = 0.95;

/** Of one behaviour. */
interface Counts {
  checks: number;
  rejected: number;
  executed: number;
  executedRejected: number;
}

export interface DetectionRecorder {
  /** A verdict has fallen. Row: of `verdicts`. */
  count(world: World, row: number, severity: number): void;
  /** Rows of `detection`, at the epoch's end. */
  ofEpoch(world: World): RowBatch;
  /** Rows of `detection_estimates`, at the run's end. */
  ofRun(world: World): RowBatch;
}

export function createDetection(): DetectionRecorder {
  const epoch = behaviours.map(nothing);
  const run = behaviours.map(nothing);
  // Checks by cell and length, in the order first seen: what the prediction weighs the cells by.
  const mix = new Map<string, { cell: number; tokens: number; checks: number }>();
  return {
    count(world, row, severity) {
      const { behaviour, basis, cell, tokens } = world.verdicts.columns;
      if (basis[row] === Basis.notMeasured) return;
      for (const counts of [epoch[behaviour[row]], run[behaviour[row]]]) add(counts, basis[row], severity > 1);
      if (cell[row] < 0) return;
      const length = Math.min(tokens[row], (world.kernel as VerdictPort).tokensMax);
      const key = `${cell[row]}/${length}`;
      const found = mix.get(key);
      if (found === undefined) mix.set(key, { cell: cell[row], tokens: length, checks: 1 });
      else found.checks++;
    },
    ofEpoch(world) {
      const served = servedFractions(world);
      const rows = behaviours.flatMap((_, b) => {
        if (served[b] === 0 && epoch[b].checks === 0) return [];
        const { checks, rejected, executed, executedRejected } = epoch[b];
        return {
          epoch: world.clock.epoch,
          behaviour: b,
          served_fraction: served[b],
          checks,
          rejected,
          ...named("rejected", shareOf(rejected, checks), exactly(rejected, checks)),
          executed,
          executed_rejected: executedRejected,
        };
      });
      for (const counts of epoch) Object.assign(counts, nothing());
      return rowsFrom("detection", rows);
    },
    ofRun: (world) => rowsFrom("detection_estimates", estimateRows(world, run, [...mix.values()])),
  };
}

function nothing(): Counts {
  return { checks: 0, rejected: 0, executed: 0, executedRejected: 0 };
}

function add(counts: Counts, basis: number, isRejected: boolean): void {
  counts.checks++;
  if (isRejected) counts.rejected++;
  if (basis !== Basis.executed) return;
  counts.executed++;
  if (isRejected) counts.executedRejected++;
}

/** Share of this epoch's finished requests by what was done with them, after the operators' habits. */
function servedFractions({ nodes, operators, present }: World): Float64Array {
  const served = new Float64Array(behaviours.length);
  let total = 0;
  for (let i = 0; i < present.count; i++) {
    const host = present.rows[i];
    const operator = nodes.columns.operator[host];
    const all = nodes.columns.served[host];
    const substituted = all * operators.columns.substitution[operator];
    served[operators.columns.behaviour[operator]] += substituted;
    served[0] += all - substituted;
    total += all;
  }
  for (let k = 0; k < served.length; k++) served[k] = total > 0 ? served[k] / total : 0;
  return served;
}

interface Mixed {
  readonly cell: number;
  readonly tokens: number;
  readonly checks: number;
}

function basisOf({ settings, kernel, rules }: World): number {
  if (rules.verification.isExact) return Basis.exact;
  if (settings.kernel.isAssumed) return Basis.assumed;
  return kernel === undefined ? Basis.notMeasured : Basis.drawn;
}

function estimateRows(world: World, run: readonly Counts[], mix: readonly Mixed[]) {
  const { kernel } = world;
  const basis = basisOf(world);
  return behaviours.flatMap((_, behaviour) => {
    const { checks, rejected, executed, executedRejected } = run[behaviour];
    if (checks === 0) return [];
    const known = kernel === undefined ? unknown : predictionOf(world, kernel, mixOf(kernel, mix, behaviour));
    const { share, independent } = known;
    const together = independent + executed;
    const estimate = (share * independent + executedRejected) / together;
    return {
      behaviour,
      basis,
      checks,
      rejected,
      ...named("rejected", shareOf(rejected, checks), exactly(rejected, checks)),
      recorded: independent,
      ...ranged("predicted", share, independent),
      executed,
      executed_rejected: executedRejected,
      ...ranged("estimate", estimate, together),
    };
  });
}

const unknown = { share: Number.NaN, independent: Number.NaN };

function mixOf(port: VerdictPort, mix: readonly Mixed[], behaviour: number): Mixed[] {
  return mix.filter(({ cell }) => port.cells[cell].behaviour === behaviour);
}

/** Rejected share of recorded executions at this mix, and the independent executions that it is worth. */
function predictionOf(world: World, port: VerdictPort, mix: readonly Mixed[]) {
  if (mix.length === 0) return unknown;
  const hits = new Map<number, number>();
  const weights = new Map<number, number>();
  let executions = 0;
  for (const cell of new Set(mix.map((part) => part.cell))) executions += port.cells[cell].executions;
  for (const { cell, tokens, checks } of mix) {
    const each = checks / port.cells[cell].executions;
    for (let k = 0; k < port.cells[cell].executions; k++) {
      const prompt = port.promptOf(cell, k);
      const isRejected = world.rules.verdict.severity(port.scores(cell, k, tokens)) > 1;
      weights.set(prompt, (weights.get(prompt) ?? 0) + each);
      hits.set(prompt, (hits.get(prompt) ?? 0) + (isRejected ? each : 0));
    }
  }
  return clustered(hits, weights, executions);
}

function clustered(hits: ReadonlyMap<number, number>, weights: ReadonlyMap<number, number>, executions: number) {
  let [hit, all, squares] = [0, 0, 0];
  for (const [prompt, weight] of weights) {
    all += weight;
    hit += hits.get(prompt) ?? 0;
  }
  // Rounding may carry the sum of parts past the whole.
  const share = Math.min(1, hit / all);
  for (const [prompt, weight] of weights) {
    const error = (hits.get(prompt) ?? 0) - share * weight;
    squares += error * error;
  }
  const clusters = weights.size;
  const variance = clusters > 1 ? (squares * clusters) / (clusters - 1) / (all * all) : 0;
  const worth = variance > 0 ? (share * (1 - share)) / variance : clusters;
  return { share, independent: Math.min(executions, Math.max(clusters, worth)) };
}

function ranged(name: string, share: number, n: number) {
  if (Number.isNaN(share) || !(n >= 1)) return named(name, share, { low: Number.NaN, high: Number.NaN }, name);
  const whole = Math.floor(n);
  return named(name, share, shareInterval(share, whole, confidence), name);
}

/** A share and the ends of its interval as columns. */
function named(name: string, share: number, { low, high }: ShareInterval, own = `${name}_fraction`) {
  return { [own]: share, [`${name}_low`]: low, [`${name}_high`]: high };
}

function exactly(hits: number, n: number): ShareInterval {
  return n === 0 ? { low: Number.NaN, high: Number.NaN } : clopperPearson(hits, n, confidence);
}

function shareOf(hits: number, n: number): number {
  return n === 0 ? Number.NaN : hits / n;
}

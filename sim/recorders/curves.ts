/**
 * The measured cells as a network of this hardware sees them: severity by cell, and the ROC curve of the verdict rule over the network's mix.
 *
 * A check pairs an executor drawn by capacity with a validator drawn evenly among the nodes of its market, whatever they do; the mix
 * is that of the population. All at the longest length executed.
 */
import { shareInterval } from "../measures/roc-band.ts";
import { behaviours, honest } from "../model/catalogue/behaviours.ts";
import type { VerdictPort } from "../model/ports.ts";
import type { World } from "../model/world.ts";
import type { RowBatch } from "../store/sink.ts";
import { rowsFrom } from "./rows.ts";

const confidence = 0.95;
/** Points of a curve at most: finer steps are narrower than its band. */
const pointsMost = 48;

/** Rows of `cells` and `roc`; none without records, or when the rule needs a score that they lack. */
export function curveRows(world: World): RowBatch[] {
  const { kernel, settings } = world;
  if (kernel === undefined || settings.kernel.isAssumed) return [rowsFrom("cells", []), rowsFrom("roc", [])];
  const shares = pairShares(world, kernel);
  const samples = kernel.cells.map((_, cell) => severities(world, kernel, cell));
  return [
    rowsFrom(
      "cells",
      kernel.cells.flatMap((_, cell) => cellRow(kernel, cell, shares, samples[cell])),
    ),
    rowsFrom("roc", rocRows(kernel, shares, samples)),
  ];
}

/** Share of checks by (executor profile, validator profile); profiles × profiles, row-major. */
function pairShares({ nodes, markets, catalogue }: World, port: VerdictPort): Float64Array {
  const count = port.profiles.length;
  const shares = new Float64Array(count * count);
  const { market, hardware, capacity } = nodes.columns;
  const work = new Float64Array(markets.count * count);
  const heads = new Float64Array(markets.count * count);
  let total = 0;
  for (let host = 0; host < nodes.count; host++) {
    const at = market[host] * count + port.profileOf(catalogue.like[hardware[host]]);
    work[at] += capacity[host];
    heads[at]++;
    total += capacity[host];
  }
  for (let m = 0; m < markets.count; m++) {
    let nodesThere = 0;
    for (let v = 0; v < count; v++) nodesThere += heads[m * count + v];
    if (nodesThere === 0) continue;
    for (let e = 0; e < count; e++) {
      for (let v = 0; v < count; v++) {
        shares[e * count + v] += (work[m * count + e] / total) * (heads[m * count + v] / nodesThere);
      }
    }
  }
  return shares;
}

/** Severity of each recorded execution of a cell, ascending. */
function severities({ rules }: World, port: VerdictPort, cell: number): Float64Array {
  const found = new Float64Array(port.cells[cell].executions);
  for (let k = 0; k < found.length; k++) found[k] = rules.verdict.severity(port.scores(cell, k, port.tokensMax));
  return found.sort();
}

function cellRow(port: VerdictPort, cell: number, shares: Float64Array, sample: Float64Array) {
  const { executor, validator, behaviour, executions, prompts } = port.cells[cell];
  const fraction = shares[executor * port.profiles.length + validator];
  if (fraction === 0) return [];
  const rejected = above(sample, 1);
  const { low, high } = shareInterval(rejected, prompts, confidence);
  const distances = Float64Array.from(sample, (_, k) => port.scores(cell, k, port.tokensMax).distance).sort();
  return {
    cell,
    executor_profile: port.profiles[executor],
    validator_profile: port.profiles[validator],
    behaviour,
    network_fraction: fraction,
    executions,
    prompts,
    distance_p50: quantile(distances, 0.5),
    severity_p05: quantile(sample, 0.05),
    severity_p50: quantile(sample, 0.5),
    severity_p95: quantile(sample, 0.95),
    rejected_fraction: rejected,
    rejected_low: low,
    rejected_high: high,
  };
}

/** Cells of one behaviour with their part in the network's checks, scaled to those that were measured. */
interface Mixture {
  readonly parts: readonly { readonly sample: Float64Array; readonly weight: number }[];
  /** Distinct prompts among the executions: as many independent texts. */
  readonly prompts: number;
}

function mixtureOf(
  port: VerdictPort,
  shares: Float64Array,
  samples: readonly Float64Array[],
  behaviour: number,
): Mixture {
  const parts: { sample: Float64Array; weight: number }[] = [];
  const prompts = new Set<number>();
  let total = 0;
  for (const [cell, found] of port.cells.entries()) {
    const weight = shares[found.executor * port.profiles.length + found.validator];
    if (found.behaviour !== behaviour || weight === 0) continue;
    parts.push({ sample: samples[cell], weight });
    total += weight;
    for (let k = 0; k < found.executions; k++) prompts.add(port.promptOf(cell, k));
  }
  return { parts: parts.map(({ sample, weight }) => ({ sample, weight: weight / total })), prompts: prompts.size };
}

function rocRows(port: VerdictPort, shares: Float64Array, samples: readonly Float64Array[]) {
  const good = mixtureOf(port, shares, samples, honest);
  if (good.parts.length === 0) return [];
  return behaviours.flatMap((_, behaviour) => {
    const bad = mixtureOf(port, shares, samples, behaviour);
    if (behaviour === honest || bad.parts.length === 0) return [];
    return limitsOf([...good.parts, ...bad.parts].map((part) => part.sample)).map((limit, point) => {
      const falseRejection = shareAbove(good, limit);
      const detection = shareAbove(bad, limit);
      const ofHonest = shareInterval(falseRejection, good.prompts, confidence);
      const ofBad = shareInterval(detection, bad.prompts, confidence);
      return {
        behaviour,
        point,
        limit,
        false_rejection: falseRejection,
        false_rejection_low: ofHonest.low,
        false_rejection_high: ofHonest.high,
        detection,
        detection_low: ofBad.low,
        detection_high: ofBad.high,
      };
    });
  });
}

/** The rule's own limit, and quantiles of all severities there are. */
function limitsOf(samples: readonly Float64Array[]): number[] {
  const all = Float64Array.from(samples.flatMap((sample) => [...sample])).sort();
  const limits = new Set([-1, 1]);
  for (let k = 0; k <= pointsMost; k++) limits.add(all[Math.floor((k * (all.length - 1)) / pointsMost)]);
  return [...limits].sort((a, b) => a - b);
}

function shareAbove({ parts }: Mixture, limit: number): number {
  return parts.reduce((sum, { sample, weight }) => sum + weight * above(sample, limit), 0);
}

function above(ascending: Float64Array, limit: number): number {
  let count = 0;
  for (const value of ascending) if (value > limit) count++;
  return count / ascending.length;
}

/** By the nearest rank. */
function quantile(ascending: Float64Array, q: number): number {
  return ascending[Math.max(0, Math.ceil(q * ascending.length) - 1)];
}

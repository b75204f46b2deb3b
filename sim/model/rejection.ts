/**
 * How likely a check rejects what an operator does, as far as it can know: from the measured cells, and from what it saw itself.
 *
 *   p = s · r_b + (1 − s) · r_honest,   r = share of the cells' recorded executions that the verdict rule in force rejects,
 *                                       the validators' profiles weighed by their live machines in the market
 *   p ← (m · p + x) / (m + n)           x rejections in n checks of its own while it did so, m executions recorded
 *
 * Where checks tell the truth by proof or by assumption, r is 1 for other work and 0 for honest; where nothing is measured a check
 * decides nothing, and r is 0.
 */
import { honest } from "./catalogue/behaviours.ts";
import type { VerdictPort } from "./ports.ts";
import type { Strategies } from "./strategies.ts";
import { Status } from "./tables/nodes.ts";
import type { World } from "./world.ts";

/** Validators' profiles of each market, by share of its live machines: markets × profiles, row-major. */
export function validatorShares({ nodes, markets, kernel, catalogue }: World): Float64Array {
  const profiles = kernel?.profiles.length ?? 0;
  const shares = new Float64Array(markets.count * profiles);
  if (kernel === undefined) return shares;
  const { status, market, hardware } = nodes.columns;
  const live = new Float64Array(markets.count);
  for (let host = 0; host < nodes.count; host++) {
    if (status[host] !== Status.live) continue;
    live[market[host]]++;
    shares[market[host] * profiles + kernel.profileOf(catalogue.like[hardware[host]])]++;
  }
  for (let i = 0; i < shares.length; i++) shares[i] /= Math.max(1, live[Math.floor(i / profiles)]);
  return shares;
}

/**
 * Share of the checks of this machine that reject what it does, before its operator's own experience.
 *
 * @param share   of its requests treated so, 0…1
 * @param mix     of `validatorShares`
 */
export function rejectionOf(
  world: World,
  strategies: Strategies,
  host: number,
  { behaviour, substitution }: { readonly behaviour: number; readonly substitution: number },
  mix: Float64Array,
): number {
  const of = (b: number) => shareRejected(world, strategies, host, b, mix);
  const other = substitution > 0 ? of(behaviour) : 0;
  return substitution * other + (1 - substitution) * of(honest);
}

function shareRejected(
  world: World,
  strategies: Strategies,
  host: number,
  behaviour: number,
  mix: Float64Array,
): number {
  const { kernel, settings, rules } = world;
  if (rules.verification.isExact || settings.kernel.isAssumed) return behaviour === honest ? 0 : 1;
  if (kernel === undefined) return 0;
  const profiles = kernel.profiles.length;
  const executor = kernel.profileOf(world.catalogue.like[world.nodes.columns.hardware[host]]);
  const first = world.nodes.columns.market[host] * profiles;
  let [sum, known] = [0, 0];
  for (let validator = 0; validator < profiles; validator++) {
    const weight = mix[first + validator];
    const cell = weight > 0 ? kernel.cellOf(executor, validator, behaviour) : -1;
    if (cell < 0) continue;
    sum += weight * cellRejects(world, strategies, kernel, cell);
    known += weight;
  }
  return known > 0 ? sum / known : 0;
}

/** Of one cell at the mean length of an answer; kept until another verdict rule is in force. */
function cellRejects(world: World, { rejections }: Strategies, kernel: VerdictPort, cell: number): number {
  const rule = world.rules.verdict;
  if (rejections.rule !== rule) {
    rejections.rule = rule;
    rejections.shares.fill(Number.NaN);
  }
  if (Number.isNaN(rejections.shares[cell])) {
    const tokens = Math.max(1, Math.min(Math.round(meanAnswer(world)), kernel.tokensMax));
    const { executions } = kernel.cells[cell];
    let rejected = 0;
    for (let k = 0; k < executions; k++) if (rule.severity(kernel.scores(cell, k, tokens)) > 1) rejected++;
    rejections.shares[cell] = rejected / executions;
  }
  return rejections.shares[cell];
}

/** Executions behind a measured share, by which own experience is weighed. */
export function executionsBehind({ kernel }: World): number {
  if (kernel === undefined) return 1;
  return kernel.cells.reduce((sum, { executions }) => sum + executions, 0) / kernel.cells.length;
}

/** Mean answer of all segments. [token] */
export function meanAnswer({ segments, meanOutput }: World): number {
  return meanBySegment(segments, meanOutput);
}
export function meanPromptOf({ segments, meanPrompt }: World): number {
  return meanBySegment(segments, meanPrompt);
}

function meanBySegment({ columns, count }: World["segments"], of: readonly number[]): number {
  let [sum, rate] = [0, 0];
  for (let s = 0; s < count; s++) {
    sum += columns.rateBase[s] * of[columns.workload[s]];
    rate += columns.rateBase[s];
  }
  return rate > 0 ? sum / rate : of[0];
}

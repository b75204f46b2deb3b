/** What anybody can see of the epoch past, market by market: demand, capacity, and how work went with size. */
import { log } from "../engine/math.ts";
import { meanAnswer, meanPromptOf, validatorShares } from "./rejection.ts";
import type { World } from "./world.ts";

export interface Outlook {
  /** By market: tokens served, capacity that was there [token/s], checks, machines that served, decode capacity used 0…1. */
  readonly work: Float64Array;
  readonly capacity: Float64Array;
  readonly checks: Float64Array;
  readonly machines: Float64Array;
  readonly used: Float64Array;
  /** Demand over what was served, ≥ 1. */
  readonly wanted: Float64Array;
  /** Elasticity of a machine's work to its capacity, from all that served, 0…1. */
  readonly sizeResponse: number;
  /** Of the mean request. [token] */
  readonly prompt: number;
  readonly answer: number;
  /** See `validatorShares`. */
  readonly validators: Float64Array;
}

export function outlookOf(world: World): Outlook {
  const { nodes, markets, present } = world;
  const { market, work, capacity, uptime, checks } = nodes.columns;
  const by = () => new Float64Array(markets.count);
  const outlook = { work: by(), capacity: by(), checks: by(), machines: by(), used: by(), wanted: by() };
  for (let i = 0; i < present.count; i++) {
    const host = present.rows[i];
    const m = market[host];
    outlook.work[m] += work[host];
    outlook.capacity[m] += capacity[host] * uptime[host];
    outlook.checks[m] += checks[host];
    if (uptime[host] > 0) outlook.machines[m]++;
  }
  for (let m = 0; m < markets.count; m++) {
    const { served, missed, utilization } = markets.columns;
    outlook.wanted[m] = served[m] > 0 ? 1 + missed[m] / served[m] : 1;
    outlook.used[m] = Number.isNaN(utilization[m]) ? 1 : Math.min(1, utilization[m]);
  }
  const mean = { prompt: meanPromptOf(world), answer: meanAnswer(world) };
  return {
    ...outlook,
    ...mean,
    sizeResponse: sizeResponse(world),
    validators: validatorShares(world),
  };
}

/**
 * Slope of log work on log capacity over machines that served, held to 0…1: 1 where requests go by size, 0 where all get the same. By
 * ordinary least squares, market means taken off; 1 when all are alike and nothing can be seen.
 */
function sizeResponse({ nodes, markets, present }: World): number {
  const { market, work, capacity, uptime } = nodes.columns;
  const count = new Float64Array(markets.count);
  const [sumX, sumY] = [new Float64Array(markets.count), new Float64Array(markets.count)];
  // Of those that served: row, and the two logarithms.
  const rows = new Uint32Array(present.count);
  const logs = new Float64Array(2 * present.count);
  let seen = 0;
  for (let i = 0; i < present.count; i++) {
    const host = present.rows[i];
    if (!(work[host] > 0 && uptime[host] > 0)) continue;
    const [x, y] = [log(capacity[host] * uptime[host]), log(work[host])];
    count[market[host]]++;
    sumX[market[host]] += x;
    sumY[market[host]] += y;
    logs[2 * seen] = x;
    logs[2 * seen + 1] = y;
    rows[seen++] = host;
  }
  let [xx, xy] = [0, 0];
  for (let i = 0; i < seen; i++) {
    const m = market[rows[i]];
    const x = logs[2 * i] - sumX[m] / count[m];
    xx += x * x;
    xy += x * (logs[2 * i + 1] - sumY[m] / count[m]);
  }
  return xx > 1e-9 ? Math.max(0, Math.min(1, xy / xx)) : 1;
}

/** Shares of weight and of votes by operator, 0…1. */
export interface Standing {
  readonly weight: Float64Array;
  readonly power: Float64Array;
}

export function standingOf({ accounts, operators }: World): Standing {
  const { weight, power } = accounts.columns;
  return { weight: sharesOf(weight, accounts, operators.count), power: sharesOf(power, accounts, operators.count) };
}

/** Shares of operators in what accounts hold, 0…1. */
function sharesOf(held: Float64Array, { columns, count }: World["accounts"], operators: number): Float64Array {
  const shares = new Float64Array(operators);
  let all = 0;
  for (let a = 0; a < count; a++) {
    const amount = held[a] || 0;
    shares[columns.operator[a]] += amount;
    all += amount;
  }
  if (all > 0) for (let one = 0; one < shares.length; one++) shares[one] /= all;
  return shares;
}

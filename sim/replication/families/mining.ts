/** Families of mining: withholding blocks, catching up, contests for a prize. */
import * as z from "zod";
import { exp } from "../../engine/math.ts";
import { pow } from "../../engine/pow.ts";
import { hhi } from "../../measures/hhi.ts";
import { withheldRevenue, withholdingPaysFrom } from "../../measures/withheld-revenue.ts";
import { family } from "../family.ts";
import { measuredBy, trialsAt } from "../trials.ts";

const share = z.number().min(0).max(1);
type Draw = (n: number) => number;

/** Blocks of one run of the race between a withholding pool and the others, from an even start. */
const raceBlocks = 20_000;

interface Race {
  /** Blocks of the main chain that the pool and the others won. */
  readonly pool: number;
  readonly others: number;
  /** Blocks that the pool found. */
  readonly found: number;
}

/** Eyal and Sirer's state machine; what the pool still holds back at the end is published. */
function withheld(alpha: number, gamma: number, draw: Draw): Race {
  let [pool, others, lead, found] = [0, 0, 0, 0];
  let isTied = false;
  for (let n = 0; n < raceBlocks; n++) {
    const isOurs = draw(2 * n) < alpha;
    if (isOurs) found++;
    if (isTied) {
      const onOurs = draw(2 * n + 1) < gamma;
      pool += isOurs ? 2 : onOurs ? 1 : 0;
      others += isOurs ? 0 : onOurs ? 1 : 2;
      isTied = false;
    } else if (isOurs) lead++;
    else if (lead === 0) others++;
    else if (lead === 1) {
      isTied = true;
      lead = 0;
    } else {
      // With a lead of two all is published; with more, one block for each of the others'.
      const won = lead === 2 ? 2 : 1;
      pool += won;
      lead -= won;
    }
  }
  return { pool: pool + lead, others, found };
}

/** Halvings in which the least share that gains is looked for. */
const halvings = 11;

export const withholding = family<{ readonly alpha?: number | undefined; readonly gamma: number }>({
  id: "SELFISH",
  summary: "Revenue of a pool that withholds blocks, and the share from which it pays",
  params: z.strictObject({ alpha: z.number().min(0).lt(0.5).optional(), gamma: share }),
  solve({ alpha: a, gamma: g }, metric) {
    if (metric === "profit_threshold_alpha") return withholdingPaysFrom(g);
    if (metric !== "relative_revenue" || a === undefined) return null;
    return withheldRevenue(a, g);
  },
  simulate({ alpha, gamma }, metric) {
    if (metric === "relative_revenue" && alpha !== undefined) {
      const plan = {
        sums: 2,
        size: raceBlocks,
        trial(draw: Draw, sums: Float64Array) {
          const { pool, others } = withheld(alpha, gamma, draw);
          sums[1] += pool;
          sums[2] += pool + others;
        },
      };
      return measuredBy("race", plan, { over: 1, under: 2, precision: 0, within: 0.001 });
    }
    if (metric !== "profit_threshold_alpha") return null;
    const plan = {
      sums: 1,
      size: raceBlocks * halvings,
      trial(draw: Draw, sums: Float64Array) {
        let [low, high] = [0, 0.5];
        for (let i = 0; i < halvings; i++) {
          const middle = (low + high) / 2;
          const { pool, others, found } = withheld(middle, gamma, draw);
          // Against honest mining of the same blocks, so that luck is the same on both sides.
          if (pool * raceBlocks >= found * (pool + others)) high = middle;
          else low = middle;
        }
        sums[1] += (low + high) / 2;
      },
    };
    return measuredBy("threshold", plan, { over: 1, under: trialsAt, precision: 0, within: 0.0008 });
  },
});

/** Nakamoto's Poisson approximation: the chance that an attacker with share q makes up z blocks. */
function poissonCatchUp(q: number, z: number): number {
  const p = 1 - q;
  const mean = (z * q) / p;
  let [term, missed] = [exp(-mean), 0];
  for (let k = 0; k <= z; k++) {
    if (k > 0) term *= mean / k;
    missed += term * (1 - pow(q / p, z - k));
  }
  return 1 - missed;
}

/** Confirmations beyond which nobody waits. */
const waitMost = 10_000;
/** Deficit from which on an attacker is taken to have lost; at q = 0.45 one in 10⁷ would still win. */
const hopeless = 80;

export const catchUp = family<{ readonly q: number; readonly z?: number | undefined }>({
  id: "CATCHUP",
  summary: "Chance that an attacker overtakes z confirmations",
  params: z.strictObject({ q: z.number().gt(0).lt(0.5), z: z.int().min(0).max(waitMost).optional() }),
  solve({ q, z: confirmations }, metric) {
    if (metric === "nakamoto_probability" && confirmations !== undefined) return poissonCatchUp(q, confirmations);
    const percent = /^confirmations_for_below_([\d.]+)pct$/.exec(metric)?.[1];
    if (percent === undefined) return null;
    for (let n = 0; n <= waitMost; n++) if (poissonCatchUp(q, n) < Number(percent) / 100) return n;
    return null;
  },
  simulate({ q, z: confirmations }, metric) {
    if (metric !== "exact_race_probability" || confirmations === undefined) return null;
    const plan = {
      sums: 1,
      size: 2 * confirmations + 2,
      trial(draw: Draw, sums: Float64Array) {
        let [honest, attacker, n] = [0, 0, 0];
        while (honest < confirmations) {
          if (draw(n++) < q) attacker++;
          else honest++;
        }
        let behind = confirmations - attacker;
        while (behind > 0 && behind < hopeless) behind += draw(n++) < q ? -1 : 1;
        if (behind <= 0) sums[1]++;
      },
    };
    // Rare wins are told from the Poisson approximation, which at q = 0.1 and z = 5 is half of the truth.
    return measuredBy("race", plan, { over: 1, under: trialsAt, precision: 0.0045, within: 0.0001, counts: true });
  },
});

interface Contest {
  readonly unit_costs?: readonly number[] | undefined;
  readonly prize?: number | undefined;
  readonly scale_exponent?: number | undefined;
  readonly n?: number | undefined;
  readonly fixed_cost?: number | undefined;
}

/** Cost from which on one stays out, when all others know theirs: c* = Σ c of the active / (their number − 1). */
function cutoffOf(costs: readonly number[]): number {
  let [sum, cutoff] = [0, Number.POSITIVE_INFINITY];
  for (const [i, cost] of costs.entries()) {
    if (cost >= cutoff) break;
    sum += cost;
    if (i > 0) cutoff = sum / i;
  }
  return cutoff;
}

const rounding = 1e-9;

export const contest = family<Contest>({
  id: "CONTEST",
  summary: "Miners of unlike cost contend for a prize in proportion to what they spend",
  params: z.strictObject({
    unit_costs: z.array(z.number().positive()).min(2).optional(),
    prize: z.number().positive().optional(),
    scale_exponent: z.number().gt(1).optional(),
    n: z.int().min(1).optional(),
    fixed_cost: z.number().positive().optional(),
    cost: z.literal("equal").optional(),
  }),
  solve({ unit_costs: given, prize, scale_exponent: alpha, n, fixed_cost: fixed }, metric) {
    if (metric === "rent_dissipation" && n !== undefined) return (n - 1) / n;
    if (metric === "free_entry_n" && prize !== undefined && fixed !== undefined)
      return Math.floor(Math.sqrt(prize / fixed) + rounding);
    if (metric === "max_active_miners" && alpha !== undefined) return Math.floor(alpha / (alpha - 1) + rounding);
    if (metric === "min_active_share" && alpha !== undefined) return 1 - 1 / alpha;
    if (given === undefined) return null;
    const costs = [...given].sort((a, b) => a - b);
    const cutoff = cutoffOf(costs);
    const shares = costs.map((cost) => Math.max(0, 1 - cost / cutoff));
    if (metric === "equilibrium_shares_sorted_by_cost") return shares;
    if (metric === "cost_cutoff") return cutoff;
    if (metric === "hhi") return hhi(shares);
    if (metric === "active_miners") return shares.filter((own) => own > 0).length;
    if (metric !== "total_spend_over_prize") return null;
    return shares.reduce((sum, own, i) => sum + (own * (costs[i] as number)) / cutoff, 0);
  },
  simulate: () => null,
});

/** A panel of firms that do not know one another, looked at again and again once they have forgotten where they began. */
import { createRng } from "../../engine/rng.ts";
import type { Experiment } from "../sequential.ts";

export interface PanelPlan {
  readonly firms: number;
  /** Periods in which a firm forgets its size by a factor e. */
  readonly relaxation: number;
  /** Logarithm of size, from that of the period before and a uniform draw. */
  next(size: number, u: number): number;
}

/**
 * Firms do not act on one another, so that fewer of them give the same law with a larger error: 20,000 give an exponent to about 1.5 %.
 * Those that forget slowly are fewer still, so that a run of forty relaxation times is over in seconds. [firms, firm-periods]
 */
const firmsMost = 20_000;
const stepsMost = 160_000_000;
const runRelaxations = 40;
const firmsLeast = 1000;
/** Part of the panel that is its tail. */
const tailShare = 0.01;
/** Looks in a relaxation time. */
const looks = 4;

/** Sums: 0 firm-periods, 1 firms seen in the tail, 2 the logarithms of their sizes over that at the tail's beginning. */
export function createPanel(plan: PanelPlan, seed: number, name: string): Experiment {
  const affordable = Math.floor(stepsMost / (runRelaxations * plan.relaxation));
  const firms = Math.min(plan.firms, firmsMost, Math.max(firmsLeast, affordable));
  const stream = createRng(String(seed)).stream(name);
  const sizes = new Float64Array(firms);
  const sums = new Float64Array(3);
  const every = Math.max(1, Math.round(plan.relaxation / looks));
  let period = 0;
  return {
    sums,
    waits: null,
    advance(arrivals) {
      const end = period + Math.max(1, Math.round(arrivals / firms));
      for (; period < end; period++) {
        for (let i = 0; i < firms; i++) sizes[i] = plan.next(sizes[i], stream.uniform(i, period));
        sums[0] += firms;
        if (period % every === every - 1) addTail(sizes, sums);
      }
    },
    arrivals: 0,
    controls: [],
    relaxation: firms * plan.relaxation,
  };
}

/** Hill (1975), Annals of Statistics 3(5): the exponent is the number in the tail over the sum of logarithms. */
function addTail(sizes: Float64Array, sums: Float64Array): void {
  const tail = Math.floor(tailShare * sizes.length);
  const sorted = sizes.slice().sort();
  const from = sorted[sorted.length - tail - 1];
  for (let i = sorted.length - tail; i < sorted.length; i++) sums[2] += sorted[i] - from;
  sums[1] += tail;
}

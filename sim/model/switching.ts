/** Machines that may serve another model: what each would be there. Fixed for a run, but for the machines' models. */
import { proofRate } from "./catalogue/proof-rates.ts";
import { type Placed, type PopulationPlan, servingTable } from "./population.ts";
import type { World } from "./world.ts";

/** What the scenario says of hosts that move machines between models. */
export interface SwitchingPlan {
  /** Least gain of its owner over what the machine earns now. [1] */
  readonly cost: number;
  /** Rounds in which every machine is looked at, at most, in an epoch. */
  readonly rounds: number;
}

export interface Switching extends SwitchingPlan {
  /** How the machine would serve a market's model; null where it does not fit. */
  placedOn(host: number, market: number): Placed | null;
  /** What it would prove there in an epoch, 0 where it cannot. [proof unit] */
  proofOn(host: number, market: number): number;
}

/**
 * A listed machine proves what the rates of its cards say, times what it was credited with over what they said at the start: software
 * and care go with the machine. Without a rate on its first model it stays there. A drawn machine proves its capacity.
 *
 * @param listed  machines of listed hosts, which come first
 */
export function createSwitching(
  { columns, count }: World["nodes"],
  plan: PopulationPlan,
  { cost, rounds }: SwitchingPlan,
  listed: number,
): Switching {
  const serving = servingTable(plan);
  const { hardware, cards, market, proof } = columns;
  const rateOn = (host: number, m: number) =>
    proofRate(plan.hardware[hardware[host]].id, cards[host], plan.models[m].id) ?? 0;
  const quality = Float64Array.from({ length: listed }, (_, host) => {
    const rated = rateOn(host, market[host]) * plan.proofMinutes;
    return rated > 0 ? proof[host] / rated : 0;
  });
  const placedOn = (host: number, m: number) => serving(hardware[host], cards[host])[m];
  return {
    cost,
    rounds,
    placedOn,
    proofOn(host, m) {
      const placed = placedOn(host, m);
      if (placed === null) return 0;
      if (host < listed) return rateOn(host, m) * plan.proofMinutes * quality[host];
      // Bought since, in a network whose proofs are counted in its own unit.
      if (host >= count && listed > 0) return rateOn(host, m) * plan.proofMinutes;
      return placed.capacity;
    },
  };
}

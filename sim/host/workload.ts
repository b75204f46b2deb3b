/** How much a scenario asks of the simulator, counted before it runs. */
import { exp, log } from "../engine/math.ts";
import type { Scenario } from "../scenario/scenario.ts";

export interface Counts {
  /** Independent runs. */
  readonly runs: number;
  /** For each run. */
  readonly epochs: number;
  readonly windows: number;
  /** Time simulated request by request, warm-ups included. [s] */
  readonly simulatedSeconds: number;
  /** Requests that clients send over the whole run, at a constant price. */
  readonly requests: number;
  /** Those of them that are simulated one by one. */
  readonly simulatedRequests: number;
}

/** Julian year (IAU). [s] */
const secondsPerYear = 31_557_600;

/** Expected counts of one run: demand at its daily mean, with growth and without the answer to price. */
export function countsOf(scenario: Scenario): Counts {
  const { horizon, epochLength, demand, windows, replications } = scenario;
  const perEpoch = typeof windows === "number" ? windows : windows.perEpoch;
  const growth = exp((log(1 + demand.growth) * epochLength) / secondsPerYear);
  let requests = 0;
  let simulatedRequests = 0;
  let simulatedSeconds = 0;
  let rate = demand.rate;
  for (let epoch = 0; epoch < horizon; epoch++, rate *= growth) {
    const seconds = simulatedSecondsIn(scenario, epoch);
    requests += rate * epochLength;
    simulatedRequests += rate * seconds;
    simulatedSeconds += seconds;
  }
  const [all, simulated] = [Math.round(requests), Math.round(simulatedRequests)];
  const counted = { requests: all, simulatedRequests: simulated, simulatedSeconds };
  return { runs: replications, epochs: horizon, windows: perEpoch * horizon, ...counted };
}

function simulatedSecondsIn({ windows, epochLength }: Scenario, epoch: number): number {
  if (typeof windows === "number") return windows * epochLength;
  const { perEpoch, length, warmup, firstWarmup } = windows;
  return perEpoch * (length + warmup) + (epoch === 0 ? firstWarmup - warmup : 0);
}

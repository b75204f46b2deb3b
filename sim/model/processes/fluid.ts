/**
 * Without windows: the epoch's work from rates alone.
 *
 * A market serves min(demand, capacity) as a fluid, with demand the mean rate over a day times the mean answer. No queue, no
 * latency, no chance: what is lost is what exceeds capacity. Served work falls to live nodes in proportion to capacity × uptime.
 */
import { pow } from "../../engine/pow.ts";
import type { World } from "../world.ts";
import { settleUptime } from "./churn.ts";
import { priceResponse } from "./demand.ts";

export function estimateWithoutWindows(world: World): void {
  const { nodes, markets, measured, settings, segments, clock } = world;
  const seconds = settings.epochLength / 1e6;
  const growth = pow(settings.growthPerEpoch, clock.epoch);
  const { columns } = markets;
  const output = new Float64Array(markets.count);
  for (let m = 0; m < markets.count; m++) {
    // What machines brought is taken off as they go: a market that all have left keeps a rest of rounding, of either sign.
    columns.capacity[m] = Math.max(0, measured.columns.epochCapacity[m] / seconds);
    columns.requests[m] = 0;
    columns.tokens[m] = 0;
    columns.fees[m] = 0;
  }
  for (let s = 0; s < segments.count; s++) {
    const m = segments.columns.market[s];
    const rate = segments.columns.rateBase[s] * growth * priceResponse(world, s);
    const workload = segments.columns.workload[s];
    columns.requests[m] += rate * seconds;
    output[m] += rate * seconds * world.meanOutput[workload];
    columns.tokens[m] += rate * seconds * (world.meanOutput[workload] + world.meanPrompt[workload]);
  }
  for (let m = 0; m < markets.count; m++) {
    const room = columns.capacity[m] * seconds;
    const served = output[m] > room ? room / output[m] : 1;
    columns.utilization[m] = room > 0 ? Math.min(1, output[m] / room) : Number.NaN;
    columns.served[m] = columns.requests[m] * served;
    columns.missed[m] = columns.requests[m] - columns.served[m];
    columns.tokens[m] *= served;
    // A fluid has no queue: what exceeds capacity counts as clients who did not wait.
    measured.columns.missedPatience[m] = columns.missed[m];
  }
  for (let host = 0; host < nodes.count; host++) shareOut(world, host);
}

function shareOut(world: World, host: number): void {
  const { nodes, markets, settings } = world;
  settleUptime(world, host, world.schedule.now);
  const { uptime, liveTime, busy, work, served, missed, fees, capacity } = nodes.columns;
  const m = nodes.columns.market[host];
  uptime[host] = liveTime[host] / settings.epochLength;
  const room = markets.columns.capacity[m];
  const share = room > 0 ? (capacity[host] * uptime[host]) / room : 0;
  busy[host] = Number.NaN;
  work[host] = markets.columns.tokens[m] * share;
  served[host] = markets.columns.served[m] * share;
  missed[host] = 0;
  fees[host] = Math.floor(work[host] * markets.columns.price[m]);
  markets.columns.fees[m] += fees[host];
}

/** Rows on what clients of each jurisdiction got, and the names of states' acts. */
import { jurisdictionIds } from "../model/catalogue/ids.ts";
import { phaseIn, type StateAct } from "../model/states.ts";
import type { World } from "../model/world.ts";
import type { RowBatch } from "../store/sink.ts";
import { rowsFrom } from "./rows.ts";

type Row = Record<string, number | string>;

/** 1 GNK = 10⁹ ngonka (Gonka, genesis/genesis.json). */
const baseUnitsPerToken = 1e9;

/** One row a jurisdiction that has clients or nodes; an empty table in scenarios without `economy.states`. */
export function accessRows(world: World, isLast: boolean): RowBatch[] {
  const { states, clock, settings, windowLog, nodes, network } = world;
  if (states === undefined) return isLast ? [rowsFrom("access", [])] : [];
  const count = states.powerFactor.length;
  const length = windowLog.reduce((sum, window) => sum + window.length, 0);
  const scale = settings.epochLength / length;
  const nodesThere = new Float64Array(count);
  const capacity = new Float64Array(count);
  for (let host = 0; host < nodes.count; host++) {
    const { jurisdiction, uptime } = nodes.columns;
    nodesThere[jurisdiction[host]]++;
    capacity[jurisdiction[host]] += nodes.columns.capacity[host] * uptime[host];
  }
  const whole = capacity.reduce((sum, one) => sum + one, 0);
  const usdPerUnit = network.columns.tokenPrice[0] / baseUnitsPerToken;
  const { offered, served, missed, domestic, tokens, fees, roundTrip, firstToken, endToEnd } = states.access.columns;
  const clients = new Set(world.segments.columns.jurisdiction.subarray(0, world.segments.count));
  const rows = jurisdictionIds.flatMap((_, j): Row[] => {
    if (!clients.has(j) && nodesThere[j] === 0) return [];
    let reachable = 0;
    for (let k = 0; k < count; k++) if (states.barred[j * count + k] === 0) reachable += capacity[k];
    return [
      {
        epoch: clock.epoch,
        jurisdiction: j,
        phase: phaseIn(states, j, world.schedule.now - settings.epochLength, world.schedule.now),
        offered: offered[j] * scale,
        served: served[j] * scale,
        missed: missed[j] * scale,
        served_fraction: served[j] / (served[j] + missed[j]),
        domestic_fraction: domestic[j] / served[j],
        tokens: tokens[j] * scale,
        price: fees[j] / tokens[j],
        price_usd: (fees[j] / tokens[j]) * usdPerUnit,
        round_trip: roundTrip[j] / served[j],
        time_to_first_token: firstToken[j] / served[j],
        end_to_end: endToEnd[j] / served[j],
        nodes: nodesThere[j],
        capacity: capacity[j],
        reachable_fraction: reachable / whole,
        power_factor: states.powerFactor[j],
        subsidy: states.subsidy[j],
        has_clouds: 1 - states.cloudless[j],
      },
    ];
  });
  return [rowsFrom("access", rows)];
}

/** An act in words, such as "sanction RUS". */
export function actName(act: StateAct): string {
  const names = (jurisdictions: readonly number[]) => jurisdictions.map((j) => jurisdictionIds[j]).join(" ");
  if (act.kind === "export-rule") return `export-rule ${act.rule.rule}`;
  if (act.kind === "cable-cut") return `cable-cut ${names(act.between)} – ${names(act.and)}`;
  return `${act.kind} ${names(act.jurisdictions)}`;
}

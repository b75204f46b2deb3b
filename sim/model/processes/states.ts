/**
 * Acts of states: each begins, lasts and ends.
 *
 *   to come → in force → over       (nationalization and export rules stay in force)
 *
 * One that falls on the end of an epoch begins with the next: what is counted up to there is before it. Requests in flight
 * end where they are.
 *
 * What lies behind a border or a cut cable is out of reach: a request that the routing rule would send there goes to the
 * least loaded node of the nearest jurisdiction that may serve it, or is lost.
 */
import { addRow } from "../../engine/columns.ts";
import type { EventDef } from "../../engine/schedule.ts";
import type { Span, Time } from "../../engine/units.ts";
import type { Router } from "../router.ts";
import { type StateAct, type States, settleEffects } from "../states.ts";
import { operatorTypes } from "../tables/operators.ts";
import type { World } from "../world.ts";
import { outageStarted } from "./churn.ts";
import { rechooseDisplaced } from "./clients.ts";
import { retune } from "./demand.ts";

/** An act begins. Row: number of the act. */
export const actBegan: EventDef<World> = {
  kind: 40,
  name: "state-act-began",
  phase: 4,
  handle(world, number) {
    const states = world.states as States;
    const act = states.acts[number];
    states.phase[number] = 1;
    settle(world, states);
    if (act.kind === "export-rule") world.refill(world, { trade: act.rule });
    if (act.kind === "outage")
      for (const j of act.jurisdictions) world.schedule.after(0 as Span, outageStarted, j, act.length);
    if (act.kind === "nationalization") for (const j of act.jurisdictions) nationalize(world, states, j);
    world.output.happened(world, "state-act-began", number, magnitudeOf(act));
    if (Number.isFinite(act.length)) world.schedule.after(act.length as Span, actEnded, number);
  },
};

/** It is over. */
export const actEnded: EventDef<World> = {
  kind: 41,
  name: "state-act-ended",
  phase: 4,
  handle(world, number) {
    const states = world.states as States;
    states.phase[number] = 2;
    settle(world, states);
    world.output.happened(world, "state-act-ended", number, magnitudeOf(states.acts[number]));
  },
};

/** Schedules all acts of the run. */
export function startStates(world: World): void {
  world.states?.acts.forEach(({ at }, number) => {
    world.schedule.at(at as Time, actBegan, number);
  });
}

/** A node that may serve clients of `home` in place of one that may not; −1 when there is none in reach. */
export function nodeInReach(router: Router, states: States, market: number, home: number, uniform: number): number {
  const count = router.jurisdictionCount;
  for (const j of router.nearest(home)) {
    if (states.barred[home * count + j] === 1) continue;
    const host = router.leastLoadedIn(market, j, uniform);
    if (host >= 0) return host;
  }
  return -1;
}

function settle(world: World, states: States): void {
  settleEffects(states);
  const { roundTrip, roundTripAtStart, oneWay } = world;
  for (let pair = 0; pair < roundTrip.length; pair++) {
    roundTrip[pair] = roundTripAtStart[pair] * states.slowdown[pair];
    oneWay[pair] = Math.floor(roundTrip[pair] * 500 + 0.5); // half a round trip, in µs
  }
  world.router.distancesChanged();
  if (world.clients === undefined) return;
  rechooseDisplaced(world, world.clients);
  if (world.clock.awake === 1) retune(world);
}

/** Machines and accounts of all who own any there pass to the state; their money stays where it is. */
function nationalize(world: World, states: States, jurisdiction: number): void {
  const { nodes, accounts, operators } = world;
  const state = stateOf(world, states, jurisdiction);
  const { operator } = nodes.columns;
  for (let host = 0; host < nodes.count; host++) {
    const owner = operator[host];
    if (nodes.columns.jurisdiction[host] !== jurisdiction || owner === state) continue;
    operator[host] = state;
    accounts.columns.operator[nodes.columns.account[host]] = state;
    for (const [row, sign] of [
      [owner, -1],
      [state, 1],
    ] as const) {
      operators.columns.nodes[row] += sign;
      operators.columns.cards[row] += sign * nodes.columns.cards[host];
    }
  }
  operators.columns.accounts.fill(0, 0, operators.count);
  for (let a = 0; a < accounts.count; a++) operators.columns.accounts[accounts.columns.operator[a]]++;
}

/** The operator that is the state; it is honest. */
function stateOf(world: World, { stateOperator }: States, jurisdiction: number): number {
  if (stateOperator[jurisdiction] >= 0) return stateOperator[jurisdiction];
  const row = addRow(world.operators);
  for (const column of Object.values(world.operators.columns)) column[row] = 0;
  world.operators.columns.type[row] = operatorTypes.indexOf("state");
  world.operators.columns.jurisdiction[row] = jurisdiction;
  world.view.operatorCount = world.operators.count;
  stateOperator[jurisdiction] = row;
  return row;
}

/** One number that says how much, for the table of events. */
function magnitudeOf(act: StateAct): number {
  if (act.kind === "energy-shock") return act.factor;
  if (act.kind === "subsidy") return act.fraction;
  return act.kind === "cable-cut" ? act.slowdown : 1;
}

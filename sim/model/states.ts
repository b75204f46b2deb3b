/**
 * What states do, and what it does to who may reach whom, to links and to costs.
 *
 * Effects are made anew from the acts in force whenever one begins or ends, so that two acts on one country end in any order.
 */
import type { Table } from "../engine/columns.ts";
import { actPhases } from "./catalogue/act-phases.ts";
import type { AccessSpec } from "./tables/access.ts";
import type { Choice } from "./world.ts";

interface Dated {
  /** [µs] `length` is Infinity for an act that lasts. */
  readonly at: number;
  readonly length: number;
}

/** Jurisdictions by their index in the catalogue. */
export type StateAct = Dated &
  (
    | { readonly kind: "export-rule"; readonly rule: Choice }
    | { readonly kind: "sanction"; readonly jurisdictions: readonly number[]; readonly scope: SanctionScope }
    | { readonly kind: "outage"; readonly jurisdictions: readonly number[] }
    | CableCut
    | { readonly kind: "energy-shock"; readonly jurisdictions: readonly number[]; readonly factor: number }
    | { readonly kind: "nationalization"; readonly jurisdictions: readonly number[] }
    | { readonly kind: "subsidy"; readonly jurisdictions: readonly number[]; readonly fraction: number }
    | { readonly kind: "cloud-exit"; readonly jurisdictions: readonly number[]; readonly clouds: readonly string[] }
  );
export type SanctionScope = "network" | "clouds" | "both";

interface CableCut {
  readonly kind: "cable-cut";
  readonly between: readonly number[];
  readonly and: readonly number[];
  readonly slowdown: number;
  readonly isLost: boolean;
}

export interface States {
  readonly acts: readonly StateAct[];
  /** 1 while in force; 2 once it is over. By act. */
  readonly phase: Uint8Array;
  /** 1 where clients of i may not be served in j; jurisdictions × jurisdictions, row-major. */
  readonly barred: Uint8Array;
  /** 1 where no link is left at all, the same shape. */
  readonly severed: Uint8Array;
  /** Factor on round trips, the same shape. */
  readonly slowdown: Float64Array;
  /** Factor on the price of electricity, and part of hosts' costs that the state pays; by jurisdiction. */
  readonly powerFactor: Float64Array;
  readonly subsidy: Float64Array;
  /** 1 where no cloud may be bought from. */
  readonly cloudless: Uint8Array;
  /** Row of the operator that is the state, −1 where there is none. */
  readonly stateOperator: Int32Array;
  /** One row a jurisdiction of clients: what the measured time of the epoch saw. */
  readonly access: Table<AccessSpec>;
}

export function createStates(acts: readonly StateAct[], jurisdictions: number, access: Table<AccessSpec>): States {
  return {
    acts,
    phase: new Uint8Array(acts.length),
    barred: new Uint8Array(jurisdictions * jurisdictions),
    severed: new Uint8Array(jurisdictions * jurisdictions),
    slowdown: new Float64Array(jurisdictions * jurisdictions).fill(1),
    powerFactor: new Float64Array(jurisdictions).fill(1),
    subsidy: new Float64Array(jurisdictions),
    cloudless: new Uint8Array(jurisdictions),
    stateOperator: new Int32Array(jurisdictions).fill(-1),
    access,
  };
}

/** A copy that shares nothing that changes. */
export function copyStates(states: States, copyTable: (table: Table<AccessSpec>) => Table<AccessSpec>): States {
  return {
    ...states,
    phase: states.phase.slice(),
    barred: states.barred.slice(),
    severed: states.severed.slice(),
    slowdown: states.slowdown.slice(),
    powerFactor: states.powerFactor.slice(),
    subsidy: states.subsidy.slice(),
    cloudless: states.cloudless.slice(),
    stateOperator: states.stateOperator.slice(),
    access: copyTable(states.access),
  };
}

/** Whether the cloud of that name sells to clients there. */
export function sellsTo({ acts, phase, cloudless }: States, cloud: string, jurisdiction: number): boolean {
  if (cloudless[jurisdiction] === 1) return false;
  return !acts.some(
    (act, i) =>
      act.kind === "cloud-exit" &&
      phase[i] === 1 &&
      act.clouds.includes(cloud) &&
      act.jurisdictions.includes(jurisdiction),
  );
}

/** Makes the effects anew from the acts in force. */
export function settleEffects(states: States): void {
  const { acts, phase, barred, severed, slowdown, powerFactor, subsidy, cloudless } = states;
  barred.fill(0);
  severed.fill(0);
  slowdown.fill(1);
  powerFactor.fill(1);
  subsidy.fill(0);
  cloudless.fill(0);
  acts.forEach((act, i) => {
    if (phase[i] !== 1) return;
    if (act.kind === "sanction") sanction(states, act.jurisdictions, act.scope);
    if (act.kind === "cable-cut") cut(states, act);
    if (act.kind === "energy-shock") for (const j of act.jurisdictions) powerFactor[j] *= act.factor;
    // Two states do not pay for one machine; two programmes of one state may.
    if (act.kind === "subsidy")
      for (const j of act.jurisdictions) subsidy[j] = 1 - (1 - subsidy[j]) * (1 - act.fraction);
    if (act.kind === "cloud-exit" && act.clouds.length === 0) for (const j of act.jurisdictions) cloudless[j] = 1;
  });
}

/** Those it names may still reach one another when they are named together. */
function sanction({ barred, cloudless }: States, jurisdictions: readonly number[], scope: SanctionScope): void {
  if (scope !== "network") for (const j of jurisdictions) cloudless[j] = 1;
  if (scope === "clouds") return;
  const count = cloudless.length;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      if (jurisdictions.includes(i) !== jurisdictions.includes(j)) barred[i * count + j] = 1;
    }
  }
}

function cut(
  { barred, severed, slowdown, cloudless }: States,
  { between, and, slowdown: factor, isLost }: CableCut,
): void {
  const count = cloudless.length;
  const pairs = new Set<number>();
  for (const i of between) for (const j of and) if (i !== j) pairs.add(i * count + j).add(j * count + i);
  for (const pair of pairs) {
    slowdown[pair] *= factor;
    if (isLost) {
      barred[pair] = 1;
      severed[pair] = 1;
    }
  }
}

/** Acts that touch a jurisdiction. Export rules touch those whom the rule refuses, which nobody can read off the act. */
export function touches(act: StateAct, jurisdiction: number): boolean {
  if (act.kind === "export-rule") return false;
  if (act.kind === "cable-cut") return act.between.includes(jurisdiction) || act.and.includes(jurisdiction);
  return act.jurisdictions.includes(jurisdiction);
}

/** Index of `actPhases` for a jurisdiction over a span of time: "during" when an act is in force in any part of it. [µs] */
export function phaseIn({ acts }: States, jurisdiction: number, from: number, to: number): number {
  let [isTouched, isOver] = [false, false];
  for (const act of acts) {
    if (!touches(act, jurisdiction)) continue;
    isTouched = true;
    if (act.at >= to) continue;
    if (act.at + act.length > from) return actPhases.indexOf("during");
    isOver = true;
  }
  return actPhases.indexOf(isTouched ? (isOver ? "after" : "before") : "untouched");
}

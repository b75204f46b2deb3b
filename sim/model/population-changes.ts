/**
 * Machines, accounts and operators that come and go while a run goes on.
 *
 *   installed → live ⇄ offline → draining → gone
 *
 * Rows come out of the room that the scenario reserved, and are never reused: all that was recorded of a row stays true. A machine
 * given up drains first: it is sent nothing more, and its row is empty once nothing is in flight there. Whoever makes changes calls
 * `settlePopulation` when all are made, which costs one pass over the machines.
 */
import { addRow, type Table } from "../engine/columns.ts";
import { nodeClasses } from "./catalogue/node-classes.ts";
import { fillMachine, type PlacedMachine } from "./population.ts";
import { forgetGone, notePresent, type Present } from "./present.ts";
import { startDraining, switchOn } from "./processes/churn.ts";
import { dropAll } from "./processes/service.ts";
import { addServing, hasBatches } from "./serving.ts";
import { overheadOf, slowMachine } from "./slowness.ts";
import { type NodeSpec, Status } from "./tables/nodes.ts";
import * as serving from "./tables/serving-fields.ts";
import type { World } from "./world.ts";

/**
 * @param proof  what it can prove in an epoch; undefined: as much as it can decode [proof unit]
 * @returns its row
 * @throws RangeError when the room for machines is used up
 */
export function addMachine(world: World, machine: PlacedMachine, proof?: number): number {
  checkRoom(world.nodes, "nodesMax");
  const host = addRow(world.nodes);
  notePresent(world.present, host);
  const { columns } = world.nodes;
  for (const column of Object.values(columns)) column[host] = 0;
  fillMachine(world.nodes, host, machine, nodeClasses[machine.class]);
  if (proof !== undefined) columns.proof[host] = proof;
  slowMachine(world.nodes, host, overheadOf(world.rules));
  columns.liveSince[host] = Number.NaN;
  columns.status[host] = Status.offline;
  columns.ask[host] = world.markets.columns.price[machine.market];
  addServing(world.serving, columns);
  countMachine(world, host, 1);
  return host;
}

/** Its owner gives it up. It belongs to the owner until it is gone. */
export function giveUpMachine(world: World, host: number): void {
  countMachine(world, host, -1);
  startDraining(world, host);
}

/** Another operator takes it over, as it stands. */
export function passMachine(world: World, host: number, operator: number): void {
  countMachine(world, host, -1);
  world.nodes.columns.operator[host] = operator;
  countMachine(world, host, 1);
}

/** @throws RangeError when the room for accounts is used up */
export function addAccount(world: World, operator: number): number {
  checkRoom(world.accounts, "accountsMax");
  const a = addRow(world.accounts);
  const { columns } = world.accounts;
  for (const column of Object.values(columns)) column[a] = 0;
  columns.operator[a] = operator;
  columns.joinedAt[a] = world.clock.epoch;
  // Where places are to be asked for it has none yet.
  columns.isAdmitted[a] = world.rules.admission.entryPrice === undefined ? 1 : 0;
  columns.confirmed[a] = 1;
  columns.reputation[a] = 0;
  world.operators.columns.accounts[operator]++;
  world.view.accountCount = world.accounts.count;
  return a;
}

/** @param type  index of `operatorTypes` @throws RangeError when the room for operators is used up */
export function addOperator(world: World, type: number, jurisdiction: number): number {
  checkRoom(world.operators, "operatorsMax");
  const row = addRow(world.operators);
  const { columns } = world.operators;
  for (const column of Object.values(columns)) column[row] = 0;
  columns.type[row] = type;
  columns.jurisdiction[row] = jurisdiction;
  world.view.operatorCount = world.operators.count;
  return row;
}

/** Makes the router, outages and views know who is there; machines that came are switched on. @param came  their rows */
export function settlePopulation(world: World, came: readonly number[]): void {
  world.view.nodeCount = world.nodes.count;
  world.nodesIn = rowsByJurisdiction(world.nodes, world.present, world.utcOffset.length);
  world.router.populationChanged(world.nodes.count);
  for (const host of came) switchOn(world, host);
}

/**
 * Empties the rows of machines that have drained. What is still in flight after a whole epoch is lost.
 *
 * @param drained  rows given up before this epoch began
 */
export function removeMachines(world: World, drained: readonly number[]): void {
  const { columns } = world.nodes;
  forgetGone(world.present, columns);
  for (const host of drained) {
    const { words } = world.serving;
    if (hasBatches(world.serving) && words[host * serving.words + serving.outstanding] > 0) dropAll(world, host);
    columns.status[host] = Status.gone;
    for (const name of nothing) columns[name][host] = 0;
  }
}

const nothing = ["cards", "capacity", "weight", "proof", "reward", "fees", "work", "served", "missed"] as const;

/** Node rows by jurisdiction, those that are gone left out: of j, rows[start[j]…start[j + 1]). */
export function rowsByJurisdiction({ columns }: Table<NodeSpec>, present: Present, count: number): World["nodesIn"] {
  const start = new Uint32Array(count + 1);
  const { jurisdiction, status } = columns;
  for (let i = 0; i < present.count; i++) {
    const host = present.rows[i];
    if (status[host] !== Status.gone) start[jurisdiction[host] + 1]++;
  }
  for (let j = 0; j < count; j++) start[j + 1] += start[j];
  const rows = new Uint32Array(start[count]);
  const next = start.slice();
  for (let i = 0; i < present.count; i++) {
    const host = present.rows[i];
    if (status[host] !== Status.gone) rows[next[jurisdiction[host]]++] = host;
  }
  return { start, rows };
}

/** Rows of machines that are there, by operator: of o, rows[start[o]…start[o + 1]). */
export function rowsByOperator({
  nodes,
  operators,
  present,
}: Pick<World, "nodes" | "operators" | "present">): World["nodesIn"] {
  const { operator, cards } = nodes.columns;
  const start = new Uint32Array(operators.count + 1);
  for (let i = 0; i < present.count; i++) {
    const host = present.rows[i];
    if (cards[host] > 0) start[operator[host] + 1]++;
  }
  for (let o = 0; o < operators.count; o++) start[o + 1] += start[o];
  const rows = new Uint32Array(start[operators.count]);
  const next = start.slice();
  for (let i = 0; i < present.count; i++) {
    const host = present.rows[i];
    if (cards[host] > 0) rows[next[operator[host]]++] = host;
  }
  return { start, rows };
}

function countMachine({ nodes, operators }: World, host: number, sign: number): void {
  const owner = nodes.columns.operator[host];
  operators.columns.nodes[owner] += sign;
  operators.columns.cards[owner] += sign * nodes.columns.cards[host];
}

function checkRoom({ count, capacity, name }: { count: number; capacity: number; name: string }, key: string): void {
  if (count < capacity) return;
  throw new RangeError(
    `table ${name} is full: all ${capacity} rows were used, those of whoever left included — raise economy.operators.${key}`,
  );
}

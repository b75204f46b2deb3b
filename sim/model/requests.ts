/** Rows of `requests`: taken from a free list, given back when the request has left. */
import { addRow, createTable, type Table } from "../engine/columns.ts";
import { invariant } from "../engine/invariant.ts";
import { RequestKind, type RequestSpec, requestSpec, Stage } from "./tables/requests.ts";
import { awakeTime, type World } from "./world.ts";

/** Takes a row and counts the request in. The caller fills segment, market, lengths and node. */
export function enter(world: World, kind: number): number {
  const row = takeRow(world);
  const { columns } = world.requests;
  const now = awakeTime(world);
  columns.kind[row] = kind;
  columns.enteredAt[row] = now;
  columns.arrivedAt[row] = world.schedule.now;
  columns.reachedAt[row] = Number.NaN;
  columns.startedAt[row] = Number.NaN;
  columns.firstTokenAt[row] = Number.NaN;
  columns.tag[row] = Number.NaN;
  columns.patience[row] = Number.NaN;
  columns.node[row] = -1;
  columns.executor[row] = -1;
  columns.next[row] = -1;
  columns.previous[row] = -1;
  columns.child[row] = -1;
  columns.isKept[row] = 0;
  columns.stage[row] = Stage.inTransit;
  if (kind === RequestKind.client) columns.id[row] = world.clock.arrivals++;
  count(world, now, 1);
  world.clock.entered++;
  return row;
}

/** Gives the row back and counts the request out. */
export function leave(world: World, row: number): void {
  const { clock } = world;
  const { columns } = world.requests;
  const now = awakeTime(world);
  count(world, now, -1);
  clock.left++;
  clock.unsettled -= now - columns.enteredAt[row];
  columns.stage[row] = Stage.free;
  columns.next[row] = clock.freeRequest;
  clock.freeRequest = row;
}

/** Brings the integral of the number in the system up to date. */
export function settleArea(world: World, now: number): void {
  const { clock } = world;
  const grown = clock.inSystem * (now - clock.inSystemSince);
  clock.unsettled += grown;
  clock.area += grown;
  clock.inSystemSince = now;
}

/**
 * Little's law as an identity: ∫N dt = Σ time in system of those who left + Σ age of those present, to the microsecond.
 *
 * @throws InvariantError when a request was lost or counted twice
 */
export function checkLittle(world: World): void {
  const { clock, requests } = world;
  const now = awakeTime(world);
  settleArea(world, now);
  let ages = 0;
  let present = 0;
  const { stage, enteredAt } = requests.columns;
  for (let row = 0; row < requests.count; row++) {
    if (stage[row] === Stage.free) continue;
    present++;
    ages += now - enteredAt[row];
  }
  invariant(
    present === clock.inSystem && clock.entered - clock.left === present,
    () =>
      `requests: ${clock.entered} entered, ${clock.left} left, ${clock.inSystem} counted in the system, ${present} found`,
  );
  invariant(
    ages === clock.unsettled,
    () => `Little: ∫N dt less departed sojourns ${clock.unsettled} µs, ages ${ages} µs`,
  );
}

function count(world: World, now: number, change: number): void {
  settleArea(world, now);
  world.clock.inSystem += change;
}

function takeRow(world: World): number {
  const { clock } = world;
  const row = clock.freeRequest;
  if (row >= 0) {
    clock.freeRequest = world.requests.columns.next[row];
    return row;
  }
  if (world.requests.count === world.requests.capacity) world.requests = grown(world.requests);
  return addRow(world.requests);
}

/** Twice the room; rows keep their numbers. */
function grown(table: Table<RequestSpec>): Table<RequestSpec> {
  const larger = createTable(table.name, requestSpec, 2 * table.capacity);
  for (const name of Object.keys(requestSpec) as (keyof RequestSpec)[]) larger.columns[name].set(table.columns[name]);
  larger.count = table.count;
  return larger;
}

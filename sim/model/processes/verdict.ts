/**
 * Verdicts: what a finished check decides, and when.
 *
 *   judged → scores drawn from the measured cell, or execution asked for → (verdict delay) → verdict → accepted or rejected
 *
 * A share of the checks is really executed while the simulation goes on; the answer must be there when the verdict is due. The others take
 * the scores of a recorded execution of their cell (executor's profile, validator's profile, behaviour), drawn evenly. Which are
 * executed is drawn by the request alone, so that a larger share executes the same ones and more.
 *
 * A rejected answer is refunded to the client and counted as a fault of the node and of the account that was paid for it.
 */
import { addRow, createTable, type Table } from "../../engine/columns.ts";
import { invariant } from "../../engine/invariant.ts";
import { fieldOf } from "../../engine/packed.ts";
import type { EventDef } from "../../engine/schedule.ts";
import type { Span } from "../../engine/units.ts";
import { honest } from "../catalogue/behaviours.ts";
import { firstHolder, LedgerAccount, LineKind, post } from "../ledger.ts";
import { type Execution, executionKey, type Scores, scoreNames, type VerdictPort } from "../ports.ts";
import { Basis, type VerdictSpec, verdictSpec } from "../tables/verdicts.ts";
import { awakeTime, type World } from "../world.ts";
import { noteFinding } from "./bounties.ts";
import { signedSeverity } from "./signing.ts";

/** Draws of one request, in the order of their number. */
const Draw = Object.freeze({ behaviour: 0, isExecuted: 1, content: 2, execution: 3 });
const drawsPerCheck = 4;
const words = 4_294_967_296; // 2³²

/** The group has voted: the check is decided. Row: of `verdicts`. Calendar time, since votes do not sleep with the requests. */
export const verdictDue: EventDef<World> = {
  kind: 18,
  name: "verdict-due",
  phase: 2,
  handle(world, row) {
    const scores = scoresOf(world, row);
    const found = world.rules.verdict.severity(scores);
    invariant(!Number.isNaN(found), () => unmeasured(world, row));
    const severity = signedSeverity(world, row, found);
    judge(world, row, severity > 1);
    world.output.judged(world, row, scores, severity);
    close(world, row);
  },
};

/** The validator has read the answer. Row: of the check in `requests`. */
export function openVerdict(world: World, check: number): void {
  const row = takeRow(world);
  const { requests } = world;
  const { columns } = world.verdicts;
  const executor = fieldOf(requests, "executor", check);
  columns.id[row] = fieldOf(requests, "id", check);
  columns.executor[row] = executor;
  columns.validator[row] = fieldOf(requests, "node", check);
  columns.behaviour[row] = behaviourOf(world, executor, drawOf(world, check, Draw.behaviour));
  columns.tokens[row] = Math.max(1, fieldOf(requests, "answer", check));
  // A check reads prompt and answer: all that the client paid for. Of several checkers each decides on its part.
  const paid = world.markets.columns.price[fieldOf(requests, "market", check)] * fieldOf(requests, "prompt", check);
  columns.fee[row] = Math.floor(paid / (world.rules.verification.checkers ?? 1));
  columns.checkTime[row] = awakeTime(world) - fieldOf(requests, "reachedAt", check);
  columns.cell[row] = -1;
  columns.execution[row] = -1;
  columns.content[row] = 0;
  const { kernel } = world.settings;
  columns.basis[row] = basisOf(world, drawOf(world, check, Draw.isExecuted));
  if (columns.basis[row] === Basis.notMeasured) {
    world.output.judged(world, row, unknown, Number.NaN);
    close(world, row);
    return;
  }
  if (world.kernel !== undefined && columns.basis[row] < Basis.assumed) measure(world, world.kernel, row, check);
  world.schedule.after(kernel.verdictDelay as Span, verdictDue, row);
}

/** A draw of the request that is checked. */
function drawOf({ requests, streams }: World, check: number, n: number): number {
  const number = fieldOf(requests, "number", check);
  return streams.kernel.uniform(fieldOf(requests, "segment", check), number * drawsPerCheck + n);
}

function basisOf({ settings, kernel, rules }: World, uniform: number): number {
  if (rules.verification.isExact) return Basis.exact;
  if (settings.kernel.isAssumed) return Basis.assumed;
  if (kernel === undefined) return Basis.notMeasured;
  return uniform < settings.kernel.share ? Basis.executed : Basis.drawn;
}

/** What the executor did with this request. */
function behaviourOf(world: World, host: number, uniform: number): number {
  const operator = world.nodes.columns.operator[host];
  const { behaviour, substitution } = world.operators.columns;
  return uniform < substitution[operator] ? behaviour[operator] : honest;
}

/** Finds the cell; asks for an execution, or draws a recorded one. */
function measure(world: World, port: VerdictPort, row: number, check: number): void {
  const { columns } = world.verdicts;
  const { hardware } = world.nodes.columns;
  const { like } = world.catalogue;
  const executorProfile = port.profileOf(like[hardware[columns.executor[row]]]);
  const validatorProfile = port.profileOf(like[hardware[columns.validator[row]]]);
  const cell = port.cellOf(executorProfile, validatorProfile, columns.behaviour[row]);
  invariant(
    cell >= 0,
    () => `verdict: no cell of ${columns.behaviour[row]} for profiles ${executorProfile} and ${validatorProfile}`,
  );
  columns.cell[row] = cell;
  columns.content[row] = Math.floor(drawOf(world, check, Draw.content) * words);
  if (columns.basis[row] === Basis.executed) port.execute(executionOf(port, columns, row));
  else columns.execution[row] = Math.floor(drawOf(world, check, Draw.execution) * port.cells[cell].executions);
}

function executionOf(port: VerdictPort, columns: Table<VerdictSpec>["columns"], row: number): Execution {
  const { executor, validator, behaviour } = port.cells[columns.cell[row]];
  return {
    executorProfile: executor,
    validatorProfile: validator,
    behaviour,
    content: columns.content[row],
    tokens: Math.min(columns.tokens[row], port.tokensMax),
  };
}

function scoresOf(world: World, row: number): Scores {
  const { columns } = world.verdicts;
  const basis = columns.basis[row];
  if (basis === Basis.assumed || basis === Basis.exact)
    return columns.behaviour[row] === honest ? nothingAmiss : everythingAmiss;
  const port = world.kernel as VerdictPort;
  if (basis === Basis.drawn) {
    return port.scores(columns.cell[row], columns.execution[row], Math.min(columns.tokens[row], port.tokensMax));
  }
  const wanted = executionOf(port, columns, row);
  const found = port.result(wanted);
  invariant(
    found !== undefined,
    () => `verdict: the clock passed execution ${executionKey(wanted)} before its result was in`,
  );
  return found;
}

/** Checks that tell the truth: by a proof, or because a scenario asks for them in so many words. */
const nothingAmiss = allScores(0);
const everythingAmiss = allScores(Number.POSITIVE_INFINITY);
const unknown = allScores(Number.NaN);

function allScores(value: number): Scores {
  return Object.fromEntries(scoreNames.map((name) => [name, value])) as Record<keyof Scores, number>;
}

function unmeasured(world: World, row: number): string {
  const port = world.kernel as VerdictPort;
  return `verdict: records ${port.provenance.records} lack a score that the verdict rule needs (cell ${world.verdicts.columns.cell[row]})`;
}

function judge(world: World, row: number, isRejected: boolean): void {
  const { executor, fee } = world.verdicts.columns;
  const { account, checks, faults, refunds } = world.nodes.columns;
  const { faultsInRow } = world.accounts.columns;
  const host = executor[row];
  checks[host]++;
  faultsInRow[account[host]] = isRejected ? faultsInRow[account[host]] + 1 : 0;
  if (!isRejected) return;
  faults[host]++;
  noteFinding(world, row);
  refunds[host] += fee[row];
}

/**
 * Gives back what clients paid for rejected answers, scaled to the epoch as their fees are.
 *
 * What an account cannot pay stays unpaid: there is no debt. `refunds` is then what was given back.
 */
export function settleRefunds({ nodes, ledger }: World): void {
  const { account, refunds } = nodes.columns;
  for (let host = 0; host < nodes.count; host++) {
    if (refunds[host] === 0) continue;
    const holder = firstHolder + account[host];
    // A balance beyond 2⁵³ is more than any refund, whichever way it is rounded.
    refunds[host] = Math.min(refunds[host], Number(ledger.balance[holder]));
    post(ledger, LineKind.refund, holder, LedgerAccount.clients, refunds[host]);
  }
}

function close(world: World, row: number): void {
  world.verdicts.columns.next[row] = world.clock.freeVerdict;
  world.clock.freeVerdict = row;
}

function takeRow(world: World): number {
  const { clock } = world;
  const row = clock.freeVerdict;
  if (row >= 0) {
    clock.freeVerdict = world.verdicts.columns.next[row];
    world.verdicts.columns.next[row] = -1;
    return row;
  }
  if (world.verdicts.count === world.verdicts.capacity) world.verdicts = grown(world.verdicts);
  const added = addRow(world.verdicts);
  world.verdicts.columns.next[added] = -1;
  return added;
}

/** Twice the room; rows keep their numbers. */
function grown(table: Table<VerdictSpec>): Table<VerdictSpec> {
  const larger = createTable(table.name, verdictSpec, 2 * table.capacity);
  for (const name of Object.keys(verdictSpec) as (keyof VerdictSpec)[]) larger.columns[name].set(table.columns[name]);
  larger.count = table.count;
  return larger;
}

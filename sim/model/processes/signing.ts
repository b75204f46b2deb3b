/**
 * How validators sign: as they found, unread, or against a rival.
 *
 *   a check given to a machine → read, or signed unread → judged as the answer was, or as suits
 */
import { honest } from "../catalogue/behaviours.ts";
import { covers } from "../coalitions.ts";
import type { World } from "../world.ts";

/** Time that a check takes its validator over that of reading the answer. */
export function readingShare(world: World, validator: number): number {
  if (world.strategies === undefined) return 1;
  return 1 - world.strategies.conducts.columns.unchecked[world.nodes.columns.operator[validator]];
}

/** Draws of one verdict, by row of the request's segment. */
const Draw = Object.freeze({ unread: 0, planted: 1, accused: 2 });
const drawsPerVerdict = 4;

/**
 * The verdict that the validator gives, where it does not say what it found: 0 passes, 2 rejects.
 *
 * What is signed unread passes; one's own deceit passes, and that of members of one's ring; an accuser rejects honest answers of
 * others. A planted answer that passes counts against who let it pass.
 *
 * @param row  of `verdicts`
 */
export function signedSeverity(world: World, row: number, severity: number): number {
  const { strategies, verdicts, nodes } = world;
  if (strategies === undefined) return severity;
  const { executor, validator, id, behaviour } = verdicts.columns;
  const owner = nodes.columns.operator[validator[row]];
  const accused = nodes.columns.operator[executor[row]];
  const draw = (n: number) =>
    strategies.stream.uniform(verdictRows + validator[row], (id[row] % idsMost) * drawsPerVerdict + n);
  const { unchecked, accused: share } = strategies.conducts.columns;
  if (unchecked[owner] > 0 && draw(Draw.unread) < unchecked[owner]) {
    if (draw(Draw.planted) < (world.rules.verification.traps ?? 0)) caught(world, validator[row]);
    return 0;
  }
  if (owner !== accused && share[owner] > 0 && behaviour[row] === honest && draw(Draw.accused) < share[owner])
    return rejects;
  const isOwn = owner === accused && strategies.conducts.columns.substitution[owner] > 0;
  if (isOwn || covers(world, owner, accused)) return 0;
  return severity;
}
const rejects = 2;
/** Rows of the stream beyond those of operators. */
const verdictRows = 1_000_000_000;
const idsMost = 1_000_000_000;

/** A validator that let a planted answer pass. */
function caught({ nodes, accounts }: World, host: number): void {
  const { account, checks, faults } = nodes.columns;
  checks[host]++;
  faults[host]++;
  accounts.columns.faultsInRow[account[host]]++;
}

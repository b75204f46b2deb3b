/**
 * Strategies of operators, at an epoch's end.
 *
 *   earned → learned → (at random times) looked again: forecast, learned or seen of another → option → dials → machines
 *
 * Times between looks are exponential; each operator and each look has draws of its own, so that another operator moves none of them.
 */
import { invariant } from "../../engine/invariant.ts";
import { exponentialOf } from "../../engine/variates.ts";
import { coalitionDials, coverOf, joinDials } from "../coalitions.ts";
import { createForesight, type Foresight } from "../foresight.ts";
import { type Standing, standingOf } from "../market-outlook.ts";
import { type Dials, dialNames, honestDials, type OperatorSight, type RevisionSight } from "../operator-roles.ts";
import { dialValues, type Strategies, setDials } from "../strategies.ts";
import { AccountStatus } from "../tables/accounts.ts";
import type { World } from "../world.ts";
import { applyConduct, showBehaviour } from "./conduct.ts";
import { countEarnings } from "./earnings.ts";

/** What the epoch brought, before its rows are written. */
export function learnFromEpoch(world: World, strategies: Strategies): void {
  countEarnings(world, strategies);
  const { conducts, records, options, revision } = strategies;
  const { option, pay } = conducts.columns;
  const { learned, epochs, checks, faults } = records.columns;
  for (let one = 0; one < world.operators.count; one++) {
    if (conducts.columns.isKnown[one] === 0) continue;
    const row = one * options.length + option[one];
    const weight = Number.isNaN(learned[row]) ? 1 : revision.learning || 1 / (epochs[row] + 1);
    learned[row] = Number.isNaN(learned[row]) ? pay[one] : learned[row] + weight * (pay[one] - learned[row]);
    epochs[row]++;
  }
  noteConvictions(world, strategies);
  const { operator, checks: checked, faults: rejected } = world.nodes.columns;
  const { present } = world;
  for (let i = 0; i < present.count; i++) {
    const host = present.rows[i];
    const row = operator[host] * options.length + option[operator[host]];
    checks[row] += checked[host];
    faults[row] += rejected[host];
  }
}

function noteConvictions({ accounts, clock }: World, { conducts }: Strategies): void {
  const { operator, status } = accounts.columns;
  const { caughtAt } = conducts.columns;
  for (let a = 0; a < accounts.count; a++)
    if (status[a] === AccountStatus.invalid && caughtAt[operator[a]] < 0) caughtAt[operator[a]] = clock.epoch;
}

/** Operators begin as the plan says: ranked by draws, and the ranking cut by the shares, as behaviours are. */
export function startStrategies(world: World): void {
  const { strategies } = world;
  if (strategies === undefined) return;
  const { operators } = world;
  const size = new Float64Array(operators.count).fill(1);
  if (strategies.settings.startOf === "capacity") {
    size.fill(0);
    const { operator, capacity } = world.nodes.columns;
    for (let host = 0; host < world.nodes.count; host++) size[operator[host]] += capacity[host];
  }
  const rank = Float64Array.from({ length: operators.count }, (_, one) => strategies.stream.uniform(one, 0));
  const order = Array.from(rank, (_, one) => one).sort((a, b) => rank[a] - rank[b] || a - b);
  const total = size.reduce((sum, one) => sum + one, 0);
  let [next, passed, upTo] = [0, 0, 0];
  strategies.options.forEach(({ start }, k) => {
    if (k === 0) return;
    upTo += start * total;
    while (next < order.length && passed + size[order[next]] / 2 < upTo) {
      strategies.conducts.columns.option[order[next]] = k;
      passed += size[order[next++]];
    }
  });
  settleOperators(world, strategies, 0);
  applyConduct(world, strategies);
  showBehaviour(world, strategies);
}

/** Whoever is due looks again; then machines and accounts are brought to what their operators do in the next epoch. */
export function reviseStrategies(world: World, strategies: Strategies): void {
  const next = world.clock.epoch + 1;
  const { reviewAt } = strategies.conducts.columns;
  let foresight: Foresight | undefined;
  for (let one = 0; one < world.operators.count; one++) {
    if (strategies.conducts.columns.isKnown[one] === 0 || reviewAt[one] > next) continue;
    if (strategies.revision.foresees) foresight ??= createForesight(world, strategies);
    review(world, strategies, one, foresight);
  }
  settleOperators(world, strategies, next);
  applyConduct(world, strategies);
  showBehaviour(world, strategies);
}

/** More than one look draws. */
const drawsPerReview = 16;

function review(world: World, strategies: Strategies, operator: number, foresight: Foresight | undefined): void {
  const { conducts, stream, options, revision } = strategies;
  const { option, since, reviews, reviewAt, caughtAt } = conducts.columns;
  const first = 1 + reviews[operator] * drawsPerReview;
  const draw = (n: number) => stream.uniform(operator, first + n);
  const see = sightOf(world, strategies, operator, foresight, draw(otherDraw));
  const chosen = revision.choose(see, draw);
  invariant(
    Number.isInteger(chosen) && chosen >= 0 && chosen < options.length,
    () => `revision: operator ${operator} takes option ${chosen} of ${options.length}`,
  );
  if (chosen !== option[operator]) {
    since[operator] = world.clock.epoch + 1;
    caughtAt[operator] = -1;
  }
  option[operator] = chosen;
  reviews[operator]++;
  reviewAt[operator] = nextReview(strategies, operator, reviewAt[operator]);
}
const waitDraw = drawsPerReview - 1;
const otherDraw = drawsPerReview - 2;

function nextReview({ stream, settings, conducts }: Strategies, operator: number, from: number): number {
  if (settings.reviewEpochs === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  const first = 1 + conducts.columns.reviews[operator] * drawsPerReview;
  return from + exponentialOf(stream.uniform(operator, first + waitDraw), settings.reviewEpochs);
}

function sightOf(
  world: World,
  strategies: Strategies,
  operator: number,
  foresight: Foresight | undefined,
  uniform: number,
): RevisionSight {
  const { options, conducts, records } = strategies;
  const count = options.length;
  const { option, pay, reviews } = conducts.columns;
  const forecast = new Float64Array(count).fill(Number.NaN);
  if (foresight !== undefined) {
    const covered = coverOf(world, operator, foresight.live);
    for (let k = 0; k < count; k++) {
      const dials = dialsFor(world, strategies, { operator, option: k, standing: foresight.standing });
      forecast[k] = foresight.payoffs([{ operator, dials, option: k, covered }])[0];
    }
  }
  const learned = records.columns.learned.slice(operator * count, (operator + 1) * count);
  const capacity = (row: number) => Math.max(1e-9, world.operators.columns.capacity[row]);
  const someone = Math.floor(uniform * world.operators.count);
  let scale = 0;
  for (const value of foresight === undefined ? learned : forecast)
    if (!Number.isNaN(value)) scale = Math.max(scale, Math.abs(value));
  return {
    count,
    current: option[operator],
    forecast,
    learned,
    other: {
      option: option[someone],
      pay: pay[someone] / capacity(someone),
      own: pay[operator] / capacity(operator),
    },
    scale,
    reviews: reviews[operator],
  };
}

export interface Chosen {
  readonly operator: number;
  readonly option: number;
  readonly standing: Standing;
}

/** Dials under an option, as the operator would set them for the next epoch; its coalition's come on top. */
export function dialsFor(world: World, strategies: Strategies, chosen: Chosen): Dials {
  return { ...honestDials, ...conductUnder(world, strategies, chosen) };
}

function conductUnder(world: World, strategies: Strategies, { operator, option, standing }: Chosen): Partial<Dials> {
  const { conducts, options } = strategies;
  const isCurrent = conducts.columns.option[operator] === option;
  const next = world.clock.epoch + 1;
  const see: OperatorSight = {
    epoch: next,
    tenure: isCurrent ? next - conducts.columns.since[operator] : 0,
    weightShare: standing.weight[operator],
    powerShare: standing.power[operator],
    checkers: world.rules.verification.checkers ?? 1,
  };
  return options[option].role.conduct(see);
}

/** Newcomers begin honest; everybody's dials are set for the epoch to come. */
export function settleOperators(world: World, strategies: Strategies, next: number): void {
  const { columns } = strategies.conducts;
  const dialColumns = dialNames.map((name) => columns[name]);
  // By option: most operators that took it do the same.
  const last: { conduct: Partial<Dials>; dials: Dials; values: readonly number[] }[] = [];
  const standing = standingOf(world);
  for (let one = 0; one < world.operators.count; one++) {
    if (columns.isKnown[one] === 0) {
      columns.isKnown[one] = 1;
      columns.since[one] = next;
      columns.reviewAt[one] = nextReview(strategies, one, next);
    }
    const option = columns.option[one];
    const conduct = conductUnder(world, strategies, { operator: one, option, standing });
    if (last[option]?.conduct !== conduct) {
      const dials = { ...honestDials, ...conduct };
      last[option] = { conduct, dials, values: dialValues(dials) };
    }
    const { dials, values } = last[option];
    const isAlone = world.coalitions === undefined;
    setDials(dialColumns, one, isAlone ? values : dialValues(joinDials(dials, coalitionDials(world, one, next))));
  }
}

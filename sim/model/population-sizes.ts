/** How many machines and accounts each operator that is drawn has: asked once for the room of the tables, and once to fill them. */
import type { Rng, Stream } from "../engine/rng.ts";
import { paretoOf } from "../engine/variates.ts";
import { apportion } from "./apportion.ts";
import type { NodeClass } from "./catalogue/facts.ts";
import type { PopulationPlan } from "./population.ts";

/** Nodes of each operator that is drawn, by class; operators are numbered in this order, after those of listed hosts. */
export function sizesOf(plan: PopulationPlan, rng: Rng): readonly (readonly number[])[] {
  const sizes = rng.stream("population.sizes");
  const nodesByClass = apportion(plan.classWeights, plan.nodes);
  const operatorsByClass = apportionOperators(plan, nodesByClass);
  let first = listedOperators(plan);
  return plan.classes.map((kind, c) => {
    const shares = sharesOf(sizes, kind, nodesByClass[c], operatorsByClass[c], first);
    first += shares.length;
    return shares;
  });
}

/** 1 + a geometric number of further accounts with the scenario's mean, but no more than nodes. */
export function accountsFor(operator: number, nodes: number, mean: number, draws: Stream): number {
  const more = 1 - 1 / mean;
  let accounts = 1;
  while (accounts < nodes && draws.uniform(operator, accounts) < more) accounts++;
  return accounts;
}

/** Accounts as a run begins, those of listed hosts included. */
export function countAccounts(plan: PopulationPlan, rng: Rng): number {
  let accounts = new Set(plan.hosts.map(({ account }) => account)).size;
  if (plan.nodes === 0) return accounts;
  const splits = rng.stream("population.accounts");
  let operator = listedOperators(plan);
  for (const sizes of sizesOf(plan, rng)) {
    for (const nodes of sizes) accounts += accountsFor(operator++, nodes, plan.accountsPerOperator, splits);
  }
  return accounts;
}

const listedOperators = ({ hosts }: PopulationPlan) => new Set(hosts.map(({ operator }) => operator)).size;

/** Every class with nodes has an operator; no class has more operators than nodes. */
function apportionOperators(plan: PopulationPlan, nodesByClass: readonly number[]): number[] {
  const wanted = nodesByClass.map((count, c) => {
    const alpha = plan.classes[c].nodesPerOperatorAlpha;
    return (count * (alpha - 1)) / alpha;
  });
  const parts = apportion(wanted, plan.operators, 1);
  let over = 0;
  for (let c = 0; c < parts.length; c++) {
    over += Math.max(0, parts[c] - nodesByClass[c]);
    parts[c] = Math.min(parts[c], nodesByClass[c]);
  }
  // What a class cannot hold goes to the classes with room, in order of the catalogue.
  for (let c = 0; c < parts.length && over > 0; c++) {
    const room = Math.min(over, nodesByClass[c] - parts[c]);
    parts[c] += room;
    over -= room;
  }
  return parts;
}

/** Nodes of each operator of a class: Pareto weights, shared out whole, at least one each. */
function sharesOf(sizes: Stream, kind: NodeClass, nodes: number, operators: number, first: number): number[] {
  if (operators === 0) return [];
  const weights = Array.from({ length: operators }, (_, k) =>
    paretoOf(sizes.uniform(first + k, 0), 1, kind.nodesPerOperatorAlpha),
  );
  return apportion(weights, nodes, 1);
}

/**
 * Cards that the trade rule refuses are drawn again: by the class's own mix among those allowed, else evenly among all
 * allowed cards of the same market segment (consumer, data centre …) that can serve one of the scenario's models.
 *
 * The draws have a stream of their own, so that other draws of the population stay what they are without the rule.
 */
import type { Stream } from "../engine/rng.ts";
import { type AliasTable, aliasOf, aliasTable } from "../engine/variates.ts";
import { exportFacts } from "./catalogue/export-facts.ts";
import type { NodeClass } from "./catalogue/facts.ts";
import type { PopulationPlan } from "./population.ts";

export interface Wish {
  /** Index in the hardware catalogue of what the owner would have. */
  readonly wished: number;
  readonly cards: number;
  readonly class: number;
  readonly jurisdiction: number;
  readonly host: number;
  /** Nodes of the owner. */
  readonly size: number;
}

/** @returns index in the hardware catalogue of what the owner gets */
export type CardChooser = (wish: Wish) => number;

/** What the choice of cards needs of the plan. */
export type CardPlan = Pick<
  PopulationPlan,
  "classes" | "hardware" | "like" | "jurisdictionWeights" | "models" | "trade"
>;

/** @param fits  whether a machine of these cards can serve one of the scenario's models */
export function cardChooser(
  plan: CardPlan,
  nodesByClass: readonly number[],
  fits: (hardware: number, cards: number) => boolean,
  draws: Stream,
): CardChooser {
  const nodeTpp = plan.classes.map((kind) => meanTpp(kind, plan));
  const worldTpp = nodesByClass.reduce((sum, nodes, c) => sum + nodes * nodeTpp[c], 0);
  return ({ wished, cards, class: c, jurisdiction, host, size }) => {
    const question = (hardware: number) => ({
      hardware: plan.like[hardware],
      jurisdiction,
      customerTpp: size * nodeTpp[c],
      countryTpp: worldTpp * plan.jurisdictionWeights[jurisdiction],
    });
    const allowed = plan.trade.allowed(question(wished));
    if (allowed === 1 || draws.uniform(host, 0) < allowed) return wished;
    const open = (weight: (hardware: number) => number) =>
      plan.hardware.map((_, h) => (fits(h, cards) ? weight(h) * plan.trade.allowed(question(h)) : 0));
    const { class: segment } = plan.hardware[wished];
    const choice =
      tableOf(open((h) => plan.classes[c].hardware[plan.hardware[h].id] ?? 0)) ??
      tableOf(open((h) => (plan.hardware[h].class === segment ? 1 : 0)));
    if (choice === undefined) throw new RangeError(nothingAllowed(plan, c, jurisdiction, cards));
    return aliasOf(choice, draws.uniform(host, 1));
  };
}

function tableOf(weights: readonly number[]): AliasTable | undefined {
  return weights.some((weight) => weight > 0) ? aliasTable(weights) : undefined;
}

/** Of a node of the class, over its mixes of cards and counts. [TPP] */
function meanTpp(kind: NodeClass, plan: CardPlan): number {
  const weights = Object.entries(kind.cardsPerNode);
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  const cards = weights.reduce((sum, [count, weight]) => sum + Number(count) * weight, 0) / total;
  let [tpp, mix] = [0, 0];
  for (let h = 0; h < plan.hardware.length; h++) {
    const weight = kind.hardware[plan.hardware[h].id] ?? 0;
    tpp += weight * exportFacts[plan.like[h]].tpp;
    mix += weight;
  }
  return mix > 0 ? (cards * tpp) / mix : 0;
}

function nothingAllowed(plan: CardPlan, c: number, jurisdiction: number, cards: number): string {
  return (
    `the trade rule leaves no card for a node of class ${plan.classes[c].id} with ${cards} cards in jurisdiction ${jurisdiction} that ` +
    `can serve one of ${plan.models.map((model) => model.id).join(", ")} — add a smaller model, or another class of host`
  );
}

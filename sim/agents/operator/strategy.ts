/** One way for an operator to behave, as a value. */
import type * as z from "zod";
import type { OperatorRole } from "../../model/operator-roles.ts";

export interface OperatorStrategy<Id extends string, P extends z.ZodObject> {
  readonly id: Id;
  /** Number in the catalogue of agents, A1 … A16, where it has one. */
  readonly catalogue?: string;
  /** One sentence for the docs page. */
  readonly summary: string;
  /** When it pays and when it does not, in one sentence; `test/economy/strategies` shows both. */
  readonly pays: string;
  readonly source: readonly { readonly cite: string; readonly at: string }[];
  /** Every field described, with its unit. */
  readonly params: P;
  create(params: z.output<P>): OperatorRole;
}

/** Keeps the literal types of a strategy, so that the scenario's schema can be made from it. */
export function operatorStrategy<Id extends string, P extends z.ZodObject>(
  strategy: OperatorStrategy<Id, P>,
): OperatorStrategy<Id, P> {
  return strategy;
}

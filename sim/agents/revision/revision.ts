/** One way for an operator to change its mind, as a value. */
import type * as z from "zod";
import type { RevisionRole } from "../../model/operator-roles.ts";

export interface Revision<Id extends string, P extends z.ZodObject> {
  readonly id: Id;
  /** One sentence for the docs page. */
  readonly summary: string;
  readonly equation: string;
  readonly source: readonly { readonly cite: string; readonly at: string }[];
  /** Every field described, with its unit. */
  readonly params: P;
  create(params: z.output<P>): RevisionRole;
}

/** Keeps the literal types, so that the scenario's schema can be made from it. */
export function revision<Id extends string, P extends z.ZodObject>(rule: Revision<Id, P>): Revision<Id, P> {
  return rule;
}

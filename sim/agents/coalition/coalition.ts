/** One kind of coalition, as a value. */
import type * as z from "zod";
import type { CoalitionRole } from "../../model/coalition-roles.ts";

export interface CoalitionKind<Id extends string, P extends z.ZodObject> {
  readonly id: Id;
  readonly catalogue?: string;
  /** One sentence for the docs page. */
  readonly summary: string;
  /** When it forms and holds, and when not. */
  readonly holds: string;
  readonly source: readonly { readonly cite: string; readonly at: string }[];
  /** Every field described, with its unit. */
  readonly params: P;
  create(params: z.output<P>): CoalitionRole;
}

/** Keeps the literal types, so that the scenario's schema can be made from it. */
export function coalitionKind<Id extends string, P extends z.ZodObject>(
  kind: CoalitionKind<Id, P>,
): CoalitionKind<Id, P> {
  return kind;
}

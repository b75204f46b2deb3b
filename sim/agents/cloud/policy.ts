/** One way for a cloud to set its price, as a value. */
import type * as z from "zod";
import type { CloudPricing } from "../../model/cloud-roles.ts";

export interface CloudPolicy<Id extends string, P extends z.ZodObject> {
  readonly id: Id;
  /** One sentence for the docs page. */
  readonly summary: string;
  readonly source: readonly { readonly cite: string; readonly at: string }[];
  /** Every field described, with its unit. */
  readonly params: P;
  create(params: z.output<P>): CloudPricing;
}

/** Keeps the literal types of a policy, so that the scenario's schema can be made from it. */
export function cloudPolicy<Id extends string, P extends z.ZodObject>(policy: CloudPolicy<Id, P>): CloudPolicy<Id, P> {
  return policy;
}

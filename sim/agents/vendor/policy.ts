/** One decision of a maker of accelerators, as a value. */
import type * as z from "zod";
import type { VendorRoles } from "../../model/vendor-roles.ts";

export interface VendorPolicy<R extends keyof VendorRoles, Id extends string, P extends z.ZodObject> {
  readonly role: R;
  readonly id: Id;
  /** One sentence for the docs page. */
  readonly summary: string;
  readonly source: readonly { readonly cite: string; readonly at: string }[];
  /** Every field described, with its unit. */
  readonly params: P;
  create(params: z.output<P>): VendorRoles[R];
}

/** Keeps the literal types of a policy, so that the scenario's schema can be made from it. */
export function vendorPolicy<R extends keyof VendorRoles, Id extends string, P extends z.ZodObject>(
  policy: VendorPolicy<R, Id, P>,
): VendorPolicy<R, Id, P> {
  return policy;
}

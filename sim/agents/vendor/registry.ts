/** Every policy that a scenario may name for makers of accelerators. A new one is one file and one entry here. */
import * as z from "zod";
import type { VendorRoles } from "../../model/vendor-roles.ts";
import auction from "./allocation/auction.ts";
import firstCome from "./allocation/first-come.ts";
import largestFirst from "./allocation/largest-first.ts";
import lottery from "./allocation/lottery.ts";
import pastShare from "./allocation/past-share.ts";
import proRata from "./allocation/pro-rata.ts";
import smallQuota from "./allocation/small-quota.ts";
import type { VendorPolicy } from "./policy.ts";
import byElasticity from "./pricing/by-elasticity.ts";
import list from "./pricing/list.ts";
import sizeDiscount from "./pricing/size-discount.ts";

// biome-ignore lint/suspicious/noExplicitAny: the union over all parameter schemas has no better name
type AnyPolicy<R extends keyof VendorRoles = keyof VendorRoles> = VendorPolicy<R, string, any>;

export const vendorPolicies = {
  allocation: [pastShare, proRata, firstCome, largestFirst, auction, lottery, smallQuota],
  pricing: [list, sizeDiscount, byElasticity],
} as const satisfies { readonly [R in keyof VendorRoles]: readonly [AnyPolicy<R>, ...AnyPolicy<R>[]] };

type ChoiceOf<P> =
  P extends VendorPolicy<keyof VendorRoles, infer Id, z.ZodObject<infer Shape, infer Config>>
    ? z.ZodObject<z.util.Extend<Shape, { policy: z.ZodLiteral<Id> }>, Config>
    : never;
type ChoicesOf<Policies extends readonly unknown[]> = { readonly [K in keyof Policies]: ChoiceOf<Policies[K]> };
type Choices<R extends keyof VendorRoles> = Extract<ChoicesOf<(typeof vendorPolicies)[R]>, readonly z.core.SomeType[]>;

/** Schema of a role in a scenario: a union over its policies, told apart by `policy`. */
export function vendorPolicySchema<R extends keyof VendorRoles>(
  role: R,
): z.ZodDiscriminatedUnion<Choices<R>, "policy"> {
  const options = (vendorPolicies[role] as readonly AnyPolicy[]).map((policy) =>
    (policy.params as z.ZodObject).extend({ policy: z.literal(policy.id).describe(policy.summary) }),
  );
  // As in the registry of rules: made one for one from the tuple, which `map` cannot follow.
  return z.discriminatedUnion("policy", options as never) as never;
}

/** @throws RangeError when there is no such policy */
export function createVendorPolicy<R extends keyof VendorRoles>(
  role: R,
  choice: { readonly policy: string },
): VendorRoles[R] {
  const { policy: id, ...params } = choice;
  const policies = vendorPolicies[role] as unknown as readonly AnyPolicy<R>[];
  const found = policies.find((policy) => policy.id === id);
  if (found === undefined)
    throw new RangeError(`no ${role} policy is named "${id}" — known: ${policies.map((one) => one.id).join(", ")}`);
  return found.create(params);
}

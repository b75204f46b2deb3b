/** Every way to set prices that a scenario may name for a cloud. A new one is one file and one entry here. */
import * as z from "zod";
import type { CloudPricing } from "../../model/cloud-roles.ts";
import bestResponse from "./best-response.ts";
import capacityLimited from "./capacity-limited.ts";
import fixedMarkup from "./fixed-markup.ts";
import learning from "./learning.ts";
import path from "./path.ts";
import predatory from "./predatory.ts";
import priceLeader from "./price-leader.ts";

export const cloudPolicies = [
  bestResponse,
  fixedMarkup,
  priceLeader,
  capacityLimited,
  learning,
  predatory,
  path,
] as const;

const choiceOf = <Id extends string, P extends z.ZodRawShape>({
  id,
  summary,
  params,
}: {
  readonly id: Id;
  readonly summary: string;
  readonly params: z.ZodObject<P, z.core.$strict>;
}) => params.extend({ policy: z.literal(id).describe(summary) });

/** Schema of a cloud's pricing in a scenario: a union over its policies, told apart by `policy`. */
export const cloudPricingSchema = z.discriminatedUnion("policy", [
  choiceOf(bestResponse),
  choiceOf(fixedMarkup),
  choiceOf(priceLeader),
  choiceOf(capacityLimited),
  choiceOf(learning),
  choiceOf(predatory),
  choiceOf(path),
]);

/** @throws RangeError when there is no such policy */
export function createCloudPricing(choice: z.output<typeof cloudPricingSchema>): CloudPricing {
  const { policy: id, ...params } = choice;
  const found = cloudPolicies.find((policy) => policy.id === id);
  if (found === undefined)
    throw new RangeError(`no cloud prices by "${id}" — known: ${cloudPolicies.map((one) => one.id).join(", ")}`);
  return found.create(params as never);
}

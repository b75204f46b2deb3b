/** Every way to change one's mind that a scenario may name. A new one is one file and one entry here. */
import * as z from "zod";
import type { RevisionRole } from "../../model/operator-roles.ts";
import bestResponse from "./best-response.ts";
import fixed from "./fixed.ts";
import imitation from "./imitation.ts";
import logit from "./logit.ts";
import qLearning from "./q-learning.ts";
import type { Revision } from "./revision.ts";

// biome-ignore lint/suspicious/noExplicitAny: the union over all parameter schemas has no better name
export type AnyRevision = Revision<string, any>;

export const revisions = [fixed, bestResponse, logit, imitation, qLearning] as const satisfies readonly [
  AnyRevision,
  ...AnyRevision[],
];

type ChoiceOf<S> =
  S extends Revision<infer Id, z.ZodObject<infer Shape, infer Config>>
    ? z.ZodObject<z.util.Extend<Shape, { rule: z.ZodLiteral<Id> }>, Config>
    : never;
type ChoicesOf<All extends readonly unknown[]> = { readonly [K in keyof All]: ChoiceOf<All[K]> };
type Choices = Extract<ChoicesOf<typeof revisions>, readonly z.core.SomeType[]>;

/** Schema of the choice: a union over the rules, told apart by `rule`. */
export function revisionSchema(): z.ZodDiscriminatedUnion<Choices, "rule"> {
  const options = (revisions as readonly AnyRevision[]).map((one) =>
    (one.params as z.ZodObject).extend({ rule: z.literal(one.id).describe(one.summary) }),
  );
  return z.discriminatedUnion("rule", options as never) as never;
}

/** @throws RangeError when there is no such rule */
export function createRevision(choice: { readonly rule: string }): RevisionRole {
  const { rule: id, ...params } = choice;
  const found = (revisions as readonly AnyRevision[]).find((one) => one.id === id);
  if (found === undefined)
    throw new RangeError(`no revision is named "${id}" — known: ${revisions.map((one) => one.id).join(", ")}`);
  return found.create(params);
}

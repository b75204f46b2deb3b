/** Every kind of coalition that a scenario may name. A new one is one file and one entry here. */
import * as z from "zod";
import type { CoalitionRole } from "../../model/coalition-roles.ts";
import bloc from "./bloc.ts";
import cabal from "./cabal.ts";
import cartel from "./cartel.ts";
import type { CoalitionKind } from "./coalition.ts";
import delegates from "./delegates.ts";
import family from "./family.ts";
import pool from "./pool.ts";
import ring from "./ring.ts";

// biome-ignore lint/suspicious/noExplicitAny: the union over all parameter schemas has no better name
export type AnyCoalition = CoalitionKind<string, any>;

export const coalitionKinds = [cartel, pool, delegates, ring, cabal, family, bloc] as const satisfies readonly [
  AnyCoalition,
  ...AnyCoalition[],
];

type ChoiceOf<S> =
  S extends CoalitionKind<infer Id, z.ZodObject<infer Shape, infer Config>>
    ? z.ZodObject<z.util.Extend<Shape, { kind: z.ZodLiteral<Id> }>, Config>
    : never;
type ChoicesOf<All extends readonly unknown[]> = { readonly [K in keyof All]: ChoiceOf<All[K]> };
type Choices = Extract<ChoicesOf<typeof coalitionKinds>, readonly z.core.SomeType[]>;

/** Schema of a coalition in a scenario: a union over the kinds, told apart by `kind`. */
export function coalitionSchema(): z.ZodDiscriminatedUnion<Choices, "kind"> {
  const options = (coalitionKinds as readonly AnyCoalition[]).map((one) =>
    (one.params as z.ZodObject).extend({ kind: z.literal(one.id).describe(one.summary) }),
  );
  return z.discriminatedUnion("kind", options as never) as never;
}

/** @throws RangeError when there is no such kind */
export function createCoalition(choice: { readonly kind: string }): CoalitionRole {
  const { kind: id, ...params } = choice;
  const found = (coalitionKinds as readonly AnyCoalition[]).find((one) => one.id === id);
  if (found === undefined)
    throw new RangeError(
      `no kind of coalition is named "${id}" — known: ${coalitionKinds.map((one) => one.id).join(", ")}`,
    );
  return found.create(params);
}

/** Every strategy that a scenario may name for operators. A new one is one file and one entry here. */
import * as z from "zod";
import type { OperatorRole } from "../../model/operator-roles.ts";
import accuser from "./accuser.ts";
import capacityWithholder from "./capacity-withholder.ts";
import exporterArbitrage from "./exporter-arbitrage.ts";
import fakeNodes from "./fake-nodes.ts";
import freeRider from "./free-rider.ts";
import honest from "./honest.ts";
import identitySplitter from "./identity-splitter.ts";
import incumbent from "./incumbent.ts";
import lazyVerifier from "./lazy-verifier.ts";
import marketDumper from "./market-dumper.ts";
import proofRenter from "./proof-renter.ts";
import selfDealer from "./self-dealer.ts";
import specSpoofer from "./spec-spoofer.ts";
import stakeCabal from "./stake-cabal.ts";
import staleWeight from "./stale-weight.ts";
import type { OperatorStrategy } from "./strategy.ts";
import substitution from "./substitution.ts";
import voteBuyer from "./vote-buyer.ts";
import weightCopier from "./weight-copier.ts";

// biome-ignore lint/suspicious/noExplicitAny: the union over all parameter schemas has no better name
export type AnyStrategy = OperatorStrategy<string, any>;

export const operatorStrategies = [
  honest,
  substitution,
  lazyVerifier,
  freeRider,
  weightCopier,
  stakeCabal,
  fakeNodes,
  specSpoofer,
  proofRenter,
  staleWeight,
  selfDealer,
  capacityWithholder,
  marketDumper,
  identitySplitter,
  accuser,
  voteBuyer,
  incumbent,
  exporterArbitrage,
] as const satisfies readonly [AnyStrategy, ...AnyStrategy[]];

type ChoiceOf<S, Beside extends z.ZodRawShape> =
  S extends OperatorStrategy<infer Id, z.ZodObject<infer Shape, infer Config>>
    ? z.ZodObject<z.util.Extend<z.util.Extend<Shape, Beside>, { strategy: z.ZodLiteral<Id> }>, Config>
    : never;
type ChoicesOf<All extends readonly unknown[], Beside extends z.ZodRawShape> = {
  readonly [K in keyof All]: ChoiceOf<All[K], Beside>;
};
type Choices<Beside extends z.ZodRawShape> = Extract<
  ChoicesOf<typeof operatorStrategies, Beside>,
  readonly z.core.SomeType[]
>;

/**
 * Schema of an entry of the menu: a union over the strategies, told apart by `strategy`.
 *
 * @param beside  keys that every entry has besides
 */
export function operatorStrategySchema<Beside extends z.ZodRawShape>(
  beside: Beside,
): z.ZodDiscriminatedUnion<Choices<Beside>, "strategy"> {
  const options = (operatorStrategies as readonly AnyStrategy[]).map((one) =>
    (one.params as z.ZodObject).extend({ ...beside, strategy: z.literal(one.id).describe(one.summary) }),
  );
  // As in the registry of rules: made one for one from the tuple, which `map` cannot follow.
  return z.discriminatedUnion("strategy", options as never) as never;
}

/** @throws RangeError when there is no such strategy */
export function createOperatorStrategy(choice: { readonly strategy: string }): OperatorRole {
  const { strategy: id, ...params } = choice;
  const found = (operatorStrategies as readonly AnyStrategy[]).find((one) => one.id === id);
  if (found === undefined)
    throw new RangeError(`no strategy is named "${id}" — known: ${operatorStrategies.map((one) => one.id).join(", ")}`);
  return found.create(params);
}

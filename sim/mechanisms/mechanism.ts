/** One decision of a protocol, as a value. */
import type * as z from "zod";
import type { Slots } from "../model/slots.ts";

export interface Source {
  /** Paper, book, or a chain's code base with its version. */
  readonly cite: string;
  /** Section, equation, or file and commit. */
  readonly at: string;
}

export interface Mechanism<S extends keyof Slots, Id extends string, P extends z.ZodObject> {
  readonly slot: S;
  /** A noun phrase for what the rule does, never a network's name. */
  readonly id: Id;
  /** One sentence for the docs page. */
  readonly summary: string;
  readonly source: readonly Source[];
  /** Every field described, with its unit. */
  readonly params: P;
  create(params: z.output<P>): Slots[S];
}

/** Keeps the literal types of a rule, so that the scenario's schema can be made from it. */
export function mechanism<S extends keyof Slots, Id extends string, P extends z.ZodObject>(
  rule: Mechanism<S, Id, P>,
): Mechanism<S, Id, P> {
  return rule;
}

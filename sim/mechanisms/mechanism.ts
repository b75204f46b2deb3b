/** One decision of a protocol, as a value. */
import type * as z from "zod";
import type { Columns, Spec } from "../engine/columns.ts";
import type { Slots } from "../model/slots.ts";

export interface Source {
  /** Paper, book, or a chain's code base with its version. */
  readonly cite: string;
  /** Section, equation, or file and commit. */
  readonly at: string;
}

/**
 * What a rule remembers: columns by what a row stands for. `accountMarket` has accounts × markets rows, row-major:
 * account · marketCount + market. `nodeState` has 16 rows a node and `nodeAction` 16 · 16, for rules that learn what to do in each of
 * `learningSteps` states: (node · 16 + state) · 16 + action. The world owns them, copies them in a fork and digests them; they start at 0.
 */
export interface MemorySpec {
  readonly network?: Spec;
  readonly account?: Spec;
  readonly node?: Spec;
  readonly market?: Spec;
  readonly delegator?: Spec;
  readonly accountMarket?: Spec;
  readonly nodeState?: Spec;
  readonly nodeAction?: Spec;
}
/** States, and actions in each, of a rule that learns. */
export const learningSteps = 16;

export type Memory<M extends MemorySpec> = {
  readonly [G in keyof M]: M[G] extends Spec ? Columns<M[G]> : undefined;
};

/** What a rule needs of the rest of a scenario to decide anything; `scenario/rule-needs.ts` says when it is there. */
export type Need = "accounts-stake" | "stake" | "delegators" | "supply" | "token-price" | "bond" | "money";

export interface Mechanism<
  S extends keyof Slots,
  Id extends string,
  P extends z.ZodObject,
  M extends MemorySpec = MemorySpec,
> {
  readonly slot: S;
  /** A noun phrase for what the rule does, never a network's name. */
  readonly id: Id;
  /** Number in the catalogue of rules (docs/rules.md), such as "R-43"; absent for rules beyond it. */
  readonly catalogue?: string;
  /** One sentence for the docs page. */
  readonly summary: string;
  /** The rule in one line of mathematics, for `rules show`. */
  readonly equation?: string;
  /** Scenarios without it are refused: the rule would run and decide nothing. Absent: it runs anywhere. */
  readonly needs?: Need;
  readonly source: readonly Source[];
  /** Every field described, with its unit. */
  readonly params: P;
  /** Columns it remembers by. Absent: none. */
  readonly memory?: M;
  create(params: z.output<P>, own: Memory<M>): Slots[S];
}

/** Keeps the literal types of a rule, so that the scenario's schema can be made from it. */
export function mechanism<
  S extends keyof Slots,
  Id extends string,
  P extends z.ZodObject,
  // biome-ignore lint/complexity/noBannedTypes: no memory is the empty object
  M extends MemorySpec = {},
>(rule: Mechanism<S, Id, P, M>): Mechanism<S, Id, P, M> {
  return rule;
}

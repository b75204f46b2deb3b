/**
 * The part of a scenario file that makes it a study: what is varied, what is expected, how sure one wants to be.
 *
 * Everything varied is a factor with levels: the variants are one, each entry of the grid another, sampled worlds a last one. A point is one
 * level of each. The first level of a factor is what its other levels are compared with.
 */
import * as z from "zod";
import { outcomeIds } from "../store/outcomes.ts";
import { claimSchema, roles } from "./claim.ts";
import { worldSetIds } from "./point-sets/designs.ts";
import { count, quantity } from "./quantity.ts";

export const designKeys = [
  "claim",
  "variants",
  "sweep",
  "hypotheses",
  "expect",
  "precision",
  "select",
  "lifetimes",
] as const;

const outcome = z.enum(outcomeIds as [string, ...string[]]).describe("One of the named outcomes");
const named = (what: string) => z.string().min(1).max(80).describe(what);
const amount = (example: string, what: string) =>
  quantity("1", { title: "a number in the outcome's unit", examples: [example] }).describe(what);

/** Which runs a statement is about: those of a variant, or of a level of another factor. */
const whom = {
  variant: named("A variant").optional(),
  factor: named("Another factor than the variants: an entry of the grid").optional(),
  level: named("A level of that factor").optional(),
};

const hypothesis = z.strictObject({
  id: named("Short name, for the report"),
  ...whom,
  outcome,
  direction: z
    .enum(["higher", "lower", "same"])
    .describe("Against the factor's first level; same: the difference is smaller than `smallest`"),
  smallest: quantity("1", { title: "a number in the outcome's unit", examples: ["0.05", "5 %"], min: 0 }).describe(
    "Smallest difference that matters",
  ),
  because: z.string().min(1).max(600).describe("Why this is expected, before the runs").optional(),
  role: z.enum(roles).optional().describe("In a claim study: what the hypothesis is for; default: further"),
});

const expectation = z.strictObject({
  ...whom,
  outcome,
  atLeast: amount("0.95", "Least mean over the runs").optional(),
  atMost: amount("0.05", "Largest mean over the runs").optional(),
});

const range = z.strictObject({
  from: z.union([z.number(), z.string()]).describe("Lower end, with its unit"),
  to: z.union([z.number(), z.string()]).describe("Upper end, in the same unit"),
  scale: z.enum(["linear", "log"]).default("linear").describe("Even over the values, or over their logarithms"),
  whole: z.boolean().default(false).describe("Rounded to whole numbers"),
});

const sample = z.strictObject({
  points: count({ title: "a whole number of worlds", examples: ["64"], min: 2, max: 100_000 }).describe(
    "Worlds drawn from the ranges; every variant meets each of them",
  ),
  method: z
    .enum(worldSetIds)
    .default("latin-hypercube")
    .describe(
      "How the worlds are spread over the ranges; morris: walks that show which ranges matter at all, points a multiple of ranges + 1; " +
        "saltelli: bases for Sobol's indices, points a multiple of ranges + 2",
    ),
  ranges: z.record(z.string(), range).describe("By the path of a key, as demand.rate"),
});

const most = count({ title: "a whole number of replications", examples: ["200"], min: 2, max: 100_000 });

/** Kim and Nelson's procedure, `analysis/stats/selection.ts`. */
const selection = z.strictObject({
  factor: named("Factor whose best level is wanted; the variants when left out").optional(),
  outcome,
  better: z.enum(["higher", "lower"]).optional().describe("Which way; as the outcome has it when left out"),
  smallest: quantity("1", { title: "a number in the outcome's unit", examples: ["0.05"], min: 1e-12 }).describe(
    "Smallest difference that matters: closer levels may stand for the best",
  ),
  confidence: quantity("1", { title: "a probability", examples: ["95 %"], min: 0.5, max: 0.9999 })
    .default(0.95)
    .describe("Probability of choosing rightly where the best leads by the smallest difference or more"),
  most: most.describe("Replications at most"),
});

/** Measures that the store has for every epoch, by name. */
const lifetime = z.strictObject({
  id: named("Short name, for the report"),
  of: z.enum(["capacity", "weight", "reward", "power"]).describe("What is shared out; power: votes"),
  by: z
    .enum(["account", "operator", "control"])
    .default("operator")
    .describe(
      "Who holds it: accounts, true owners, or who is in control, coalitions counted as one (needs economy.strategies or economy.coalitions)",
    ),
  measure: z
    .enum(["hhi", "nakamoto", "gini", "largest", "top-ten", "holders"])
    .describe("Its concentration, or the number of those who hold any; by control: hhi, nakamoto, largest or holders"),
  below: quantity("1", { title: "a number", examples: ["5"] })
    .describe("It has happened once the measure is below this")
    .optional(),
  above: quantity("1", { title: "a number", examples: ["0.2"] })
    .describe("It has happened once the measure is above this")
    .optional(),
});

export const designSchema = z.strictObject({
  claim: claimSchema.optional(),
  variants: z
    .record(z.string(), z.record(z.string(), z.unknown()))
    .optional()
    .describe("Rule variants by name; the first is the baseline. Each holds the keys in which it differs, {} for none"),
  sweep: z
    .strictObject({
      grid: z
        .record(z.string(), z.union([z.array(z.unknown()).min(1), z.record(z.string(), z.unknown())]))
        .optional()
        .describe("Factors, all combined: a path with a list of values, or a name with named sets of keys"),
      tied: z
        .array(z.record(z.string(), z.array(z.unknown()).min(1)))
        .optional()
        .describe("Lists of equal length whose values go together, first with first"),
      sample: sample.optional().describe("Worlds drawn from ranges"),
      drop: z
        .array(z.record(z.string(), z.unknown()))
        .optional()
        .describe(
          'Combinations to leave out, each named by levels of some factors: a level, a list of levels, or a bound as "> 0.2 USD/kWh"',
        ),
    })
    .optional()
    .describe("What else is varied, for every variant alike"),
  hypotheses: z
    .array(hypothesis)
    .optional()
    .describe("What is expected before the runs; the report says what came of it"),
  expect: z.array(expectation).optional().describe("Bounds of outcomes; a broken one ends `compare` with code 4"),
  precision: z
    .strictObject({
      outcome,
      halfWidth: quantity("1", { title: "a number in the outcome's unit", examples: ["0.01"], min: 1e-12 }).describe(
        "Half of the widest 95 % interval that will do",
      ),
      most: most.describe("Replications at most"),
    })
    .optional()
    .describe("Replications are added until the interval is narrow enough"),
  select: selection.optional().describe("Replications are added until the best level is known"),
  lifetimes: z
    .array(lifetime)
    .optional()
    .describe("Times until the network's concentration crosses a bound, compared between levels as survival curves"),
});

export type Design = z.infer<typeof designSchema>;
export type Hypothesis = z.infer<typeof hypothesis>;
export type Expectation = z.infer<typeof expectation>;

/** The factor that the variants make. */
export const variantsFactor = "variants";
/** The factor that sampled worlds make. */
export const worldsFactor = "worlds";

/** What a statement of the design is about. */
export interface Whom {
  readonly factor: string;
  readonly level: string;
}

/** @returns undefined when the statement names nobody: it is about all runs */
export function whomOf({ variant, factor, level }: Hypothesis | Expectation): Whom | undefined {
  if (variant !== undefined) return { factor: variantsFactor, level: variant };
  return factor !== undefined && level !== undefined ? { factor, level } : undefined;
}

/**
 * The part of a study file that makes it a claim study: what is claimed and by whom, how its verdict reads, what it rests on, and what lowers
 * our trust in it. All of it is stated before the runs and kept in the store.
 */
import * as z from "zod";
import { pathIds } from "../store/paths.ts";
import { count, quantity } from "./quantity.ts";

const words = (what: string, most = 600) => z.string().min(1).max(most).describe(what);

/** What an assumption stands on. */
export const bases = ["measured", "published", "judgement"] as const;

const assumption = z.strictObject({
  key: words("Path of the key whose range is sampled, as demand.elasticity", 120).optional(),
  name: words("The assumption as a short noun, for labels", 60),
  says: words("The assumption in plain words"),
  basis: z.enum(bases).describe("measured here, published by others, or a judgement of ours"),
  source: words("Where it is from, or why it was judged so"),
});

/** The four that an index shows side by side. */
export const claimVerdicts = ["supported", "conditional", "unsupported", "contradicted"] as const;

export const claimSchema = z
  .strictObject({
    id: z
      .string()
      .regex(/^C([1-9]|10)$/)
      .describe("C1 … C10, the number of the claim"),
    topic: words("Two or three words for lists", 60),
    article: words("What the article claims, in our words"),
    corrected: words("What the sources behind the article say where it differs").optional(),
    headlines: z
      .strictObject({
        supported: words("Title when every main hypothesis is supported in all worlds", 160),
        conditional: words("Title when it depends on what else holds", 160),
        unsupported: words("Title when the runs do not show it", 160),
        contradicted: words("Title when they show the opposite", 160),
      })
      .describe("Titles by verdict, without numbers: the runs decide which one is printed"),
    path: z.enum(pathIds as [string, ...string[]]).describe("What is drawn over time"),
    holders: z
      .enum(["power", "weight", "reward", "capacity"])
      .default("reward")
      .describe("Whose distribution over owners is drawn: votes, the protocol's weight, rewards or machines"),
    passage: z
      .strictObject({
        direction: z.enum(["above", "below"]).describe("Which way the threshold is passed"),
        threshold: quantity("1", { title: "a number in the unit of the path", examples: ["0.1"] }).describe(
          "Value of the path whose first passage is timed",
        ),
        event: words("What the passage means, as 'the network has re-concentrated'", 100),
      })
      .optional()
      .describe("An event to be timed along the path"),
    assumptions: z.array(assumption).min(1).describe("What the result hangs on; each sampled range has one"),
    indirect: z
      .array(words("Why the model answers a narrower question than the claim"))
      .max(4)
      .describe("Each lowers certainty by a step; two at most count"),
    rests: z.array(words("A validated part, see reports/claims/validation.ts", 60)).describe("Parts of the model used"),
    notShown: z.array(words("What the study does not show")).min(1).describe("Said on the page"),
    worldsFull: count({ title: "a whole number of worlds", examples: ["32"], min: 2, max: 10_000 }).describe(
      "Worlds of the full size; the quick size has sweep.sample.points",
    ),
    cpuMinutes: quantity("1", { title: "a number of minutes", examples: ["1"], min: 0 }).describe(
      "Expected CPU time of the quick size",
    ),
  })
  .describe("A claim under test: its words, its verdicts' words, what it rests on");

export type Claim = z.infer<typeof claimSchema>;
export type ClaimVerdict = (typeof claimVerdicts)[number];

/** What a hypothesis is for: main ones decide, one against is the strongest counter-case, a placebo must show nothing. */
export const roles = ["main", "against", "placebo", "further"] as const;

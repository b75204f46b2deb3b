/** The verdict methods side by side: what each compares, its published limit, its cost, and the holes it leaves. */
import type { Scores } from "../../model/ports.ts";
import { proofDistanceMax } from "./compute-proof.ts";
import { similarityLeast } from "./similarity.ts";
import { exponentMatchesLeast, mantissaMeanMax, topActivations } from "./toploc.ts";

/** How a single answer is judged. */
export interface ScoreMethod {
  readonly id: string;
  readonly name: string;
  /** Larger is worse; 1 is the published limit where there is one. NaN when the answer has no score. */
  readonly severity: (scores: Scores) => number;
  /** Where the limit comes from; "fitted": no published one, set at 1 % of honest work. */
  readonly limit: "published" | "fitted";
  readonly source: string;
  /** Work done again for one check. */
  readonly work: "prefill of prompt and answer" | "prefill of the nonces";
  /** What it cannot see, by construction or as measured. */
  readonly holes: readonly string[];
}

/** Exponents of a chunk that may differ. */
export const exponentMismatchesMax = topActivations - exponentMatchesLeast;

export const scoreMethods: readonly ScoreMethod[] = [
  {
    id: "similarity",
    name: "top-k similarity",
    severity: ({ distance }) => distance / (1 - similarityLeast),
    limit: "published",
    source: "Gonka, inference_validation.go; similarity 0.98 at genesis",
    work: "prefill of prompt and answer",
    holes: [
      "one limit for all models: what is honest noise on a sharp model is a cheaper format on a flat one",
      "answers below 100 tokens are divided by 100 all the same: short ones always pass",
      "blind to which tokens were emitted: text from elsewhere, scored by the true model, has distance 0",
    ],
  },
  {
    id: "surprise",
    name: "surprise of emitted tokens",
    severity: ({ surprise }) => surprise,
    limit: "fitted",
    source: "second test that the reference protocol's documents ask for against pre-filled text",
    work: "prefill of prompt and answer",
    holes: [
      "sees only text that is too unlikely: a lower temperature makes text more likely",
      "honest texts differ in surprise: a small model that writes well passes",
    ],
  },
  {
    id: "resampled",
    name: "seeded sampling",
    severity: ({ resampled }) => resampled,
    limit: "fitted",
    source: "sampling by Gumbel noise from the request's seed, repeated by the validator",
    work: "prefill of prompt and answer",
    holes: [
      "needs a seed that the executor cannot choose, and one sampling algorithm for all",
      "honest machines round differently: a draw near a tie falls the other way",
      "a share of few tokens is coarse: one miss in an answer of 26 is above a limit of 3 %, on honest machines too",
    ],
  },
  {
    id: "toploc",
    name: "activation hash (TOPLOC)",
    severity: ({ exponentMismatches, mantissaError }) =>
      Math.max(exponentMismatches / exponentMismatchesMax, mantissaError / mantissaMeanMax),
    limit: "published",
    source: "arXiv 2501.16007: 38 of 128 exponents, mean mantissa error 10",
    work: "prefill of prompt and answer",
    holes: [
      "answers below 32 tokens have no whole chunk, and pass",
      "blind to which tokens were emitted, as the similarity is",
      "limits fitted to bf16 models of billions of parameters",
    ],
  },
  {
    id: "compute-proof",
    name: "compute proof",
    severity: ({ proofDistance }) => proofDistance / proofDistanceMax,
    limit: "published",
    source: "Gonka, params.go: distance 0.4; 10 % mismatches tolerated at p = 0.05",
    work: "prefill of the nonces",
    holes: [
      "proves what the machine can do in the proof's minutes, not what it does for clients afterwards",
      "everything that is done to text and cache is outside of it",
    ],
  },
];

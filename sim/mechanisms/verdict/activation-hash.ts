/**
 * Compares the largest activations of both executions, chunk by chunk of 32 tokens.
 *
 *   severity = max(mismatches / mismatchesMax, mantissaError / mantissaErrorMax);  accepted up to 1
 *
 * Mismatches count, of the 128 largest activations of a chunk, those whose exponents differ. The paper's third limit, on the median of
 * the mantissa error, is left out: its mean is the sharper of the two on the measured cells. An answer of fewer than 32 tokens has no
 * whole chunk: there is nothing to compare, and it passes, which is the rule's hole.
 */
import * as z from "zod";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "verdict",
  id: "activation-hash",
  catalogue: "R-07",
  summary: "Accepts when the largest activations of both executions agree in exponents and nearly in mantissas.",
  equation:
    "severity = max(mismatches / mismatchesMax, mantissaError / mantissaErrorMax), accepted up to 1; an answer of fewer than 32 tokens passes",
  source: [
    { cite: "Ong and others, TOPLOC, arXiv:2501.16007", at: "thresholds for bf16: 38 of 128 exponents, mean 10" },
  ],
  params: z.strictObject({
    mismatchesMax: z.number().positive().default(38).describe("Most exponents of a chunk's 128 that may differ [1]"),
    mantissaErrorMax: z
      .number()
      .positive()
      .default(10)
      .describe("Most that mantissas may differ on average, in units of the last place of bf16 [1]"),
  }),
  create: ({ mismatchesMax, mantissaErrorMax }) => ({
    severity: ({ exponentMismatches, mantissaError, distance }) => {
      // Measured, as its distance shows, but too short for a chunk.
      if (Number.isNaN(exponentMismatches) && !Number.isNaN(distance)) return 0;
      return Math.max(exponentMismatches / mismatchesMax, mantissaError / mantissaErrorMax);
    },
  }),
});

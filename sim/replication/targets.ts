/** Reads a file of targets: what is asked, and apart from it what is known. */
import * as z from "zod";
import type { Question } from "./question.ts";
import type { KnownValue } from "./score.ts";

/** What is asked. Everything else in a target, its value above all, is dropped here and never reaches who answers. */
const questionSchema = z.object({
  id: z.string().min(1),
  family: z.string().min(1),
  params: z.record(z.string(), z.unknown()),
  metric: z.string().min(1),
  how: z.enum(["solve", "simulate"]).default("simulate"),
});

const valueSchema = z.object({
  id: z.string(),
  family: z.string(),
  value: z.number(),
  tol: z.object({ abs: z.number().optional(), rel: z.number().optional() }),
});

/** @throws Error naming the first target that cannot be read, or an id that occurs twice */
export function readQuestions(written: unknown): Question[] {
  if (!Array.isArray(written)) throw new Error("targets: the file must hold a list of targets");
  const seen = new Set<string>();
  return written.map((target, i) => {
    const read = questionSchema.safeParse(target);
    if (!read.success) throw new Error(`targets[${i}]: ${z.prettifyError(read.error).replaceAll("\n", " ")}`);
    if (seen.has(read.data.id)) throw new Error(`targets[${i}]: the id ${read.data.id} occurs twice`);
    seen.add(read.data.id);
    return read.data;
  });
}

/** The targets that carry a number and a tolerance; others cannot be scored and are left out. */
export function readKnownValues(written: unknown): KnownValue[] {
  if (!Array.isArray(written)) return [];
  return written.flatMap((target) => {
    const read = valueSchema.safeParse(target);
    if (!read.success) return [];
    const { id, family, value, tol } = read.data;
    return [{ id, family, value, tolerance: tol }];
  });
}

/** Moments of public request traces, from the user's own copy of each file. */
import * as z from "zod";
import { type AnyFamily, family } from "../family.ts";
import { Unanswerable } from "../question.ts";
import { type TraceMoments, traceMoments } from "../trace-moments.ts";

/** The text of the first of these files that the user has, or null. */
export type ReadTrace = (fileNames: readonly string[]) => string | null;

/** How a trace is asked for, and the names of its file: as released first. */
const known = [
  {
    trace: /^azure\b.*\bcode\b/i,
    files: ["AzureLLMInferenceTrace_code.csv", "azure_llm_2023_code.csv"],
  },
  {
    trace: /^azure\b.*\bconv(ersation)?\b/i,
    files: ["AzureLLMInferenceTrace_conv.csv", "azure_llm_2023_conv.csv"],
  },
  {
    trace: /^mooncake\b.*\bconv(ersation)?\b/i,
    files: ["mooncake_conversation_slim.csv"],
  },
  {
    trace: /^mooncake\b.*\bsynthetic\b/i,
    files: ["mooncake_synthetic_slim.csv"],
  },
] as const;

export function traceFamily(read: ReadTrace): AnyFamily {
  const readAlready = new Map<string, TraceMoments>();
  const momentsOf = (trace: string): TraceMoments => {
    const found = known.find((entry) => entry.trace.test(trace));
    if (found === undefined) throw new Unanswerable(`unknown trace "${trace}"`);
    const kept = readAlready.get(found.files[0]);
    if (kept !== undefined) return kept;
    const text = read(found.files);
    if (text === null) throw new Unanswerable(`no copy of ${found.files.join(" or ")}; give its folder with --data`);
    const moments = traceMoments(text);
    readAlready.set(found.files[0], moments);
    return moments;
  };
  return family({
    id: "TRACE",
    summary: "Moments of public request traces",
    params: z.strictObject({ trace: z.string(), rows: z.int().positive().optional() }),
    solve({ trace, rows }, metric) {
      const moments = momentsOf(trace);
      if (rows !== undefined && rows !== moments.rows) {
        throw new Unanswerable(`the copy of "${trace}" has ${moments.rows} rows, ${rows} are asked for`);
      }
      return Object.hasOwn(moments, metric) ? moments[metric as keyof TraceMoments] : null;
    },
    simulate: () => null,
  });
}

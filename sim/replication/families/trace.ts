/** Moments of public request traces, from the user's own copy of each file. */
import * as z from "zod";
import { parseTrace, TraceError } from "../../model/trace.ts";
import { type TraceMoments, traceMoments } from "../../model/trace-moments.ts";
import { type AnyFamily, family } from "../family.ts";
import { Unanswerable } from "../question.ts";

/** The first of these files that the user has, or null. */
export type ReadTrace = (fileNames: readonly string[]) => { readonly name: string; readonly text: string } | null;

/** How a trace is asked for, and the names its file may have: as released, then as commonly renamed. */
const known = [
  { trace: /^azure\b.*\bcode\b.*\b2023\b/i, files: ["AzureLLMInferenceTrace_code.csv", "azure_llm_2023_code.csv"] },
  {
    trace: /^azure\b.*\bconv(ersation)?\b.*\b2023\b/i,
    files: ["AzureLLMInferenceTrace_conv.csv", "azure_llm_2023_conv.csv"],
  },
  { trace: /^mooncake\b.*\bconv(ersation)?\b/i, files: ["conversation_trace.jsonl", "mooncake_conversation_slim.csv"] },
  { trace: /^mooncake\b.*\bsynthetic\b/i, files: ["synthetic_trace.jsonl", "mooncake_synthetic_slim.csv"] },
  { trace: /^burstgpt\b/i, files: ["BurstGPT_1.csv", "BurstGPT.csv"] },
] as const;

const metrics: Readonly<Record<string, (moments: TraceMoments) => number>> = {
  prompt_median: ({ prompt }) => prompt.median,
  prompt_mean: ({ prompt }) => prompt.mean,
  prompt_p99: ({ prompt }) => prompt.p99,
  output_median: ({ output }) => output.median,
  output_mean: ({ output }) => output.mean,
  output_p99: ({ output }) => output.p99,
  requests_per_second: ({ requestsPerSecond }) => requestsPerSecond,
  interarrival_scv: ({ interarrivalScv }) => interarrivalScv,
  corr_prompt_output: ({ correlation }) => correlation,
};

/** @param read  opens files; each is read once */
export function traceFamily(read: ReadTrace): AnyFamily {
  const opened = new Map<string, TraceMoments>();
  const momentsOf = (trace: string): TraceMoments => {
    const entry = known.find((each) => each.trace.test(trace));
    if (entry === undefined) throw new Unanswerable(`unknown trace "${trace}"`);
    const key = entry.files[0];
    const moments = opened.get(key) ?? readMoments(read, entry.files);
    opened.set(key, moments);
    return moments;
  };
  return family({
    id: "TRACE",
    summary: "Moments of public request traces",
    params: z.strictObject({ trace: z.string(), rows: z.int().positive().optional() }),
    solve({ trace, rows }, metric) {
      if (!Object.hasOwn(metrics, metric)) return null;
      const moments = momentsOf(trace);
      if (rows !== undefined && rows !== moments.requests) {
        throw new Unanswerable(`this copy of "${trace}" has ${moments.requests} requests, ${rows} are asked for`);
      }
      return metrics[metric](moments);
    },
    simulate: () => null,
  });
}

function readMoments(read: ReadTrace, files: readonly string[]): TraceMoments {
  const file = read(files);
  if (file === null) throw new Unanswerable(`no copy of ${files.join(" or ")}; give its folder with --data`);
  try {
    return traceMoments(parseTrace(file.text, file.name));
  } catch (error) {
    if (error instanceof TraceError) throw new Unanswerable(error.message);
    throw error;
  }
}

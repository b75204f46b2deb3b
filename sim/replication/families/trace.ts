/** Moments of public request traces, from the user's own copy of each file. */
import * as z from "zod";
import { parseTrace, type Trace, TraceError } from "../../model/trace.ts";
import { quantile, type TraceMoments, traceMoments } from "../../model/trace-moments.ts";
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
  output_median: ({ output }) => output.median,
  output_mean: ({ output }) => output.mean,
  requests_per_second: ({ requestsPerSecond }) => requestsPerSecond,
  interarrival_scv: ({ interarrivalScv }) => interarrivalScv,
  interarrival_cv: ({ interarrivalScv }) => Math.sqrt(interarrivalScv),
  rows: ({ requests }) => requests,
  corr_prompt_output: ({ correlation }) => correlation,
};

/** A trace that was read: its moments and its sorted lengths [token]. */
interface Opened {
  readonly moments: TraceMoments;
  readonly lengths: Readonly<Record<"prompt" | "output", Float64Array>>;
}

function sortedLengths({ prompt, output }: Trace): Opened["lengths"] {
  return { prompt: prompt.toSorted(), output: output.toSorted() };
}

/** @param read  opens files; each is read once */
export function traceFamily(read: ReadTrace): AnyFamily {
  const opened = new Map<string, Opened>();
  const open = (trace: string): Opened => {
    const entry = known.find((each) => each.trace.test(trace));
    if (entry === undefined) throw new Unanswerable(`unknown trace "${trace}"`);
    const key = entry.files[0];
    const found = opened.get(key) ?? readTraceFile(read, entry.files);
    opened.set(key, found);
    return found;
  };
  return family({
    id: "TRACE",
    summary: "Moments of public request traces",
    params: z.strictObject({ trace: z.string(), rows: z.int().positive().optional() }),
    solve({ trace, rows }, metric) {
      const percentile = /^(prompt|output)_p(\d{2})$/.exec(metric);
      if (percentile === null && !Object.hasOwn(metrics, metric)) return null;
      const { moments, lengths } = open(trace);
      if (rows !== undefined && rows !== moments.requests) {
        throw new Unanswerable(`this copy of "${trace}" has ${moments.requests} requests, ${rows} are asked for`);
      }
      if (percentile === null) return metrics[metric](moments);
      return quantile(lengths[percentile[1] as "prompt" | "output"], Number(percentile[2]) / 100);
    },
    simulate: () => null,
  });
}

function readTraceFile(read: ReadTrace, files: readonly string[]): Opened {
  const file = read(files);
  if (file === null) throw new Unanswerable(`no copy of ${files.join(" or ")}; give its folder with --data`);
  try {
    const trace = parseTrace(file.text, file.name);
    return { moments: traceMoments(trace), lengths: sortedLengths(trace) };
  } catch (error) {
    if (error instanceof TraceError) throw new Unanswerable(error.message);
    throw error;
  }
}

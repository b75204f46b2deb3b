/**
 * The workload catalogue and the trace reader against the traces themselves. The traces are not part of the
 * repository: they are looked for beside it, in ../shared/data/workload, and the tests are skipped, by name, when they
 * are not there.
 */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { fanoFactor, fitBurst, interarrivalScv } from "../../sim/model/arrivals.ts";
import type { LengthLaw } from "../../sim/model/catalogue/facts.ts";
import { rowOf } from "../../sim/model/catalogue/rows.ts";
import { workloads } from "../../sim/model/catalogue/workloads.ts";
import { parseTrace } from "../../sim/model/trace.ts";
import { fanoOfTrace, type TraceMoments, traceMoments, workloadOfTrace } from "../../sim/model/trace-moments.ts";

const shared = fileURLToPath(new URL("../../../shared/", import.meta.url));
const folder = `${shared}data/workload/`;
const isThere = existsSync(folder);
const read = (name: string) => parseTrace(readFileSync(folder + name, "utf8"), name);

/** Mean of a law that is linear in log length between its quantiles. */
function lawMean({ probability, tokens }: LengthLaw): number {
  let mean = 0;
  for (let i = 1; i < tokens.length; i++) {
    const [low, high] = [tokens[i - 1]!, tokens[i]!];
    mean += (probability[i]! - probability[i - 1]!) * (low === high ? low : (high - low) / Math.log(high / low));
  }
  return mean;
}
const lawMedian = ({ probability, tokens }: LengthLaw) => tokens[probability.indexOf(0.5)]!;

describe.skipIf(!isThere)("catalogue against trace (needs ../shared/data/workload)", () => {
  test.each([
    ["azure-code", "azure_llm_2023_code.csv"],
    ["azure-conversation", "azure_llm_2023_conv.csv"],
    ["mooncake-conversation", "mooncake_conversation_slim.csv"],
  ])("%s: means and medians of the laws within 1 per cent, copula from the ranks", (id, file) => {
    const workload = rowOf(workloads, id);
    const moments = traceMoments(read(file));
    for (const side of ["prompt", "output"] as const) {
      expect(Math.abs(lawMean(workload[side]) / moments[side].mean - 1)).toBeLessThan(0.01);
      expect(Math.abs(lawMedian(workload[side]) / moments[side].median - 1)).toBeLessThan(0.01);
    }
    expect(workload.correlation).toBeCloseTo(2 * Math.sin((Math.PI * moments.rankCorrelation) / 6), 3);
  });

  test.each([
    ["azure-code", "azure_llm_2023_code.csv"],
    ["azure-conversation", "azure_llm_2023_conv.csv"],
  ])("%s: the burst process has the trace's scv, and its Fano factors within 12 per cent", (id, file) => {
    const { burst, interarrivalScv: stated } = rowOf(workloads, id);
    const trace = read(file);
    const moments = traceMoments(trace);
    expect(Math.abs(stated / moments.interarrivalScv - 1)).toBeLessThan(0.001);
    expect(Math.abs(interarrivalScv(burst, moments.requestsPerSecond) / stated - 1)).toBeLessThan(0.001);
    // 12 per cent: the catalogue's Fano factors are means over ten offsets of the windows, these are of one.
    for (const window of [10, 30, 60]) {
      const ratio = fanoFactor(burst, moments.requestsPerSecond, window) / fanoOfTrace(trace, window);
      expect(Math.abs(ratio - 1)).toBeLessThan(0.12);
    }
  });

  test("a user's trace becomes a workload with the trace's own moments", () => {
    const trace = read("azure_llm_2023_code.csv");
    const moments = traceMoments(trace);
    const { burst } = workloadOfTrace(trace, "mine", "a file");
    expect(interarrivalScv(burst, moments.requestsPerSecond)).toBeCloseTo(moments.interarrivalScv, 4);
    expect(fanoFactor(burst, moments.requestsPerSecond, 60)).toBeCloseTo(fanoOfTrace(trace, 60), 4);
  });

  test("Mooncake's clock ticks every 3 s, so that its gaps are not used", () => {
    const gaps = read("mooncake_conversation_slim.csv").seconds;
    const ties = gaps.filter((time, i) => i > 0 && time === gaps[i - 1]).length / gaps.length;
    expect(ties).toBeGreaterThan(0.9);
    expect(() => fitBurst({ ratePerSecond: 3.4, scv: 9.2, windowSeconds: [15, 60], fano: [2.59, 2.81] })).toThrow(
      /no two-state process has scv 9.2/,
    );
  });
});

interface Target {
  readonly family: string;
  readonly id: string;
  readonly params: { readonly trace: string };
  readonly metric: string;
  readonly value: number;
  readonly tol: { readonly rel: number };
}

const momentOf: Readonly<Record<string, (moments: TraceMoments) => number>> = {
  prompt_median: ({ prompt }) => prompt.median,
  prompt_mean: ({ prompt }) => prompt.mean,
  prompt_p99: ({ prompt }) => prompt.p99,
  output_median: ({ output }) => output.median,
  output_mean: ({ output }) => output.mean,
  output_p99: ({ output }) => output.p99,
  requests_per_second: ({ requestsPerSecond }) => requestsPerSecond,
  interarrival_scv: ({ interarrivalScv: scv }) => scv,
  corr_prompt_output: ({ correlation }) => correlation,
};

describe.skipIf(!isThere)("moments of the Azure traces against published values (needs ../shared)", () => {
  const targets = isThere
    ? (JSON.parse(readFileSync(`${shared}refs/public.json`, "utf8")) as Target[]).filter(
        (row) => row.family === "TRACE",
      )
    : [];
  const code = isThere ? traceMoments(read("azure_llm_2023_code.csv")) : null;
  const conversation = isThere ? traceMoments(read("azure_llm_2023_conv.csv")) : null;

  test("there are 18", () => {
    expect(targets).toHaveLength(18);
  });

  test.each(targets.map((row) => [row.id, row] as const))("%s", (_, { params, metric, value, tol }) => {
    const moments = params.trace.includes("code") ? code : conversation;
    expect(Math.abs(momentOf[metric]!(moments!) / value - 1)).toBeLessThan(tol.rel);
  });
});

/** Families of dispatching: many servers with a line each. */
import * as z from "zod";
import { supermarketMeanResponse, supermarketTail } from "../exact/supermarket.ts";
import { family } from "../family.ts";
import { exponential } from "../laws.ts";
import { createSampledServers, sampledResponse, sampledServersTicks, sampledTail } from "../queues/sampled-servers.ts";
import { precision, relaxationArrivals } from "./precision.ts";

/** Servers when a target names none: enough for the limit to hold to a percent up to a load of 0.95. */
const serversDefault = 1000;
const serversMax = 100_000;

/** A number, or a text that begins with one, such as "1000 servers (fluid limit)". */
const serverCount = z
  .union([z.number(), z.string().transform((text) => Number(/^\s*(\d+)\b/.exec(text)?.[1]))])
  .pipe(z.int().min(1).max(serversMax))
  .default(serversDefault);

interface DispatchPoint {
  readonly d: number;
  readonly lam: number;
  readonly n: number;
}

export const joinShortestSampled = family<DispatchPoint>({
  id: "JSQd",
  summary: "n servers, each job joins the shortest of d sampled lines; the formulas are the limit of many servers",
  params: z.strictObject({
    d: z.int().min(1).max(1000),
    lam: z.number().positive().lt(1, "must be below 1: the queues have no steady state"),
    n: serverCount,
  }),
  solve({ d, lam }, metric) {
    if (metric === "mean_response") return supermarketMeanResponse(lam, d);
    const jobs = tailJobs(metric);
    return jobs === null ? null : supermarketTail(lam, d, jobs);
  },
  simulate({ d, lam, n }, metric) {
    // A single line forgets as M/M/1 does; choice between lines makes this shorter, by 1/(1 − λ) at least.
    const relaxation = n * (d === 1 ? relaxationArrivals(lam, 1) : 1 / (1 - lam));
    const plan = { servers: n, choices: d, rate: n * lam, service: exponential(1), relaxation };
    const jobs = tailJobs(metric);
    const tail = jobs === null ? null : sampledTail(jobs);
    const ratio =
      metric === "mean_response"
        ? { ...sampledResponse, scale: 1 / sampledServersTicks(plan) }
        : tail && { ...tail, scale: 1 / n };
    if (ratio === null) return null;
    return {
      run: "servers",
      measure: { kind: "ratio", ...ratio, precision: precision.fine },
      build: (seed, name) => createSampledServers(plan, seed, name),
    };
  },
});

/** k of frac_queues_ge_k. */
function tailJobs(metric: string): number | null {
  const digits = /^frac_queues_ge_(\d+)$/.exec(metric);
  return digits === null ? null : Number(digits[1]);
}

/** Families of dispatching: many servers with a line each. */
import * as z from "zod";
import type { Ratio } from "../batch-means.ts";
import { supermarketMeanResponse, supermarketTail } from "../exact/supermarket.ts";
import { family } from "../family.ts";
import { exponential } from "../laws.ts";
import {
  createSampledServers,
  sampledBusy,
  sampledJoin,
  sampledResponse,
  sampledServersTicks,
} from "../queues/sampled-servers.ts";
import { precision, relaxationArrivals } from "./precision.ts";

/**
 * Servers for each line looked at, when a target names no number. The share of servers with three jobs misses its limit
 * by about
 * 90/n at d = 5, λ = 0.9 and by 20/n at d = 2, λ = 0.5 (measured at n = 1,000), which is 0.9 % and 0.5 % here.
 */
const serversPerChoice = 2000;
const serversMax = 100_000;

/** A number, or a text that begins with one, such as "1000 servers (fluid limit)". */
const serverCount = z
  .union([z.number(), z.string().transform((text) => Number(/^\s*(\d+)\b/.exec(text)?.[1]))])
  .pipe(z.int().min(1).max(serversMax));

interface DispatchPoint {
  readonly d: number;
  readonly lam: number;
  readonly n: number;
}

export const joinShortestSampled = family<DispatchPoint>({
  id: "JSQd",
  summary: "n servers, each job joins the shortest of d sampled lines; the formulas are the limit of many servers",
  params: z
    .strictObject({
      d: z.int().min(1).max(1000),
      lam: z.number().positive().lt(1, "must be below 1: the queues have no steady state"),
      n: serverCount.optional(),
    })
    .transform(({ d, lam, n }) => ({ d, lam, n: n ?? Math.min(serversMax, serversPerChoice * d) })),
  solve({ d, lam }, metric) {
    if (metric === "mean_response") return supermarketMeanResponse(lam, d);
    const jobs = tailJobs(metric);
    return jobs === null ? null : supermarketTail(lam, d, jobs);
  },
  simulate({ d, lam, n }, metric) {
    const relaxation = n * lam * relaxationTime(d, lam);
    const plan = { servers: n, choices: d, rate: n * lam, service: exponential(1), relaxation };
    const jobs = tailJobs(metric);
    const ratio =
      metric === "mean_response"
        ? { ...sampledResponse, scale: 1 / sampledServersTicks(plan) }
        : jobs === null
          ? null
          : tailRatio(jobs, lam, n);
    const wanted = metric === "mean_response" ? precision.fine : precision.mean;
    if (ratio === null) return null;
    return {
      run: "servers",
      measure: { kind: "ratio", ...ratio, precision: wanted },
      build: (seed, name) => createSampledServers(plan, seed, name),
    };
  },
});

/**
 * Time in which a disturbance dies out by e, in mean services.
 *
 * One line alone is M/M/1. For d ≥ 2 it is 1/|slowest eigenvalue| of the limit's equations linearised at its fixed
 * point, computed for
 * d = 2, 3, 5, 10 and λ = 0.5 … 0.98: 1.4, 0.9, 0.7, 0.5 over (1 − λ), which this bounds from above.
 */
function relaxationTime(choices: number, load: number): number {
  return choices === 1 ? relaxationArrivals(load, 1) / load : (0.4 + 2 / choices) / (1 - load);
}

/** Share of servers with at least `jobs` jobs; null for 0 and beyond what is kept. */
function tailRatio(jobs: number, lam: number, n: number): (Ratio & { readonly scale: number }) | null {
  if (jobs === 1) return { ...sampledBusy, scale: 1 / n };
  const join = sampledJoin(jobs - 1);
  return join && { ...join, scale: lam };
}

/** k of frac_queues_ge_k. */
function tailJobs(metric: string): number | null {
  const digits = /^frac_queues_ge_(\d+)$/.exec(metric);
  return digits === null ? null : Number(digits[1]);
}

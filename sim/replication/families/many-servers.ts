/** Families with exponential service and several servers or a limited room. */
import * as z from "zod";
import type { Ratio } from "../batch-means.ts";
import { erlangB, erlangC, erlangMeanWait, erlangWaitQuantile } from "../exact/erlang.ts";
import { finiteBuffer } from "../exact/finite-buffer.ts";
import { family, type Simulation } from "../family.ts";
import { namedLaw } from "../law-name.ts";
import { exponential } from "../laws.ts";
import {
  createStation,
  type StationPlan,
  stationNumber,
  stationRatios,
  stationTicks,
  stationWaiting,
} from "../queues/station.ts";
import { precision, relaxationArrivals } from "./precision.ts";

/** Servers for which a table of pending events and the recursion are still quick. */
const serversMax = 100_000;
const servers = z.int().min(1).max(serversMax);
const positive = z.number().positive();
const stable = z.number().positive().lt(1, "must be below 1: the queue has no steady state");

/** wait_p50, wait_p99, wait_p999, wait_p99.9: the digits after the second are decimals. */
export function waitLevel(metric: string): number | null {
  const digits = /^wait_p(\d{2})[._]?(\d*)$/.exec(metric);
  if (digits === null) return null;
  const level = Number(`0.${digits[1]}${digits[2]}`);
  return level > 0 ? level : null;
}

export const delaySystem = family<{ c: number; rho: number; mu: number }>({
  id: "MMc",
  summary: "Poisson arrivals, c exponential servers, unlimited room",
  params: z.strictObject({ c: servers, rho: stable, mu: positive.default(1) }),
  solve({ c, rho, mu }, metric) {
    if (metric === "prob_wait") return erlangC(c, rho);
    if (metric === "mean_wait") return erlangMeanWait(c, rho, mu);
    if (metric === "mean_response") return erlangMeanWait(c, rho, mu) + 1 / mu;
    if (metric === "mean_queue") return c * rho * mu * erlangMeanWait(c, rho, mu);
    if (metric === "mean_number") return c * rho * (mu * erlangMeanWait(c, rho, mu) + 1);
    const level = waitLevel(metric);
    return level === null ? null : erlangWaitQuantile(c, rho, mu, level);
  },
  simulate({ c, rho, mu }, metric): Simulation | null {
    const relaxation = relaxationArrivals(rho, 1) + c;
    const service = exponential(1 / mu);
    const plan = { rates: [c * rho * mu], service, servers: c, capacity: Number.POSITIVE_INFINITY, relaxation };
    const inUnits = { scale: 1 / stationTicks(plan), precision: precision.mean };
    const { waits, wait, response } = stationRatios(0);
    if (metric === "prob_wait")
      return atStation(plan, { kind: "ratio", ...waits, scale: 1, precision: precision.mean });
    if (metric === "mean_wait") return atStation(plan, { kind: "ratio", ...wait, ...inUnits });
    if (metric === "mean_response") return atStation(plan, { kind: "ratio", ...response, ...inUnits });
    const present = stationPresent(metric);
    if (present !== null) return atStation(plan, { kind: "ratio", ...present, ...inUnits, scale: 1 });
    const level = waitLevel(metric);
    if (level === null) return null;
    return atStation(plan, { kind: "quantile", level, ...inUnits, precision: precision.tail });
  },
});

interface LossPoint {
  readonly c: number;
  readonly offered: number;
  readonly service: string;
  readonly scv?: number | undefined;
}

export const lossSystem = family<LossPoint>({
  id: "MMcc",
  summary: "Poisson arrivals, c servers, no room to wait; any service law",
  params: z.strictObject({
    c: servers,
    offered: positive,
    service: z.string().default("exponential"),
    scv: z.number().min(0).optional(),
  }),
  solve({ c, offered }, metric) {
    const blocking = erlangB(c, offered);
    return metric === "blocking" ? blocking : metric === "mean_number" ? offered * (1 - blocking) : null;
  },
  simulate({ c, offered, service, scv }, metric) {
    const ratio =
      metric === "blocking" ? stationRatios(0).blocking : metric === "mean_number" ? stationNumber(1) : null;
    if (ratio === null) return null;
    const law = namedLaw({ name: service, mean: 1, scv });
    const plan = {
      rates: [offered / law.mean],
      service: law,
      servers: c,
      capacity: c,
      relaxation: offered * (1 + law.scv) + c,
    };
    return atStation(plan, { kind: "ratio", ...ratio, scale: 1, precision: precision.fine });
  },
});

export const roomForK = family<{ K: number; rho: number; mu: number }>({
  id: "MM1K",
  summary: "Poisson arrivals, one exponential server, at most K present",
  params: z.strictObject({ K: z.int().min(1).max(1_000_000), rho: positive, mu: positive.default(1) }),
  solve({ K, rho, mu }, metric) {
    const { blocking, meanNumber } = finiteBuffer(K, rho);
    if (metric === "blocking") return blocking;
    if (metric === "mean_number") return meanNumber;
    const response = meanNumber / (rho * mu * (1 - blocking));
    return metric === "mean_response" ? response : metric === "mean_wait" ? response - 1 / mu : null;
  },
  simulate({ K, rho, mu }, metric) {
    // A walk between two walls K apart forgets its start in K² steps, or sooner by its drift.
    const drift = rho === 1 ? Number.POSITIVE_INFINITY : relaxationArrivals(rho, 1);
    const relaxation = Math.min(K * K, drift) + 1;
    const plan = { rates: [rho * mu], service: exponential(1 / mu), servers: 1, capacity: K, relaxation };
    const { blocking, wait, response } = stationRatios(0);
    const measured = (ratio: Ratio, scale: number) =>
      atStation(plan, { kind: "ratio", ...ratio, scale, precision: precision.fine });
    if (metric === "blocking") return measured(blocking, 1);
    if (metric === "mean_number") return measured(stationNumber(1), 1);
    // Of those who are let in.
    if (metric === "mean_response") return measured(response, 1 / stationTicks(plan));
    return metric === "mean_wait" ? measured(wait, 1 / stationTicks(plan)) : null;
  },
});

/**
 * mean_number and mean_queue of a station with one class: jobs present, and jobs waiting, on average over time; else
 * null.
 */
export function stationPresent(metric: string): Ratio | null {
  return metric === "mean_number" ? stationNumber(1) : metric === "mean_queue" ? stationWaiting(1) : null;
}

/** A metric of the station's only run. */
export function atStation(plan: StationPlan, measure: Simulation["measure"]): Simulation {
  return { run: "station", measure, build: (seed, name) => createStation(plan, seed, name) };
}

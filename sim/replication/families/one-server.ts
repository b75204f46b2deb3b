/** Families with one server, Poisson arrivals and a named service law. */
import * as z from "zod";
import { srptMeanResponse } from "../exact/shortest-remaining.ts";
import { cobham, pollaczekKhinchine, sharingMeanResponse, sharingSlowdown } from "../exact/single-server.ts";
import { family, type Simulation } from "../family.ts";
import { namedLaw } from "../law-name.ts";
import type { Law } from "../laws.ts";
import {
  createSingleServer,
  type Discipline,
  responseRatio,
  sharing,
  shortestRemaining,
  singleServerTicks,
  slowdownRatio,
} from "../queues/single-server.ts";
import { stationRatios, stationTicks } from "../queues/station.ts";
import { atStation, stationPresent } from "./many-servers.ts";
import { precision, relaxationArrivals } from "./precision.ts";

interface LoadPoint {
  readonly service: string;
  readonly rho: number;
  readonly mean_service: number;
  readonly scv?: number | undefined;
}

const stable = z.number().positive().lt(1, "must be below 1: the queue has no steady state");
const loadPoint = z.strictObject({
  service: z.string(),
  rho: stable,
  mean_service: z.number().positive().default(1),
  scv: z.number().min(0).optional(),
});

function lawOf({ service, mean_service, scv }: LoadPoint): Law {
  return namedLaw({ name: service, mean: mean_service, scv });
}

export const firstComeFirstServed = family<LoadPoint>({
  id: "MG1",
  summary: "One server, first come first served, any service law",
  params: loadPoint,
  solve(point, metric) {
    const law = lawOf(point);
    const wait = pollaczekKhinchine(point.rho, law.scv, law.mean);
    if (metric === "mean_wait") return wait;
    if (metric === "mean_response") return wait + law.mean;
    // Arrivals see the server busy for its share of time; jobs present and waiting follow by Little's law.
    if (metric === "prob_wait") return point.rho;
    const waiting = (point.rho * wait) / law.mean;
    return metric === "mean_queue" ? waiting : metric === "mean_number" ? waiting + point.rho : null;
  },
  simulate(point, metric) {
    const law = lawOf(point);
    const relaxation = relaxationArrivals(point.rho, law.scv);
    const rates = [point.rho / law.mean];
    const plan = { rates, service: law, servers: 1, capacity: Number.POSITIVE_INFINITY, relaxation };
    const { wait, waits, response } = stationRatios(0);
    const wanted = law.scv > 2 ? precision.bursty : precision.mean;
    const number = metric === "prob_wait" ? waits : stationPresent(metric);
    if (number !== null) return atStation(plan, { kind: "ratio", ...number, scale: 1, precision: wanted });
    const ratio = metric === "mean_wait" ? wait : metric === "mean_response" ? response : null;
    if (ratio === null) return null;
    return atStation(plan, { kind: "ratio", ...ratio, scale: 1 / stationTicks(plan), precision: wanted });
  },
});

export const processorSharing = family<LoadPoint>({
  id: "MG1PS",
  summary: "One server shared equally by all jobs present, any service law",
  params: loadPoint,
  solve(point, metric) {
    if (metric === "mean_response") return sharingMeanResponse(point.rho, lawOf(point).mean);
    if (metric === "mean_slowdown_any_size") return sharingSlowdown(point.rho);
    return null;
  },
  simulate(point, metric) {
    if (metric === "mean_response") return atServer(point, sharing, metric, precision.coarse);
    if (metric === "mean_slowdown_any_size") return atServer(point, sharing, metric, precision.coarse);
    return null;
  },
});

export const shortestRemainingFirst = family<LoadPoint>({
  id: "SRPT",
  summary: "One server, the job with least work left goes first",
  params: loadPoint,
  solve: (point, metric) => (metric === "mean_response" ? srptMeanResponse(lawOf(point), point.rho) : null),
  simulate: (point, metric) =>
    metric === "mean_response" ? atServer(point, shortestRemaining, metric, precision.mean) : null,
});

function atServer(
  point: LoadPoint,
  discipline: Discipline,
  metric: "mean_response" | "mean_slowdown_any_size",
  wanted: number,
): Simulation {
  const law = lawOf(point);
  const relaxation = relaxationArrivals(point.rho, law.scv);
  const plan = { rate: point.rho / law.mean, sizes: law, discipline, relaxation };
  const lengths = { ...responseRatio, scale: 1 / singleServerTicks(plan) };
  const ratio = metric === "mean_response" ? lengths : { ...slowdownRatio, scale: 1 };
  return {
    run: "server",
    measure: { kind: "ratio", ...ratio, precision: wanted },
    build: (seed, name) => createSingleServer(plan, seed, name),
  };
}

interface PriorityPoint {
  readonly rho_high: number;
  readonly rho_low: number;
  readonly service: string;
  readonly mean_service: number;
  readonly scv?: number | undefined;
}

export const priority = family<PriorityPoint>({
  id: "NPprio",
  summary: "One server, two classes, the higher first, nobody interrupted",
  params: z
    .strictObject({
      rho_high: stable,
      rho_low: stable,
      service: z.string().default("exponential"),
      mean_service: z.number().positive().default(1),
      scv: z.number().min(0).optional(),
    })
    .refine(({ rho_high, rho_low }) => rho_high + rho_low < 1, "rho_high + rho_low must be below 1"),
  solve(point, metric) {
    const law = namedLaw({ name: point.service, mean: point.mean_service, scv: point.scv });
    const waits = cobham({ high: point.rho_high, low: point.rho_low }, law.scv, law.mean);
    if (metric === "wait_high") return waits.high;
    if (metric === "wait_low") return waits.low;
    if (metric === "response_high") return waits.high + law.mean;
    return metric === "response_low" ? waits.low + law.mean : null;
  },
  simulate(point, metric) {
    const law = namedLaw({ name: point.service, mean: point.mean_service, scv: point.scv });
    const rates = [point.rho_high / law.mean, point.rho_low / law.mean];
    const relaxation = relaxationArrivals(point.rho_high + point.rho_low, law.scv);
    const plan = { rates, service: law, servers: 1, capacity: Number.POSITIVE_INFINITY, relaxation };
    const asked = /^(wait|response)_(high|low)$/.exec(metric);
    if (asked === null) return null;
    const ratios = stationRatios(asked[2] === "high" ? 0 : 1);
    const ratio = asked[1] === "wait" ? ratios.wait : ratios.response;
    return atStation(plan, { kind: "ratio", ...ratio, scale: 1 / stationTicks(plan), precision: precision.coarse });
  },
});

/** Families of queues before serving hardware: batches and prefill. */
import * as z from "zod";
import { type BatchServer, batchService, inoueUpperBound } from "../exact/batch-service.ts";
import { ttftPipeline2, ttftSingle, ttftTensor2 } from "../exact/prefill.ts";
import { family, type Simulation } from "../family.ts";
import { deterministic } from "../laws.ts";
import { batchLatency, batchServerTicks, batchSize, createBatchServer } from "../queues/batch-server.ts";
import { stationRatios, stationTicks } from "../queues/station.ts";
import { createTandem, tandemResponse, tandemTicks } from "../queues/tandem.ts";
import { atStation } from "./many-servers.ts";
import { precision, relaxationArrivals } from "./precision.ts";

export const serveAllWaiting = family<BatchServer>({
  id: "BATCH",
  summary: "One device that serves all who wait as one batch",
  params: z
    .strictObject({
      arrival: z.number().positive(),
      per_item: z.number().min(0),
      setup: z.number().min(0),
      policy: z.literal("serve all waiting").optional(),
    })
    .refine(({ arrival, per_item }) => arrival * per_item < 1, "arrival × per_item must be below 1")
    .refine(({ per_item, setup }) => per_item + setup > 0, "per_item + setup must be above 0")
    .transform(({ arrival, per_item, setup }) => ({ arrival, perItem: per_item, setup })),
  solve(server, metric) {
    if (metric === "mean_latency") return batchService(server).meanLatency;
    if (metric === "mean_batch_size") return batchService(server).meanBatchSize;
    if (metric === "inoue_upper_bound") return inoueUpperBound(server);
    return null;
  },
  simulate(server, metric) {
    const ratio =
      metric === "mean_latency"
        ? { ...batchLatency, scale: 1 / batchServerTicks(server) }
        : metric === "mean_batch_size"
          ? { ...batchSize, scale: 1 }
          : null;
    if (ratio === null) return null;
    // Batch sizes follow each other with correlation λa: the memory is 1/(1 − λa) batches of the mean size.
    const load = server.arrival * server.perItem;
    const relaxation = (1 + (server.arrival * server.setup) / (1 - load)) / (1 - load);
    return {
      run: "device",
      measure: { kind: "ratio", ...ratio, precision: precision.fine },
      build: (seed, name) => createBatchServer(server, relaxation, seed, name),
    };
  },
});

interface PrefillPoint {
  readonly D: number;
  readonly rate: number;
  readonly K?: number | undefined;
}

export const prefill = family<PrefillPoint>({
  id: "PREFILL",
  summary: "Time to first token with constant prefill: one device, a pipeline of two, a tensor split over two",
  params: z.strictObject({
    D: z.number().positive(),
    rate: z.number().positive(),
    K: z.number().positive().optional(),
  }),
  solve({ D, rate, K }, metric) {
    if (metric === "ttft_single") return rate * D < 1 ? ttftSingle(D, rate) : null;
    if (metric === "ttft_pipeline2") return (rate * D) / 2 < 1 ? ttftPipeline2(D, rate) : null;
    if (metric === "ttft_tensor2") return K !== undefined && (rate * D) / K < 1 ? ttftTensor2(D, rate, K) : null;
    return null;
  },
  simulate({ D, rate, K }, metric) {
    if (metric === "ttft_single" && rate * D < 1) return onDevice(D, rate, "single");
    if (metric === "ttft_pipeline2" && (rate * D) / 2 < 1) return throughPipeline(D, rate);
    if (metric === "ttft_tensor2" && K !== undefined && (rate * D) / K < 1) return onDevice(D / K, rate, "tensor");
    return null;
  },
});

function onDevice(seconds: number, rate: number, run: string): Simulation {
  const plan = {
    rates: [rate],
    service: deterministic(seconds),
    servers: 1,
    capacity: Number.POSITIVE_INFINITY,
    relaxation: relaxationArrivals(rate * seconds, 0),
  };
  const measure = {
    kind: "ratio",
    ...stationRatios(0).response,
    scale: 1 / stationTicks(plan),
    precision: precision.fine,
  } as const;
  return { ...atStation(plan, measure), run };
}

function throughPipeline(seconds: number, rate: number): Simulation {
  const stages = 2;
  const stageLength = seconds / stages;
  const plan = { rate, stages, stageLength, relaxation: relaxationArrivals(rate * stageLength, 0) };
  return {
    run: "pipeline",
    measure: { kind: "ratio", ...tandemResponse, scale: 1 / tandemTicks(plan), precision: precision.fine },
    build: (seed, name) => createTandem(plan, seed, name),
  };
}

/** What a worker thread does with a run: rows go to the writer as packed batches. Never imports DuckDB. */
import { readFileSync } from "node:fs";
import type { MessagePort } from "node:worker_threads";
import type { OnEpoch, RunResult, RunSpec } from "../run.ts";
import { delivery } from "../store/delivery.ts";
import { type PackedBatch, packBatch } from "../store/pack.ts";
import type { Sink } from "../store/sink.ts";
import { outputTables } from "../store/tables.ts";
import { enter, type Gate } from "./gate.ts";
import { readTrace } from "./trace-file.ts";

export type Simulation = (spec: RunSpec, sink: Sink, onEpoch?: OnEpoch) => RunResult;

export interface RunTask {
  readonly spec: RunSpec;
  readonly port: MessagePort;
  readonly gate: Gate;
}

export interface RunReport {
  readonly result: RunResult;
  readonly wallS: number;
  /** NaN where the system does not tell. */
  readonly cpuS: number;
}

/** In this order: any number of rows and epochs, then one end. */
export type RunMessage =
  | { readonly kind: "rows"; readonly packed: PackedBatch; readonly bytes: number }
  /** So many epochs are over. */
  | { readonly kind: "epoch"; readonly epoch: number; readonly epochs: number }
  | { readonly kind: "done"; readonly report: RunReport }
  | { readonly kind: "failed"; readonly error: string; readonly stack: string; readonly wallS: number };

/** Tells of at most this many epochs a run. */
const epochsTold = 200;

/** Size of a message beside its rows, so that many small batches count too. [byte] */
const messageBytes = 256;

/** @returns the function that a worker file exports as its default */
export function servingRuns(simulate: Simulation): (task: RunTask) => void {
  return ({ spec, port, gate }) => {
    const started = performance.now();
    const cpuBefore = threadCpuS();
    const secondsSince = () => (performance.now() - started) / 1000;
    const say = (message: RunMessage, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
    try {
      const told = new Set<number>();
      const checks = delivery(outputTables);
      const result = simulate(
        { ...spec, trace: readTrace(spec.scenario) },
        sendingSink(checks.check, gate, say),
        (epoch, epochs) => {
          const part = Math.floor((epoch * epochsTold) / epochs);
          if (told.has(part)) return;
          told.add(part);
          say({ kind: "epoch", epoch, epochs });
        },
      );
      checks.assertComplete();
      say({ kind: "done", report: { result, wallS: secondsSince(), cpuS: threadCpuS() - cpuBefore } });
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      say({
        kind: "failed",
        error: `${error.name}: ${error.message}`,
        stack: error.stack ?? "",
        wallS: secondsSince(),
      });
    }
  };
}

function sendingSink(
  check: (batch: Parameters<Sink["write"]>[0]) => void,
  gate: Gate,
  say: (message: RunMessage, transfer: ArrayBuffer[]) => void,
): Sink {
  return {
    write(batch) {
      check(batch);
      if (batch.count === 0) return;
      const packed = packBatch(batch);
      const bytes = packed.buffer.byteLength + messageBytes + textBytes(packed);
      enter(gate, bytes);
      say({ kind: "rows", packed, bytes }, [packed.buffer]);
    },
  };
}

function textBytes(packed: PackedBatch): number {
  let bytes = 0;
  for (const texts of packed.texts) for (const text of texts) bytes += text.length;
  return bytes;
}

/** Processor time of this thread. [s]  Linux only: Node 20 counts whole processes; NaN elsewhere. */
function threadCpuS(): number {
  const nanosPerSecond = 1e9;
  try {
    return Number(readFileSync("/proc/thread-self/schedstat", "utf8").split(" ")[0]) / nanosPerSecond;
  } catch {
    return Number.NaN;
  }
}

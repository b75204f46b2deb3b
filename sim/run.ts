/** Data in, data out: one replication of one scenario. No wall clock in here: the host records that. */
import type { Scenario } from "./scenario/scenario.ts";
import type { Sink } from "./store/sink.ts";

export interface RunSpec {
  readonly scenario: Scenario;
  /** 0, 1, …; variants of a study share it, and so the same shocks. */
  readonly replication: number;
}

export interface RunResult {
  /** Hash of all tables at the end of the run, lower-case hexadecimal. */
  readonly digest: string;
  /** Hash of the sequence of events fired. */
  readonly fingerprint: string;
  readonly fired: number;
  readonly epochs: number;
}

/** Told after each epoch, so that a host can show progress and stop early by throwing. */
export type OnEpoch = (epoch: number, epochs: number) => void;

export declare function run(spec: RunSpec, sink: Sink, onEpoch?: OnEpoch): RunResult;

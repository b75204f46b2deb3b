/** A measurement from start to end: what is lacking is executed batch by batch and kept after each. */

import type { ExecutionLine, RecordsHeader } from "../../fidelity/cells/records.ts";
import type { OpenRunner } from "../../fidelity/language-model.ts";
import type { Material } from "../../fidelity/measure/material.ts";
import { type Bench, measureExecutions, measureSamples } from "../../fidelity/measure/measure.ts";
import {
  addExecution,
  addSample,
  type Batch,
  doneShare,
  type ExecutionBatch,
  type Held,
  heldOf,
  lacking,
  lackingValidators,
  newPart,
  type Wanted,
} from "../../fidelity/measure/plan.ts";
import { createRunners } from "../../fidelity/measure/runners.ts";
import { executorProfiles } from "../../fidelity/profiles/catalogue.ts";
import { growRecords } from "./records-file.ts";

/** Sequences executed together: the same for all profiles. */
const batchSize = executorProfiles[0].batch;

export interface Measurement {
  readonly path: string;
  readonly header: RecordsHeader;
  readonly material: Material;
  readonly open: OpenRunner;
  readonly wanted: Wanted;
  /** Stops before the next batch. */
  readonly signal: AbortSignal;
  /**
   * Told before the first batch, which may take minutes with a large model, and after each: executions held, how many it takes at
   * least, and what is executed, or was.
   */
  readonly onProgress: (done: number, least: number, latest: string) => void;
}

export interface MeasurementEnd {
  readonly executions: number;
  readonly samples: number;
  readonly isComplete: boolean;
}

export async function measureRecords(measurement: Measurement): Promise<MeasurementEnd> {
  const { path, header, material, open, wanted, signal, onProgress } = measurement;
  const records = growRecords(path, header);
  const held = heldOf(header, records.executions, records.samples);
  const runners = createRunners(material, open);
  const bench: Bench = { material, runners, header };
  const tell = (batch: Batch) => {
    const { done, least } = doneShare(held, wanted, batchSize);
    onProgress(done, least, described(header, batch));
  };
  try {
    for (let round = 0; ; round++) {
      const batches = lacking(held, wanted, batchSize);
      if (round === 0 && batches.length > 0) tell(batches[0]);
      for (const batch of batches) {
        if (signal.aborted) return { ...counts(records), isComplete: false };
        const lines = batch.kind === "executions" ? await executed(bench, held, wanted, batch) : [];
        const samples = batch.kind === "samples" ? await measureSamples(bench, batch) : [];
        records.append(lines, samples);
        for (const line of lines) addExecution(held, line);
        for (const line of samples) addSample(held, line);
        tell(batch);
      }
      if (batches.length === 0) break;
    }
    records.finish();
    return { ...counts(records), isComplete: true };
  } finally {
    runners.close();
  }
}

async function executed(bench: Bench, held: Held, wanted: Wanted, batch: ExecutionBatch): Promise<ExecutionLine[]> {
  const lines = await measureExecutions(bench, batch, lackingValidators(held, wanted, batch));
  return lines.map((line) => newPart(held, line));
}

function counts({
  executions,
  samples,
}: {
  readonly executions: readonly unknown[];
  readonly samples: readonly unknown[];
}) {
  return { executions: executions.length, samples: samples.length };
}

function described({ profiles, behaviours }: RecordsHeader, batch: Batch): string {
  return `${profiles[batch.executor]}, ${behaviours[batch.behaviour]}${batch.kind === "samples" ? ", answers" : ""}`;
}

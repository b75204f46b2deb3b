/** Kernel tiers of a study's points: one for all points that need the same, opened before the first run. */
import { canonicalJson } from "../scenario/identity.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { needsCells } from "./needed-cells.ts";
import { type KernelOptions, openStudyKernel, type StudyKernel } from "./study-kernel.ts";
import type { StudyRecord } from "./study-record.ts";

export interface StudyKernels {
  of(point: number): StudyKernel | undefined;
  close(): void;
}

/**
 * All points rest on one file of records: where one point's cells had to be filled first, the others draw from the filled file too.
 *
 * @throws RecordsError, DeviceError, WeightsError as `openStudyKernel`
 */
export async function openStudyKernels({ points }: StudyRecord, options: KernelOptions): Promise<StudyKernels> {
  const scenarios = points.map(({ scenario }) => JSON.parse(scenario.resolved) as Scenario);
  const needs = scenarios.map(needOf);
  let opened = await openAll(scenarios, needs, options);
  const records = new Set([...opened.values()].flatMap((kernel) => kernel?.task.records ?? []));
  if (records.size > 1) {
    closeAll(opened);
    opened = await openAll(scenarios, needs, { ...options, records: options.filled });
  }
  return {
    of: (point) => opened.get(needs[point] as string),
    close: () => closeAll(opened),
  };
}

/** What decides which cells a point needs and whether it executes; the same text means one tier. */
function needOf(scenario: Scenario): string {
  if (!needsCells(scenario)) return "";
  const { kernel, behaviours, verdict, network } = scenario;
  const { classes, hosts } = network;
  return canonicalJson({ kernel, shares: behaviours.shares, verdict, classes, hosts });
}

async function openAll(scenarios: readonly Scenario[], needs: readonly string[], options: KernelOptions) {
  const opened = new Map<string, StudyKernel | undefined>([["", undefined]]);
  try {
    for (const [point, need] of needs.entries())
      if (!opened.has(need)) opened.set(need, await openStudyKernel(scenarios[point] as Scenario, options));
  } catch (error) {
    closeAll(opened);
    throw error;
  }
  return opened;
}

function closeAll(opened: ReadonlyMap<string, StudyKernel | undefined>): void {
  for (const kernel of opened.values()) kernel?.close();
}

/** Kernel tiers of a study's points: one for all points that need the same, opened before the first run. */
import { canonicalJson } from "../scenario/identity.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { sha256Of } from "./measuring/own-material.ts";
import { needsCells } from "./needed-cells.ts";
import { createKernelDesks, type KernelDesks } from "./study-desks.ts";
import { type KernelOptions, openStudyKernel, type StudyKernel } from "./study-kernel.ts";
import type { StudyRecord } from "./study-record.ts";

export interface StudyKernels {
  of(point: number): StudyKernel | undefined;
  close(): void;
}

/**
 * All points of one model rest on one file of records: where one point's cells had to be filled first, the others draw from the filled
 * file too.
 *
 * @throws RecordsError, DeviceError, WeightsError as `openStudyKernel`
 */
export async function openStudyKernels({ points }: StudyRecord, options: KernelOptions): Promise<StudyKernels> {
  const scenarios = points.map(({ scenario }) => JSON.parse(scenario.resolved) as Scenario);
  const needs = scenarios.map(needOf);
  const desks = createKernelDesks(options.adapter);
  const opened = new Map<string, StudyKernel | undefined>([["", undefined]]);
  try {
    for (const [model, those] of byModel(scenarios)) {
      const isOnly = those.length === scenarios.length;
      const filled = isOnly ? options.filled : filledFor(options.filled, model);
      await openAll(those, { ...options, filled }, { desks, opened });
    }
  } catch (error) {
    desks.close();
    throw error;
  }
  return { of: (point) => opened.get(needs[point] as string), close: () => desks.close() };
}

/** What decides which cells a point needs and whether it executes; the same text means one tier. */
function needOf(scenario: Scenario): string {
  if (!needsCells(scenario)) return "";
  const { kernel, behaviours, verdict, network } = scenario;
  const { classes, hosts } = network;
  return canonicalJson({ kernel, shares: behaviours.shares, verdict, classes, hosts });
}

function byModel(scenarios: readonly Scenario[]): Map<string, Scenario[]> {
  const found = new Map<string, Scenario[]>();
  for (const scenario of scenarios) {
    const model = canonicalJson(scenario.kernel.model ?? "own");
    found.set(model, [...(found.get(model) ?? []), scenario]);
  }
  return found;
}

/** A study of several models fills a file for each. */
function filledFor(filled: string, model: string): string {
  return filled.replace(/\.jsonl$/, `.${sha256Of(model).slice(0, 8)}.jsonl`);
}

interface Opening {
  readonly desks: KernelDesks;
  /** Filled here. */
  readonly opened: Map<string, StudyKernel | undefined>;
}

async function openAll(scenarios: readonly Scenario[], options: KernelOptions, { desks, opened }: Opening) {
  const byNeed = new Map(scenarios.map((scenario) => [needOf(scenario), scenario]));
  byNeed.delete("");
  const openEach = async (those: KernelOptions) => {
    for (const [need, scenario] of byNeed) opened.set(need, await openStudyKernel(scenario, those, desks));
    return new Set([...byNeed.keys()].flatMap((need) => opened.get(need)?.task.records ?? []));
  };
  const records = await openEach(options);
  if (records.size > 1) await openEach({ ...options, records: options.filled });
}

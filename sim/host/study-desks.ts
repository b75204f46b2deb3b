/**
 * What the points of a study share: the files of each language model are read once, and for each there is one desk with one adapter,
 * so that a case which two points ask for is executed once and kept once.
 */
import { join } from "node:path";
import type { RecordsHeader } from "../fidelity/cells/records.ts";
import { DeviceError } from "../fidelity/device-error.ts";
import type { Material } from "../fidelity/measure/material.ts";
import { createRunners } from "../fidelity/measure/runners.ts";
import { executorProfiles } from "../fidelity/profiles/catalogue.ts";
import { canonicalJson } from "../scenario/identity.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { AdapterChoice } from "./adapter/choices.ts";
import { cacheFolder } from "./adapter/swiftshader.ts";
import { createExecutionDesk, type ExecutionDesk } from "./execution-desk.ts";
import { materialOfModel } from "./kernel-model.ts";
import { executedKernels } from "./measuring/executed-kernels.ts";
import { type KernelTier, openKernelTier } from "./measuring/kernel-tier-adapter.ts";
import { headerOf, ownMaterial, sha256Of } from "./measuring/own-material.ts";
import { growRecords } from "./measuring/records-file.ts";
import { withoutRemedy } from "./study-records.ts";

type Kernel = Scenario["kernel"];

/** A desk and the adapter on which it executes, as that names itself. */
export interface OpenDesk {
  readonly desk: ExecutionDesk;
  readonly adapter: string;
}

export interface KernelDesks {
  /** What is executed: the model that the scenario names, or the project's own. @throws WeightsError */
  materialOf(kernel: Kernel): Material;
  /** Of records of that model, but for the adapter. */
  headerOf(kernel: Kernel): RecordsHeader;
  /** @throws DeviceError when there is no adapter */
  deskOf(kernel: Kernel): Promise<OpenDesk>;
  close(): void;
}

export function createKernelDesks(adapter: AdapterChoice): KernelDesks {
  const materials = new Map<string, Material>();
  const desks = new Map<string, Promise<OpenDesk>>();
  const opened: ExecutionDesk[] = [];
  const materialOf = ({ model }: Kernel) =>
    kept(materials, model, () => (model === undefined ? ownMaterial() : materialOfModel(model)));
  const openDesk = async (kernel: Kernel) => {
    const material = materialOf(kernel);
    const tier = await tierFor(kernel, adapter);
    const desk = deskOn(tier, material);
    opened.push(desk);
    return { desk, adapter: tier.adapter };
  };
  return {
    materialOf,
    headerOf: (kernel) => headerOf(materialOf(kernel), "", executedKernels()),
    deskOf: (kernel) => kept(desks, kernel.model, () => openDesk(kernel)),
    close: () => {
      for (const desk of opened) desk.close();
    },
  };
}

function kept<T>(all: Map<string, T>, model: Kernel["model"], make: () => T): T {
  const name = canonicalJson(model ?? "own");
  const found = all.get(name) ?? make();
  all.set(name, found);
  return found;
}

function deskOn(tier: KernelTier, material: Material): ExecutionDesk {
  return createExecutionDesk({
    batchMax: executorProfiles[0]?.batch ?? 1,
    cacheFor: (header) => growRecords(cachePath(header), header),
    open: async () => {
      const runners = createRunners(material, tier.open);
      const header = headerOf(material, tier.adapter, tier.kernels);
      const close = () => {
        runners.close();
        tier.close();
      };
      return { bench: { material, runners, header }, close };
    },
  });
}

/** Executions of earlier runs: one file for each combination of weights, kernels and adapter. */
function cachePath(header: RecordsHeader): string {
  return join(cacheFolder(), `executions-${sha256Of(JSON.stringify(header)).slice(0, 16)}.jsonl`);
}

async function tierFor(kernel: Kernel, adapter: AdapterChoice): Promise<KernelTier> {
  try {
    return await openKernelTier(adapter);
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    const remedy = `${error.remedy}; or draw every check from the measured cells: --set kernel.share=0`;
    throw new DeviceError(error.fault, `kernel.share is ${kernel.share}, but ${withoutRemedy(error)}`, remedy);
  }
}

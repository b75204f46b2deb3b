/** The kernel tier on an adapter of this machine: a door to runners, and the names that go into records. */

import type { AdapterFacts } from "../../fidelity/device.ts";
import { keepDevice } from "../../fidelity/forward/steady-runner.ts";
import type { OpenRunner } from "../../fidelity/language-model.ts";
import type { AdapterChoice } from "../adapter/choices.ts";
import { openHostDevice } from "../adapter/open-adapter.ts";
import { executedKernels } from "./executed-kernels.ts";

export interface KernelTier {
  /** As the adapter names itself, and the route to its driver. */
  readonly adapter: string;
  /** SHA-256 of what is executed: WGSL, profiles and behaviours. */
  readonly kernels: string;
  readonly open: OpenRunner;
  close(): Promise<void>;
}

/** @throws DeviceError when there is no adapter */
export async function openKernelTier(choice: AdapterChoice): Promise<KernelTier> {
  const keeper = keepDevice(() => openHostDevice(choice));
  const { facts } = await keeper.device();
  return {
    adapter: adapterName(facts),
    kernels: executedKernels(),
    open: keeper.openRunner,
    close: () => keeper.close(),
  };
}

export function adapterName({ vendor, architecture, device, description, route }: AdapterFacts): string {
  const names = [description, device, architecture, vendor].filter((name) => name !== "");
  return `${names[0] ?? "unnamed adapter"} (${route})`;
}

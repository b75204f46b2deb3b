/** What a measurement executes, in one hash: the header of records names it, so that those of something else are not gone on with. */
import { behaviourExecutions } from "../../fidelity/behaviours/registry.ts";
import { executorProfiles } from "../../fidelity/profiles/catalogue.ts";
import { executedWgsl } from "./executed-wgsl.ts";
import { sha256Of } from "./own-material.ts";

/**
 * The committed records were measured with this WGSL and these settings. They name both by a hash that took prose, costs and the order of
 * keys in as well (23 November 2026), so that it cannot be computed any more: it stands for the pair.
 */
const committed = {
  wgsl: "477ddcf06c1942bd0d9b76c0c304fd0e2fcee13438c24e14a860311ae3bc3d79",
  settings: "fb514893679ed7dbe75328890f17fc66f8c9842f19a3bb003ce20e8762a817b6",
  name: "68553f68dac8cb00e02b30812190163ba31e9168fa1a03cb634960162b71fa86",
};

/** @returns SHA-256 in hexadecimal */
export function executedKernels(): string {
  const settings = executedSettings();
  if (executedWgsl === committed.wgsl && settings === committed.settings) return committed.name;
  return sha256Of(`${executedWgsl} ${settings}`);
}

/** SHA-256 of what profiles and behaviours do, without what they say about it and what it costs. */
function executedSettings(): string {
  const profiles = executorProfiles.map(({ name, reason, ...executed }) => executed);
  const behaviours = behaviourExecutions.map(({ does, cost, ...executed }) => executed);
  return sha256Of(JSON.stringify([profiles, behaviours], inOrderOfKeys));
}

/** For JSON.stringify: the order in which a file writes its keys is no setting. */
function inOrderOfKeys(_: string, value: unknown): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

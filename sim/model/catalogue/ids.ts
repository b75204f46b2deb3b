/** Names of the catalogues' rows, in the order of their index, with their literal types. */
export { type HardwareId, hardwareIds } from "./hardware.ts";
export { type JurisdictionId, jurisdictionIds } from "./jurisdictions.ts";
export { type ModelId, modelIds } from "./language-models.ts";
export { type ClassId, classIds } from "./node-classes.ts";
export { cardIds, type OwnId, ownIds } from "./own-hardware.ts";
export { type WorkloadId, workloadIds } from "./workloads.ts";

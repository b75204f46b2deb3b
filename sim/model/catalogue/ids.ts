/** Names of the catalogues' rows, in the order of their index. */
export const hardwareIds: readonly string[] = [];
export const modelIds: readonly string[] = [];
export const jurisdictionIds: readonly string[] = [];
export const workloadIds: readonly string[] = [];
export const classIds: readonly string[] = [];

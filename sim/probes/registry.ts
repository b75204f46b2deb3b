/** Every probe. A new measurement is one file and one entry here, and its columns in `store/tables.ts`. */
import concentration from "./concentration.ts";

export const probes = [concentration] as const;

/** Every probe. A new measurement is one file and one entry here, and its columns in `store/tables.ts`. */
import concentration from "./concentration.ts";
import service from "./service.ts";

export const probes = [concentration, service] as const;

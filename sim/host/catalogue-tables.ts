/** The catalogues as tables of the store, so that results can be read beside the facts they rest on. */
import type { HostTable } from "./store-schema.ts";

export interface CatalogueTable extends HostTable {
  readonly rows: readonly (readonly (string | number | null)[])[];
}

export const catalogueTables: readonly CatalogueTable[] = [];

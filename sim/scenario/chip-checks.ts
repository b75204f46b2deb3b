/** How those who would bring new accelerators must fit those who make some already. */
import { chipVendors } from "../model/catalogue/ownership.ts";
import type { Misfit } from "./checks.ts";

export interface WithChips {
  readonly economy?:
    | { readonly chips?: { readonly entrants: readonly { readonly name: string }[] } | undefined }
    | undefined;
}

/** Tables know makers by their names. */
export function entrantsFit({ economy }: WithChips): Misfit[] {
  const entrants = economy?.chips?.entrants ?? [];
  const taken: string[] = [...chipVendors];
  return entrants.flatMap(({ name }, i) => {
    const isTaken = taken.includes(name);
    taken.push(name);
    const message = `a second maker is named "${name}" — give it a name of its own`;
    return isTaken ? [{ path: ["economy", "chips", "entrants", i, "name"], message }] : [];
  });
}

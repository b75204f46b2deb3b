/** What must be true of the cards that a scenario describes, and of those who have them. */
import { ownIds } from "../model/catalogue/ids.ts";
import type { OwnCards } from "../model/catalogue/own-hardware.ts";
import type { Misfit } from "./checks.ts";

export interface WithCards {
  readonly network?: {
    readonly hardware?: OwnCards | undefined;
    readonly hosts: readonly { readonly machines?: readonly { readonly hardware: string }[] }[];
  };
  readonly economy?: { readonly chips?: unknown } | undefined;
}

/** Own cards are described before they are used, from the first on; makers of the chip market do not sell them. */
export function ownCardsFit({ network, economy }: WithCards): Misfit[] {
  const own = network?.hardware;
  if (network === undefined || own === undefined) return [];
  const found: Misfit[] = [];
  const described = ownIds.filter((id) => own[id] !== undefined);
  const expected = ownIds.slice(0, described.length);
  const gap = described.find((id, k) => id !== expected[k]);
  if (gap !== undefined) {
    const free = expected.find((id) => own[id] === undefined);
    found.push({
      path: ["network", "hardware", gap],
      message: `${free} comes before it and is not described — call it ${free}`,
    });
  }
  network.hosts.forEach(({ machines }, host) => {
    machines?.forEach(({ hardware: card }, k) => {
      const isOwn = (ownIds as readonly string[]).includes(card);
      if (!isOwn || (described as readonly string[]).includes(card)) return;
      const path = ["network", "hosts", host, "machines", k, "hardware"];
      found.push({ path, message: `${card} is described nowhere — describe it under network.hardware.${card}` });
    });
  });
  if (described.length > 0 && economy?.chips !== undefined) {
    const message = "economy.chips sells published cards only: no maker has this one";
    found.push({ path: ["network", "hardware", described[0]], message: `${message} — leave out one of the two` });
  }
  return found;
}

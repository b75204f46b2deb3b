/** A small world with a market for accelerators: a day an epoch, no requests, few buyers outside. */
import type { ChipMarket } from "../../sim/model/chips.ts";
import type { World } from "../../sim/model/world.ts";
import { runTo, smallWorld, withPart } from "./small-world.ts";

const secondsPerDay = 86_400;

/** @param chips  what differs from the defaults of `economy.chips`; @param changes  of the scenario's top-level keys */
export function chipWorld(chips: object = {}, changes: Readonly<Record<string, unknown>> = {}): ChipWorld {
  const world = smallWorld({
    epochLength: "24 h",
    horizon: "4000 epoch",
    windows: 0,
    ...withPart("network", { nodes: 20, operators: 5 }),
    ...changes,
    economy: { chips: { others: 50, ...chips } },
  });
  if (world.chips === undefined) throw new Error("the scenario has no market for accelerators");
  return { world, chips: world.chips };
}

export interface ChipWorld {
  readonly world: World;
  readonly chips: ChipMarket;
}

/** Runs to the end of a day, counted from 1. */
export function runToDay({ world }: ChipWorld, day: number): void {
  runTo(world, day * secondsPerDay + 1);
}

export function vendor({ chips }: ChipWorld, name: string): number {
  return chips.settings.vendors.findIndex((one) => one.name === name);
}

/** Sum of a buyers' column over those for whom a test holds. */
export function sumOver(
  { chips }: ChipWorld,
  column: "holdings" | "ordered" | "refused" | "shipped" | "cancelled" | "paid" | "waited",
  isMeant: (buyer: number) => boolean = () => true,
): number {
  let sum = 0;
  for (let b = 0; b < chips.buyers.count; b++) if (isMeant(b)) sum += chips.buyers.columns[column][b];
  return sum;
}

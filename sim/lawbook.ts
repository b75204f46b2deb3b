/** What governance asks of the registry: which changes stand, how rules would act under them, what might be tried. */
import { type Address, addressesOf, amended, isTroubled } from "./mechanisms/addresses.ts";
import { setMemory } from "./mechanisms/memory.ts";
import type { Change, InterestPlan, Lawbook } from "./model/proposals.ts";
import type { Slots } from "./model/slots.ts";
import type { Choices, World } from "./model/world.ts";
import { countsOf, forkSlots, rehearseSlots } from "./protocol.ts";

/** Slots whose numbers move money from one epoch to the next: what an account may gain by. */
const moneySlots: readonly (keyof Slots)[] = [
  "weight",
  "collateral",
  "standing",
  "reward",
  "delegation",
  "fees",
  "price",
  "admission",
];

/** Slots that a forecast asks, and whose rules may then write to their memory. */
const forecastSlots: readonly (keyof Slots)[] = [...moneySlots, "emission"];

export const lawbook: Lawbook = {
  amend(choices, change) {
    const result = amended(choices, change);
    return isTroubled(result) ? undefined : (result as Partial<Choices>);
  },
  trial: (world, change) => forkSlots(world as World, countsOf(world as World), change).rules,
  rehearsal(world) {
    const own = rehearseSlots(world as World, countsOf(world as World), forecastSlots);
    const reset = () => {
      for (const slot of forecastSlots) setMemory(own.memories[slot], (world as World).memories[slot]);
    };
    return { rules: own.rules, reset };
  },
  candidates(choices, plan) {
    const listed = addressesOf(choices).filter((one) => isTried(one, plan));
    return listed
      .flatMap((one) => neighbours(one, plan.step))
      .filter((change) => !isTroubled(amended(choices, change)));
  },
};

function isTried({ address, slot, kind }: Address, plan: InterestPlan): boolean {
  if (plan.addresses.length > 0) return plan.addresses.includes(address);
  return moneySlots.includes(slot) && (kind === "number" || kind === "whole");
}

/** A number a step higher and lower, every other label of a name, every other rule of a slot with its defaults. */
function neighbours({ address, value, kind, labels, least, most }: Address, step: number): Change[] {
  if (kind === "flag") return [{ [address]: !value }];
  if (typeof value !== "number")
    return labels.filter((label) => label !== value).map((label) => ({ [address]: label }));
  const size = kind === "whole" ? Math.max(1, Math.round(Math.abs(value) * step)) : (Math.abs(value) || 1) * step;
  const within = (x: number) => Math.min(most ?? x, Math.max(least ?? x, x));
  const tried = [within(value - size), within(value + size)].filter((x) => x !== value);
  return tried.map((x) => ({ [address]: x }));
}

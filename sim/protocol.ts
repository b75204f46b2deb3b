/** The rules in force: what the scenario chose slot by slot, filled from the registry, with what each rule remembers. */
import { columnsOf, copyMemory, createMemory, type MemoryCounts, type MemoryTables } from "./mechanisms/memory.ts";
import { createRule, findRule, slots } from "./mechanisms/registry.ts";
import type { Slots } from "./model/slots.ts";
import type { Choices, World } from "./model/world.ts";
import type { Scenario } from "./scenario/scenario.ts";

export interface Protocol {
  readonly rules: Slots;
  readonly choices: Choices;
  readonly memories: Record<keyof Slots, MemoryTables>;
}

export function choicesOf(scenario: Scenario): Choices {
  return Object.fromEntries(slots.map((slot) => [slot, scenario[slot]])) as unknown as Choices;
}

/** Rows that the memory of a rule has, by grain. */
export function countsOf({
  nodes,
  ledger,
  markets,
  delegators,
}: Pick<World, "nodes" | "ledger" | "markets" | "delegators">) {
  // Machines and accounts that may yet come included.
  return { node: nodes.capacity, account: ledger.accounts, market: markets.capacity, delegator: delegators.count };
}

/** @param from  memory to go on with, by slot; a slot without one starts from zero */
export function fillSlots(
  choices: Choices,
  counts: MemoryCounts,
  from: Partial<Record<keyof Slots, MemoryTables>> = {},
): Protocol {
  const memories = bySlot((slot) => {
    const kept = from[slot];
    return kept === undefined ? createMemory(slot, findRule(slot, choices[slot].rule).memory ?? {}, counts) : kept;
  }) as Protocol["memories"];
  const rules = {} as Record<keyof Slots, unknown>;
  for (const slot of slots) rules[slot] = createRule(slot, choices[slot], columnsOf(memories[slot]));
  return { rules: rules as unknown as Slots, choices, memories };
}

/** The same rules over memory of their own. */
export function forkSlots(
  { choices, memories }: Omit<Protocol, "rules">,
  counts: MemoryCounts,
  change: Partial<Choices>,
) {
  const kept = slots.filter((slot) => change[slot] === undefined || change[slot].rule === choices[slot].rule);
  const from = Object.fromEntries(kept.map((slot) => [slot, copyMemory(memories[slot])]));
  return fillSlots({ ...choices, ...change }, counts, from);
}

/** The rules in force, over a copy of what those of some slots remember; the others must not be asked anything that they would note. */
export function rehearseSlots(
  { choices, memories }: Omit<Protocol, "rules">,
  counts: MemoryCounts,
  asked: readonly string[],
) {
  const from: Record<keyof Slots, MemoryTables> = { ...memories };
  for (const slot of slots) if (asked.includes(slot)) from[slot] = copyMemory(memories[slot]);
  return fillSlots(choices, counts, from);
}

function bySlot<T>(make: (slot: keyof Slots) => T): Record<keyof Slots, T> {
  const made = {} as Record<keyof Slots, T>;
  for (const slot of slots) made[slot] = make(slot);
  return made;
}

/** What a scenario's rules and their parameters mean, in the words of the registry. */
import { findRule, slots } from "../mechanisms/registry.ts";

/**
 * @param resolved  a scenario as stored
 * @returns path such as "price.low" → description with its unit in brackets; "price.rule" → what the rule does. A rule that
 *   this program does not know, as in a store of another version, has none: its parameters then show under their own names.
 */
export function ruleMeanings(resolved: Readonly<Record<string, unknown>>): Map<string, string> {
  const meanings = new Map<string, string>();
  for (const slot of slots) {
    const choice = resolved[slot] as { readonly rule: string } | undefined;
    if (choice === undefined) continue;
    const rule = known(slot, choice.rule);
    if (rule === undefined) continue;
    meanings.set(`${slot}.rule`, rule.summary);
    const shape = rule.params.shape as Readonly<Record<string, { readonly description?: string }>>;
    for (const [name, { description }] of Object.entries(shape)) {
      if (description !== undefined) meanings.set(`${slot}.${name}`, description);
    }
  }
  return meanings;
}

function known(slot: (typeof slots)[number], id: string): ReturnType<typeof findRule> | undefined {
  try {
    return findRule(slot, id);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

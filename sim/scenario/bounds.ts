/** What a field allows, in words. */
import type * as z from "zod";
import { type Field, literalsOf } from "./fields.ts";
import { showBound } from "./quantity.ts";
import { showNumber } from "./units.ts";

/** What may be written, in words: "from 0 to 1", or the names there are; null where anything goes. */
export function allowedOf({ core, quantity }: Field): string | null {
  const { def } = core._zod;
  if (def.type === "enum" || def.type === "literal") return literalsOf(core).map(String).join(", ");
  let min = quantity?.min;
  let max = quantity?.max;
  if (quantity === undefined) {
    if (def.type !== "number") return null;
    const { minValue, maxValue } = core as unknown as z.ZodNumber;
    min = minValue ?? undefined;
    max = maxValue ?? undefined;
  }
  const { isMinOpen, isMaxOpen } = quantity === undefined ? openEnds(core) : { isMinOpen: false, isMaxOpen: false };
  const show = (bound: number) => (quantity === undefined ? showNumber(bound) : showBound(bound, quantity));
  const from =
    min === undefined || Math.abs(min) >= Number.MAX_SAFE_INTEGER
      ? undefined
      : `${isMinOpen ? "above" : "from"} ${show(min)}`;
  const to =
    max === undefined || max >= Number.MAX_SAFE_INTEGER ? undefined : `${isMaxOpen ? "below" : "to"} ${show(max)}`;
  const range = [from, to].filter((part) => part !== undefined).join(" ");
  return range === "" ? null : range;
}

/** zod keeps both kinds of bound in one place; the bag beside it tells them apart. */
function openEnds(core: z.core.$ZodTypes): { readonly isMinOpen: boolean; readonly isMaxOpen: boolean } {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = core._zod.bag as Record<string, number | undefined>;
  return {
    isMinOpen: exclusiveMinimum !== undefined && exclusiveMinimum >= (minimum ?? Number.NEGATIVE_INFINITY),
    isMaxOpen: exclusiveMaximum !== undefined && exclusiveMaximum <= (maximum ?? Number.POSITIVE_INFINITY),
  };
}

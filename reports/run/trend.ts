/** The tail of a headline: did it rise, fall, or neither? */
import type { Change } from "../../analysis/stats/change.ts";
import type { Format } from "../page/wording.ts";

/**
 * @param worthSaying  least absolute move that is called one, in the unit of the change
 * @returns ", rising from a to b", or words that no trend was found; starts with a comma
 */
export function trendWords(trend: Change, worthSaying: number, format: Format): string {
  if (trend.method === "no interval") return "; one short run cannot show a trend";
  if (trend.direction === "unclear") return ", with no clear trend";
  if (Math.abs(trend.difference) < worthSaying || format(trend.before) === format(trend.after))
    return ", almost without change";
  const moved = trend.direction === "rose" ? "rising" : "falling";
  return `, ${moved} from ${format(trend.before)} to ${format(trend.after)}`;
}

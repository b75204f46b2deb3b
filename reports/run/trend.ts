/** The tail of a headline: did it rise, fall, or neither? */
import type { Change } from "../../analysis/stats/change.ts";
import type { Format } from "../page/wording.ts";

/** Of a series that had not settled by the end of the warm-up, and went neither clearly up nor down. */
const moving = "still moving after the warm-up, though not clearly up or down";

/**
 * @param worthSaying  least absolute move that is called one, in the unit of the change
 * @returns ", rising from a to b", or words that no trend was found; starts with a comma
 * @param isMoving  true when the series had not settled by the end of the warm-up
 */
export function trendWords(trend: Change, worthSaying: number, format: Format, isMoving = false): string {
  const isClear = trend.direction !== "unclear" && Math.abs(trend.difference) >= worthSaying;
  if (isMoving && (!isClear || format(trend.before) === format(trend.after))) return `, ${moving}`;
  if (trend.method === "no interval") return "; one short run cannot show a trend";
  if (trend.direction === "unclear") return ", with no clear trend";
  if (Math.abs(trend.difference) < worthSaying || format(trend.before) === format(trend.after))
    return ", almost without change";
  const moved = trend.direction === "rose" ? "rising" : "falling";
  return `, ${moved} from ${format(trend.before)} to ${format(trend.after)}`;
}

/**
 * Markets of the epoch past, had some machines been others: each serves demand at its price, or what it can.
 *
 *   share = min(wanted · (price / price then)^(−ε), room),   room = capacity / capacity then / use then
 */
import type { Columns } from "../engine/columns.ts";
import { pow } from "../engine/pow.ts";
import type { Outlook } from "./market-outlook.ts";
import type { Slots } from "./slots.ts";
import type { Strategies } from "./strategies.ts";
import type { MarketSpec } from "./tables/markets.ts";
import type { EpochView } from "./view.ts";
import type { World } from "./world.ts";

export interface Shift {
  /** Work that machines would draw without limits, and capacity, by market. */
  readonly raw: Float64Array;
  readonly capacity: Float64Array;
}

interface Seen {
  readonly world: World;
  readonly strategies: Strategies;
  readonly outlook: Outlook;
}

export interface Clearing {
  readonly markets: World["markets"];
  readonly shift: Shift;
  readonly rules: Slots;
  /** Of these markets. */
  readonly view: EpochView;
}

/** By market: what is served over what machines would draw without limits, and the price over that of the epoch past. */
export interface Cleared {
  readonly scale: Float64Array;
  readonly dearer: Float64Array;
}

/** What markets would serve: demand at its price, or what their capacity allows. Writes to the copies of their columns. */
export function clearMarkets({ world, strategies, outlook }: Seen, { markets, shift, rules, view }: Clearing): Cleared {
  const scale = new Float64Array(markets.count).fill(1);
  const dearer = new Float64Array(markets.count).fill(1);
  const { columns } = markets;
  for (let m = 0; m < markets.count; m++) {
    if (!(outlook.work[m] > 0 && outlook.capacity[m] > 0)) continue;
    const room = shift.capacity[m] / outlook.capacity[m] / Math.max(1e-9, outlook.used[m]);
    columns.capacity[m] = (world.markets.columns.capacity[m] * shift.capacity[m]) / outlook.capacity[m];
    let share = clear(world, columns, m, outlook.wanted[m], room);
    for (let step = 1; step < strategies.settings.lookAhead; step++) {
      columns.price[m] = rules.price.next(view, m);
      dearer[m] = columns.price[m] / world.markets.columns.price[m];
      const demand = pow(dearer[m], -world.settings.elasticity);
      share = clear(world, columns, m, outlook.wanted[m] * demand, room);
    }
    scale[m] = shift.raw[m] > 0 ? (share * outlook.work[m]) / shift.raw[m] : 0;
  }
  return { scale, dearer };
}

/** One market. @param wanted  demand, @param room  capacity: both over what is served now. @returns what would be, over that */
function clear(world: World, to: Columns<MarketSpec>, m: number, wanted: number, room: number): number {
  const share = Math.min(wanted, room);
  to.utilization[m] = room > 0 ? Math.min(1, wanted / room) : 1;
  to.tokens[m] = world.markets.columns.tokens[m] * share;
  to.served[m] = world.markets.columns.served[m] * share;
  to.missed[m] = Math.max(0, to.requests[m] - to.served[m]);
  return share;
}

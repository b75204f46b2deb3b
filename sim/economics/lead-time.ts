/** How long orders wait behind a backlog. */

/**
 * Time until an order placed now is shipped when orders are worked off in turn: what is ahead over what is made, and no less
 * than an order takes that meets no queue.
 *
 * @param backlog  ordered and not shipped [unit]
 * @param rate     output, > 0 while anything is made [unit/time]
 * @param least    from order to shipment when nothing is ahead [time]
 * @returns [time] Infinity when something is ahead and nothing is made
 */
export function leadTime(backlog: number, rate: number, least: number): number {
  return backlog > 0 ? Math.max(least, backlog / rate) : least;
}

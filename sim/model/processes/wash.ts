/**
 * Buying from oneself: on capacity that nobody used an operator serves requests of its own, pays for them, and is paid as for any other.
 *
 *   tokens = share · (1 − load) · capacity · time · (P + O) / O,   no more than its accounts can pay
 *
 * Its money goes to the clients' side of the books first, so that fees flow as ever: what is burned or taken is what it costs.
 */
import { firstHolder, LedgerAccount, LineKind, post } from "../ledger.ts";
import { meanAnswer, meanPromptOf } from "../rejection.ts";
import type { Strategies } from "../strategies.ts";
import type { World } from "../world.ts";

/** Adds to what machines served in the epoch. Called once it is known, before accounts are settled. */
export function buyFromOneself(world: World, { conducts }: Strategies): void {
  const { nodes, present, ledger, settings } = world;
  const { washed, washedTokens, ownTokens } = conducts.columns;
  washedTokens.fill(0);
  ownTokens.fill(0);
  const { operator, account, work, served, fees, uptime, capacity, market } = nodes.columns;
  const answer = meanAnswer(world);
  const each = answer + meanPromptOf(world);
  const seconds = settings.epochLength / 1e6;
  for (let i = 0; i < present.count; i++) {
    const host = present.rows[i];
    const owner = operator[host];
    if (washed[owner] > 0 && uptime[host] > 0) {
      const whole = (capacity[host] * uptime[host] * seconds * each) / answer;
      const wanted = washed[owner] * Math.max(0, whole - work[host]);
      const price = world.markets.columns.price[market[host]];
      const holder = firstHolder + account[host];
      const fee = Math.min(Math.floor(wanted * price), Number(ledger.balance[holder]));
      const tokens = fee / price;
      post(ledger, LineKind.wash, holder, LedgerAccount.clients, fee);
      work[host] += tokens;
      served[host] += tokens / each;
      fees[host] += fee;
      addToMarket(world, market[host], { tokens, requests: tokens / each, fee, output: (tokens * answer) / each });
      washedTokens[owner] += tokens;
    }
    ownTokens[owner] += work[host];
  }
}

interface Bought {
  readonly tokens: number;
  readonly requests: number;
  readonly fee: number;
  /** [token] */
  readonly output: number;
}

/** The market cannot tell it from demand: its price follows. */
function addToMarket({ markets, settings }: World, m: number, { tokens, requests, fee, output }: Bought): void {
  const { columns } = markets;
  columns.tokens[m] += tokens;
  columns.requests[m] += requests;
  columns.served[m] += requests;
  columns.fees[m] += fee;
  const whole = columns.capacity[m] * (settings.epochLength / 1e6);
  if (whole > 0 && !Number.isNaN(columns.utilization[m])) columns.utilization[m] += output / whole;
}

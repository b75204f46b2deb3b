/** What was sold by account and market, as it was: markets scale it in every trial. */

import type { Table } from "../engine/columns.ts";
import { invariant } from "../engine/invariant.ts";
import { gatherAccounts, marketSums } from "./accounts.ts";
import type { AccountSpec } from "./tables/accounts.ts";
import type { World } from "./world.ts";

/** What machines of an account sold in a market, for those pairs that sold anything, by account: `marketSums` numbers each. */
export interface Sold {
  readonly account: Uint32Array;
  readonly market: Uint32Array;
  readonly sums: Float64Array;
  readonly count: number;
}

/** Accounts are summed up on the way. */
export function soldBy({ nodes, present, markets }: World, accounts: Table<AccountSpec>): Sold {
  const { account: of, operator, cards } = nodes.columns;
  const owner = accounts.columns.operator;
  for (let i = 0; i < present.count; i++) {
    const host = present.rows[i];
    if (cards[host] > 0 && owner[of[host]] !== operator[host])
      invariant(false, () => `machine ${host} is in account ${of[host]} of another operator`);
  }
  const sums = new Float64Array(accounts.count * markets.count * marketSums);
  gatherAccounts(nodes.columns, present, accounts, { markets: markets.count, sums });
  const account = new Uint32Array(accounts.count * markets.count);
  const market = new Uint32Array(accounts.count * markets.count);
  let count = 0;
  for (let cell = 0, at = 0; at < sums.length; cell++, at += marketSums) {
    if (sums[at] === 0 && sums[at + 1] === 0 && sums[at + 2] === 0) continue;
    account[count] = Math.floor(cell / markets.count);
    market[count] = cell % markets.count;
    for (let k = 0; k < marketSums; k++) sums[marketSums * count + k] = sums[at + k];
    count++;
  }
  return { account, market, sums, count };
}

/** Rows of the table `concentration`: what is shared out, by whoever holds it. */

import { concentrationOf as measure } from "../measures/concentration.ts";
import { firstHolder } from "../model/ledger.ts";
import type { World } from "../model/world.ts";
import type { RowBatch } from "../store/sink.ts";
import { concentrationBy, concentrationOf } from "../store/tables.ts";
import { rowsFrom } from "./rows.ts";

type Quantity = (typeof concentrationOf)[number];
type Holder = (typeof concentrationBy)[number];

/** One row for each quantity and kind of holder; without any of the quantity every figure is NaN. */
export function concentrationRows(world: World): RowBatch {
  const rows = concentrationOf.flatMap((of, i) => {
    const byAccount = amounts(world, of);
    return concentrationBy.map((by, j) => ({
      epoch: world.clock.epoch,
      of: i,
      by: j,
      ...measure(gathered(world, byAccount, by)),
    }));
  });
  return rowsFrom("concentration", rows);
}

function amounts(world: World, of: Quantity): Float64Array {
  const { accounts, ledger } = world;
  if (of !== "balance") return accounts.columns[of].slice(0, accounts.count);
  return Float64Array.from({ length: accounts.count }, (_, a) => Number(ledger.balance[firstHolder + a]));
}

function gathered(world: World, byAccount: Float64Array, by: Holder): Float64Array {
  if (by === "account") return byAccount;
  const { accounts, operators } = world;
  const isOperator = by === "operator";
  const sums = new Float64Array(isOperator ? operators.count : world.utcOffset.length);
  for (let a = 0; a < byAccount.length; a++) {
    const operator = accounts.columns.operator[a];
    sums[isOperator ? operator : operators.columns.jurisdiction[operator]] += byAccount[a];
  }
  return sums;
}

/** Rows of nodes, operators and ledger accounts. */
import { firstHolder } from "../model/ledger.ts";
import type { World } from "../model/world.ts";
import type { RowBatch } from "../store/sink.ts";
import { rowsFrom, rowsOf } from "./rows.ts";

export function operatorRows(world: World): RowBatch {
  const { columns, count } = world.operators;
  const balance = operatorBalances(world);
  return rowsOf("operators", count, {
    ...columns,
    epoch: filled(world.clock.epoch, count),
    operator: numbered(count),
    balance,
  });
}

export function nodeRows(world: World): RowBatch {
  const { count } = world.nodes;
  const {
    account,
    operator,
    hardware,
    jurisdiction,
    cards,
    capacity,
    uptime,
    busy,
    served,
    missed,
    work,
    reward,
    fees,
  } = world.nodes.columns;
  const model = Array.from({ length: count }, (_, i) => world.markets.columns.model[world.nodes.columns.market[i]]);
  return rowsOf("nodes", count, {
    epoch: filled(world.clock.epoch, count),
    node: numbered(count),
    class: world.nodes.columns.class,
    account,
    operator,
    hardware,
    jurisdiction,
    model,
    cards,
    capacity,
    uptime,
    busy,
    served,
    missed,
    work,
    reward,
    fees,
  });
}

/** Once, at the end of the run. `operator` is −1 for the protocol's own accounts. */
export function ledgerAccountRows(world: World): RowBatch {
  const { balance } = world.ledger;
  const own = ["supply", "clients", "treasury"];
  const rows = Array.from(balance, (amount, i) => ({
    ledger_account: i,
    name: own[i] ?? `account ${i - firstHolder}`,
    operator: i < firstHolder ? -1 : world.accounts.columns.operator[i - firstHolder],
    balance: amount,
  }));
  return rowsFrom("ledger_accounts", rows);
}

/** Money of each operator over all its accounts, exact. */
export function operatorBalances(world: World): BigInt64Array {
  const sums = new BigInt64Array(world.operators.count);
  const { operator } = world.accounts.columns;
  for (let a = 0; a < world.accounts.count; a++) sums[operator[a]] += world.ledger.balance[firstHolder + a];
  return sums;
}

function numbered(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => i);
}

function filled(value: number, count: number): Int32Array {
  return new Int32Array(count).fill(value);
}

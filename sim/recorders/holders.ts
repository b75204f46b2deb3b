/** Rows of nodes, operators and ledger accounts. */
import { firstHolder, ledgerAccountNames } from "../model/ledger.ts";
import type { World } from "../model/world.ts";
import type { RowBatch } from "../store/sink.ts";
import { filled, numbered, rowsOf } from "./rows.ts";

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

export function accountRows(world: World): RowBatch {
  const { columns, count } = world.accounts;
  const { operator, nodes, capacity, proven, confirmed, weight, power, isAdmitted, status, reputation } = columns;
  const { served, missed, checks, faults, work, stake, delegated, collateral, unvested, reward, fees } = columns;
  return rowsOf("accounts", count, {
    epoch: filled(world.clock.epoch, count),
    account: numbered(count),
    operator,
    nodes,
    capacity,
    proven,
    confirmed,
    weight,
    power,
    is_admitted: isAdmitted,
    status,
    reputation,
    served,
    missed,
    checks,
    faults,
    work,
    stake,
    delegated,
    collateral,
    unvested,
    reward,
    fees,
    balance: world.ledger.balance.subarray(firstHolder, firstHolder + count),
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
    checks,
    faults,
    refunds,
  } = world.nodes.columns;
  const { market } = world.nodes.columns;
  const model = new Uint8Array(count);
  for (let host = 0; host < count; host++) model[host] = world.markets.columns.model[market[host]];
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
    checks,
    faults,
    refunds,
  });
}

/** Once, at the end of the run. `operator` is −1 for the protocol's own accounts. */
export function ledgerAccountRows(world: World): RowBatch {
  const { balance } = world.ledger;
  const count = balance.length;
  const operator = new Int32Array(count).fill(-1);
  const accountCount = world.accounts.count;
  const { accounts: room } = world.ledger;
  operator.set(world.accounts.columns.operator.subarray(0, accountCount), firstHolder);
  const nameOf = (i: number): string => {
    if (i < firstHolder) return ledgerAccountNames[i];
    const row = i - firstHolder;
    if (row >= room) return `delegator ${row - room}`;
    return row < accountCount ? `account ${row}` : `room for account ${row}`;
  };
  return rowsOf("ledger_accounts", count, {
    ledger_account: numbered(count),
    name: Array.from(balance, (_, i) => nameOf(i)),
    operator,
    balance,
  });
}

/** Money of each operator over all its accounts, exact. */
export function operatorBalances(world: World): BigInt64Array {
  const sums = new BigInt64Array(world.operators.count);
  const { operator } = world.accounts.columns;
  for (let a = 0; a < world.accounts.count; a++) sums[operator[a]] += world.ledger.balance[firstHolder + a];
  return sums;
}

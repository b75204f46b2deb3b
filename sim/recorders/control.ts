/** Rows on who acts together, and on concentration by who is in control. */
import { hhi } from "../measures/hhi.ts";
import { descending, holdersOf, sumBy } from "../measures/holdings.ts";
import { nakamoto, oneHalf, topShare } from "../measures/top.ts";
import { controlOf } from "../model/coalitions.ts";
import type { World } from "../model/world.ts";
import type { RowBatch } from "../store/sink.ts";
import { controlled } from "../store/strategy-tables.ts";
import { rowsFrom } from "./rows.ts";

/** Empty tables in scenarios with neither strategies nor coalitions. */
export function controlRows(world: World): RowBatch[] {
  const { coalitions, strategies, clock, settings } = world;
  const isLast = clock.epoch === settings.epochs - 1;
  if (coalitions === undefined && strategies === undefined)
    return isLast ? [rowsFrom("coalitions", []), rowsFrom("control", [])] : [];
  return [coalitionRows(world), concentrationRows(world)];
}

function heldByAccount({ accounts }: World, of: (typeof controlled)[number]): Float64Array {
  return accounts.columns[of === "votes" ? "power" : of].slice(0, accounts.count);
}

function coalitionRows(world: World): RowBatch {
  const { coalitions, accounts, operators, clock } = world;
  if (coalitions === undefined || coalitions.list.length === 0) return rowsFrom("coalitions", []);
  const shares = (["capacity", "weight", "votes"] as const).map((of) => {
    const held = sumBy(heldByAccount(world, of), accounts.columns.operator, accounts.count, operators.count);
    const all = held.reduce((sum, one) => sum + one, 0);
    return (members: readonly number[]) => members.reduce((sum, one) => sum + held[one], 0) / all;
  });
  const rows = coalitions.list.map(({ plan, members, foundedAt, punishedUntil }) => ({
    epoch: clock.epoch,
    kind: coalitions.plans[plan].name,
    leader: members[0],
    members: members.length,
    founded_at: foundedAt,
    is_acting: punishedUntil <= clock.epoch ? 1 : 0,
    capacity_share: shares[0](members),
    weight_share: shares[1](members),
    votes_share: shares[2](members),
  }));
  return rowsFrom("coalitions", rows);
}

function concentrationRows(world: World): RowBatch {
  const { accounts, operators, clock } = world;
  const control = controlOf(world);
  const rows = controlled.map((name, of) => {
    const byAccount = heldByAccount(world, name);
    const byOperator = sumBy(byAccount, accounts.columns.operator, accounts.count, operators.count);
    const account = descending(byAccount);
    const operator = orderOf(byOperator, account);
    const group = orderOf(sumBy(byOperator, control, operators.count, operators.count), operator);
    const [byAccountSquared, byGroupSquared] = [hhi(account), hhi(group)];
    return {
      epoch: clock.epoch,
      of,
      groups: group.length,
      largest: topShare(group, 1),
      hhi_account: byAccountSquared,
      hhi_operator: hhi(operator),
      hhi_control: byGroupSquared,
      gap: byGroupSquared - byAccountSquared,
      nakamoto_account: nakamoto(account, oneHalf),
      nakamoto_operator: nakamoto(operator, oneHalf),
      nakamoto_control: nakamoto(group, oneHalf),
    };
  });
  return rowsFrom("control", rows);
}

/** Holdings largest first, of sums over others: when as many hold something, these are the same amounts. */
const orderOf = (sums: Float64Array, summed: Float64Array): Float64Array =>
  holdersOf(sums) === summed.length ? summed : descending(sums);

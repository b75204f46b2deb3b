/** One row an epoch on the native token's price; none where the scenario does not say what makes it. */
import type { World } from "../model/world.ts";
import type { RowBatch } from "../store/sink.ts";
import { rowsFrom } from "./rows.ts";

/** 1 GNK = 10⁹ ngonka (Gonka, genesis/genesis.json). */
const baseUnitsPerToken = 1e9;

export function tokenRows({ money, network, nodes, clock }: World, isLast: boolean): RowBatch[] {
  if (money === undefined) return isLast ? [rowsFrom("token", [])] : [];
  const price = network.columns.tokenPrice[0];
  let income = 0;
  for (let host = 0; host < nodes.count; host++) income += nodes.columns.reward[host] + nodes.columns.fees[host];
  const isMade = money.plan.kind === "endogenous";
  return [
    rowsFrom("token", [
      {
        epoch: clock.epoch,
        price,
        worth: money.worth,
        fees: isMade ? money.fees : Number.NaN,
        supply: isMade ? money.supply : Number.NaN,
        income: (income / baseUnitsPerToken) * price,
      },
    ]),
  ];
}

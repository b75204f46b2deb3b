/** A small world whose operators do business: a day an epoch, no requests, a fixed sum of tokens a day. */
import { capitalCost } from "../../sim/economics/operating-cost.ts";
import { fork } from "../../sim/fork.ts";
import { classIds } from "../../sim/model/catalogue/ids.ts";
import { operatorCosts } from "../../sim/model/catalogue/operator-costs.ts";
import type { Finance, FinanceFlows } from "../../sim/model/finance.ts";
import type { World } from "../../sim/model/world.ts";
import { noOutput, runTo, smallWorld, withPart } from "./small-world.ts";

const secondsPerDay = 86_400;

export interface FirmWorld {
  readonly world: World;
  readonly finance: Finance;
}

export interface FirmChanges {
  /** What all machines earn at the start over their full cost. */
  readonly ratio: number;
  readonly operators?: object;
  readonly economy?: object;
  readonly changes?: Readonly<Record<string, unknown>>;
}

const tokensPerDay = 1000;

/** 30 machines of 8 operators who decide weekly; nobody enters unless the section says so. */
export function firmWorld({ ratio, operators = {}, economy = {}, changes = {} }: FirmChanges): FirmWorld {
  const world = smallWorld({
    epochLength: "24 h",
    horizon: "2000 epoch",
    windows: 0,
    emission: { rule: "flat", perEpoch: tokensPerDay },
    reward: { rule: "proportional-to-capacity" },
    ...withPart("network", firmNetwork),
    ...withPart("demand", { rate: "0 request/s" }),
    ...changes,
    economy: {
      operators: {
        reviewEvery: "7 day",
        memory: "7 day",
        candidates: 0,
        nodesMax: 2000,
        operatorsMax: 400,
        ...operators,
      },
      ...economy,
    },
  });
  if (world.finance === undefined) throw new Error("the scenario has no operators who do business");
  const one = { world, finance: world.finance };
  setRatio(one, ratio);
  return one;
}

export const firmNetwork = { nodes: 30, operators: 8, accountsPerOperator: 1, classes: { neocloud: 1 } };

/** Sets the token's price so that the day's tokens pay for so many times the full cost of the machines that are there. */
export function setRatio(one: FirmWorld, ratio: number): void {
  one.world.network.columns.tokenPrice[0] = (ratio * fullCost(one)) / tokensPerDay;
}

/** Of all machines, fully used, before economies of scale. [USD/day] */
function fullCost(one: FirmWorld): number {
  const { columns } = one.finance.machines;
  const { capitalRate, life } = operatorCosts[classIds.indexOf("neocloud")];
  const hourly = (host: number) =>
    columns.power[host] +
    columns.site[host] +
    columns.staff[host] +
    columns.network[host] +
    capitalCost(columns.paid[host], 0, life, capitalRate);
  return 24 * machinesOf(one).reduce((sum, host) => sum + hourly(host), 0);
}

/** Runs to the end of a day, counted from 1, and adds up what happened on each day since. */
export function runDays({ world, finance }: FirmWorld, days: number): FinanceFlows {
  const total: Record<string, number> = {};
  for (let k = 0; k < days; k++) {
    runTo(world, (world.clock.epoch + 1) * secondsPerDay);
    for (const [name, value] of Object.entries(finance.flows)) total[name] = (total[name] ?? 0) + value;
  }
  return total as unknown as FinanceFlows;
}

export const forked = ({ world }: FirmWorld): FirmWorld => {
  const copy = fork(world, noOutput);
  return { world: copy, finance: copy.finance as Finance };
};

/** Machines that are there, of one operator or of all. */
export function machinesOf({ world }: FirmWorld, operator?: number): number[] {
  const { cards, status, operator: owner } = world.nodes.columns;
  const rows = Array.from({ length: world.nodes.count }, (_, host) => host);
  return rows.filter(
    (host) => cards[host] > 0 && status[host] < 4 && (operator === undefined || owner[host] === operator),
  );
}

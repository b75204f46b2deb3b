/** What a strategy pays in a small world: one operator takes it up and all others stay honest, against the same world in which it does not. */
import { build } from "../../sim/build.ts";
import type { Time } from "../../sim/engine/units.ts";
import type { MeasuredCells, VerdictPort } from "../../sim/model/ports.ts";
import { applyConduct, showBehaviour } from "../../sim/model/processes/conduct.ts";
import { settleOperators } from "../../sim/model/processes/strategies.ts";
import type { Strategies } from "../../sim/model/strategies.ts";
import type { World } from "../../sim/model/world.ts";
import { madeCells, type Recipe } from "./made-cells.ts";
import { noOutput, smallScenario, withPart } from "./small-world.ts";

export type StrategicWorld = World & { readonly strategies: Strategies };

export interface Setting {
  /** Top-level keys of the scenario that differ from the small one. */
  readonly changes?: Readonly<Record<string, unknown>>;
  /** Entries of the menu besides honest work. */
  readonly menu: readonly Readonly<Record<string, unknown>>[];
  readonly recipe?: Recipe;
  /** In place of a recipe: cells that were measured. */
  readonly cells?: MeasuredCells;
  readonly section?: Readonly<Record<string, unknown>>;
}

export const epochSeconds = 7200;

/** Without requests one by one: the fluid, which costs nothing. */
export const fluid = { windows: 0 };
/** Rewards of the size of costs, so that rents and fees matter. [GNK an epoch] */
export const emissionOf = (perEpoch: number) => ({ emission: { rule: "flat", perEpoch } });

export function strategicWorld({ changes = {}, menu, recipe, cells, section = {} }: Setting): StrategicWorld {
  const { economy = {}, ...others } = changes;
  const scenario = smallScenario({
    horizon: "40 epoch",
    ...others,
    economy: { ...(economy as object), strategies: { menu, ...section } },
  });
  const known = cells ?? (recipe && madeCells(recipe));
  const verdicts: VerdictPort | undefined = known && { ...known, execute: () => undefined, result: () => undefined };
  return build({ scenario, replication: 0, verdicts }, noOutput) as StrategicWorld;
}

/** These operators take up this option from now on. */
export function takeUp(world: StrategicWorld, operators: readonly number[], option: number): void {
  for (const one of operators) world.strategies.conducts.columns.option[one] = option;
  settleOperators(world, world.strategies, world.clock.epoch);
  applyConduct(world, world.strategies);
  showBehaviour(world, world.strategies);
}

export function runEpochs(world: World, epochs: number): void {
  world.schedule.run(world, (epochs * epochSeconds * 1e6) as Time);
}

/** Mean pay of an operator while it did what it does now. [base unit/epoch] */
export function meanPay({ strategies }: StrategicWorld, operator: number): number {
  const { option } = strategies.conducts.columns;
  return strategies.records.columns.learned[operator * strategies.options.length + option[operator]];
}

/** The operator with the most capacity. */
export function largest({ nodes, operators }: World): number {
  const size = new Float64Array(operators.count);
  for (let host = 0; host < nodes.count; host++) size[nodes.columns.operator[host]] += nodes.columns.capacity[host];
  return size.indexOf(Math.max(...size));
}

/**
 * Pay of the deceiver over that of the same operator in the same world had it stayed honest, less 1.
 *
 * @param who  of the world; the largest operator without it
 */
export function gainOf(setting: Setting, epochs: number, who: (world: World) => number = largest): number {
  const [honest, other] = [0, 1].map((option) => {
    const world = strategicWorld(setting);
    takeUp(world, [who(world)], option);
    runEpochs(world, epochs);
    return meanPay(world, who(world));
  }) as [number, number];
  return (other - honest) / Math.abs(honest);
}

/** Twice the nodes ask for work there is. */
export const busy = (rate: string) => withPart("demand", { rate });

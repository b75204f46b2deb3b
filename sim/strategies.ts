/** The section `economy.strategies` of a scenario, from its units to those of the core. */
import { createOperatorStrategy } from "./agents/operator/registry.ts";
import { createRevision } from "./agents/revision/registry.ts";
import type { Rng } from "./engine/rng.ts";
import type { VerdictPort } from "./model/ports.ts";
import { createStrategies, type Room, type Strategies, type StrategyOption } from "./model/strategies.ts";
import type { World } from "./model/world.ts";
import type { Scenario } from "./scenario/scenario.ts";

type Section = NonNullable<Scenario["economy"]["strategies"]>;

const secondsPerHour = 3600;

/** Names of the options in their order; honest work comes first. */
export function optionNames(section: Section): string[] {
  return ["honest", ...section.menu.map(({ name, strategy }) => name ?? strategy)];
}

export function strategiesOf(scenario: Scenario, room: Room, rng: Rng): Strategies | undefined {
  const section = scenario.economy.strategies;
  if (section === undefined) return undefined;
  const { menu, revision, review, startOf, samples, lookAhead, askResponse, idlePower } = section;
  const names = optionNames(section);
  const options = menu.map(({ name: _, start, ...choice }, i): StrategyOption => {
    return { name: names[i + 1], start, role: createOperatorStrategy(choice) };
  });
  const settings = {
    reviewEpochs: revision.rule === "fixed" ? Number.POSITIVE_INFINITY : review / scenario.epochLength,
    startOf,
    samples,
    lookAhead,
    askResponse,
    idlePower,
    proofHours: scenario.network.proofTime / secondsPerHour,
    accountsMost: accountsMost(scenario),
  };
  const honest = { name: "honest", start: 0, role: createOperatorStrategy({ strategy: "honest" }) };
  const plan = { settings, options: [honest, ...options], revision: createRevision(revision) };
  return createStrategies({ ...plan, stream: rng.stream("strategies") }, room);
}

/** Rows that there is room for in a world. */
export function roomOf(
  { operators, nodes, accounts }: Pick<World, "operators" | "nodes" | "accounts">,
  verdicts: VerdictPort | undefined,
): Room {
  const cells = verdicts?.cells.length ?? 0;
  return { operators: operators.capacity, nodes: nodes.capacity, accounts: accounts.capacity, cells };
}

/** Accounts over which an operator may ask to be spread; 1 where nobody does. */
export function accountsMost({ economy }: Scenario): number {
  const asked = (economy.strategies?.menu ?? []).map((entry) => ("accounts" in entry ? entry.accounts : 1));
  return Math.max(1, ...asked);
}

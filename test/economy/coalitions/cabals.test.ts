/** Cabals: members who report each other's work alone, with the stake that the consensus asks for and without. */
import { describe, expect, test } from "vitest";
import { bySize, found } from "../../../sim/model/processes/coalitions.ts";
import type { World } from "../../../sim/model/world.ts";
import { withPart } from "../../support/small-world.ts";
import { fluid, runEpochs, strategicWorld } from "../../support/strategic-world.ts";

type Coalitions = NonNullable<World["coalitions"]>;

/** Operators with the same stake; a look after every epoch. */
function worldOf(operators: number, membersMost: number, changes: object) {
  const coalitions = { kinds: [{ kind: "cabal", membersMost }], every: "1 epoch" };
  const world = strategicWorld({
    menu: [{ strategy: "honest", name: "plain" }],
    changes: {
      ...fluid,
      ...withPart("network", { operators, accountsPerOperator: 1, classes: { "gaming-pc": 1 } }),
      stake: { total: 1e6, spread: "even", liquidPerAccount: 1000 },
      economy: { coalitions },
      ...changes,
    },
  });
  return { world, coalitions: world.coalitions as Coalitions };
}
const clipped = { reward: { rule: "clipped-consensus" } };

describe("cabal", () => {
  test("forms where its members hold what the consensus asks for", () => {
    const { world, coalitions } = worldOf(6, 5, clipped);
    runEpochs(world, 4);
    expect(coalitions.list[0]?.members.length).toBeGreaterThan(3);
  });

  test("does not form where rewards do not go by reports", () => {
    const { world, coalitions } = worldOf(6, 5, {});
    runEpochs(world, 7);
    expect(coalitions.list).toEqual([]);
  });

  /** How many left to gain by it in a dozen epochs, of so many who began together. */
  const deserted = (members: number) => {
    const { world, coalitions } = worldOf(15, members, clipped);
    found(coalitions, 0, 0, bySize(world).slice(0, members));
    runEpochs(world, 12);
    return coalitions.deserted[0];
  };

  test("holds with more than half of the stake", () => expect(deserted(8)).toBe(0));

  test("is left with an eighth of the stake, as the consensus cuts its reports", () =>
    expect(deserted(2)).toBeGreaterThan(0));
});

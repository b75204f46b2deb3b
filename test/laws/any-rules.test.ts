/**
 * Any combination of rules that makes sense keeps the books: random scenarios over the registry, with parameters at
 * their defaults or at corners, request by request or as a fluid. The run itself checks each epoch that balances sum to
 * zero and that what is locked is whose it is.
 */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { build } from "../../sim/build.ts";
import type { Time } from "../../sim/engine/units.ts";
import { registry, slots } from "../../sim/mechanisms/registry.ts";
import { firstHolder, LedgerAccount, LineKind } from "../../sim/model/ledger.ts";
import type { World } from "../../sim/model/world.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { anyRulesScenario } from "../support/any-rules.ts";
import { noOutput } from "../support/small-world.ts";

const anyChoices = fc.record(
  Object.fromEntries(slots.map((slot) => [slot, fc.constantFrom(...registry[slot].map(({ id }) => ({ rule: id })))])),
);
const anyRest = fc.record({
  seed: fc.nat({ max: 1000 }),
  windows: fc.constantFrom(0, 0, 0, { perEpoch: 1, length: "20 s", warmup: "5 s", firstWarmup: "10 s" }),
  horizon: fc.constantFrom("2 epoch", "3 epoch", "5 epoch"),
});

/** The scenario, or undefined when the rules make no sense together. */
function sensible(choices: object, rest: object): Scenario | undefined {
  try {
    return anyRulesScenario(choices, rest);
  } catch {
    return undefined;
  }
}

/** Money made and burned as the network's row has it and as the books do, and all that is held by anybody else. */
function supply({ ledger, network }: World) {
  const { balance } = ledger;
  let held = 0n;
  for (let i = 0; i < balance.length; i++) {
    if (i !== LedgerAccount.supply && i !== LedgerAccount.burned) held += balance[i];
  }
  return {
    made: -balance[LedgerAccount.supply],
    issued: BigInt(network.columns.issued[0]),
    burnt: balance[LedgerAccount.burned],
    burned: BigInt(network.columns.burned[0]),
    held,
  };
}

test("money made less money burned is the money that there is, whatever the rules", () => {
  let tried = 0;
  fc.assert(
    fc.property(anyChoices, anyRest, (choices, rest) => {
      const scenario = sensible(choices, rest);
      if (scenario === undefined) return;
      const world = build({ scenario, replication: 0 }, noOutput);
      world.schedule.run(world, (world.settings.epochs * world.settings.epochLength) as Time);
      const { made, issued, burnt, burned, held } = supply(world);
      expect(issued).toBe(made);
      expect(burned).toBe(burnt);
      expect(held).toBe(issued - burned);
      expect(world.clock.epoch).toBe(scenario.horizon);
      tried++;
    }),
    { seed: 20_261_122, numRuns: 32 },
  );
  expect(tried).toBeGreaterThan(16);
});

test("bounties too: what finders of faults are paid comes out of the deposits of those at fault, whatever the other rules", () => {
  let paid = 0;
  fc.assert(
    fc.property(
      anyChoices,
      fc.nat({ max: 1000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (choices, seed, bounty) => {
        const verification = { rule: "challenged-when-it-pays", prior: 1, bond: 20, bounty };
        const cheating = { behaviours: { shares: { int4: 1 } }, kernel: { assumed: true, share: 0 } };
        const scenario = sensible({ ...choices, verification }, { seed, ...cheating });
        if (scenario === undefined) return;
        const world = build(
          { scenario, replication: 0 },
          {
            ...noOutput,
            epochEnded({ ledger: { journal } }) {
              for (let i = 0; i < journal.lines; i++)
                if (journal.from[i] === LedgerAccount.collateral && journal.kind[i] === LineKind.slash)
                  paid += (journal.to[i] as number) >= firstHolder ? 1 : 0;
            },
          },
        );
        world.schedule.run(world, (world.settings.epochs * world.settings.epochLength) as Time);
        const { made, issued, burnt, burned, held } = supply(world);
        expect([issued, burned, held]).toEqual([made, burnt, issued - burned]);
      },
    ),
    { seed: 20_261_130, numRuns: 8 },
  );
  expect(paid).toBeGreaterThan(8);
});

test("only what makes no sense is left out", () => {
  expect(sensible({ verification: { rule: "challenged-when-it-pays", bond: 0 } }, {})).toBeUndefined();
  expect(sensible({ verification: { rule: "challenged-when-it-pays" } }, {})).toBeDefined();
});

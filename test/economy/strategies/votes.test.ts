/** Strategies at the ballot: a proposal to pay all accounts alike, where hardly anybody turns out. */
import { describe, expect, test } from "vitest";
import { LineKind } from "../../../sim/model/ledger.ts";
import type { World } from "../../../sim/model/world.ts";
import {
  emissionOf,
  fluid,
  gainOf,
  largest,
  runEpochs,
  strategicWorld,
  takeUp,
} from "../../support/strategic-world.ts";

const horizon = 30;
const apathy = { duty: 0, cost: 1, turnout: 0.001, horizon: `${horizon} epoch`, slope: 20 };
const changes = (governance: object, power: string) => ({
  ...fluid,
  ...emissionOf(10),
  stake: { total: 1000, liquidPerAccount: 1000 },
  governance: { rule: "token-vote-quorum", votingEpochs: 1, timelockEpochs: 0, deposit: 0, ...governance },
  power: { rule: power },
  voting: apathy,
  proposals: [{ at: "1 epoch", change: { reward: "equal-per-account" } }],
});

/** Whoever would gain most by equal pay: most accounts for its capacity. */
function poorest(world: World): number {
  const { operators, accounts, nodes } = world;
  const gain = new Float64Array(operators.count);
  let capacity = 0;
  for (let host = 0; host < nodes.count; host++) capacity += nodes.columns.capacity[host];
  for (let a = 0; a < accounts.count; a++) gain[accounts.columns.operator[a]] += 1 / accounts.count;
  for (let host = 0; host < nodes.count; host++)
    gain[nodes.columns.operator[host]] -= nodes.columns.capacity[host] / capacity;
  return gain.indexOf(Math.max(...gain));
}

describe("vote-buyer", () => {
  const menu = [{ strategy: "vote-buyer", part: 1 }];

  test("pays where those who would gain but stay at home need only be paid their effort", () => {
    const cheap = { ...changes({ quorum: 0.4 }, "one-account-one-vote"), voting: { ...apathy, cost: 1e-9 } };
    expect(
      gainOf({ menu, changes: { ...cheap, voting: { ...cheap.voting, turnout: 0.001, slope: 0 } } }, 12, poorest),
    ).toBeGreaterThan(0.05);
  });

  test("what is paid reaches those whose votes were bought, and no more than the buyer gains", () => {
    const setting = {
      ...changes({ quorum: 0.4 }, "one-account-one-vote"),
      voting: { ...apathy, cost: 1e-9, slope: 0 },
    };
    const world = strategicWorld({ menu, changes: setting });
    takeUp(world, [poorest(world)], 1);
    const paid: number[] = [];
    const { output } = world;
    Object.assign(world, {
      output: {
        ...output,
        epochEnded(at: typeof world) {
          const { lines, kind, amount } = at.ledger.journal;
          for (let i = 0; i < lines; i++) if (kind[i] === LineKind.bribe) paid.push(amount[i] as number);
          output.epochEnded(at);
        },
      },
    });
    runEpochs(world, 6);
    expect(paid.length).toBeGreaterThan(3);
    expect(paid.every((amount) => amount > 0)).toBe(true);
    const gain = world.proposals[0].gain;
    expect(paid.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(gain * horizon);
    expect(world.choices.reward.rule).toBe("equal-per-account");
  });

  test("does not where losers hold the votes: they would have to be paid what they lose", () => {
    const setting = { ...changes({ quorum: 0.6 }, "by-weight"), voting: { ...apathy, cost: 1e-9, slope: 0 } };
    expect(gainOf({ menu, changes: setting }, 6, poorest)).toBeLessThanOrEqual(1e-6);
  });
});

describe("incumbent", () => {
  const menu = [{ strategy: "incumbent" }];

  test("pays where few turn out and its share is at stake", () => {
    const changed = { ...changes({ quorum: 0 }, "by-weight"), voting: { ...apathy, cost: 1e6 } };
    expect(gainOf({ menu, changes: changed }, 8, largest)).toBeGreaterThan(0.05);
  });

  test("changes nothing where nothing is put to the vote", () => {
    const quiet = { ...changes({ quorum: 0 }, "by-weight"), proposals: [] };
    expect(gainOf({ menu, changes: quiet }, 4, largest)).toBe(0);
  });
});

/** Who is not admitted, or not active, is paid nothing in a run, whatever the reward rule; the others share what it would have had. */
import { expect, test } from "vitest";
import { AccountStatus } from "../../sim/model/tables/accounts.ts";
import { noOutput, runTo, smallWorld } from "../support/small-world.ts";

const epochSeconds = 2 * 3600;

/** Of the last of two epochs: who is admitted, who is active, and who is paid. */
function paidIn(changes: object) {
  const seen = { admitted: 0, active: [] as number[], paid: [] as number[], rewarded: 0, emission: 0 };
  const world = smallWorld(
    { windows: 0, horizon: "2 epoch", ...changes },
    {
      ...noOutput,
      epochEnded({ accounts: { columns, count }, clock }) {
        const rows = Array.from({ length: count }, (_, a) => a);
        seen.admitted = rows.filter((a) => columns.isAdmitted[a] === 1).length;
        seen.active = rows.filter((a) => columns.status[a] === AccountStatus.active);
        seen.paid = rows.filter((a) => (columns.reward[a] as number) > 0);
        seen.rewarded = clock.rewarded;
        seen.emission = clock.emission;
      },
    },
  );
  runTo(world, 2 * epochSeconds);
  return { ...seen, accounts: world.accounts.count };
}

test.each(["proportional-to-work", "proportional-to-capacity", "equal-per-account"])(
  "%s pays the three that are admitted, and all of the emission",
  (rule) => {
    const { accounts, admitted, active, paid, rewarded, emission } = paidIn({
      admission: { rule: "largest-by-stake", places: 3 },
      reward: { rule },
    });
    expect(accounts).toBeGreaterThan(3);
    expect(admitted).toBe(3);
    expect(paid).toEqual(active);
    expect(emission - rewarded).toBeLessThan(accounts);
  },
);

test("who fails the confirmation of its proofs is paid nothing for its work either", () => {
  const host = (a: number) => ({
    account: `host${a}`,
    jurisdiction: "USA",
    model: "llama-3.1-8b-int4",
    proof: 1000,
    heldFraction: a === 0 ? 0.2 : 1,
    machines: [{ hardware: "rtx4090", cards: 1, count: 1 }],
  });
  const { active, paid } = paidIn({
    network: { hosts: Array.from({ length: 6 }, (_, a) => host(a)) },
    weight: { rule: "compute-proof", confirmations: 20, participation: "off", groupHosts: 0, groupFraction: 0 },
    standing: { rule: "downtime-and-sequential-test" },
  });
  expect(active).toEqual([1, 2, 3, 4, 5]);
  expect(paid).toEqual(active);
});

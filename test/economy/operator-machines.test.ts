/** Machines and accounts that come and go in a run, economies of scale, and the market for accelerators. */
import { describe, expect, test } from "vitest";
import { Status } from "../../sim/model/tables/nodes.ts";
import { firmNetwork, firmWorld, runDays, setRatio } from "../support/firm-world.ts";
import { runTo, smallWorld, withPart } from "../support/small-world.ts";

/** What machines earn over their full cost at the start. */
const dear = 6;

describe("accounts", () => {
  const opened = (rule: string, cost: string) =>
    runDays(
      firmWorld({
        ratio: 1,
        operators: { volatility: 1.5, accounts: { choice: "best", cost } },
        changes: { reward: { rule } },
      }),
      30,
    ).accountsOpened;

  test("are opened where each is paid alike and names are cheap, not where they are dear, not where work is paid", () => {
    expect(opened("equal-per-account", "0 USD")).toBeGreaterThan(3);
    expect(opened("equal-per-account", "1e9 USD")).toBe(0);
    expect(opened("proportional-to-capacity", "1 USD")).toBe(0);
  });
});

describe("machines that come and go", () => {
  const windows = { perEpoch: 1, length: "10 s", warmup: "2 s", firstWarmup: "10 s" };

  test("new ones serve requests and are paid; gone ones hold none, and their rows are never used again", () => {
    const demand = withPart("demand", { rate: "4 request/s" });
    const one = firmWorld({ ratio: dear, operators: { candidates: 20 }, changes: { windows, ...demand } });
    const { world } = one;
    runDays(one, 10);
    const { work, reward, status, cards, capacity } = world.nodes.columns;
    const came = Array.from({ length: world.nodes.count - 30 }, (_, k) => 30 + k);
    expect(came.length).toBeGreaterThan(5);
    expect(came.filter((host) => work[host] > 0 && reward[host] > 0).length).toBeGreaterThan(came.length / 5);
    world.network.columns.tokenPrice[0] /= 1000;
    const rows = world.nodes.count;
    runDays(one, 40);
    const gone = Array.from({ length: rows }, (_, host) => host).filter((host) => status[host] === Status.gone);
    expect(gone.length).toBeGreaterThan(20);
    for (const host of gone) expect([cards[host], capacity[host], work[host], reward[host]]).toEqual([0, 0, 0, 0]);
    const seated = world.router.seats().flatMap((seats) => [...seats]);
    for (const host of gone) expect(seated).not.toContain(host);
  });

  test("a machine given up while requests are in flight ends them, in whole-time runs", () => {
    const one = smallWorld({
      horizon: "6 epoch",
      epochLength: "5 min",
      windows: 1,
      stake: { tokenPrice: 0.000001 },
      emission: { rule: "flat", perEpoch: 1 },
      ...withPart("demand", { rate: "8 request/s" }),
      economy: { operators: { reviewEvery: "5 min", memory: "5 min", candidates: 0, takeovers: false } },
    });
    runTo(one, 4 * 300 + 1);
    const draining = one.nodes.columns.status
      .subarray(0, one.nodes.count)
      .filter((status) => status >= Status.draining);
    expect(draining.length).toBeGreaterThan(0);
    // `checkLittle` and `checkBooks` hold at every epoch's end: requests are conserved, or the run would have stopped.
    runTo(one, 6 * 300);
    expect(one.clock.entered - one.clock.left).toBeGreaterThanOrEqual(0);
  });
});

describe("economies of scale (channel iv) and stake (channel iii)", () => {
  test("a large operator pays less for an hour of a machine than a small one, and the same when they are switched off", () => {
    const unit = (scale: object) => {
      const one = firmWorld({
        ratio: 3,
        operators: { scale },
        changes: withPart("network", { ...firmNetwork, nodes: 200, operators: 5 }),
      });
      runDays(one, 1);
      const { columns } = one.finance.firms;
      const rows = [0, 1, 2, 3, 4].sort((a, b) => columns.servers[a] - columns.servers[b]);
      const cost = (o: number) => columns.staff[o] / columns.servers[o];
      return cost(rows[4]) / cost(rows[0]);
    };
    const off = { cards: 0, power: 0, site: 0, staff: 0, network: 0 };
    expect(unit({})).toBeLessThan(0.8);
    expect(unit(off)).toBeCloseTo(1, 9);
  });

  test("what is bonded out of income is stake, and counts where stake is paid", () => {
    const one = firmWorld({ ratio: dear, operators: { sold: 0.5, restaked: 1 } });
    const flows = runDays(one, 5);
    expect(flows.tokensBonded).toBeCloseTo(flows.tokensSold, 0);
    const { stake } = one.world.accounts.columns;
    expect(stake.subarray(0, one.world.accounts.count).reduce((a, b) => a + b, 0) / 1e9).toBeCloseTo(
      flows.tokensBonded,
      3,
    );
  });
});

describe("with the market for accelerators", () => {
  test("cards are ordered of their makers and come later; used ones are bought of dealers when they are cheap", () => {
    const one = firmWorld({ ratio: dear, economy: { chips: { others: 20 } }, operators: { candidates: 10 } });
    const early = runDays(one, 5);
    expect(early.machinesBought).toBe(0);
    expect(one.finance.firms.columns.committed.some((usd) => usd > 0)).toBe(true);
    const late = runDays(one, 150);
    expect(late.machinesBought).toBeGreaterThan(5);
    expect(late.machinesUsed).toBe(0);
    setRatio(one, 0.3);
    runDays(one, 60);
    expect(one.world.chips?.used.some(({ taken }) => taken > 0)).toBe(true);
    setRatio(one, dear);
    let [machines, paid] = [0, 0];
    for (let day = 0; day < 40; day++) {
      machines += runDays(one, 1).machinesUsed;
      paid += one.finance.firms.columns.investedUsed.reduce((sum, usd) => sum + usd, 0);
    }
    expect(machines).toBeGreaterThan(0);
    expect(paid).toBeGreaterThan(0);
  });
});

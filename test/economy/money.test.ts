/** The token's price: each kind where it matters to hosts' income, and where it does not. */
import { describe, expect, test } from "vitest";
import { fork } from "../../sim/fork.ts";
import { digestOf, run } from "../../sim/run.ts";
import { clientPlan, clientsOf, clientWorld, heldBy, plainDemand } from "../support/client-world.ts";
import { keepingSink, noOutput, runTo, smallScenario } from "../support/small-world.ts";

const day = 86_400;
const priceOf = (world: ReturnType<typeof clientWorld>) => world.network.columns.tokenPrice[0] as number;
const halving = {
  kind: "path",
  prices: [
    { at: "0 year", price: 1 },
    { at: "1 year", price: 0.25 },
  ],
};
const jumps = { kind: "jumps", volatility: 0, perYear: "0/year", jumpMean: 0, jumpSpread: 0 };
const made = {
  kind: "endogenous",
  volatility: 0,
  memory: "5 day",
  adjustment: "10 day",
  hope: "0 %",
  chasing: 0,
  overhang: 0,
};
const withMoney = (money: object, more: object = {}) => ({ money, ...more });

/** Columns of `token` of a run of 40 days. */
function stored(money: object, more: object = {}) {
  const sink = keepingSink();
  run({ scenario: smallScenario({ ...clientPlan({ money, ...more }), horizon: "40 epoch" }), replication: 0 }, sink);
  return (name: string) => sink.column("token", name).map(Number);
}

describe("path", () => {
  test("hosts' income in dollars follows it, while rewards in tokens stay", () => {
    const of = stored(halving);
    const [price, income] = [of("price"), of("income")];
    expect(price[0]).toBe(1);
    expect(price[39]).toBeCloseTo(4 ** (-39 / 365.25), 12);
    // The network's price in dollars falls with it, so that clients come; rewards, most of the income, do not grow.
    expect((income[39] as number) / (income[0] as number)).toBeLessThan(0.95);
  });

  test("a token dearer by the day makes the network dear: clients leave; where none choose nobody does", () => {
    const rising = {
      kind: "path",
      prices: [
        { at: "0 year", price: 1 },
        { at: "0.1 year", price: 20 },
      ],
    };
    const [fell, rose] = [halving, rising].map((money) => clientWorld({ demand: plainDemand, money }, 38));
    expect(heldBy(rose as never, 0)).toBeLessThan(0.7 * heldBy(fell as never, 0));
    expect((rose as typeof fell)?.markets.columns.price[0]).toBe(fell?.markets.columns.price[0]);
  });
});

describe("jumps", () => {
  test("the same steps whatever the rules are; other draws do not move", () => {
    const moving = { ...jumps, volatility: 0.8, perYear: "50/year", jumpSpread: 0.2 };
    const [one, other] = [
      clientWorld(withMoney(moving), 30),
      clientWorld(withMoney(moving, { others: { emission: { rule: "halving" } } }), 30),
    ];
    expect(priceOf(one)).toBe(priceOf(other));
    expect(priceOf(one)).not.toBe(priceOf(clientWorld(withMoney({ ...moving, perYear: "0/year" }), 30)));
    expect([...one.nodes.columns.uptime]).toEqual([...clientWorld({}, 30).nodes.columns.uptime]);
  });

  test("without jumps, noise and drift the price stands still", () => {
    expect(priceOf(clientWorld(withMoney(jumps), 30))).toBe(1);
    expect(priceOf(clientWorld(withMoney({ ...jumps, drift: "100 %/year" }), 30))).toBeCloseTo(
      Math.exp(30 / 365.25),
      12,
    );
  });
});

describe("endogenous", () => {
  const still = { others: { emission: { rule: "flat", perEpoch: 0 } } };

  test("fees that stay keep it; where demand grows it rises with fees", () => {
    const steady = clientWorld(withMoney(made, still), 40);
    expect(priceOf(steady)).toBeCloseTo(1, 1);
    const growing = clientWorld(
      withMoney(made, {
        others: {
          ...still.others,
          demand: { rate: "60 request/s", segments: 24, workloads: { "azure-conversation": 1 }, growth: "1000 %/year" },
        },
      }),
      40,
    );
    expect(priceOf(growing)).toBeGreaterThan(1.1 * priceOf(steady));
  });

  test("new supply presses on it through the number of tokens and through the overhang; without emission neither does", () => {
    const emitting = { others: { emission: { rule: "flat", perEpoch: 1e6 } } };
    const pressed = priceOf(clientWorld(withMoney({ ...made, overhang: 2 }, emitting), 40));
    const diluted = priceOf(clientWorld(withMoney(made, emitting), 40));
    expect(diluted).toBeLessThan(0.9 * priceOf(clientWorld(withMoney(made, still), 40)));
    expect(pressed).toBeLessThan(0.8 * diluted);
    const quiet = [0, 2].map((overhang) => priceOf(clientWorld(withMoney({ ...made, overhang }, still), 40)));
    expect(quiet[1]).toBeCloseTo(quiet[0] as number, 9);
  });

  test("hope that chases makes rises and falls larger; where the price stands it does nothing", () => {
    const emitting = { others: { emission: { rule: "flat", perEpoch: 1e6 } } };
    const chased = priceOf(clientWorld(withMoney({ ...made, hope: "50 %", chasing: 1 }, emitting), 40));
    expect(chased).toBeLessThan(0.95 * priceOf(clientWorld(withMoney({ ...made, hope: "50 %" }, emitting), 40)));
  });

  test("a network without fees cannot be the anchor, and says so", () => {
    const nobody = { demand: { start: "clouds" }, clouds: { firms: [{ name: "amazon" }] } };
    expect(() => clientWorld({ ...nobody, money: { ...made, anchored: true } }, 2)).toThrow(/anchored: false/);
    expect(priceOf(clientWorld({ ...nobody, money: { ...made, anchored: false } }, 2))).toBeLessThan(1);
  });

  test("a fork goes on to the same price", () => {
    const world = clientWorld(withMoney({ ...made, volatility: 0.5 }), 10);
    const copy = fork(world, noOutput);
    runTo(copy, 20 * day);
    runTo(world, 20 * day);
    expect(digestOf(copy)).toBe(digestOf(world));
    expect(clientsOf(copy).budget).toBe(clientsOf(world).budget);
  });
});

/** Laws that every run keeps, whatever the scenario. */
import { describe, expect, test } from "vitest";
import { InvariantError } from "../../sim/engine/invariant.ts";
import { fork } from "../../sim/fork.ts";
import { checkBooks } from "../../sim/model/ledger.ts";
import { checkLittle } from "../../sim/model/requests.ts";
import { digestOf, run } from "../../sim/run.ts";
import { outputTables } from "../../sim/store/tables.ts";
import { keepingSink, noOutput, runTo, smallScenario, smallWorld, withPart } from "../support/small-world.ts";

const sum = (values: readonly (number | bigint | string)[]) =>
  values.reduce((total: number, v) => total + Number(v), 0);

describe("a run", () => {
  test("is a function of scenario and replication", () => {
    const once = run({ scenario: smallScenario(), replication: 0 }, keepingSink());
    const again = run({ scenario: smallScenario(), replication: 0 }, keepingSink());
    const other = run({ scenario: smallScenario(), replication: 1 }, keepingSink());
    expect(again).toEqual(once);
    expect(other.digest).not.toBe(once.digest);
    expect(other.fingerprint).not.toBe(once.fingerprint);
  });

  test("delivers every declared table, each column as long as it says", () => {
    const sink = keepingSink();
    const verification = { rule: "uniform-sample", fraction: 0.2 };
    const economy = { chips: { others: 20 }, operators: {}, states: {} };
    run({ scenario: smallScenario({ verification, economy }), replication: 0 }, sink);
    for (const table of outputTables) {
      const batches = sink.batches.filter((batch) => batch.table === table.name);
      expect(batches.length, table.name).toBeGreaterThan(0);
      for (const batch of batches) {
        expect(batch.columns).toHaveLength(table.columns.length);
        for (const column of batch.columns) expect(column).toHaveLength(batch.count);
      }
    }
    expect(sink.column("verdicts", "check_time").length).toBeGreaterThan(10);
  });

  test("outages that are due after all that a clock can count strike nobody", () => {
    const outages = { perYear: 1e-6, length: "1 h", scripted: [] };
    const rare = run({ scenario: smallScenario({ outages, horizon: "1 epoch" }), replication: 0 }, keepingSink());
    expect(rare.epochs).toBe(1);
  });

  test("observing more does not change what happens", () => {
    const few = { nodesEvery: 0, operatorsEvery: 0, requestsFraction: 0 };
    const many = { nodesEvery: 1, operatorsEvery: 1, requestsFraction: 1 };
    const a = run({ scenario: smallScenario({ outputs: few }), replication: 0 }, keepingSink());
    const b = run({ scenario: smallScenario({ outputs: many }), replication: 0 }, keepingSink());
    expect(b.fingerprint).toBe(a.fingerprint);
  });

  test.each(["power-of-d", "weighted-random", "least-loaded", "cheapest", "latency-first"])(
    "under %s serves requests, and sees the same arrivals as under any other routing",
    (rule) => {
      const arrivalsOf = (routing: object) => {
        const sink = keepingSink();
        const outputs = { requestsFraction: 1, nodesEvery: 0, operatorsEvery: 0 };
        run({ scenario: smallScenario({ routing, outputs, horizon: "1 epoch" }), replication: 0 }, sink);
        expect(sum(sink.column("windows", "served"))).toBeGreaterThan(100);
        return sum(sink.column("windows", "offered"));
      };
      expect(arrivalsOf({ rule })).toBe(arrivalsOf({ rule: "weighted-random" }));
    },
  );

  test("fees, rewards and balances agree between tables", () => {
    const sink = keepingSink();
    run({ scenario: smallScenario({ outputs: { nodesEvery: 1, operatorsEvery: 1 } }), replication: 0 }, sink);
    const fees = sum(sink.column("epochs", "fees"));
    expect(fees).toBeGreaterThan(0);
    for (const table of ["markets", "operators", "nodes"]) expect(sum(sink.column(table, "fees"))).toBe(fees);
    const rewarded = sum(sink.column("epochs", "rewarded"));
    for (const table of ["operators", "nodes"]) expect(sum(sink.column(table, "reward"))).toBe(rewarded);
    const kinds = sink.column("ledger", "kind");
    const amounts = sink.column("ledger", "amount");
    const ofKind = (kind: number) => sum(amounts.filter((_, i) => kinds[i] === kind));
    expect(ofKind(0)).toBe(sum(sink.column("epochs", "emission")));
    expect(ofKind(1)).toBe(rewarded);
    expect(ofKind(2)).toBe(fees);
    expect(sum(sink.column("ledger_accounts", "balance"))).toBe(0);
  });
});

describe("a fork", () => {
  test.each([
    ["in a window", 3000],
    ["between windows", 5000],
    ["in the second epoch", 9000],
  ])("%s goes on to the digest of the straight run", (_, seconds) => {
    const straight = smallWorld();
    runTo(straight, seconds);
    const copy = fork(straight, noOutput);
    runTo(straight, 20_000);
    const after = digestOf(straight);
    runTo(copy, 20_000);
    expect(digestOf(copy)).toBe(after);
    expect(copy.schedule.fingerprint()).toBe(straight.schedule.fingerprint());
  });

  test("under another rule goes elsewhere, and leaves the original alone", () => {
    const world = smallWorld();
    runTo(world, 3000);
    const before = digestOf(world);
    const copy = fork(world, noOutput, { price: { rule: "flat", price: 7 } });
    runTo(copy, 20_000);
    expect(digestOf(world)).toBe(before);
    expect(copy.markets.columns.price[0]).toBe(7);
  });
});

describe("invariants are not idle", () => {
  test("a request taken out behind the model's back is found", () => {
    const world = smallWorld();
    runTo(world, 3000);
    expect(() => checkLittle(world)).not.toThrow();
    world.clock.left++;
    expect(() => checkLittle(world)).toThrow(InvariantError);
  });

  test("a microsecond too many in one sojourn is found", () => {
    const world = smallWorld();
    runTo(world, 3000);
    world.clock.unsettled += 1;
    expect(() => checkLittle(world)).toThrow("Little");
  });

  test("money out of nothing is found", () => {
    const world = smallWorld();
    runTo(world, 8000);
    world.ledger.balance[4] += 1n;
    expect(() => checkBooks(world.ledger)).toThrow(InvariantError);
  });
});

describe("the whole epoch request by request", () => {
  test("windows: 1 measures all of the time and has no sampling error", () => {
    const sink = keepingSink();
    const scenario = smallScenario({ windows: 1, epochLength: "0.5 h", horizon: "2 epoch" });
    run({ scenario, replication: 0 }, sink);
    expect(sink.column("epochs", "simulated_fraction")).toEqual([1, 1]);
    expect(sink.column("epochs", "offered_requests_se")).toEqual([0, 0]);
    expect(sum(sink.column("windows", "offered"))).toBe(sum(sink.column("epochs", "offered_requests")));
  });

  test("windows: 0 gives work from rates alone", () => {
    const sink = keepingSink();
    run({ scenario: smallScenario({ windows: 0 }), replication: 0 }, sink);
    expect(sink.column("epochs", "offered_requests")[0]).toBeCloseTo(6 * 7200, 3);
    expect(sum(sink.column("epochs", "fees"))).toBeGreaterThan(0);
    expect(sink.column("requests", "request")).toHaveLength(0);
  });
});

describe("a world under stress", () => {
  test("with far too much demand loses requests to patience, and says so", () => {
    const sink = keepingSink();
    run(
      {
        scenario: smallScenario({ ...withPart("demand", { rate: "300 request/s" }), horizon: "1 epoch" }),
        replication: 0,
      },
      sink,
    );
    const outcome = sink.column("misses", "outcome");
    const requests = sink.column("misses", "requests");
    expect(Number(requests[outcome.indexOf(3)])).toBeGreaterThan(1000);
    expect(Number(sink.column("epochs", "served_fraction")[0])).toBeLessThan(0.9);
  });

  test("loses what a dark jurisdiction was serving", () => {
    const sink = keepingSink();
    const outages = { scripted: [{ jurisdiction: "USA", at: "0.25 epoch", length: "0.5 h" }] };
    const scenario = smallScenario({ outages, windows: 1, epochLength: "1 h", horizon: "1 epoch" });
    run({ scenario, replication: 0 }, sink);
    expect(sink.column("events", "kind").slice(0, 2)).toEqual([0, 1]);
    const requests = sink.column("misses", "requests");
    expect(Number(requests[sink.column("misses", "outcome").indexOf(4)])).toBeGreaterThan(0);
  });
});

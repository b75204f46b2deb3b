/**
 * The fidelity ladder is a claim to be checked: on a case small enough to run whole, what windows estimate must cover what the whole run
 * says. Both runs share population, churn and outages; arrivals differ, since time asleep is skipped.
 */
import { describe, expect, test } from "vitest";
import { run } from "../../sim/run.ts";
import { keepingSink, smallScenario, withPart } from "../support/small-world.ts";

const epochs = 40;
/** 97.5 % quantile of Student's t with 5 degrees of freedom (six windows an epoch); Abramowitz & Stegun, table 26.10. */
const t5 = 2.571;

function measured(windows: unknown) {
  const sink = keepingSink();
  run({ scenario: smallScenario({ windows, horizon: `${epochs} epoch` }), replication: 0 }, sink);
  return (name: string) => sink.column("epochs", name).map(Number);
}

describe("sampled windows against the whole", () => {
  const whole = measured(1);
  const sampled = measured({ perEpoch: 6, length: "90 s", warmup: "45 s", firstWarmup: "120 s" });

  test.each(["offered_requests", "utilization", "served_fraction"])(
    "%s: intervals cover, and there is no bias",
    (name) => {
      const want = whole(name);
      const value = sampled(name);
      const error = sampled(`${name}_se`);
      const covered = want.filter((x, i) => Math.abs(value[i] - x) <= t5 * error[i] + 1e-12).length;
      // 95 % of 40 is 38; fewer than 33 has probability 0.2 % when coverage is right (binomial), and errs on the wide side by design.
      expect(covered).toBeGreaterThanOrEqual(33);
      const bias = want.map((x, i) => value[i] - x);
      const mean = bias.reduce((a, b) => a + b, 0) / epochs;
      const spread = Math.sqrt(bias.reduce((a, b) => a + (b - mean) ** 2, 0) / (epochs - 1) / epochs);
      expect(Math.abs(mean)).toBeLessThan(3 * spread + 1e-12);
      expect(spread).toBeGreaterThan(0);
    },
  );

  test("the share of time that is simulated is what the scenario says", () => {
    expect(sampled("simulated_fraction")[3]).toBeCloseTo((6 * 90) / 7200, 12);
  });
});

describe("short windows, long answers and hosts that come and go", () => {
  const churning = {
    ...withPart("network", {
      nodes: 150,
      operators: 60,
      classes: { "gaming-pc": 3, "prosumer-rig": 2 },
      models: { "llama-3.1-8b-int4": 1 },
    }),
    ...withPart("demand", { rate: "12 request/s", workloads: { "deepseek-r1": 1 } }),
    windows: { perEpoch: 2, length: "4 s", warmup: "4 s", firstWarmup: "180 s" },
    epochLength: "24 h",
    horizon: "60 epoch",
  };
  const sink = keepingSink();
  run({ scenario: smallScenario(churning), replication: 0 }, sink);
  const total = (name: string) => sink.column("windows", name).reduce((sum: number, value) => sum + Number(value), 0);

  test("as many requests leave as arrive: none is lost between windows unseen", () => {
    const answered = total("served") + total("missed");
    expect(total("offered")).toBeGreaterThan(5000);
    // Some 5,700 arrivals in bursts: the ratio's own error is about 1.5 %; before batches were handed over it was 0.84.
    expect(Math.abs(answered / total("offered") - 1)).toBeLessThan(0.05);
  });

  test("as much is generated as in the whole run", () => {
    const whole = keepingSink();
    const scenario = smallScenario({ ...churning, windows: 1, epochLength: "4 h", horizon: "6 epoch" });
    run({ scenario, replication: 0 }, whole);
    const used = (from: typeof sink) => {
      const values = from.column("epochs", "utilization").map(Number).slice(1);
      const mean = values.reduce((a, b) => a + b, 0) / values.length;
      const spread = Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / (values.length - 1) / values.length);
      return { mean, spread };
    };
    const [a, b] = [used(sink), used(whole)];
    expect(Math.abs(a.mean - b.mean)).toBeLessThan(3 * Math.sqrt(a.spread ** 2 + b.spread ** 2));
    expect(a.spread / a.mean).toBeLessThan(0.1);
  });
});

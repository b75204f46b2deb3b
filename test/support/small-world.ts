/** Small scenarios and worlds for tests: cheap to run, unlike in size, parsed by the real schema. */
import { build } from "../../sim/build.ts";
import type { Time } from "../../sim/engine/units.ts";
import type { Output, World } from "../../sim/model/world.ts";
import { type Scenario, scenarioSchema } from "../../sim/scenario/scenario.ts";
import type { RowBatch, Sink } from "../../sim/store/sink.ts";
import { outputTables } from "../../sim/store/tables.ts";

const smallest = {
  name: "small",
  question: "Does the model keep its laws?",
  seed: 7,
  horizon: "3 epoch",
  epochLength: "2 h",
  network: {
    nodes: 60,
    operators: 17,
    accountsPerOperator: 1.5,
    classes: { "gaming-pc": 3, "small-datacentre": 2 },
    jurisdictions: { USA: 3, DEU: 2, JPN: 1 },
    models: { "llama-3.1-8b-int4": 3, "qwen2.5-32b-int4": 1 },
    batchMax: 16,
  },
  demand: { rate: "6 request/s", segments: 12, workloads: { "azure-conversation": 3, "azure-code": 1 } },
  windows: { perEpoch: 3, length: "60 s", warmup: "20 s", firstWarmup: "60 s" },
  routing: { rule: "power-of-d", d: 2 },
  emission: { rule: "flat" },
  reward: { rule: "proportional-to-work" },
  price: { rule: "flat" },
};

/** A scenario of 60 nodes and 17 operators; `changes` replace whole top-level keys. */
export function smallScenario(changes: Readonly<Record<string, unknown>> = {}): Scenario {
  return scenarioSchema.parse({ ...structuredClone(smallest), ...changes });
}

/** The same as a file holds it. */
export function smallScenarioText(changes: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ ...smallest, ...changes });
}

/** The same with some keys of `network` or `demand` replaced. */
export function withPart(part: "network" | "demand", changes: Readonly<Record<string, unknown>>) {
  return { [part]: { ...structuredClone(smallest[part]), ...changes } };
}

/** An output that keeps nothing. */
export const noOutput: Output = {
  requestLeft: () => undefined,
  judged: () => undefined,
  happened: () => undefined,
  epochEnded: () => undefined,
};

export function smallWorld(changes: Readonly<Record<string, unknown>> = {}, output: Output = noOutput): World {
  return build({ scenario: smallScenario(changes), replication: 0 }, output);
}

/** Runs a world to an instant of simulated time. [s] */
export function runTo(world: World, seconds: number): void {
  world.schedule.run(world, Math.floor(seconds * 1e6) as Time);
}

/** A sink that keeps every batch; `column` gives one column over all of them. */
export function keepingSink(): Sink & {
  readonly batches: RowBatch[];
  column(table: string, name: string): (number | bigint | string)[];
} {
  const batches: RowBatch[] = [];
  return {
    batches,
    write: (batch) => batches.push(batch),
    column(table, name) {
      const at = outputTables.find((one) => one.name === table)?.columns.findIndex((one) => one.name === name) ?? -1;
      if (at < 0) throw new RangeError(`no column ${table}.${name}`);
      return batches.filter((batch) => batch.table === table).flatMap((batch) => [...batch.columns[at]]);
    },
  };
}

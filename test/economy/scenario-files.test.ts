/** The files of scenarios/states and scenarios/chips.yaml: each runs from end to end, smaller than it stands there. */
import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadScenarioFile } from "../../sim/host/scenario-file.ts";
import { jurisdictionIds } from "../../sim/model/catalogue/ids.ts";
import { run } from "../../sim/run.ts";
import { eventKinds } from "../../sim/store/tables.ts";
import { keepingSink } from "../support/small-world.ts";

const folder = "scenarios/states";
const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));
const small = ["network.nodes=60", "network.operators=30", "demand.rate=40 request/s", "demand.segments=60"];
/** Acts of the files with windows begin with epoch 12. */
const short = ["horizon=14 epoch", "warmup=0 epoch"];

function runOf(path: string, sets: readonly string[]) {
  const sink = keepingSink();
  const { scenario } = loadScenarioFile(path, sets);
  run({ scenario, replication: 0 }, sink);
  return {
    scenario,
    sink,
    events: (kind: string) => sink.column("events", "kind").filter((one) => eventKinds[Number(one)] === kind).length,
  };
}

describe(folder, () => {
  test("there is one for every kind of act, and controls without any", () => {
    const kinds = files.flatMap(
      (file) => loadScenarioFile(`${folder}/${file}`).scenario.economy.states?.acts.map(({ kind }) => kind) ?? [],
    );
    const all = [
      "cable-cut",
      "cloud-exit",
      "energy-shock",
      "export-rule",
      "nationalization",
      "outage",
      "sanction",
      "subsidy",
    ];
    expect([...new Set(kinds)].sort()).toEqual(all);
    for (const control of ["peace.yaml", "markets.yaml"])
      expect(loadScenarioFile(`${folder}/${control}`).scenario.economy.states?.acts).toEqual([]);
  });

  const simple = files.filter(
    (file) => !["export-rules.yaml", "random-shocks.yaml", "peace.yaml", "markets.yaml"].includes(file),
  );
  test.each(simple)("%s: the act begins as it says, and access is stored before and during", (file) => {
    const { scenario, sink, events } = runOf(`${folder}/${file}`, [...small, ...short]);
    expect(events("state-act-began")).toBe(scenario.economy.states?.acts.length);
    expect(new Set(sink.column("access", "epoch")).size).toBe(14);
    expect(new Set(sink.column("access", "phase")).size).toBeGreaterThanOrEqual(2);
  });

  test("random-shocks.yaml: acts come at random, in every run its own", () => {
    const { events } = runOf(`${folder}/random-shocks.yaml`, [...small, "windows=0"]);
    expect(events("state-act-began")).toBeGreaterThan(4);
  });

  test("export-rules.yaml: each rule comes into force when it says, and changes who may have what at what price", () => {
    const { sink, events } = runOf(`${folder}/export-rules.yaml`, small);
    expect(events("state-act-began")).toBe(3);
    const columns = ["epoch", "jurisdiction", "refused", "ordered", "paid"].map((name) =>
      sink.column("chip_places", name).map(Number),
    );
    const rows = (columns[0] as number[]).map((_, i) => columns.map((column) => column[i] as number));
    /** In one jurisdiction and the quarter that ends with an epoch. */
    const of = (id: string, epoch: number) => {
      const row = rows.find(([at, where]) => at === epoch && jurisdictionIds[where as number] === id) as number[];
      return { refused: (row[2] as number) / (row[3] as number), paid: row[4] as number };
    };
    // From 2023 on China and the Emirates may have only dear cards; under the tiers the Emirates are in the middle one, and
    // so are large Indian buyers, whom the country's cap now holds back.
    expect(of("CHN", 272).paid / of("USA", 272).paid).toBeLessThan(1.3);
    expect(of("CHN", 545).paid / of("USA", 545).paid).toBeGreaterThan(2.5);
    expect(of("ARE", 363).paid / of("USA", 363).paid).toBeLessThan(1.3);
    expect(of("ARE", 545).paid / of("USA", 545).paid).toBeGreaterThan(2.5);
    expect(of("IND", 545).refused).toBe(0);
    expect(of("IND", 636).refused).toBeGreaterThan(0.5);
    expect(of("USA", 636).refused).toBe(0);
  });
});

test("scenarios/chips.yaml: the largest are served first, pay least and wait least", () => {
  const { sink } = runOf("scenarios/chips.yaml", [...small, "horizon=275 epoch"]);
  const rows = sink.column("chip_buyers", "epoch").map((epoch, i) => ({
    epoch: Number(epoch),
    size: Number(sink.column("chip_buyers", "size")[i]),
    isNetwork: Number(sink.column("chip_buyers", "is_network")[i]),
    shipped: Number(sink.column("chip_buyers", "shipped")[i]),
    ordered: Number(sink.column("chip_buyers", "ordered")[i]),
  }));
  const got = (size: number) => {
    const mine = rows.filter((row) => row.size === size && row.isNetwork === 0 && row.epoch < 274);
    expect(mine.length).toBe(3);
    return mine.reduce((sum, { shipped }) => sum + shipped, 0) / mine.reduce((sum, { ordered }) => sum + ordered, 0);
  };
  expect(got(3)).toBeGreaterThan(0.75);
  expect(got(0)).toBeLessThan(0.25);
});

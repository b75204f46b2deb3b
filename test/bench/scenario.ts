/** The whole of `scenarios/baseline.yaml` through `run`, timed: `tsx test/bench/scenario.ts [FILE]`. Rows are counted and dropped. */
import { readFileSync } from "node:fs";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { run } from "../../sim/run.ts";

const file = process.argv[2] ?? "scenarios/baseline.yaml";
const { loadScenario } = (await import(pathToFileURL("sim/scenario/load.ts").href)) as {
  loadScenario: (text: string, path: string) => Parameters<typeof run>[0]["scenario"];
};
const scenario = loadScenario(readFileSync(file, "utf8"), file);
let rows = 0;
const before = process.cpuUsage();
const { fired, epochs, digest } = run(
  { scenario, replication: 0 },
  {
    write: ({ count }) => {
      rows += count;
    },
  },
);
const { user, system } = process.cpuUsage(before);
const seconds = (user + system) / 1e6;
const rate = (fired / seconds / 1e6).toFixed(2);
console.log(
  `${file}: ${fired} events, ${epochs} epochs, ${rows} rows in ${seconds.toFixed(1)} CPU-s, ${rate} M events/s, digest ${digest}`,
);

/** A scenario with every group in it, for tests that change it, and a place to keep files without a disk. */
import { type Loaded, loadScenario } from "../../sim/scenario/load.ts";
import { frame, ScenarioError } from "../../sim/scenario/problem.ts";

export const scenarioText = `# A network in three places
name: Fixture
question: Does the loader read all of this?
seed: 42
replications: 3
horizon: 40 epoch
warmup: 4 epoch
epochLength: 6 h
network:
  nodes: 1_200
  operators: 90
  accountsPerOperator: 1.5
  classes: { gaming-pc: 60, prosumer-rig: 30, neocloud: 10 %}
  jurisdictions:
    USA: 50
    DEU: 30
    JPN: 20
  models:
    llama-3.1-8b: 70
    llama-3.1-70b-fp8: 30
  memoryReserve: 12 %
demand:
  rate: 120 request/s
  workloads: { azure-conversation: 3, azure-code: 1 }
  growth: 40 %/year
  elasticity: 0.6
  patience: 500 ms
windows: { perEpoch: 3, length: 10 s, warmup: 5 s, firstWarmup: 1 min }
routing:
  rule: power-of-d
  d: 3
emission: { rule: halving, initial: 1000, period: 30 }
reward: { rule: proportional-to-work }
price: { rule: utilization-band }
outages:
  perYear: 0.5
  scripted:
    - { jurisdiction: DEU, at: 10 epoch, length: 12 h }
    - jurisdiction: JPN
      at: 20.5 epoch
      length: 1 day
outputs: { requestsFraction: 0.1 % }
`;

/** Loads from texts by path; the first is the scenario. */
export function loadTexts(files: Readonly<Record<string, string>>, sets: readonly string[] = []): Loaded {
  const path = Object.keys(files)[0] as string;
  const readText = (name: string) => files[name] ?? { trouble: "there is no such file" };
  return loadScenario({ path, sets, readText });
}

export const loadText = (text: string, sets: readonly string[] = []): Loaded => loadTexts({ "a.yaml": text }, sets);

/** All complaints as they are printed; fails the test when there are none. */
export function complaintsOf(files: Readonly<Record<string, string>> | string, sets: readonly string[] = []): string {
  try {
    loadTexts(typeof files === "string" ? { "a.yaml": files } : files, sets);
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems.map((problem) => frame(problem)).join("\n");
    throw error;
  }
  throw new Error("nothing was wrong with the scenario");
}

/** The fixture with some text replaced; fails when the text is not there. */
export function changed(from: string, to: string): string {
  if (!scenarioText.includes(from)) throw new Error(`the fixture has no "${from}"`);
  return scenarioText.replace(from, () => to);
}

/** A small study for tests: two variants at two rates, a second or less a run. */
import { scenarioText } from "./scenario-text.ts";

export const studyBase = scenarioText
  .replace("nodes: 1_200", "nodes: 60")
  .replace("operators: 90", "operators: 20")
  .replace("rate: 120 request/s", "rate: 3 request/s")
  .replace("horizon: 40 epoch", "horizon: 6 epoch")
  .replace("warmup: 4 epoch", "warmup: 1 epoch")
  .replace("at: 10 epoch", "at: 2 epoch")
  .replace("at: 20.5 epoch", "at: 3.5 epoch")
  .replace("llama-3.1-8b: 70", "llama-3.1-8b-int4: 70")
  .replace("replications: 3", "replications: 5");

export const studyDesign = `
variants:
  one choice: { routing: { rule: power-of-d, d: 1 } }
  three choices: { routing: { rule: power-of-d, d: 3 } }
sweep: { grid: { demand.rate: [3 request/s, 6 request/s] } }
hypotheses:
  - { id: choice serves more, variant: three choices, outcome: served, direction: higher, smallest: 0.001 }
expect:
  - { outcome: served, atLeast: 1 % }
`;

export const studyText = `${studyBase}${studyDesign}`;

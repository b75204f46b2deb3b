/** A tiny claim study: one change that matters, a counter-case, a placebo, two worlds. */
import { studyBase } from "./study-text.ts";

const claim = `
claim:
  id: C9
  topic: Demand
  article: A network that is asked for more is busier.
  headlines:
    supported: More requests make the network busier
    conditional: More requests make the network busier in some worlds
    unsupported: More requests do not make the network busier
    contradicted: More requests make the network idler
  path: price
  assumptions:
    - { key: demand.elasticity, name: elasticity, says: How demand reacts to price, basis: judgement, source: a range }
  indirect: []
  rests: [throughput of cards]
  notShown: [Whether anyone asks.]
  worldsFull: 3
  cpuMinutes: 0.1
`;
const design = `
variants:
  few requests: {}
  many requests: { demand: { rate: 9 request/s } }
  longer patience: { demand: { patience: 600 ms } }
  other tokens: { stake: { tokenPrice: 2 } }
sweep: { sample: { points: 2, ranges: { demand.elasticity: { from: 0.2, to: 0.8 } } } }
hypotheses:
  - { id: more is busier, role: main, variant: many requests, outcome: utilization, direction: higher, smallest: 0.01 }
  - { id: patience does the same, role: against, variant: longer patience, outcome: utilization, direction: higher, smallest: 0.01 }
  - { id: the dollar does not matter, role: placebo, variant: other tokens, outcome: utilization, direction: same, smallest: 0.01 }
precision: { outcome: utilization, halfWidth: 1e-9, most: 10 }
`;

export const claimParts = { claim, design };
/** No request is simulated one by one: forty runs take a few seconds. */
const base = studyBase
  .replace(/^windows: .*$/m, "windows: 0")
  .replace("requestsFraction: 0.1 %", "requestsFraction: 0");
export const claimText = `${base}${claim}${design}`;

/** Three futures of a small market, three epochs long. */
export const futuresText = `${studyBase
  .replace(/^windows: .*$/m, "windows: 0")
  .replace("elasticity: 0.6", "elasticity: 0")
  .replace("requestsFraction: 0.1 %", "requestsFraction: 0")}
economy: { demand: { rowsEvery: 1 day }, clouds: { firms: [{ name: amazon }, { name: google }] } }
variants:
  a few clouds: {}
  a price war: { economy: { clouds: { cost: { card: 15_000 USD } } } }
  an open network: { economy: { demand: { networkAppeal: 2 } } }
`;

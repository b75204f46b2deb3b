/** The file that a newcomer starts from: small enough to run in seconds, complete enough to change. */

export interface Start {
  readonly title: string;
  /** Path of the JSON Schema from the file's folder. */
  readonly schemaPath: string;
}

/** @returns the text of a valid scenario file */
export function startingScenario({ title, schemaPath }: Start): string {
  const name = JSON.stringify(title);
  return `# yaml-language-server: $schema=${schemaPath}
# $schema: ${schemaPath}
#
# A scenario says who is there, who asks, and which rules hold. Numbers carry units: 250 ms, 40 %/year, 2000 request/s.
# What a key means:   commonwatt docs network.nodes
# What is wrong:      commonwatt validate <this file>
# What will be used:  commonwatt explain <this file>
# Where this file builds on another one, write "extends: other.yaml" and only what differs.

name: ${name}
question: Who earns how much in a small network, and how long do users wait?
seed: 1 # the same seed gives the same run, to the last bit
replications: 2 # more of them narrow the intervals in the report
horizon: 20 epoch
warmup: 2 epoch # left out of averages
epochLength: 24 h

network:
  nodes: 500
  operators: 60
  accountsPerOperator: 1.2 # accounts are what the protocol sees, operators are who is there
  classes: # shares of nodes; only their ratios count
    gaming-pc: 50
    prosumer-rig: 30
    small-datacentre: 15
    neocloud: 5
  jurisdictions: # shares of operators
    USA: 40
    DEU: 20
    SGP: 15
    JPN: 15
    BRA: 10
  models: # shares of nodes that would serve a model, where it fits
    llama-3.1-8b-int4: 50
    llama-3.1-8b: 30
    llama-3.1-70b-fp8: 20

demand:
  rate: 100 request/s
  workloads: # shares of requests; fitted to public traces
    azure-conversation: 80
    azure-code: 20
  growth: 40 %/year
  elasticity: 0.6 # a price higher by 1 % brings 0.6 % fewer requests
  patience: 30 s

# Requests are simulated one by one inside windows of each epoch and scaled up; "windows: 1" simulates all of them.
windows: { perEpoch: 2, length: 10 s, warmup: 5 s, firstWarmup: 60 s }

# The rules; "commonwatt docs routing" lists those there are.
routing: { rule: power-of-d, d: 2 }
emission: { rule: exponential-decay }
reward: { rule: proportional-to-work }
price: { rule: utilization-band }
verification: { rule: uniform-sample, fraction: 0.01 }

outages:
  scripted:
    - { jurisdiction: DEU, at: 10 epoch, length: 12 h }
`;
}

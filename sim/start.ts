/** What a world begins with beside its population: the streams of its draws, and who is honest. */
import type { Rng } from "./engine/rng.ts";
import { createSchedule } from "./engine/schedule.ts";
import { aliasTable } from "./engine/variates.ts";
import { behaviours } from "./model/catalogue/behaviours.ts";
import { assignConduct } from "./model/conduct.ts";
import { events } from "./model/processes/events.ts";
import { asleepKinds } from "./model/processes/windows.ts";
import type { Trace } from "./model/trace.ts";
import type { Replay, Streams, World } from "./model/world.ts";
import type { Scenario } from "./scenario/scenario.ts";

/** Each source of randomness by name: a new one moves no other. */
export function streamsOf(rng: Rng): Streams {
  return {
    routing: rng.stream("routing"),
    arrivals: rng.stream("arrivals"),
    turns: rng.stream("bursts"),
    prompts: rng.stream("prompts"),
    outputs: rng.stream("outputs"),
    patience: rng.stream("patience"),
    churn: rng.stream("churn"),
    outages: rng.stream("outages"),
    windows: rng.stream("windows"),
    checks: rng.stream("checks"),
    sampling: rng.stream("sampling"),
    replay: rng.stream("replay"),
    rules: rng.stream("rules"),
    votes: rng.stream("votes"),
    powers: rng.stream("powers"),
    kernel: rng.stream("kernel"),
    token: rng.stream("token"),
    switching: rng.stream("switching"),
    sessions: rng.stream("sessions"),
  };
}

/** Behaviours of operators by the scenario's shares; nothing is found amiss yet. */
export function startConduct(
  { nodes, operators }: Pick<World, "nodes" | "operators">,
  { behaviours: plan }: Scenario,
  rng: Rng,
): void {
  const capacity = new Float64Array(operators.count);
  for (let host = 0; host < nodes.count; host++) capacity[nodes.columns.operator[host]] += nodes.columns.capacity[host];
  const shares = behaviours.map(({ id }) => (plan.shares as Readonly<Record<string, number | undefined>>)[id] ?? 0);
  assignConduct(operators, { of: plan.of, shares, substitution: plan.requests }, capacity, rng.stream("behaviours"));
  for (const name of ["checks", "faults", "refunds"] as const) nodes.columns[name].fill(0);
}

/** A trace stretched to the rate of demand, its requests spread over the segments; nothing without a trace. */
export function replayOf(trace: Trace | undefined, segments: World["segments"], rate: number): Replay | undefined {
  if (trace === undefined) return undefined;
  const { seconds, prompt, output } = trace;
  const traceRate = (seconds.length - 1) / seconds[seconds.length - 1];
  const shares = aliasTable(segments.columns.rateBase.slice(0, segments.count));
  return { seconds, prompt, output, stretch: traceRate / rate, segments: shares };
}

/** What does not sleep with the requests comes hours apart. @param atStart  requests to make room for; 0 when none is simulated */
export function scheduleFor(nodes: number, atStart: number): World["schedule"] {
  const slow = events.filter((event) => !asleepKinds.includes(event));
  const capacity = atStart === 0 ? 0 : nodes + atStart;
  return createSchedule<World>({ events, slow, capacity, slowCapacity: nodes + eventsBesides });
}
/** Of outages, windows, reviews and epochs. */
const eventsBesides = 4096;

/** What is added to as a run goes on. */
export function nothingYet(): Pick<
  World,
  "unbondings" | "findings" | "challenges" | "sessions" | "proposals" | "votes"
> {
  return {
    unbondings: [],
    findings: new Map(),
    challenges: { opened: 0, underWay: [], judged: [] },
    sessions: { pending: [], rows: [] },
    proposals: [],
    votes: [],
  };
}

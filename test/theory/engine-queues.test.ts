/** Queues whose answers are known, on the engine's own schedule, streams and collectors. Fixed seeds; bounds in standard errors. */
import { expect, test } from "vitest";
import { createHistogram } from "../../sim/engine/histogram.ts";
import { createPopulation, type Population } from "../../sim/engine/population.ts";
import { createRng, type Stream } from "../../sim/engine/rng.ts";
import { createSchedule, type EventDef, type Schedule } from "../../sim/engine/schedule.ts";
import type { Span, Time } from "../../sim/engine/units.ts";
import { exponentialOf, hyperexponential, hyperexponentialOf } from "../../sim/engine/variates.ts";

const second = 1_000_000;
/** Replications of one case, and the bound: 4.5 standard errors of a t with 19 degrees are passed once in 4,000. */
const replications = 20;
const errorsMax = 4.5;

interface Queue {
  readonly schedule: Schedule<Queue>;
  readonly gaps: Stream;
  readonly services: Stream;
  readonly serviceOf: (u: number) => number;
  readonly servers: number;
  readonly arrivalMean: number;
  readonly waiting: number[];
  readonly present: Population;
  readonly inside: Set<number>;
  arrivals: number;
  busy: number;
  waits: number;
  delayed: number;
  started: number;
}

const arrived: EventDef<Queue> = {
  kind: 1,
  name: "arrived",
  phase: 0,
  handle(queue) {
    const { schedule, present, inside } = queue;
    present.enter(schedule.now);
    // Arrivals are told apart by the microsecond, so that ages can be found: two at one instant are set 1 µs apart.
    inside.add(schedule.now);
    if (queue.busy < queue.servers) {
      queue.busy++;
      start(queue, schedule.now);
    } else queue.waiting.push(schedule.now);
    const gap = Math.round(exponentialOf(queue.gaps.uniform(++queue.arrivals, 0), queue.arrivalMean));
    schedule.after(Math.max(1, gap) as Span, arrived, 0);
  },
};

const departed: EventDef<Queue> = {
  kind: 2,
  name: "departed",
  phase: 0,
  handle(queue, _row, since) {
    queue.present.leave(queue.schedule.now, since as Time);
    queue.inside.delete(since);
    const next = queue.waiting.shift();
    if (next === undefined) queue.busy--;
    else start(queue, next);
  },
};

function start(queue: Queue, since: number): void {
  const wait = queue.schedule.now - since;
  queue.waits += wait;
  queue.delayed += wait > 0 ? 1 : 0;
  const service = Math.round(queue.serviceOf(queue.services.uniform(queue.started++, 0)));
  queue.schedule.after(service as Span, departed, 0, since);
}

interface Case {
  readonly servers: number;
  /** Offered load per server. */
  readonly load: number;
  readonly serviceOf: (u: number) => number;
}

function simulated(replication: number, { servers, load, serviceOf }: Case, warm: number, customers: number) {
  const rng = createRng(`queues/${replication}`);
  const schedule = createSchedule<Queue>({ events: [arrived, departed] });
  const queue: Queue = {
    schedule,
    gaps: rng.stream("gaps"),
    services: rng.stream("services"),
    serviceOf,
    servers,
    arrivalMean: second / (load * Math.min(servers, 1e6)),
    waiting: [],
    present: createPopulation("customers", 0 as Time),
    inside: new Set(),
    arrivals: 0,
    busy: 0,
    waits: 0,
    delayed: 0,
    started: 0,
  };
  schedule.at(0 as Time, arrived, 0);
  const until = (count: number) => schedule.run(queue, Math.round(count * queue.arrivalMean) as Time);
  until(warm);
  const before = {
    waits: queue.waits,
    delayed: queue.delayed,
    started: queue.started,
    area: queue.present.area,
    now: schedule.now,
  };
  until(warm + customers);
  queue.present.check(schedule.now, queue.inside);
  const started = queue.started - before.started;
  return {
    wait: (queue.waits - before.waits) / started / second,
    delayed: (queue.delayed - before.delayed) / started,
    number: (queue.present.area - before.area) / (schedule.now - before.now),
  };
}

function expectMean(values: readonly number[], want: number): void {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1);
  expect(Math.abs(mean - want) / Math.sqrt(variance / values.length)).toBeLessThan(errorsMax);
}

/** Erlang's C: probability of waiting; by the recursion of Erlang's B. */
function erlangC(servers: number, offered: number): number {
  let b = 1;
  for (let k = 1; k <= servers; k++) b = (offered * b) / (k + offered * b);
  return b / (1 - (offered / servers) * (1 - b));
}

const exponential = (u: number) => exponentialOf(u, second);

test.each([
  { servers: 1, load: 0.5 },
  { servers: 1, load: 0.8 },
  { servers: 5, load: 0.8 },
  { servers: 50, load: 0.9 },
])("M/M/$servers at load $load: wait, probability of waiting and number inside", ({ servers, load }) => {
  const runs = Array.from({ length: replications }, (_, i) =>
    simulated(i, { servers, load, serviceOf: exponential }, 1_000, 10_000),
  );
  const probability = erlangC(servers, servers * load);
  const wait = probability / (servers * (1 - load));
  expectMean(
    runs.map((run) => run.wait),
    wait,
  );
  expectMean(
    runs.map((run) => run.delayed),
    probability,
  );
  expectMean(
    runs.map((run) => run.number),
    servers * load * (wait + 1),
  );
});

test("M/G/1: Pollaczek and Khinchine, hyperexponential service", () => {
  const phases = hyperexponential(second, 3);
  const serviceOf = (u: number) => hyperexponentialOf(u, phases);
  const runs = Array.from({ length: replications }, (_, i) =>
    simulated(i, { servers: 1, load: 0.6, serviceOf }, 2_000, 10_000),
  );
  expectMean(
    runs.map((run) => run.wait),
    (0.6 * (1 + 3)) / (2 * (1 - 0.6)),
  );
});

test("M/G/∞: the number inside is Poisson whatever the service, here two lengths", () => {
  const serviceOf = (u: number) => (u < 0.9 ? 0.5 * second : 5.5 * second);
  const means: number[] = [];
  const variances: number[] = [];
  for (let replication = 0; replication < replications; replication++) {
    const rng = createRng(`infinite/${replication}`);
    const [gaps, services] = [rng.stream("gaps"), rng.stream("services")];
    interface Crowd {
      readonly schedule: Schedule<Crowd>;
      inside: number;
      arrivals: number;
      sum: number;
      squares: number;
    }
    const left: EventDef<Crowd> = {
      kind: 2,
      name: "left",
      phase: 0,
      handle: (crowd) => {
        crowd.inside--;
      },
    };
    const came: EventDef<Crowd> = {
      kind: 1,
      name: "came",
      phase: 0,
      handle(crowd) {
        crowd.inside++;
        crowd.schedule.after(serviceOf(services.uniform(crowd.arrivals, 0)) as Span, left, 0);
        crowd.schedule.after(
          Math.round(exponentialOf(gaps.uniform(crowd.arrivals++, 0), second / 20)) as Span,
          came,
          0,
        );
      },
    };
    const seen: EventDef<Crowd> = {
      kind: 3,
      name: "seen",
      phase: 4,
      handle(crowd) {
        crowd.sum += crowd.inside;
        crowd.squares += crowd.inside ** 2;
        crowd.schedule.after((2 * second) as Span, seen, 0);
      },
    };
    const schedule = createSchedule<Crowd>({ events: [came, left, seen] });
    const crowd: Crowd = { schedule, inside: 0, arrivals: 0, sum: 0, squares: 0 };
    schedule.at(0 as Time, came, 0);
    schedule.at((10 * second) as Time, seen, 0); // longer than any service: stationary from here
    const looks = 500;
    schedule.run(crowd, ((10 + 2 * (looks - 1)) * second) as Time);
    means.push(crowd.sum / looks);
    // 20 is the mean that theory gives, so the second moment about it is unbiased.
    variances.push(crowd.squares / looks - 40 * (crowd.sum / looks) + 400);
  }
  expectMean(means, 20);
  expectMean(variances, 20);
});

test("waits of M/M/1 have the known quantiles", () => {
  const quantiles: number[] = [];
  for (let replication = 0; replication < replications; replication++) {
    const rng = createRng(`quantiles/${replication}`);
    const [gaps, services] = [rng.stream("gaps"), rng.stream("services")];
    const waits = createHistogram({ least: 1, greatest: 1e12 });
    let wait = 0;
    for (let i = 0; i < 30_000; i++) {
      if (i > 2_000) waits.add(Math.floor(wait));
      wait = Math.max(
        0,
        wait + exponentialOf(services.uniform(i, 0), second) - exponentialOf(gaps.uniform(i, 0), second / 0.7),
      );
    }
    quantiles.push(waits.quantile(0.95) / second);
  }
  // P(W > t) = ρ e^(−(1 − ρ) t); a bucket may be off by 0.8 %, added to the bound as bias is no noise.
  const want = Math.log(0.7 / 0.05) / 0.3;
  const mean = quantiles.reduce((sum, x) => sum + x, 0) / replications;
  const deviation = Math.sqrt(
    quantiles.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (replications - 1) / replications,
  );
  expect(Math.abs(mean - want)).toBeLessThan(errorsMax * deviation + 0.008 * want);
});

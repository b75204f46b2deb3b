/** Digest, histogram, population, errors and processes: the small parts of the engine that hold or check state. */
import { expect, test } from "vitest";
import { addRow, createTable } from "./columns.ts";
import { createDigest, type Digest } from "./digest.ts";
import { createHistogram } from "./histogram.ts";
import { InvariantError, invariant, ModelError } from "./invariant.ts";
import { createPopulation } from "./population.ts";
import { acquire, createProcesses, createResource, createSignal, delay, type Process, wait } from "./process.ts";
import { createRng } from "./rng.ts";
import { createSchedule, type Schedule } from "./schedule.ts";
import type { Span, Time } from "./units.ts";
import { lognormalOf } from "./variates.ts";

const time = (x: number) => x as Time;
const span = (x: number) => x as Span;

function digestOf(feed: (digest: Digest) => void): string {
  const digest = createDigest();
  feed(digest);
  return digest.hex();
}

test("a digest tells numbers apart, but not one NaN from another", () => {
  const of = (...xs: number[]) =>
    digestOf((digest) => {
      for (const x of xs) digest.number(x);
    });
  const others = [[], [0], [-0], [1], [2 ** 53], [1, 2], [2, 1], [0, 0], [Number.NaN], [5e-324]].map((xs) => of(...xs));
  expect(new Set(others).size).toBe(others.length);
  const odd = new Float64Array(new Uint32Array([1, 0x7ff80000 | 5]).buffer)[0] as number;
  expect(of(odd)).toBe(of(Number.NaN));
  expect(others[0]).toMatch(/^[0-9a-f]{32}$/);
});

test("one changed bit anywhere changes half of a digest", () => {
  const base = digestOf((digest) => digest.bytes(new Uint8Array(64)));
  const differing = Array.from({ length: 512 }, (_, bit) => {
    const bytes = new Uint8Array(64);
    bytes[bit >> 3] = 1 << (bit & 7);
    const x = BigInt(`0x${digestOf((digest) => digest.bytes(bytes))}`) ^ BigInt(`0x${base}`);
    return [...x.toString(2)].filter((digit) => digit === "1").length;
  });
  const mean = differing.reduce((sum, n) => sum + n, 0) / differing.length;
  // A coin thrown 128 times: 64 ± 5.66; 512 of them: ± 0.25.
  expect(Math.abs(mean - 64)).toBeLessThan(4.5 * 0.25);
  expect(Math.min(...differing)).toBeGreaterThan(64 - 6 * 5.66);
});

test("the digest of a table sees every column of the rows in use, and nothing beyond", () => {
  const spec = { a: "f64", b: "i64", c: "u32", d: "i32", e: "u8" } as const;
  const filled = () => {
    const table = createTable("things", spec, 5);
    for (let i = 0; i < 3; i++) {
      const row = addRow(table);
      table.columns.a[row] = i / 3;
      table.columns.b[row] = -1n - BigInt(i);
      table.columns.c[row] = 4e9 + i;
      table.columns.d[row] = -i;
      table.columns.e[row] = 250 + i;
    }
    return table;
  };
  const hex = (table: ReturnType<typeof filled>) => digestOf((digest) => digest.table(table));
  const base = hex(filled());
  const changed = [
    (t: ReturnType<typeof filled>) => {
      t.columns.a[2] = 1;
    },
    (t: ReturnType<typeof filled>) => {
      t.columns.b[2]! += 1n << 40n;
    },
    (t: ReturnType<typeof filled>) => {
      t.columns.c[2] = 7;
    },
    (t: ReturnType<typeof filled>) => {
      t.columns.d[2] = 7;
    },
    (t: ReturnType<typeof filled>) => {
      t.columns.e[2] = 7;
    },
    (t: ReturnType<typeof filled>) => {
      t.count = 2;
    },
  ].map((change) => {
    const table = filled();
    change(table);
    return hex(table);
  });
  expect(new Set([base, ...changed]).size).toBe(7);
  const beyond = filled();
  beyond.columns.a[4] = 99;
  expect(hex(beyond)).toBe(base);
});

test("quantiles are within one per cent, merged or not, forked or not", () => {
  const stream = createRng("histogram").stream("values");
  const values = Float64Array.from({ length: 50_000 }, (_, i) => lognormalOf(stream.uniform(i, 0), 5, 2));
  const range = { least: 1e-3, greatest: 1e9 };
  const [whole, left, right] = [createHistogram(range), createHistogram(range), createHistogram(range)];
  values.forEach((x, i) => {
    whole.add(x);
    (i % 3 === 0 ? left : right).add(x);
  });
  left.merge(right);
  const sorted = values.slice().sort();
  for (const p of [0, 0.001, 0.01, 0.25, 0.5, 0.9, 0.99, 0.999, 1]) {
    const exact = sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] as number;
    expect(Math.abs(whole.quantile(p) / exact - 1)).toBeLessThan(0.01);
    expect(left.quantile(p)).toBe(whole.quantile(p));
    expect(whole.fork().quantile(p)).toBe(whole.quantile(p));
  }
  expect(whole.mean).toBeCloseTo(values.reduce((sum, x) => sum + x, 0) / values.length, 6);
  expect([whole.count, whole.min, whole.max]).toEqual([50_000, sorted[0], sorted.at(-1)]);
});

test("weights count as repeats; an empty histogram has no quantile; what is out of range is refused", () => {
  const histogram = createHistogram({ least: 1, greatest: 100 });
  expect([histogram.quantile(0.5), histogram.mean, histogram.min]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  histogram.add(0);
  histogram.add(10, 3);
  histogram.add(50, 0);
  expect(histogram.quantile(0.25)).toBeLessThan(1);
  expect(Math.abs(histogram.quantile(0.26) / 10 - 1)).toBeLessThan(0.01);
  expect(histogram.mean).toBe(7.5);
  expect(() => histogram.add(-1)).toThrow(/value -1/);
  expect(() => histogram.add(101)).toThrow(/value 101/);
  expect(() => histogram.add(1, Number.NaN)).toThrow(/weight NaN/);
  expect(() => histogram.merge(createHistogram({ least: 2, greatest: 100 }))).toThrow(/different ranges/);
  expect(() => createHistogram({ least: 0, greatest: 1 })).toThrow(/least/);
  histogram.reset();
  expect(histogram.count).toBe(0);
});

test("Little's law is checked to the microsecond, also where sums pass 2⁵³", () => {
  const day = 86_400_000_000;
  const population = createPopulation("requests", time(0));
  const since: number[] = [];
  for (let i = 0; i < 200_000; i++) {
    const now = time(day * 3000 + i * 7);
    population.enter(now);
    since.push(now);
  }
  const late = time(day * 3650 + 3);
  for (let i = 0; i < 1_000; i++) population.leave(late, time(since.shift() as number));
  population.check(late, since);
  expect(population.area).toBeGreaterThan(2 ** 53);
  expect(population.left).toBe(1_000);
  population.fork().check(late, since);
  since[5] = (since[5] as number) + 1;
  expect(() => population.check(late, since)).toThrow(InvariantError);
  expect(() => population.check(late, since.slice(1))).toThrow(/199000 counted in, 198999 found/);
  expect(() => population.enter(time(5))).toThrow(/time runs back/);
});

test("a span in which nobody stays is skipped", () => {
  const population = createPopulation("requests", time(0));
  population.enter(time(10));
  population.skip(span(1_000));
  population.leave(time(1_015), time(1_010));
  population.check(time(1_015), []);
  expect([population.area, population.sojourns]).toEqual([5, 5]);
});

test("errors say what is wrong, and build no text when all is well", () => {
  expect(() => invariant(false, () => "Σ pay = 3, emission = 2")).toThrow(
    new InvariantError("Σ pay = 3, emission = 2"),
  );
  invariant(true, () => {
    throw new Error("text was built");
  });
  const broken = new ModelError(
    { rule: "reward/tournament", row: 412, epoch: 7, value: Number.NaN },
    "pay must be whole",
  );
  expect(broken.message).toBe("rule reward/tournament, row 412, epoch 7, value NaN — pay must be whole");
});

test("processes wait for spans, signals and places", () => {
  interface World {
    readonly schedule: Schedule<World>;
  }
  const processes = createProcesses<World>(1, 0);
  const schedule = createSchedule<World>({ events: [processes.resumed] });
  const log: string[] = [];
  const say = (what: string) => log.push(`${schedule.now} ${what}`);
  const [bell, desk] = [createSignal(), createResource(1)];
  function* clerk(name: string): Process {
    yield acquire(desk);
    say(`${name} sits`);
    yield delay(span(10));
    processes.release(schedule, desk);
  }
  function* ringer(): Process {
    yield delay(span(25));
    processes.raise(schedule, bell);
  }
  function* sleeper(): Process {
    yield wait(bell);
    say("wakes");
  }
  for (const process of [clerk("a"), clerk("b"), ringer(), sleeper()]) processes.start(schedule, process);
  schedule.run({ schedule }, time(100));
  expect(log).toEqual(["0 a sits", "10 b sits", "25 wakes"]);
  expect(() => processes.release(schedule, desk)).toThrow(/nobody holds/);
  expect(() => createResource(0)).toThrow(/capacity 0/);
});

/**
 * `npm run bench`: the engine beside its peers, on the same counted work, then whole scenarios (scenario.ts). `--quick`: a tenth of the
 * work, two rounds; `--only TEXT`: cells whose name has the text, and no scenario; `--rounds N`.
 *
 * Contenders take turns (A B C … A B C …), each in a process of its own; a figure is the median of CPU time over the rounds.
 * Trust the ratios: the machine's load moves all rates.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createRng } from "../../sim/engine/rng.ts";
import { exponentialOf, lognormalOf } from "../../sim/engine/variates.ts";
import { calvanoSession } from "./calvano.ts";
import { type Cell, cells, floors, secondsMost } from "./cells.ts";
import { type Contender, engine, peers } from "./contenders.ts";
import type { Measured } from "./loads.ts";

interface Row {
  readonly cell: string;
  readonly name: string;
  /** Median over the rounds. [events per CPU-second] */
  readonly rate: number;
  readonly lowest: number;
  readonly highest: number;
  readonly rssMiB: number;
}

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string", default: "" },
    rounds: { type: "string", default: "" },
  },
});
const rounds = Number(options.rounds || (options.quick ? 2 : 5));
const share = options.quick ? 0.1 : 1;
const folder = mkdtempSync(join(tmpdir(), "commonwatt-bench-"));
function bench(): void {
  console.log(
    `${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}, load ${loadavg()
      .map((x) => x.toFixed(2))
      .join(" ")}`,
  );
  writeTables();
  const contenders = [engine(folder), ...peers(folder, (line) => console.log(line))];
  const rows = cells.filter(({ id }) => id.includes(options.only)).flatMap((cell) => measureCell(cell, contenders));
  printFloors(rows);
  if (options.only === "") scenarios();
  console.log(
    `load at the end ${loadavg()
      .map((x) => x.toFixed(2))
      .join(" ")}`,
  );
}

/** In a process of its own, so that the peak of its memory is its own. */
function scenarios(): void {
  const file = fileURLToPath(new URL("scenario.ts", import.meta.url));
  const words = ["--import", "tsx", file, ...(options.quick ? ["--quick"] : [])];
  execFileSync(process.execPath, words, { stdio: "inherit" });
}

/** Entries of a table of spans; a power of two, as the loads' masks ask. */
const tableLength = 65_536;

/** Spans of mean about one second each, whole µs. */
function writeTables(): void {
  const stream = createRng("bench").stream("spans");
  const spans: Record<Exclude<Cell["table"], "sellers">, (u: number, v: number) => number> = {
    exponential: (u) => exponentialOf(u, 1e6),
    skewed: (u) => lognormalOf(u, 9.3, 3), // median 11 ms, mean 1 s
    bimodal: (u, v) => (u < 0.9 ? 1e5 * v : 9.5e6 * (0.9 + 0.2 * v)), // nine in ten are short
    equal: () => 1e6,
    bursty: (u) => 1e6 * Math.ceil(exponentialOf(u, 1)), // all at whole seconds
  };
  for (const [name, span] of Object.entries(spans)) {
    const table = Float64Array.from({ length: tableLength }, (_, i) =>
      Math.floor(span(stream.uniform(i, 0), stream.uniform(i, 1))),
    );
    writeFileSync(join(folder, name), new Uint8Array(table.buffer));
  }
  writeFileSync(join(folder, "sellers"), new Uint8Array(calvanoSession().table().buffer));
}

function measureCell(cell: Cell, contenders: readonly Contender[]): Row[] {
  const able = contenders.filter(({ loads, pendingMax }) => loads.includes(cell.load) && cell.pending <= pendingMax);
  const runners = able.flatMap((contender, i) =>
    ["", ...(i === 0 ? (cell.ways ?? []) : [])].map((way) => ({
      name: `${contender.name} ${way}`.trim(),
      contender,
      way,
      results: [] as Measured[],
    })),
  );
  for (let round = 0; round < rounds; round++) {
    for (const { contender, way, results } of runners)
      results.push(contender.run(cell.load, words(cell, contender, way)));
  }
  const known = new Map<number, Measured>();
  for (const { contender, results } of runners) {
    assertSameWork(cell, contender, results, contenders[0] as Contender, known);
  }
  console.log(`\n${cell.id}`);
  const rows = runners.map(({ name, results }) => row(cell.id, name, results));
  for (const one of rows) console.log(line(one, rows[0] as Row));
  return rows;
}

/** Fewer say more of the compiler than of the engine. */
const eventsMin = 2_000_000;
/** By then V8 has compiled every function for the last time. */
const settleEvents = 3_000_000;

/** Slow peers fire fewer events, in a shorter run of the same load. */
function words(cell: Cell, { speed }: Contender, way: string): string[] {
  const events = cell.isWhole ? cell.events : Math.round(Math.max(eventsMin, cell.events * share) * speed);
  // Fast contenders settle, and are compiled, during the warm-up.
  const settling = Math.round(((cell.load === "mmc" ? 0 : 2 * cell.pending) + settleEvents) * speed);
  const warm = cell.isWhole ? cell.events : settling;
  return [
    `table=${join(folder, cell.table)}`,
    `pending=${cell.pending}`,
    `warm=${warm}`,
    `events=${events}`,
    ...(way ? [way] : []),
  ];
}

/** The engine fires the same events, untimed; count and clock must agree. Peers of one speed are held against one such run. */
function assertSameWork(
  cell: Cell,
  contender: Contender,
  results: readonly Measured[],
  reference: Contender,
  known: Map<number, Measured>,
): void {
  const expected = known.get(contender.speed) ?? reference.run(cell.load, words(cell, contender, ""));
  known.set(contender.speed, expected);
  for (const { events, clock } of results) {
    const isSame =
      events === expected.events && Math.abs(clock - expected.clock) <= contender.slack(cell.load) * expected.clock;
    if (!isSame)
      throw new Error(
        `${cell.id}: ${contender.name} ended at ${clock} after ${events} events, not ${expected.clock} after ${expected.events}`,
      );
  }
}

function row(cell: string, name: string, results: readonly Measured[]): Row {
  const rates = results.map(({ events, cpuSeconds }) => events / cpuSeconds).sort((a, b) => a - b);
  const [lowest, highest] = [rates[0] as number, rates[rates.length - 1] as number];
  return {
    cell,
    name,
    rate: rates[rates.length >> 1] as number,
    lowest,
    highest,
    rssMiB: results[0]?.rssMiB ?? Number.NaN,
  };
}

function line({ name, rate, lowest, highest, rssMiB }: Row, first: Row): string {
  const millions = (x: number) => (x / 1e6).toFixed(2).padStart(6);
  const range = `${millions(rate)} M/s [${millions(lowest)} –${millions(highest)}]`;
  return `  ${name.padEnd(30)} ${range}  engine is ${(first.rate / rate).toFixed(2).padStart(6)} ×  ${rssMiB.toFixed(0).padStart(5)} MiB`;
}

function printFloors(rows: readonly Row[]): void {
  console.log("\nfloors");
  for (const { cell, way, seconds } of secondsMost) {
    const ours = rows.find((one) => one.cell === cell && one.name === way);
    if (!ours) continue;
    const taken = (cells.find(({ id }) => id === cell) as Cell).events / ours.rate;
    console.log(
      `  ${taken <= seconds ? "met    " : "NOT MET"} ${cell.padEnd(24)} ${taken.toFixed(3)} CPU-s ≤ ${seconds}`,
    );
  }
  for (const { cell, way, against, in: elsewhere, floor } of floors) {
    const find = (id: string, name: string) => rows.find((one) => one.cell === id && one.name === name);
    const ours = find(cell, way);
    const theirs = find(elsewhere ?? cell, against);
    if (!ours || !theirs) continue;
    const ratio = ours.rate / theirs.rate;
    const said = `${way} / ${against}${elsewhere ? ` (${elsewhere})` : ""}`;
    console.log(
      `  ${ratio >= floor ? "met    " : "NOT MET"} ${cell.padEnd(24)} ${said.padEnd(48)} ${ratio.toFixed(2)} ≥ ${floor}`,
    );
  }
}

try {
  bench();
} finally {
  rmSync(folder, { recursive: true });
}

/** Memory does not grow with the number of runs: what a run leaves on the heap of the main thread, after collection. */
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { neverInterrupted } from "../../sim/host/interrupt.ts";
import { openStudy, runStudy } from "../../sim/host/study.ts";
import { fixtureStudy, fixtureWorker } from "../support/fixture-study.ts";
import { testFolder } from "../support/store-paths.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** A run's rows take some 300 kB in the main thread while it is written; the heap itself varies by 300 kB in 50 runs, as code is dropped. [B] */
const slopeMost = 20_000;
/** Before these, code is compiled and caches fill. [run] */
const settled = 40;

/** Growth of heap and buffers a run, by least squares over samples taken every 10 runs. [B] */
async function growth(replications: number, onStored: () => void): Promise<number> {
  const study = fixtureStudy({ replications, rowsPerEpoch: 40, horizon: 3 });
  const store = await openStudy(join(testFolder(), "a.duckdb"), study);
  const samples: { readonly runs: number; readonly bytes: number }[] = [];
  let runs = 0;
  await runStudy(store, {
    workers: 1,
    interrupt: neverInterrupted(),
    workerFile: fixtureWorker,
    onEvent({ kind }) {
      if (kind !== "stored") return;
      runs += 1;
      onStored();
      if (runs < settled || runs % 10 !== 0) return;
      collect();
      const { heapUsed, external } = process.memoryUsage();
      samples.push({ runs, bytes: heapUsed + external });
    },
  });
  store.close();
  const mean = (of: "runs" | "bytes") => samples.reduce((sum, sample) => sum + sample[of], 0) / samples.length;
  const [x, y] = [mean("runs"), mean("bytes")];
  const covariance = samples.reduce((sum, sample) => sum + (sample.runs - x) * (sample.bytes - y), 0);
  return covariance / samples.reduce((sum, sample) => sum + (sample.runs - x) ** 2, 0);
}

test("a study keeps nothing of a finished run", async () => {
  expect(await growth(110, () => undefined)).toBeLessThan(slopeMost);
}, 400_000);

test("and keeping 64 kB of each, a fifth of its rows, would be noticed", async () => {
  const kept: Float64Array[] = [];
  expect(await growth(90, () => kept.push(new Float64Array(8192)))).toBeGreaterThan(slopeMost);
  expect(kept).toHaveLength(90);
}, 400_000);

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { openStore } from "../../sim/host/duckdb.ts";
import { sleep, startStudy } from "../support/child.ts";
import type { FixtureScenario } from "../support/fixture-run.ts";
import { smallDisk } from "../support/small-disk.ts";
import { testFolder } from "../support/store-paths.ts";

/** About 10 MB when whole, 3 of them before the first run. */
const large = { replications: 6, rowsPerEpoch: 800 };
/** Few rows, in so much time that it can be disturbed. */
const slow = { replications: 6, rowsPerEpoch: 40, epochTakesMs: 150 };
/** Digests of both, undisturbed. */
let ofLarge: string;
let ofSlow: string;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "commonwatt-test-"));
  ofLarge = await completed(join(folder, "large.duckdb"), large);
  ofSlow = await completed(join(folder, "slow.duckdb"), { ...slow, epochTakesMs: 0 });
  expect(readdirSync(folder).sort()).toEqual(["large.duckdb", "slow.duckdb"]);
  rmSync(folder, { recursive: true });
});

/** Digest of the study, run to its end in this place. */
async function completed(store: string, changes: Partial<FixtureScenario>): Promise<string> {
  const child = startStudy(store, changes);
  const code = await child.ended;
  expect([code, child.output().stderr]).toEqual([0, expect.any(String)]);
  return JSON.parse(child.output().stdout).contentDigest;
}

async function storedRuns(path: string): Promise<number> {
  const store = await openStore(path, { access: "write" });
  const rows = await store.rows("SELECT run FROM runs WHERE status = 'ok'");
  store.close();
  return rows.length;
}

/** The last line that is not progress. */
function lastLine(stderr: string): string {
  return stderr.trimEnd().split("\n").at(-1)!;
}

describe("a disk that fills up", () => {
  test("stops with one line; finished runs stay, and resume goes on when there is room", async (context) => {
    const disk = smallDisk(6);
    if (disk === undefined) return context.skip("no file system of limited size can be mounted here");
    const store = join(disk, "a.duckdb");
    const child = startStudy(store, large);
    expect(await child.ended).toBe(2);
    expect(lastLine(child.output().stderr)).toMatch(
      /^no space left on the disk of .*a\.duckdb — free some, then: commonwatt resume/,
    );
    expect(child.output().stderr).not.toContain("    at ");
    execFileSync("mount", ["-o", "remount,size=200m", disk]);
    expect(await storedRuns(store)).toBeLessThan(large.replications);
    expect(await completed(store, large)).toBe(ofLarge);
  });

  test("also when it is full from the start", async (context) => {
    const disk = smallDisk(1);
    if (disk === undefined) return context.skip("no file system of limited size can be mounted here");
    writeFileSync(join(disk, "filler"), Buffer.alloc(1024 * 1024 - 8192));
    const child = startStudy(join(disk, "a.duckdb"), large);
    expect(await child.ended).toBe(2);
    expect(lastLine(child.output().stderr)).toMatch(/^no space left on the disk/);
    expect(readdirSync(disk)).toEqual(["filler"]);
  });

  test("and a limit on the size of files", async () => {
    const store = join(testFolder(), "a.duckdb");
    // In units of 512 bytes in a POSIX shell (1 KiB in bash): 4 or 8 MiB.
    const child = startStudy(store, large, ["sh", "-c", 'ulimit -f 8192; exec "$@"', "sh"]);
    expect(await child.ended).toBe(2);
    expect(lastLine(child.output().stderr)).toMatch(
      /a\.duckdb reached the largest file allowed here — raise the limit/,
    );
    expect(await completed(store, large)).toBe(ofLarge);
  });
});

describe("a place that takes no files", () => {
  test.each([
    [
      "a folder that is a file",
      () => {
        const file = join(testFolder(), "file");
        writeFileSync(file, "");
        return join(file, "a.duckdb");
      },
    ],
    ["a folder of the kernel", () => "/proc/commonwatt/a.duckdb"],
  ])("%s", async (_, place) => {
    const child = startStudy(place(), large);
    expect(await child.ended).toBe(2);
    expect(child.output().stderr).toMatch(/^cannot write .*a\.duckdb: .* — name another place with --out\n$/);
  });

  test("a file system that is read-only", async (context) => {
    const disk = smallDisk(8);
    if (disk === undefined) return context.skip("no file system can be mounted here");
    execFileSync("mount", ["-o", "remount,ro", disk]);
    const child = startStudy(join(disk, "a.duckdb"), large);
    expect(await child.ended).toBe(2);
    expect(child.output().stderr).toMatch(/^cannot write .*a\.duckdb: read-only file system — /);
  });
});

describe("while a study runs", () => {
  test("a second process is told who holds the store, and disturbs nothing", async () => {
    const store = join(testFolder(), "a.duckdb");
    const first = startStudy(store, slow);
    await first.says(/runs; 2 workers/);
    const second = startStudy(store, slow);
    expect(await second.ended).toBe(2);
    expect(second.output().stderr).toBe(
      `${store} is in use by process ${first.process.pid} — one process writes a store at a time: wait for it, or stop it\n`,
    );
    expect(await first.ended).toBe(0);
    expect(await storedRuns(store)).toBe(6);
  });

  test("a store that is deleted is written again with its finished runs, and resume goes on", async () => {
    const store = join(testFolder(), "a.duckdb");
    const child = startStudy(store, slow);
    await child.says(/[1-5] of 6 runs/);
    rmSync(store);
    expect(await child.ended).toBe(2);
    expect(lastLine(child.output().stderr)).toBe(
      `${store} was deleted while it was being written; its finished runs were written again — continue with: commonwatt resume ${store}`,
    );
    expect(await storedRuns(store)).toBeGreaterThan(0);
    expect(await completed(store, slow)).toBe(ofSlow);
  });

  test("a folder that is deleted ends it with one line", async () => {
    const folder = join(testFolder(), "results");
    mkdirSync(folder);
    const child = startStudy(join(folder, "a.duckdb"), slow);
    await child.says(/[1-5] of 6 runs/);
    rmSync(folder, { recursive: true });
    expect(await child.ended).toBe(2);
    expect(lastLine(child.output().stderr)).toMatch(
      /a\.duckdb was deleted while it was being written, and .* could not be written again/,
    );
    expect(existsSync(folder)).toBe(false);
  });

  test.each([
    ["once finishes what runs", 1],
    ["twice drops what runs", 2],
  ])("Ctrl-C %s and exits with 130; finished runs are saved", async (_, times) => {
    const store = join(testFolder(), "a.duckdb");
    const child = startStudy(store, slow);
    await child.says(/[1-3] of 6 runs/);
    child.process.kill("SIGINT");
    await child.says(/interrupted: finishing the runs in flight; Ctrl-C again drops them/);
    if (times === 2) child.process.kill("SIGINT");
    expect(await child.ended).toBe(130);
    const outcome = JSON.parse(child.output().stdout);
    expect(outcome).toMatchObject({ runs: 6, isInterrupted: true });
    expect(outcome.stored).toBe(await storedRuns(store));
    expect(outcome.stored).toBeGreaterThan(0);
    expect(await completed(store, slow)).toBe(ofSlow);
  });
});

test("SIGTERM drops what runs, says how to go on, and exits with 143", async () => {
  const store = join(testFolder(), "a.duckdb");
  const child = startStudy(store, slow);
  await child.says(/[1-3] of 6 runs/);
  child.process.kill("SIGTERM");
  expect(await child.ended).toBe(143);
  expect(lastLine(child.output().stderr)).toBe(`finished runs are kept; go on with: commonwatt resume ${store}`);
  expect(await storedRuns(store)).toBeGreaterThan(0);
  expect(await completed(store, slow)).toBe(ofSlow);
});

// From loading the program over making the store to the first runs; a process that does not listen yet dies of the signal. [ms]
test.each([150, 500, 900])("Ctrl-C %d ms after the start leaves a store that goes on, or none", async (moment) => {
  const folder = testFolder();
  const store = join(folder, "a.duckdb");
  const child = startStudy(store, slow);
  await sleep(moment);
  child.process.kill("SIGINT");
  expect([130, "SIGINT"]).toContain(await child.ended);
  expect(child.output().stderr).not.toContain("    at ");
  expect(await completed(store, slow)).toBe(ofSlow);
  expect(readdirSync(folder)).toEqual(["a.duckdb"]);
});

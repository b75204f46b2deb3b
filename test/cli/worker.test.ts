/** A study in slices: plan, worker, merge, reproduce, as processes. The same under a real Slurm: `npm run test:cluster`. */
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundle, isFresh } from "../../sim/host/bundle.mjs";
import { studyText } from "../support/study-text.ts";

const program = fileURLToPath(new URL("../../sim/host/commonwatt.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "commonwatt-worker-"));
const text = studyText.replace("replications: 5", "replications: 2").replace(/hypotheses:[\s\S]*?(?=expect:)/, "");

function commonwatt(words: string, environment: Record<string, string> = {}) {
  const env = { ...process.env, NO_COLOR: "1", ...environment };
  const child = spawn(process.execPath, [program, ...words.split(" ")], { cwd: folder, env });
  const texts = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const)
    child[stream].setEncoding("utf8").on("data", (part: string) => {
      texts[stream] += part;
    });
  return new Promise<{ exitCode: number | null; stdout: string; stderr: string }>((resolve) =>
    child.on("close", (exitCode) => resolve({ exitCode, ...texts })),
  );
}
const digestOf = (stdout: string) => /sha256 (\w+)/.exec(stdout)?.[1];

beforeAll(async () => {
  if (!isFresh()) await bundle();
  writeFileSync(join(folder, "study.yaml"), text);
  const planned = await commonwatt("plan study.yaml --freeze plan.json --shards 3 --no-pilot");
  expect(planned.stderr).toMatch(
    /plan\.json: 8 runs in 3 shards; each: commonwatt worker --plan plan\.json --shard i\/3/,
  );
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("slices of a plan", () => {
  test("give the same content as one process, whatever the slicing, and what is missing is named", async () => {
    const local = await commonwatt("compare study.yaml --out local.duckdb --quiet");
    expect(local.exitCode).toBe(0);
    // By name, and as a task of each array engine.
    expect((await commonwatt("worker --plan plan.json --shard 0/3")).exitCode).toBe(0);
    expect((await commonwatt("worker --plan plan.json", { JOB_COMPLETION_INDEX: "1" })).stdout).toMatch(
      /^shard 0001-of-0003: done/,
    );
    const part = await commonwatt("merge --plan plan.json --out merged.duckdb");
    expect(part.exitCode).toBe(3);
    expect(part.stderr).toMatch(
      /3 runs of 8 missing: 5-7\n {2}just those: commonwatt worker --plan plan\.json --runs 5-7/,
    );
    expect(existsSync(join(folder, "merged.html"))).toBe(false);
    const rest = await commonwatt("worker --plan plan.json", {
      SLURM_ARRAY_TASK_ID: "1",
      COMMONWATT_SHARD_OFFSET: "1",
    });
    expect(rest.stdout).toMatch(/^shard 0002-of-0003: done/);
    // Another slicing of the same plan in the same folder: runs are there twice, and equal.
    expect((await commonwatt("worker --plan plan.json --runs 2-4,7")).exitCode).toBe(0);
    const whole = await commonwatt("merge --plan plan.json --out merged.duckdb");
    expect(whole.exitCode).toBe(0);
    expect(digestOf(whole.stdout)).toBe(digestOf(local.stdout));
    expect(readFileSync(join(folder, "merged.html"), "utf8")).toBe(readFileSync(join(folder, "local.html"), "utf8"));
    expect(readdirSync(join(folder, "plan.parts")).some((name) => name.startsWith("journal"))).toBe(false);
    const manifest = JSON.parse(readFileSync(join(folder, "plan.parts", "manifest.json"), "utf8"));
    expect(manifest.versions[0].model_code).toBe(manifest.plan.model);
    expect(manifest).toMatchObject({ contentDigest: digestOf(whole.stdout), parts: 4, plan: { runs: 8 } });
  }, 400_000);

  test("a shard that is there is not run again", async () => {
    const { exitCode, stdout } = await commonwatt("worker --plan plan.json --shard 0/3 --json");
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, state: "there already" });
  });

  test("two copies of a run that differ fail the merge", async () => {
    const wrong = join(folder, "wrong.parts");
    cpSync(join(folder, "plan.parts"), wrong, { recursive: true });
    const name = readdirSync(wrong).find((part) => part.startsWith("part-runs-"))!;
    const file = join(wrong, name, "epochs.parquet");
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    await connection.run(
      `CREATE TABLE t AS SELECT * REPLACE (price * (1 + 1e-15) AS price) FROM read_parquet('${file}')`,
    );
    await connection.run("UPDATE t SET price = price + 1e-9 WHERE run = 3");
    await connection.run(`COPY t TO '${file}' (FORMAT parquet)`);
    connection.closeSync();
    instance.closeSync();
    const { exitCode, stderr } = await commonwatt("merge --plan plan.json --parts wrong.parts --out wrong.duckdb");
    expect(exitCode).not.toBe(0);
    expect(stderr).toMatch(/run \d differs between .*part-.* and .*part-runs-.* \(table epochs\)/);
    expect(existsSync(join(folder, "wrong.duckdb"))).toBe(false);
  });

  test("what can never work has exit code 78", async () => {
    const plan = readFileSync(join(folder, "plan.json"), "utf8");
    writeFileSync(join(folder, "changed.json"), plan.replace('"shards": 3', '"shards": 4'));
    for (const [words, message] of [
      ["worker --plan plan.json --shard 3/3", /there is no shard 3 of 3 — shards are 0…2/],
      ["worker --plan plan.json --shard first", /write i\/n, as 0\/8/],
      ["worker --plan plan.json --runs 9", /runs are 0…7/],
      ["worker --plan plan.json", /no shard is named/],
      ["worker --plan none.json --shard 0/3", /no such plan/],
      ["worker --plan study.yaml --shard 0/3", /is not JSON/],
      ["worker --plan changed.json --shard 0/4", /was changed after it was frozen/],
    ] as const) {
      const { exitCode, stderr } = await commonwatt(words, { SLURM_ARRAY_TASK_ID: undefined as unknown as string });
      expect({ exitCode, words }).toEqual({ exitCode: 78, words });
      expect(stderr).toMatch(message);
    }
  }, 60_000);
});

test("an export describes itself as an RO-Crate: every file, what made it, from which scenarios", async () => {
  expect((await commonwatt("export local.duckdb --to crate")).exitCode).toBe(0);
  const crate = JSON.parse(readFileSync(join(folder, "crate", "ro-crate-metadata.json"), "utf8")) as {
    "@context": string;
    "@graph": readonly Record<string, unknown>[];
  };
  const entity = (id: string) => crate["@graph"].find((one) => one["@id"] === id);
  expect(crate["@context"]).toBe("https://w3id.org/ro/crate/1.1/context");
  expect(entity("ro-crate-metadata.json")).toMatchObject({ about: { "@id": "./" } });
  const root = entity("./") as { hasPart: { "@id": string }[]; datePublished: string };
  expect(root.datePublished).toMatch(/^\d{4}-\d\d-\d\d$/);
  const files = readdirSync(join(folder, "crate")).filter((name) => name.endsWith(".parquet"));
  expect(root.hasPart.map((part) => part["@id"]).sort()).toEqual(files.sort());
  const action = entity("#simulation") as { object: { "@id": string }[] };
  expect(action.object).toHaveLength(4);
  const { code } = JSON.parse(readFileSync(join(program, "../../../dist/stamp.json"), "utf8"));
  const values = (id: string) =>
    Object.fromEntries(
      (entity(id)!.additionalProperty as { name: string; value: string }[]).map((p) => [p.name, p.value]),
    );
  expect(values("#commonwatt-0")).toEqual({
    "code of the model (SHA-256)": code.model,
    "code of the program (SHA-256)": code.program,
  });
  expect(values("#simulation")["code of the model that ran (SHA-256)"]).toBe(code.model);
  // Every reference leads somewhere.
  const ids = new Set(crate["@graph"].map((one) => one["@id"]));
  const named = [...JSON.stringify(crate["@graph"]).matchAll(/\{"@id":"([^"]+)"\}/g)].map(([, id]) => id!);
  expect(named.filter((id) => !ids.has(id) && !id.startsWith("https://w3id.org/"))).toEqual([]);
}, 60_000);

test("trace writes down every event of a run, in their order", async () => {
  const { exitCode, stdout } = await commonwatt("trace local.duckdb --only 3 --out events.csv --json");
  expect(exitCode).toBe(0);
  const told = JSON.parse(stdout) as { events: number; digest: string };
  const lines = readFileSync(join(folder, "events.csv"), "utf8").trim().split("\n");
  expect(lines).toHaveLength(told.events + 1);
  expect(lines[0]).toBe("time_us,event,row,datum");
  const times = lines.slice(1).map((line) => Number(line.split(",")[0]));
  expect(times.every((time, i) => i === 0 || time >= times[i - 1]!)).toBe(true);
  expect(lines.some((line) => line.includes(",request-arrived,") || line.includes(",requestArrived,"))).toBe(true);
  const instance = await DuckDBInstance.create(join(folder, "local.duckdb"), { access_mode: "READ_ONLY" });
  const connection = await instance.connect();
  const row = (await connection.runAndReadAll("SELECT fired::INTEGER, digest FROM runs WHERE run = 3")).getRowsJS()[0];
  connection.closeSync();
  instance.closeSync();
  expect(row).toEqual([told.events, told.digest]);
  expect((await commonwatt("trace local.duckdb --only 8 --out events.csv")).stderr).toMatch(
    /has no run 8 — its runs are 0…7/,
  );
}, 60_000);

test("reproduce runs stored replications again and finds the same digests; a changed one is noticed", async () => {
  const same = await commonwatt("reproduce local.duckdb --only 5");
  expect(same).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^1 run reproduced/) });
  cpSync(join(folder, "local.duckdb"), join(folder, "forged.duckdb"));
  const changed = async (statement: string) => {
    const instance = await DuckDBInstance.create(join(folder, "forged.duckdb"));
    const connection = await instance.connect();
    await connection.run(`ATTACH '${join(folder, "local.duckdb")}' AS local (READ_ONLY)`);
    await connection.run(statement);
    connection.closeSync();
    instance.closeSync();
  };
  await changed("UPDATE runs SET digest = 'f0f0' WHERE run = 5");
  const other = await commonwatt("reproduce forged.duckdb --only 5");
  expect(other.exitCode).toBe(1);
  expect(other.stderr).toMatch(/run 5: digest was f0f0, is [0-9a-f]+/);
  expect(other.stderr).toMatch(/the same code gave something else/);
  await changed("UPDATE runs SET model_code = 'c0de'");
  const older = await commonwatt("reproduce forged.duckdb --only 5");
  expect(older.exitCode).toBe(1);
  expect(older.stderr).toMatch(
    /were made by model code c0de…, this program has [0-9a-f]{12}…: other code — what comes/,
  );
  expect(older.stderr).toMatch(/the code is another one, see above/);
  await changed(`UPDATE runs SET digest = (SELECT digest FROM local.runs WHERE run = 5) WHERE run = 5`);
  const equal = await commonwatt("reproduce forged.duckdb --only 5");
  expect(equal).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^1 run reproduced by other code: digests/),
  });
  expect((await commonwatt("reproduce local.duckdb --only 99")).stderr).toMatch(/holds no finished run 99/);
}, 240_000);

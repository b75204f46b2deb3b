import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { exportCommand } from "../../sim/host/commands/export.ts";
import { resumeCommand } from "../../sim/host/commands/resume.ts";
import { runCommand } from "../../sim/host/commands/run.ts";
import { openStore } from "../../sim/host/duckdb.ts";
import { testFolder } from "../support/store-paths.ts";

/** The baseline made small: the model itself runs, in worker threads. */
const small = [
  "horizon=2 epoch",
  "warmup=0 epoch",
  "network.nodes=120",
  "network.operators=40",
  "demand.rate=20 request/s",
  "outages.scripted=[]",
];
const baseline = "scenarios/baseline.yaml";

/** Standard output while `command` runs, and its exit code. */
async function told(command: () => Promise<number>) {
  const written: string[] = [];
  const keep = (text: string | Uint8Array) => written.push(String(text)) > 0;
  const spies = [
    vi.spyOn(process.stdout, "write").mockImplementation(keep),
    vi.spyOn(process.stderr, "write").mockReturnValue(true),
  ];
  onTestFinished(() => void spies.map((spy) => spy.mockRestore()));
  const code = await command();
  for (const spy of spies) spy.mockRestore();
  return { code, text: written.join("") };
}

test("a scenario file becomes a store, more replications are added, and files are exported", async () => {
  const folder = testFolder();
  const [one, two] = [join(folder, "one.duckdb"), join(folder, "new", "two.duckdb")];
  const first = await told(() =>
    runCommand(baseline, { set: small, out: one, workers: 1, replications: 1, json: true }),
  );
  expect(first.code).toBe(0);
  const extended = await told(() => resumeCommand(one, { workers: 1, replications: 2, json: true }));
  const atOnce = await told(() =>
    runCommand(baseline, { set: small, out: two, workers: 2, replications: 2, json: true }),
  );
  expect(JSON.parse(extended.text)).toMatchObject({ runs: 2, stored: 2, failed: [], isInterrupted: false });
  expect(JSON.parse(atOnce.text).contentDigest).toBe(JSON.parse(extended.text).contentDigest);
  expect(JSON.parse(first.text).contentDigest).not.toBe(JSON.parse(extended.text).contentDigest);

  const again = await told(() => runCommand(baseline, { set: small, out: one, replications: 2 }));
  expect(again.text).toMatch(/^2 of 2 runs stored\n\n {2}requests served .*\(95 % over 2 replications\)\n/);
  expect(again.text).toContain(
    `content  sha256 ${JSON.parse(extended.text).contentDigest}\nnext     commonwatt report ${one}\n`,
  );
  await expect(runCommand(baseline, { set: [...small, "seed=5"], out: one })).rejects.toThrow(
    /keep it and name a new store with --out/,
  );

  const files = join(folder, "files");
  const exported = await told(() => exportCommand(one, { to: files, format: "csv" }));
  expect(exported.text).toMatch(/epochs\.csv +4 rows/);
  expect(readdirSync(files)).toContain("ledger_accounts.csv");
  expect(readFileSync(join(files, "epochs.csv"), "utf8").split("\n").length).toBe(6);
  await expect(exportCommand(one, { to: files, format: "xls" })).rejects.toThrow(
    /no format “xls” — one of parquet, csv/,
  );
});

test("the store keeps the files and arguments that the scenario came from", async () => {
  const path = join(testFolder(), "a.duckdb");
  const quiet = { set: small, out: path, workers: 1, replications: 1, quiet: true };
  const { text } = await told(() => runCommand(baseline, quiet));
  expect(text, "quiet leaves out progress, not results").toMatch(
    /^1 of 1 run stored\n[\s\S]*sha256 [0-9a-f]{64}\nnext /,
  );
  const store = await openStore(path, { access: "read" });
  const [scenario] = await store.rows("SELECT sources, resolved, replications FROM scenarios");
  const sources = JSON.parse(scenario!.sources as string) as { path: string; text: string }[];
  expect(sources[0]).toEqual({ path: baseline, text: readFileSync(baseline, "utf8") });
  expect(sources.map((source) => source.text)).toContain("network.nodes=120");
  expect(JSON.parse(scenario!.resolved as string).network.nodes).toBe(120);
  store.close();
});

test("a trace file replaces the fitted arrivals, wherever the study is resumed, and must stay as it is", async () => {
  const folder = testFolder();
  const trace = join(folder, "trace.csv");
  const rows = Array.from({ length: 50 }, (_, i) => `2023-11-16 18:00:${String(i).padStart(2, "0")}.0,${100 + i},20`);
  writeFileSync(trace, `TIMESTAMP,ContextTokens,GeneratedTokens\n${rows.join("\n")}\n`);
  const set = [...small, `demand.trace=${trace}`, "outputs.requestsFraction=1"];
  const out = join(folder, "one.duckdb");
  const first = await told(() => runCommand(baseline, { set, out, workers: 1, replications: 1, json: true }));
  expect(first.code).toBe(0);
  const store = await openStore(out, { access: "read" });
  const lengths = await store.rows("SELECT DISTINCT output_tokens AS n FROM requests");
  const prompts = await store.rows("SELECT count(DISTINCT prompt_tokens) AS n FROM requests");
  store.close();
  expect(lengths).toEqual([{ n: 20 }]);
  expect(Number(prompts[0]!.n)).toBe(50);

  writeFileSync(trace, `TIMESTAMP,ContextTokens,GeneratedTokens\n${rows.slice(1).join("\n")}\n`);
  const changed = await told(() => resumeCommand(out, { workers: 1, replications: 2, json: true }));
  expect(changed.code).toBe(3);
  expect(changed.text).toContain("is not the file that the study began with");
  await expect(
    runCommand(baseline, { set: [...small, `demand.trace=${folder}/none.csv`], out: join(folder, "none.duckdb") }),
  ).rejects.toThrow(/demand\.trace.*there is no file|there is no file/);
});

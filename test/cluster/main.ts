/**
 * `npm run test:cluster`: a study as a 7-task Slurm array, with both daemons killed in the middle, gives the same content, export and page as
 * one thread and as two. Then a study that asks for a precision, in rounds of dependent arrays.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { studyText } from "../support/study-text.ts";
import { installSlurm, type Slurm, startSlurm } from "./slurm-on-loopback.ts";

const program = fileURLToPath(new URL("../../sim/host/commonwatt.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "commonwatt-cluster-"));
// Munge runs as a user of its own.
chmodSync(folder, 0o755);
const tally = { passed: 0, failed: 0 };

function check(what: string, isSo: boolean, otherwise = ""): void {
  if (isSo) tally.passed += 1;
  else tally.failed += 1;
  process.stdout.write(`${isSo ? "✓" : "✗"} ${what}${isSo || otherwise === "" ? "" : `: ${otherwise}`}\n`);
}

interface Ended {
  readonly code: number | null;
  readonly text: string;
}

function commonwatt(words: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...words], { cwd: folder, env: { ...env, NO_COLOR: "1" } });
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (part: string) => (text += part));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, text })));
}

/** SHA-256 over the export's files: everything but wall-clock facts. */
async function exported(store: string): Promise<string> {
  const to = join(folder, `${store}.export`);
  await commonwatt(["export", store, "--to", to]);
  const hash = createHash("sha256");
  for (const name of readdirSync(to).sort())
    if (!name.startsWith("versions") && !name.startsWith("ro-crate"))
      hash.update(name).update(readFileSync(join(to, name)));
  return hash.digest("hex");
}

async function sameAsLocal(slurm: Slurm): Promise<void> {
  writeFileSync(join(folder, "study.yaml"), studyText);
  for (const workers of ["1", "2"])
    await commonwatt(["compare", "study.yaml", "--workers", workers, "--out", `local-${workers}.duckdb`, "--quiet"]);
  const array = commonwatt(
    ["compare", "study.yaml", "--on", "slurm", "--shards", "7", "--folder", "cluster", "--out", "array.duckdb"],
    slurm.env,
  );
  await untilParts(join(folder, "cluster", "parts"), 1);
  await slurm.restartController();
  await slurm.restartNode();
  const { code, text } = await array;
  check("the array ends, with both daemons killed in the middle", code === 0, text);
  check(
    "seven parts are there",
    partsOf(join(folder, "cluster", "parts")) === 7,
    readdirSync(join(folder, "cluster", "parts")).join(),
  );
  const [one, two, many] = await Promise.all(["local-1.duckdb", "local-2.duckdb", "array.duckdb"].map(exported));
  check("one thread and two give the same export", one === two);
  check("the array gives the same export, byte for byte", one === many);
  const page = (name: string) => readFileSync(join(folder, `${name}.html`), "utf8");
  check("and the same report", page("local-1") === page("array"));
  const again = await commonwatt(["worker", "--plan", "cluster/plan.json", "--to", "cluster/parts", "--shard", "3/7"]);
  check("a shard that runs again finds its part", again.code === 0 && /there already/.test(again.text), again.text);
}

async function inRounds(slurm: Slurm): Promise<void> {
  const precise = `${studyText.replace("replications: 5", "replications: 4")}precision: { outcome: utilization, halfWidth: 0.5, most: 40 }\n`;
  writeFileSync(join(folder, "precise.yaml"), precise);
  const local = await commonwatt(["compare", "precise.yaml", "--out", "rounds-local.duckdb", "--quiet"]);
  const array = await commonwatt(
    ["compare", "precise.yaml", "--on", "slurm", "--shards", "3", "--folder", "rounds", "--out", "rounds.duckdb"],
    slurm.env,
  );
  check("a study with a precision ends", array.code === 0, array.text);
  check(
    "further rounds were submitted as dependent arrays",
    readdirSync(join(folder, "rounds")).some((name) => /^plan-from-/.test(name)),
  );
  check(
    "in rounds, the same content as here",
    local.code === 0 && (await exported("rounds.duckdb")) === (await exported("rounds-local.duckdb")),
  );
}

function partsOf(parts: string): number {
  return existsSync(parts) ? readdirSync(parts).filter((name) => /^part-.*[0-9a-f]{12}$/.test(name)).length : 0;
}

async function untilParts(parts: string, count: number): Promise<void> {
  for (let tries = 0; tries < 600 && partsOf(parts) < count; tries++) await sleep(200);
}

installSlurm();
const slurm = await startSlurm(join(folder, "slurm"));
try {
  await sameAsLocal(slurm);
  await inRounds(slurm);
} finally {
  slurm.stop();
  if (tally.failed === 0) rmSync(folder, { recursive: true, force: true });
  else process.stdout.write(`left for a look: ${folder}\n`);
}
process.stdout.write(`${tally.passed} passed, ${tally.failed} failed\n`);
process.exitCode = tally.failed > 0 ? 1 : 0;

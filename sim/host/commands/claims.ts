/** `commonwatt claims`: runs the claim studies that come with the program, and builds their pages, PDFs and the index. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, relative } from "node:path";
import { futuresBlock } from "../../../reports/claims/futures.ts";
import { claimsIndex, type Entry, entryOf } from "../../../reports/claims/index-page.ts";
import { methodPage } from "../../../reports/claims/method.ts";
import { claimReport } from "../../../reports/claims/page.ts";
import type { Html } from "../../../reports/page/html.ts";
import { loadStudy, type StudyFile } from "../../scenario/study.ts";
import { findBrowser, noBrowser, openPrinter, type Printer } from "../claims/print.ts";
import { exitCodes, UsageError } from "../complain.ts";
import { StoreError } from "../failure.ts";
import { listenForInterrupt } from "../interrupt.ts";
import { packageFile } from "../package-root.ts";
import { runRounds } from "../run-study.ts";
import { readText } from "../scenario-file.ts";
import { openStudy } from "../study.ts";
import { claimReportData, studyReportData } from "../study-report-data.ts";
import { warn } from "../terminal.ts";
import { writeWhole } from "../whole-file.ts";
import { studyRecord } from "./compare.ts";

export interface ClaimsOptions {
  /** All worlds, and replications until precise; else the quick size. */
  readonly full?: boolean;
  /** Just these, as c2,c9; without it the futures too. */
  readonly only?: string;
  readonly folder?: string;
  readonly workers?: number;
  readonly quiet?: boolean;
  readonly json?: boolean;
  /** false: pages without PDFs */
  readonly pdf?: boolean;
  /** Folder with c1.yaml …; that of the program when left out. */
  readonly studies?: string;
}

const claimFolder = "scenarios/claims";

/** Claim studies of a folder, by number. @throws UsageError when there is none, or not the one that was asked for */
export function claimFiles(only: string | undefined, folder: string): string[] {
  const ids = readdirSync(folder)
    .filter((name) => /^c\d+\.yaml$/.test(name))
    .map((name) => name.replace(".yaml", ""))
    .sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
  const wanted = only === undefined ? ids : only.toLowerCase().split(",");
  if (ids.length === 0) throw new UsageError(`${folder} holds no claim study — they are named c1.yaml, c2.yaml …`);
  const unknown = wanted.find((id) => !ids.includes(id));
  if (unknown !== undefined) throw new UsageError(`there is no claim "${unknown}" — one of ${ids.join(", ")}`);
  return wanted.map((id) => relative(process.cwd(), join(folder, `${id}.yaml`)));
}

/** @returns the exit code: 3 when a claim could not be finished, the others are built */
export async function claimsCommand(options: ClaimsOptions): Promise<number> {
  const size = options.full === true ? "full" : "quick";
  const folder = options.folder ?? join("results", size === "full" ? "claims-full" : "claims");
  mkdirSync(folder, { recursive: true });
  const printer = options.pdf === false ? undefined : await findPrinter();
  try {
    return await buildAll({ ...options, folder, size, printer });
  } finally {
    await printer?.close();
  }
}

async function findPrinter(): Promise<Printer | undefined> {
  const path = await findBrowser();
  if (path === undefined) warn(noBrowser);
  return path === undefined ? undefined : openPrinter(path);
}

async function buildAll(work: Work): Promise<number> {
  const { folder, size } = work;
  const entries: Entry[] = [];
  const missing: string[] = [];
  for (const file of claimFiles(work.only, work.studies ?? packageFile(claimFolder))) {
    const found = await finished(file, work);
    if (found === "interrupted") return exitCodes.interrupted;
    if (typeof found === "string") missing.push(found);
    else entries.push(found);
  }
  const futures = await futuresOf(work);
  if (futures === "interrupted") return exitCodes.interrupted;
  if (typeof futures === "string") missing.push(futures);
  const index = join(folder, "index.html");
  const hasPdf = work.printer !== undefined;
  writeWhole({
    [index]: claimsIndex({
      entries,
      missing,
      hasPdf,
      size,
      futures: typeof futures === "string" ? undefined : futures,
    }),
    [join(folder, "method.html")]: methodPage(readFileSync(packageFile("docs/calibration.md"), "utf8")),
  });
  for (const text of missing) warn(text);
  tell(entries, index, work.json === true);
  return missing.length === 0 ? exitCodes.fine : exitCodes.someRunsFailed;
}

interface Work extends ClaimsOptions {
  readonly folder: string;
  readonly size: "quick" | "full";
  readonly printer: Printer | undefined;
}

/** Runs one study, as far as it is not done, and builds its page. @returns why there is none, in words */
async function finished(file: string, work: Work): Promise<Entry | string> {
  const study = sized(file, work.size);
  const id = study.design.claim?.id.toLowerCase() ?? file;
  const store = join(work.folder, `${id}.duckdb`);
  try {
    const isDone = await run(study, store, work);
    if (!isDone) return "interrupted";
    return await pageOf(id, store, work);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return `${id}: ${error.message}`;
  }
}

/** The full size has more worlds; replications are added until its precision. */
function sized(path: string, size: Work["size"]): StudyFile {
  const quick = loadStudy({ path, sets: [], readText });
  const { claim, sweep } = quick.design;
  if (size === "quick" || claim === undefined || sweep?.sample === undefined) return quick;
  return loadStudy({ path, sets: [`sweep.sample.points=${claim.worldsFull}`], readText });
}

/** @returns false when it was interrupted */
async function run(study: StudyFile, path: string, { size, workers, quiet = false }: Work): Promise<boolean> {
  const interrupt = listenForInterrupt(warn, path);
  try {
    const store = await openStudy(path, studyRecord(study));
    try {
      if (!quiet) warn(`${study.name}: ${study.points.length} points`);
      const outcome = await runRounds(store, {
        workers: workers ?? availableParallelism(),
        json: false,
        quiet,
        interrupt,
        isOneRound: size === "quick",
      });
      if (outcome.failed.length > 0)
        throw new StoreError(`${outcome.failed.length} runs failed, the first: ${outcome.failed[0]!.error}`);
      return !outcome.isInterrupted;
    } finally {
      store.close();
    }
  } finally {
    interrupt.dispose();
  }
}

async function pageOf(id: string, store: string, { folder, printer }: Work): Promise<Entry> {
  const data = await claimReportData(store);
  if (data === undefined) throw new StoreError(`${store} states no claim`);
  const { page, findings } = claimReport(data);
  const file = join(folder, `${id}.html`);
  writeWhole({ [file]: page, [join(folder, `${id}.findings.json`)]: findings });
  await printer?.print(file, join(folder, `${id}.pdf`));
  return entryOf(data);
}

/**
 * The futures, run unless single claims are asked for; then they are as an earlier call left them.
 *
 * @returns nothing without their study or their runs, or why there is none, in words
 */
async function futuresOf(work: Work): Promise<Html | string | undefined> {
  const { size, studies, folder, only } = work;
  const full = studies === undefined && size === "full";
  const file = full
    ? packageFile("scenarios/futures/two-futures.yaml")
    : join(studies ?? packageFile(claimFolder), "futures.yaml");
  const store = join(folder, "futures.duckdb");
  if (!existsSync(only === undefined ? file : store)) return undefined;
  try {
    if (only === undefined) {
      const study = loadStudy({ path: relative(process.cwd(), file), sets: [], readText });
      if (!(await run(study, store, work))) return "interrupted";
    }
    const data = await studyReportData(store);
    return data === undefined ? undefined : futuresBlock(data, size === "quick");
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return `futures: ${error.message}`;
  }
}

function tell(entries: readonly Entry[], index: string, json: boolean): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ index, claims: entries })}\n`);
    return;
  }
  const lines = entries.map(
    ({ id, topic, verdict, certainty, runs }) =>
      `${id.padEnd(4)}${topic.padEnd(28)}${verdict.padEnd(14)}${certainty.padEnd(10)}${runs} runs`,
  );
  process.stdout.write(`${lines.join("\n")}\nindex    ${index}\n`);
}

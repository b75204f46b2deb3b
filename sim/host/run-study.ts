/** What `run`, `resume` and `compare` share: progress, interrupts, rounds until precise, the summary and the exit code. */
import type { StudyRows } from "../../analysis/study/rows.ts";
import { checked } from "../../analysis/study/verdicts.ts";
import type { AdapterChoice } from "./adapter/choices.ts";
import { exitCodes } from "./complain.ts";
import { contentDigest } from "./content-digest.ts";
import type { Store } from "./duckdb.ts";
import { type ListeningInterrupt, listenForInterrupt, resumeHint } from "./interrupt.ts";
import { nextRound } from "./precision.ts";
import { showProgress } from "./progress.ts";
import { assertKept } from "./rescue.ts";
import { storedRecords } from "./same-origin.ts";
import { otherCode } from "./store-code.ts";
import { extendStudy, runStudy, type StudyEvent, type StudyOutcome } from "./study.ts";
import { studyRows } from "./study-data.ts";
import { openStudyKernels, type StudyKernels } from "./study-kernels.ts";
import { type StudyRecord, storedStudy } from "./study-record.ts";
import { studyFindings, studySummaryText } from "./study-summary.ts";
import { mainNumbers, summaryText } from "./summary.ts";

export interface StudyCommandOptions {
  readonly workers: number;
  readonly only?: number;
  /** One object on standard output instead of the summary. */
  readonly json: boolean;
  /** No progress. */
  readonly quiet: boolean;
  readonly workerFile?: URL;
  /** Listened for since before the store was opened; from now on when left out. */
  readonly interrupt?: ListeningInterrupt;
  /** File of records; those that come with the program when left out. */
  readonly records?: string;
  /** Adapter on which checks are executed. */
  readonly adapter?: AdapterChoice;
  /** Runs what is planned and no more, whatever precision the study asks for. */
  readonly isOneRound?: boolean;
}

/** Runs what an open store lacks, and closes it. @returns the exit code */
export async function completeStudy(store: Store, options: StudyCommandOptions): Promise<number> {
  const interrupt = options.interrupt ?? listenForInterrupt(complain, store.path);
  try {
    const outcome = await runRounds(store, { ...options, interrupt });
    const isKept = await tell(store, outcome, options.json);
    if (outcome.isInterrupted) complain(resumeHint(store.path));
    return interrupt.exitCode() ?? exitCodeOf(outcome, isKept);
  } finally {
    interrupt.dispose();
    store.close();
  }
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Runs what an open store lacks, with progress; prints nothing of what came of it. */
export async function runRounds(
  store: Store,
  options: StudyCommandOptions & { readonly interrupt: ListeningInterrupt },
): Promise<StudyOutcome> {
  const progress = options.quiet ? undefined : showProgress(process.stderr, () => performance.now());
  let kernels: StudyKernels | undefined;
  try {
    const study = await storedStudy(store);
    kernels = await kernelsOf(store, study, options, options.interrupt);
    const onEvent = (event: StudyEvent) => progress?.onEvent(event);
    return await untilPrecise(store, study, { ...options, kernelOf: kernels?.of, onEvent, say: complain });
  } finally {
    progress?.end();
    kernels?.close();
  }
}

interface RoundOptions extends Omit<Parameters<typeof runStudy>[1], "only"> {
  readonly only?: number;
  readonly isOneRound?: boolean;
  say(line: string): void;
}

/** Rounds of replications until what was asked for is known, or there are as many as were allowed. */
async function untilPrecise(store: Store, study: StudyRecord, options: RoundOptions): Promise<StudyOutcome> {
  const other = await otherCode(store, store.path);
  for (;;) {
    const outcome = await runStudy(store, options);
    const isLast = options.only !== undefined || options.isOneRound;
    // Only where nothing was left to run: runs of two models are never mixed.
    if (other !== undefined) options.say(`${other} — to have them made by this one, name a new store with --out`);
    if (isLast || outcome.isInterrupted || outcome.failed.length > 0) return outcome;
    const { wanted, kept, words } = await nextRound(store, study);
    for (const line of words) options.say(line);
    if (wanted === undefined) return outcome;
    await extendStudy(store, wanted, kept);
  }
}

/** Tells of a store whose runs came from elsewhere. @param runs  planned */
export async function tellStudy(store: Store, runs: number, json: boolean) {
  const rows = await store.rows("SELECT run, status, error FROM runs ORDER BY run");
  const failed = rows
    .filter(({ status }) => status === "failed")
    .map(({ run, error }) => ({ run: run as number, error: error as string }));
  const stored = rows.length - failed.length;
  const outcome = { runs, stored, failed, isInterrupted: false, contentDigest: await contentDigest(store) };
  return { failed, isKept: await tell(store, outcome, json) };
}

/** Prints what came of it. @returns whether every expectation was kept */
async function tell(store: Store, outcome: StudyOutcome, json: boolean): Promise<boolean> {
  const study = await storedStudy(store);
  const isPlain = study.factors.length === 0;
  const rows = isPlain && study.statements === "{}" ? undefined : await studyRows(store, study);
  const expectations = rows === undefined ? [] : checked(rows);
  const numbers = isPlain ? await mainNumbers(store) : [];
  // Others may have deleted the file while all this was asked of it, which an open database does not notice.
  await assertKept(store);
  if (json) {
    const more = rows === undefined ? {} : studyFindings(rows);
    process.stdout.write(`${JSON.stringify({ store: store.path, ...outcome, numbers, ...more })}\n`);
  } else if (isPlain && rows === undefined) process.stdout.write(summaryText(store.path, outcome, numbers));
  else process.stdout.write(studySummaryText(store.path, outcome, rows as StudyRows));
  return expectations.every(({ isKept }) => isKept);
}

/** Test studies run other simulations than the model, which check nothing. */
async function kernelsOf(
  store: Store,
  study: StudyRecord,
  { records, adapter = "best", quiet, workerFile }: StudyCommandOptions,
  interrupt: ListeningInterrupt,
): Promise<StudyKernels | undefined> {
  if (workerFile !== undefined) return undefined;
  const filled = `${store.path}.records.jsonl`;
  const say = (line: string) => (quiet ? undefined : process.stderr.write(`${line}\n`));
  const stored = await storedRecords(store);
  return openStudyKernels(study, { records, adapter, filled, stored, signal: interrupt.stop, say });
}

function exitCodeOf(outcome: StudyOutcome, isKept: boolean): number {
  if (outcome.isInterrupted) return exitCodes.interrupted;
  if (outcome.failed.length > 0) return exitCodes.someRunsFailed;
  return isKept ? exitCodes.fine : exitCodes.expectationBroken;
}

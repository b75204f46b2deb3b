/** What `run` and `resume` share: progress, interrupts, the summary and the exit code. */
import { exitCodes } from "./complain.ts";
import type { Store } from "./duckdb.ts";
import { type ListeningInterrupt, listenForInterrupt, resumeHint } from "./interrupt.ts";
import { showProgress } from "./progress.ts";
import { runStudy, type StudyOutcome } from "./study.ts";
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
}

/** Runs what an open store lacks, and closes it. @returns the exit code */
export async function completeStudy(store: Store, options: StudyCommandOptions): Promise<number> {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const interrupt = options.interrupt ?? listenForInterrupt(say, store.path);
  const progress = options.quiet ? undefined : showProgress(process.stderr, () => performance.now());
  try {
    const outcome = await runStudy(store, { ...options, interrupt, onEvent: (event) => progress?.onEvent(event) });
    progress?.end();
    const numbers = await mainNumbers(store);
    if (options.json) process.stdout.write(`${JSON.stringify({ store: store.path, ...outcome, numbers })}\n`);
    else process.stdout.write(summaryText(store.path, outcome, numbers));
    if (outcome.isInterrupted) say(resumeHint(store.path));
    return interrupt.exitCode() ?? exitCodeOf(outcome);
  } finally {
    progress?.end();
    interrupt.dispose();
    store.close();
  }
}

function exitCodeOf(outcome: StudyOutcome): number {
  if (outcome.isInterrupted) return exitCodes.interrupted;
  return outcome.failed.length > 0 ? exitCodes.someRunsFailed : exitCodes.fine;
}

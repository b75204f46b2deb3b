/** `commonwatt reproduce <store>`: runs stored replications again and compares what they give, bit by bit. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { AdapterChoice } from "../adapter/choices.ts";
import { exitCodes, UsageError } from "../complain.ts";
import { openStore } from "../duckdb.ts";
import { listenForInterrupt } from "../interrupt.ts";
import { counted } from "../progress.ts";
import { storedRecords } from "../same-origin.ts";
import { otherCode } from "../store-code.ts";
import { assertSameProgram } from "../store-versions.ts";
import { openStudy, runStudy } from "../study.ts";
import { openStudyKernels } from "../study-kernels.ts";
import { storedStudy } from "../study-record.ts";
import { printJson, printLine, warn } from "../terminal.ts";

export interface ReproduceOptions {
  readonly only?: number;
  readonly workers?: number;
  readonly records?: string;
  readonly adapter?: AdapterChoice;
  readonly json?: boolean;
}

/** What must come out again. */
const compared = ["run_key", "digest", "fingerprint", "fired", "epochs"] as const;

/**
 * @returns 0 when every run gives the same again, 1 when one does not: a fault of the program, or other code
 * @throws StoreError when there is no such store, UsageError when it has no such run
 */
export async function reproduceCommand(path: string, options: ReproduceOptions): Promise<number> {
  const { json = false, workers = availableParallelism() } = options;
  const store = await openStore(path, { access: "read" });
  const folder = mkdtempSync(join(tmpdir(), "commonwatt-reproduce-"));
  const interrupt = listenForInterrupt(warn, path);
  try {
    await assertSameProgram(store);
    // Said before the runs: whoever knows that the code is another one may save the time.
    const other = await otherCode(store, path);
    if (other !== undefined) warn(`${other} — what comes out may differ for that reason`);
    const study = await storedStudy(store);
    const rows = await store.rows(`SELECT run, ${compared.join(", ")} FROM runs WHERE status = 'ok' ORDER BY run`);
    const wanted = rows
      .map((row) => row.run as number)
      .filter((run) => options.only === undefined || run === options.only);
    if (wanted.length === 0)
      throw new UsageError(`${path} holds no finished run${options.only === undefined ? "" : ` ${options.only}`}`);
    const again = await openStudy(join(folder, "again.duckdb"), study);
    const kernels = await openStudyKernels(study, {
      records: options.records,
      adapter: options.adapter ?? "best",
      filled: filledBeside(path) ?? join(folder, "records.jsonl"),
      stored: await storedRecords(store),
      signal: interrupt.stop,
      say: warn,
    });
    const unlike: { run: number; what: string; stored: string; again: string }[] = [];
    try {
      await runStudy(again, { workers, wanted, interrupt, kernelOf: kernels.of, onEvent: () => undefined });
      const found = await again.rows(`SELECT run, ${compared.join(", ")} FROM runs WHERE status = 'ok' ORDER BY run`);
      for (const row of rows.filter(({ run }) => wanted.includes(run as number))) {
        const other = found.find(({ run }) => run === row.run);
        for (const what of compared)
          if (other?.[what] !== row[what])
            unlike.push({
              run: row.run as number,
              what,
              stored: String(row[what]),
              again: String(other?.[what] ?? "failed"),
            });
      }
    } finally {
      kernels.close();
      again.close();
    }
    if (json) printJson({ ok: unlike.length === 0, store: path, runs: wanted, unlike, otherCode: other ?? null });
    else if (unlike.length === 0)
      printLine(
        `${counted(wanted.length, "run")} reproduced${other === undefined ? "" : " by other code"}: digests and fingerprints are the same`,
      );
    for (const one of unlike) warn(`run ${one.run}: ${one.what} was ${one.stored}, is ${one.again}`);
    if (unlike.length > 0 && !json)
      warn(
        other === undefined
          ? "the same code gave something else: other records (`runs` tells which), or a fault of the program"
          : "the code is another one, see above; the store's own is in its table `versions`",
      );
    return unlike.length === 0 ? exitCodes.fine : exitCodes.fault;
  } finally {
    interrupt.dispose();
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Where cells were filled for the store when it was made; a study of several models has a file for each. */
function filledBeside(store: string): string | undefined {
  const isFilled = (name: string) => name.startsWith(`${basename(store)}.records.`) && name.endsWith(".jsonl");
  return readdirSync(dirname(store)).some(isFilled) ? `${store}.records.jsonl` : undefined;
}

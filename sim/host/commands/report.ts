/** `commonwatt report <store>`: one page about one scenario or study, and its findings for machines. */
import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { claimReport } from "../../../reports/claims/page.ts";
import { findingsOpening, pageOpening } from "../../../reports/page/opening.ts";
import { type Report, report } from "../../../reports/run/report.ts";
import { studyReport } from "../../../reports/study/report.ts";
import { exitCodes, explaining, printingFailure, StoreError } from "../failure.ts";
import { reportData } from "../report-data.ts";
import { claimReportData, studyReportData } from "../study-report-data.ts";
import { writeWhole } from "../whole-file.ts";

export interface ReportOptions {
  /**
   * The page's file; `<store without its ending>.html` when not given. The findings go beside it as
   * `<page>.findings.json`.
   */
  readonly out?: string;
  readonly json?: boolean;
}

/** @returns the exit code; failures that the user can put right are printed in one line on standard error */
export function reportCommand(store: string, options: ReportOptions): Promise<number> {
  return printingFailure(async () => {
    const page = options.out ?? `${withoutEnding(store, /\.(duckdb|db)$/)}.html`;
    const findings = `${withoutEnding(page, /\.html?$/)}.findings.json`;
    if (resolve(page) === resolve(`${store}.wal`)) {
      throw new StoreError(`${page} is the name of the store's journal — name another file with --out`);
    }
    await explaining(page, async () => {
      refuseForeign(page, pageOpening);
      refuseForeign(findings, findingsOpening);
    });
    const made = await madeOf(store);
    await explaining(page, async () => {
      writeWhole({ [page]: made.page, [findings]: made.findings });
    });
    const told = { page, findings, figures: made.figures, bytes: Buffer.byteLength(made.page) };
    process.stdout.write(options.json ? `${JSON.stringify(told)}\n` : `report   ${page}\nfindings ${findings}\n`);
    return exitCodes.fine;
  });
}

/** A claim's page, a study's, or that of one scenario. */
async function madeOf(store: string): Promise<Report> {
  const claim = await claimReportData(store);
  if (claim !== undefined) return claimReport(claim);
  const study = await studyReportData(store);
  return study === undefined ? report(await reportData(store)) : studyReport(study);
}

/**
 * A report may replace a report; any other file is somebody's work.
 *
 * @throws StoreError when `path` exists and does not begin with `opening`
 */
function refuseForeign(path: string, opening: string): void {
  if (!existsSync(path) || (statSync(path).isFile() && beginning(path, opening.length) === opening)) return;
  throw new StoreError(
    `${path} exists and is no report of CommonWatt, so it is not overwritten — move it, or name another file with --out`,
  );
}

function beginning(path: string, bytes: number): string {
  const file = openSync(path, "r");
  try {
    const buffer = Buffer.alloc(bytes);
    return buffer.toString("utf8", 0, readSync(file, buffer, 0, bytes, 0));
  } finally {
    closeSync(file);
  }
}

function withoutEnding(path: string, ending: RegExp): string {
  return path.replace(ending, "");
}

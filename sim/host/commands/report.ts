/** `commonwatt report <store>`: one page about one scenario, and its findings for machines. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { report } from "../../../reports/run/report.ts";
import { exitCodes, explaining, printingFailure } from "../failure.ts";
import { reportData } from "../report-data.ts";

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
    const made = report(await reportData(store));
    await explaining(page, async () => {
      mkdirSync(dirname(resolve(page)), { recursive: true });
      writeFileSync(page, made.page);
      writeFileSync(findings, made.findings);
    });
    const told = { page, findings, figures: made.figures, bytes: Buffer.byteLength(made.page) };
    process.stdout.write(options.json ? `${JSON.stringify(told)}\n` : `report   ${page}\nfindings ${findings}\n`);
    return exitCodes.fine;
  });
}

function withoutEnding(path: string, ending: RegExp): string {
  return path.replace(ending, "");
}

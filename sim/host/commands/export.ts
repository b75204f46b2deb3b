/** `commonwatt export <store> --to dir`: every table as Parquet or CSV, to share and to read in other programs. */
import { openStore } from "../duckdb.ts";
import { type ExportFormat, exportStore } from "../export.ts";
import { exitCodes, printingFailure } from "../failure.ts";

export interface ExportOptions {
  readonly to: string;
  readonly format?: ExportFormat;
  readonly json?: boolean;
}

/** @returns the exit code */
export function exportCommand(path: string, { to, format = "parquet", json = false }: ExportOptions): Promise<number> {
  return printingFailure(async () => {
    const store = await openStore(path, { access: "read" });
    try {
      const files = await exportStore(store, to, format);
      if (json) process.stdout.write(`${JSON.stringify({ store: path, to, files })}\n`);
      else
        for (const { file, rows, bytes } of files)
          process.stdout.write(`${file.padEnd(28)} ${String(rows).padStart(10)} rows ${String(bytes).padStart(12)} bytes\n`);
      return exitCodes.fine;
    } finally {
      store.close();
    }
  });
}

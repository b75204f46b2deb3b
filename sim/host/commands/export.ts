/** `commonwatt export <store> --to dir`: every table as Parquet or CSV, to share and to read in other programs. */
import { exitCodes, UsageError } from "../complain.ts";
import { openStore } from "../duckdb.ts";
import { type ExportedFile, type ExportFormat, exportFormats, exportStore } from "../export.ts";
import { explaining } from "../failure.ts";
import { writeCrate } from "../ro-crate.ts";
import { aligned, printJson, printLine } from "../terminal.ts";

export interface ExportOptions {
  readonly to: string;
  readonly format?: string;
  readonly json?: boolean;
}

/**
 * @returns the exit code
 * @throws StoreError when the store cannot be read or the folder not written
 */
export async function exportCommand(
  path: string,
  { to, format = "parquet", json = false }: ExportOptions,
): Promise<number> {
  if (!exportFormats.includes(format as ExportFormat))
    throw new UsageError(`no format “${format}” — one of ${exportFormats.join(", ")}`);
  const store = await openStore(path, { access: "read" });
  try {
    const files = await exportStore(store, to, format as ExportFormat);
    await explaining(to, () => writeCrate(store, to, files));
    if (json) printJson({ ok: true, store: path, to, files });
    else for (const line of aligned(files.map(described))) printLine(line);
    return exitCodes.fine;
  } finally {
    store.close();
  }
}

function described({ file, rows, bytes }: ExportedFile): string[] {
  return [file, `${rows} rows`, `${bytes} bytes`];
}

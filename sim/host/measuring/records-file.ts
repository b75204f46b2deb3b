/**
 * The file of records on disk. A measurement appends whole lines and flushes them after each batch; when it ends, the file is written
 * anew in order and put in place of the old one at once.
 */
import { createHash } from "node:crypto";
import {
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname } from "node:path";
import { measuredCells } from "../../fidelity/cells/measured-cells.ts";
import { readRecords, wholeLines } from "../../fidelity/cells/read-records.ts";
import {
  type ExecutionLine,
  type Records,
  RecordsError,
  type RecordsHeader,
  type SampleLine,
} from "../../fidelity/cells/records.ts";
import { executionLine, headerLine, recordsText, sampleLine } from "../../fidelity/cells/write-records.ts";
import type { MeasuredCells } from "../../model/ports.ts";
import { explained } from "../failure.ts";
import { packageFile } from "../package-root.ts";

/** Records that come with the program: one full measurement on the software adapter. */
export const committedRecords = "sim/fidelity/records/swiftshader.jsonl";

export function committedRecordsPath(): string {
  return packageFile(committedRecords);
}

export interface LoadedRecords {
  readonly records: Records;
  readonly cells: MeasuredCells;
  /** SHA-256 of the file, in hexadecimal. */
  readonly sha256: string;
}

/** @throws RecordsError when the file is missing or damaged */
export function loadRecords(path: string): LoadedRecords {
  const text = readText(path);
  const records = readRecords(text, basename(path));
  const sha256 = createHash("sha256").update(text).digest("hex");
  return { records, cells: measuredCells(records, sha256), sha256 };
}

/** Records that grow. */
export interface GrowingRecords {
  readonly path: string;
  readonly executions: readonly ExecutionLine[];
  readonly samples: readonly SampleLine[];
  append(executions: readonly ExecutionLine[], samples: readonly SampleLine[]): void;
  /** Puts the sorted file in place. */
  finish(): void;
}

/**
 * Opens a file to go on with, or begins it.
 *
 * @param header  of what is measured now; a file with another cannot be joined
 * @throws RecordsError
 */
export function growRecords(path: string, header: RecordsHeader): GrowingRecords {
  const before = existsSync(path) ? reopened(path, header) : begun(path, header);
  const executions = [...before.executions];
  const samples = [...before.samples];
  return {
    path,
    executions,
    samples,
    append(newExecutions, newSamples) {
      const lines = [
        ...newExecutions.map((line) => executionLine(header, line)),
        ...newSamples.map((line) => sampleLine(header, line)),
      ];
      if (lines.length === 0) return;
      writeFlushed(path, `${lines.join("\n")}\n`, atEnd);
      executions.push(...newExecutions);
      samples.push(...newSamples);
    },
    finish() {
      const next = `${path}.next`;
      writeFlushed(next, recordsText(readRecords(readText(path), basename(path))), "w");
      renameSync(next, path);
    },
  };
}

function begun(path: string, header: RecordsHeader): Records {
  mkdirSync(dirname(path), { recursive: true });
  writeFlushed(path, `${headerLine(header)}\n`, "w");
  return { header, executions: [], samples: [] };
}

function reopened(path: string, header: RecordsHeader): Records {
  const text = withoutRepeats(wholeLines(readText(path)));
  if (text === "") return begun(path, header);
  const records = readRecords(text, basename(path));
  const differing = (Object.keys(header) as (keyof RecordsHeader)[]).filter(
    (key) => JSON.stringify(header[key]) !== JSON.stringify(records.header[key]),
  );
  if (differing.length > 0) {
    throw new RecordsError(
      `${basename(path)} was measured otherwise (${differing.join(", ")} differ) and cannot be gone on with — ` +
        "choose another file with --records",
    );
  }
  writeFlushed(path, text, "w");
  return records;
}

/** Two processes that execute the same case at once both keep it: the same line, or a device was at fault. */
function withoutRepeats(text: string): string {
  return [...new Set(text.split("\n").slice(0, -1))].map((line) => `${line}\n`).join("");
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const what = code === "ENOENT" ? "there is no such file" : `it cannot be read (${code})`;
    throw new RecordsError(`records ${basename(path)}: ${what} — measure them: commonwatt measure --records <file>`);
  }
}

/** To the end of a file that is there: one that others deleted is not begun again without its header. */
const atEnd = constants.O_WRONLY | constants.O_APPEND;

/** @throws RecordsError when the file or its folder was deleted, StoreError when the disk is full or may not be written */
function writeFlushed(path: string, text: string, flag: "w" | number): void {
  try {
    const file = openSync(path, flag);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw explained(error, path);
    throw new RecordsError(
      `${path} was deleted, or its folder, while measurements were being written to it — give the same command again`,
    );
  }
}

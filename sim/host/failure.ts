/** What the person at the keyboard can put right about a store, in one line. */
import { exitCodes } from "./complain.ts";

/** Printed as it stands, without a stack: what is wrong, then the remedy. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly exitCode = exitCodes.wrongUse;
}

interface Reading {
  readonly pattern: RegExp;
  say(path: string, found: RegExpMatchArray): string;
}

/** A store goes on where it was; anything else is made anew. */
const again = (path: string) => (/\.(duckdb|db)$/.test(path) ? `commonwatt resume ${path}` : "try again");

/** DuckDB 1.5.6 reports all of these as text only. First match counts. */
const readings: readonly Reading[] = [
  {
    pattern: /Could not set lock on file.*?(?:PID (\d+))/s,
    say: (path, found) =>
      `${path} is in use by process ${found[1]} — one process writes a store at a time: wait for it, or stop it`,
  },
  {
    pattern: /Could not set lock on file/,
    say: (path) => `${path} is in use by another process — wait for it, or stop it`,
  },
  {
    pattern: /No space left on device|Disk quota exceeded|not enough space|out of disk space/i,
    say: (path) => `no space left on the disk of ${path} — free some, then: ${again(path)}`,
  },
  {
    pattern: /File too large/,
    say: (path) =>
      `${path} reached the largest file allowed here — raise the limit (ulimit -f), then: commonwatt resume ${path}`,
  },
  {
    pattern: /not a valid DuckDB database file/,
    say: (path) => `${path} is not a result store — name one that commonwatt run has made`,
  },
  {
    pattern: /Trying to read a database file with version number|newer version of DuckDB/,
    say: (path) =>
      `${path} was written by another version of DuckDB — use the commonwatt that made it, or export from there`,
  },
  {
    pattern: /WAL file|write-ahead log|replay/i,
    say: (path) =>
      `${path} does not go with the journal ${path}.wal beside it, as when one of them was replaced — put back the pair that belongs together`,
  },
  {
    pattern:
      /Permission denied|Read-only file system|Operation not permitted|Not a directory|No such file or directory|file already exists, mkdir/i,
    say: (path, found) => `cannot write ${path}: ${found[0].toLowerCase()} — name another place with --out`,
  },
  {
    pattern: /Corrupt|checksum/i,
    say: (path) =>
      `${path} is damaged (its checksums do not match) — restore a copy, or run the scenario into a new store`,
  },
];

/** Turns an error of DuckDB or the file system into a StoreError where its cause is known; others pass unchanged. */
export function explained(error: unknown, path: string): unknown {
  if (error instanceof StoreError || !(error instanceof Error)) return error;
  for (const { pattern, say } of readings) {
    const found = error.message.match(pattern);
    if (found !== null) return new StoreError(say(path, found));
  }
  return error;
}

/** Runs `work` and explains its error. */
export async function explaining<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explained(error, path);
  }
}

export { exitCodes };

/** Runs a command; a StoreError becomes one line on standard error and its exit code. Other errors are faults and pass. */
export async function printingFailure(command: () => Promise<number>): Promise<number> {
  try {
    return await command();
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
}

/** A program of its own for tests that must kill, interrupt or starve one. */
import { type ChildProcess, spawn } from "node:child_process";
import { fixtureProgram } from "./fixture-bundle.ts";
import type { FixtureScenario } from "./fixture-run.ts";

export interface Child {
  readonly process: ChildProcess;
  /** What it has printed so far. */
  output(): { stdout: string; stderr: string };
  /** Resolves when standard error matches; rejects when the program ends before. */
  says(pattern: RegExp): Promise<void>;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

/** Starts a study of the fixture. @param wrapper  a command that runs its arguments, such as a shell with a limit */
export function startStudy(store: string, changes: Partial<FixtureScenario>, wrapper: readonly string[] = []): Child {
  const program = [process.execPath, fixtureProgram, store, "2", JSON.stringify(changes)];
  const [command, ...args] = [...wrapper, ...program];
  const child = spawn(command!, args, { stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (text) => {
    stdout += text;
  });
  child.stderr.on("data", (text) => {
    stderr += text;
  });
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.on("close", (code, signal) => resolve(signal ?? code!));
  });
  const says = (pattern: RegExp) =>
    new Promise<void>((resolve, reject) => {
      const look = () => pattern.test(stderr) && resolve();
      look();
      child.stderr.on("data", look);
      ended.then(() => reject(new Error(`ended without saying ${pattern}: ${stderr}`)));
    });
  return { process: child, output: () => ({ stdout, stderr }), says, ended };
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

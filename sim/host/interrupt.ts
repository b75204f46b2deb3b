/**
 * Ctrl-C: once finishes the runs in flight and starts no more, twice drops them, and so does SIGTERM at once. Finished runs
 * stay either way.
 */
import { existsSync } from "node:fs";
import { exitCodes } from "./complain.ts";

export interface Interrupt {
  /** Start no more runs. */
  readonly finish: AbortSignal;
  /** Drop the runs in flight. */
  readonly stop: AbortSignal;
}

export interface ListeningInterrupt extends Interrupt {
  /** Undefined until the runs were told to stop by SIGTERM. */
  exitCode(): number | undefined;
  dispose(): void;
}

/** The reason of `stop`. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** 128 + 15, as shells count. */
const terminated = 143;
/** Time for an orderly end of dropped runs, which takes seconds on a busy machine; a third Ctrl-C does not wait for it. [ms] */
const graceMs = 15_000;

export function resumeHint(path: string): string {
  return `finished runs are kept; go on with: commonwatt resume ${path}`;
}

/**
 * @param say   told in words what each Ctrl-C does
 * @param path  store that is written, for the hint
 */
export function listenForInterrupt(say: (line: string) => void, path: string): ListeningInterrupt {
  const finish = new AbortController();
  const stop = new AbortController();
  let exitCode: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  const leave = (code: number) => {
    say(existsSync(path) ? resumeHint(path) : "nothing was stored yet");
    process.exit(code);
  };
  const drop = (code: number, line: string) => {
    if (stop.signal.aborted) return leave(code);
    say(line);
    finish.abort(new Interrupted("interrupted"));
    stop.abort(new Interrupted("interrupted twice"));
    timer = setTimeout(leave, graceMs, code);
  };
  const pressed = () => {
    if (finish.signal.aborted) return drop(exitCodes.interrupted, "interrupted again: dropping the runs in flight");
    finish.abort(new Interrupted("interrupted"));
    say("interrupted: finishing the runs in flight; Ctrl-C again drops them");
  };
  const ended = () => {
    exitCode = terminated;
    drop(terminated, "terminated: dropping the runs in flight");
  };
  process.on("SIGINT", pressed).on("SIGTERM", ended);
  const dispose = () => {
    clearTimeout(timer);
    process.off("SIGINT", pressed).off("SIGTERM", ended);
  };
  return { finish: finish.signal, stop: stop.signal, exitCode: () => exitCode, dispose };
}

/** For callers without a keyboard. */
export function neverInterrupted(): Interrupt {
  return { finish: new AbortController().signal, stop: new AbortController().signal };
}

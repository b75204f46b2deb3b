/** Ctrl-C: once finishes the runs in flight and starts no more, twice drops them. Finished runs stay either way. */

export interface Interrupt {
  /** Start no more runs. */
  readonly finish: AbortSignal;
  /** Drop the runs in flight. */
  readonly stop: AbortSignal;
}

/** The reason of `stop`. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** @param say  told in words what each Ctrl-C does */
export function listenForInterrupt(say: (line: string) => void): Interrupt & { dispose(): void } {
  const finish = new AbortController();
  const stop = new AbortController();
  const pressed = () => {
    if (!finish.signal.aborted) {
      finish.abort(new Interrupted("interrupted"));
      say("interrupted: finishing the runs in flight; Ctrl-C again drops them");
    } else if (!stop.signal.aborted) {
      stop.abort(new Interrupted("interrupted twice"));
      say("interrupted again: dropping the runs in flight");
    }
  };
  process.on("SIGINT", pressed);
  return { finish: finish.signal, stop: stop.signal, dispose: () => process.off("SIGINT", pressed) };
}

/** For callers without a keyboard. */
export function neverInterrupted(): Interrupt {
  return { finish: new AbortController().signal, stop: new AbortController().signal };
}

/**
 * Back-pressure between a run's thread, which must not return to an event loop, and the writer.
 *
 * The run's thread adds what it sends and sleeps while too much is under way; the writer subtracts and wakes it.
 */

/** Bytes under way between one run and the writer. */
export const underWayMax = 32 * 1024 * 1024;

export interface Gate {
  /** Shared by both threads: [0] bytes under way. */
  readonly shared: SharedArrayBuffer;
}

export function createGate(): Gate {
  return { shared: new SharedArrayBuffer(4) };
}

/** Waits until less than the allowance is under way, then counts `bytes` in. A batch above the allowance goes alone. */
export function enter(gate: Gate, bytes: number): void {
  const count = new Int32Array(gate.shared);
  for (let now = Atomics.load(count, 0); now > 0 && now + bytes > underWayMax; now = Atomics.load(count, 0))
    Atomics.wait(count, 0, now);
  Atomics.add(count, 0, bytes);
}

export function leave(gate: Gate, bytes: number): void {
  const count = new Int32Array(gate.shared);
  Atomics.sub(count, 0, bytes);
  Atomics.notify(count, 0);
}

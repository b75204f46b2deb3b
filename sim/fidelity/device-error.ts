/** What can go wrong with a GPU, in one line with the remedy. */

export type DeviceFault = "missing" | "too large" | "lost" | "memory" | "shader" | "refused" | "not finite";

/** Faults that a fresh device may not have. */
const passing: readonly DeviceFault[] = ["lost", "memory", "shader", "refused"];

export class DeviceError extends Error {
  override readonly name = "DeviceError";
  /** Of the command that fails with it. */
  readonly exitCode = 1;
  readonly fault: DeviceFault;
  readonly remedy: string;

  constructor(fault: DeviceFault, what: string, remedy: string) {
    super(`${what} — ${remedy}`);
    this.fault = fault;
    this.remedy = remedy;
  }

  /** Whether the same work may succeed on a fresh device. */
  get isWorthRetrying(): boolean {
    return passing.includes(this.fault);
  }
}

/** A progress bar on a terminal, or a line each 10 % or 30 s elsewhere. */
import { duration, type ProgressOutput } from "../progress.ts";

export interface Bar {
  show(done: number, total: number, what: string): void;
  end(): void;
}

const widthMax = 30;
const drawEveryMs = 100;
const lineEveryMs = 30_000;
const lineEveryFraction = 0.1;
const clearLine = "\r\u001b[K";

/** @param now  milliseconds, growing */
export function showBar(out: ProgressOutput, now: () => number): Bar {
  const hasBar = out.isTTY === true && process.env.TERM !== "dumb";
  /** Before the first batch. */
  let begun: number | undefined;
  /** The first batch compiles the kernels. Time to go is told from the second on. */
  let first: { readonly done: number; readonly at: number } | undefined;
  let shownAt = Number.NEGATIVE_INFINITY;
  let shownFraction = 0;
  let isDrawn = false;
  const restOf = (since: { readonly done: number; readonly at: number }, done: number, total: number) =>
    ((now() - since.at) / 1000 / (done - since.done)) * (total - done);
  return {
    show(done, total, what) {
      begun ??= done;
      if (done > begun) first ??= { done, at: now() };
      const fraction = total > 0 ? Math.min(1, done / total) : 1;
      const rest = first !== undefined && done > first.done ? restOf(first, done, total) : Number.NaN;
      const toGo = done >= total ? duration(0) : Number.isNaN(rest) ? "?" : duration(rest);
      const text = `${Math.floor(fraction * 100)} %  ${done} of ${total} executions  ${toGo} to go  ${what}`;
      if (hasBar && now() - shownAt >= drawEveryMs) {
        const filled = Math.round(fraction * widthMax);
        out.write(`${clearLine}${"█".repeat(filled)}${"░".repeat(widthMax - filled)} ${text}`);
        isDrawn = true;
        shownAt = now();
      } else if (!hasBar && (fraction >= shownFraction + lineEveryFraction || now() - shownAt >= lineEveryMs)) {
        out.write(`${text}\n`);
        shownFraction = Math.floor(fraction / lineEveryFraction + 1e-9) * lineEveryFraction;
        shownAt = now();
      }
    },
    end() {
      if (isDrawn) out.write(clearLine);
      isDrawn = false;
    },
  };
}

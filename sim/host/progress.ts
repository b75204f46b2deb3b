/** Shows how far a study is: a bar on a terminal; otherwise a line each 10 % or 30 s. Always with rate and time to go. */
import type { StudyEvent } from "./study.ts";

export interface ProgressOutput {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

export interface Progress {
  onEvent(event: StudyEvent): void;
  /** Takes the bar away, so that what comes next starts on a clean line. */
  end(): void;
}

const barMax = 30;
const lineEveryFraction = 0.1;
const lineEveryMs = 30_000;
/** A bar drawn more often than this flickers. [ms] */
const drawEveryMs = 100;
const clearLine = "\r\u001b[K";

/** @param now  milliseconds, growing */
export function showProgress(out: ProgressOutput, now: () => number): Progress {
  const hasBar = out.isTTY === true && process.env.TERM !== "dumb";
  const started = now();
  const inFlight = new Map<number, number>();
  let runs = 0;
  let before = 0;
  let ended = 0;
  let shownFraction = 0;
  let shownAt = started;
  let isDrawn = false;

  const fraction = () =>
    (ended + [...inFlight.values()].reduce((sum, part) => sum + part, 0)) / Math.max(1, runs - before);
  const text = () => {
    const elapsed = (now() - started) / 1000;
    const done = fraction();
    const toGo = done > 0 ? duration((elapsed * (1 - done)) / done) : "?";
    return `${percent(done)}  ${before + ended} of ${runs} runs  ${rate(done * (runs - before), elapsed)}  ${toGo} to go`;
  };
  const show = () => {
    const done = fraction();
    const sinceShown = now() - shownAt;
    if (hasBar) {
      if (sinceShown < drawEveryMs) return;
      const width = Math.min(barMax, Math.max(0, (out.columns ?? 80) - 60));
      const filled = Math.round(done * width);
      isDrawn = true;
      out.write(`${clearLine}${"█".repeat(filled)}${"░".repeat(width - filled)} ${text()}`);
    } else {
      if (done < shownFraction + lineEveryFraction && sinceShown < lineEveryMs) return;
      out.write(`${text()}\n`);
    }
    shownFraction = Math.floor(done / lineEveryFraction + 1e-9) * lineEveryFraction;
    shownAt = now();
  };
  const timer = setInterval(show, 1000);
  timer.unref();
  return {
    onEvent(event) {
      if (event.kind === "planned") {
        runs = event.runs;
        before = event.stored;
        out.write(plannedText(event));
        return;
      }
      if (event.kind === "advanced") inFlight.set(event.run, event.fraction);
      else {
        inFlight.delete(event.run);
        ended += 1;
        if (event.kind === "failed") out.write(`${hasBar ? clearLine : ""}run ${event.run} failed: ${event.error}\n`);
      }
      show();
    },
    end() {
      clearInterval(timer);
      if (isDrawn) out.write(clearLine);
      isDrawn = false;
    },
  };
}

function plannedText({ runs, stored, workers }: Extract<StudyEvent, { kind: "planned" }>): string {
  const already = stored > 0 ? `, ${stored} stored already` : "";
  return `${counted(runs, "run")}${already}; ${counted(workers, "worker")}\n`;
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** "45 s", "3 min 20 s", "2 h 5 min". */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

function percent(fraction: number): string {
  return `${Math.floor(fraction * 100)} %`.padStart(5);
}

function rate(runs: number, seconds: number): string {
  if (seconds <= 0) return "? runs/min";
  const perMinute = (runs / seconds) * 60;
  return `${perMinute < 10 ? perMinute.toPrecision(2) : Math.round(perMinute)} runs/min`;
}

import { expect, test } from "vitest";
import { duration, type ProgressOutput, showProgress } from "./progress.ts";

function watched(isTTY: boolean) {
  const parts: string[] = [];
  let clock = 0;
  const out: ProgressOutput = { isTTY, columns: 100, write: (part) => parts.push(part) };
  const progress = showProgress(out, () => clock);
  const at = (seconds: number) => {
    clock = seconds * 1000;
  };
  return { progress, at, text: () => parts.join("") };
}

test("away from a terminal: a line each tenth or each half minute, with rate and time to go", () => {
  const { progress, at, text } = watched(false);
  progress.onEvent({ kind: "planned", runs: 4, stored: 0, workers: 2 });
  at(1);
  progress.onEvent({ kind: "advanced", run: 0, fraction: 0.1 });
  at(10);
  progress.onEvent({ kind: "advanced", run: 0, fraction: 0.5 });
  at(15);
  progress.onEvent({ kind: "advanced", run: 0, fraction: 0.6 });
  at(41);
  progress.onEvent({ kind: "advanced", run: 0, fraction: 0.7 });
  at(60);
  progress.onEvent({ kind: "stored", run: 0 });
  progress.onEvent({ kind: "failed", run: 1, error: "RangeError: no" });
  progress.end();
  expect(text().split("\n")).toEqual([
    "4 runs; 2 workers",
    " 12 %  0 of 4 runs  3.0 runs/min  1 min 10 s to go",
    " 17 %  0 of 4 runs  1.0 runs/min  3 min 13 s to go",
    " 25 %  1 of 4 runs  1.0 runs/min  3 min 0 s to go",
    "run 1 failed: RangeError: no",
    " 50 %  2 of 4 runs  2.0 runs/min  1 min 0 s to go",
    "",
  ]);
});

test("on a terminal: one line that is drawn over, and taken away at the end", () => {
  const { progress, at, text } = watched(true);
  progress.onEvent({ kind: "planned", runs: 2, stored: 1, workers: 1 });
  at(30);
  progress.onEvent({ kind: "advanced", run: 1, fraction: 0.5 });
  at(30.05);
  progress.onEvent({ kind: "advanced", run: 1, fraction: 0.51 });
  progress.end();
  const bar = `${"█".repeat(15)}${"░".repeat(15)}`;
  expect(text()).toBe(
    `2 runs, 1 stored already; 1 worker\n\r\u001b[K${bar}  50 %  1 of 2 runs  1.0 runs/min  30 s to go\r\u001b[K`,
  );
});

test.each([
  [0.4, "0 s"],
  [59.6, "1 min 0 s"],
  [200, "3 min 20 s"],
  [7500, "2 h 5 min"],
])("%d s is “%s”", (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

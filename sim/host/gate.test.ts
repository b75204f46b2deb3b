import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { MessageChannel } from "node:worker_threads";
import { Piscina } from "piscina";
import { expect, test } from "vitest";
import { createGate, enter, leave, underWayMax } from "./gate.ts";

test("what enters leaves, and a batch above the allowance goes alone", () => {
  const gate = createGate();
  const count = new Int32Array(gate.shared);
  enter(gate, 2 * underWayMax);
  expect(count[0]).toBe(2 * underWayMax);
  leave(gate, 2 * underWayMax);
  enter(gate, underWayMax - 1);
  enter(gate, 1);
  expect(count[0]).toBe(underWayMax);
});

test("a sender waits while the allowance is under way, and goes on when the writer has caught up", async () => {
  const gate = createGate();
  const count = new Int32Array(gate.shared);
  enter(gate, underWayMax);
  const heard: string[] = [];
  const { port1: here, port2: there } = new MessageChannel();
  here.on("message", (word: string) => {
    heard.push(`${word} with ${count[0]} under way`);
    setTimeout(() => {
      heard.push(`left with ${count[0]} under way`);
      leave(gate, underWayMax);
    }, 50);
  });
  const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const filename = fileURLToPath(new URL("../../test/support/gate.worker.ts", import.meta.url));
  const pool = new Piscina({ filename, maxThreads: 1, execArgv: ["--import", loader] });
  heard.push(await pool.run({ gate, bytes: 10, port: there }, { transferList: [there] }));
  here.close();
  await pool.destroy();
  expect(count[0]).toBe(10);
  expect(heard).toEqual([`arrived with ${underWayMax} under way`, `left with ${underWayMax} under way`, "through"]);
});

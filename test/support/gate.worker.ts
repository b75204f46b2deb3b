/** A thread that passes a gate: it says so before, and returns after. */
import type { MessagePort } from "node:worker_threads";
import { enter, type Gate } from "../../sim/host/gate.ts";

export default ({ gate, bytes, port }: { gate: Gate; bytes: number; port: MessagePort }): string => {
  port.postMessage("arrived");
  enter(gate, bytes);
  return "through";
};

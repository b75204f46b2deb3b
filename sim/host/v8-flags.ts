/** What V8 is told before it simulates: how far it goes in compiling, and how much garbage it lets lie. */
import { setFlagsFromString } from "node:v8";

/**
 * Of the functions called by one that is compiled, V8 takes in bytecode of so many bytes. [B] Its own 920 suffice for code that is called
 * here and there; what handles an event calls a dozen small functions, and each left out costs a call and a number put on the heap.
 * From 2,000 to 4,000 ten years of the economy take 4 to 6 % less; with 1,500, half of that (docs/performance.md).
 */
const inlinedMost = 2500;

/**
 * Old objects may come to so much more than was alive when they were last collected. [%] Left to itself V8 collects some 24 MiB anew
 * whenever 8 more have come, which is every second, with four threads beside the one that simulates. With 200 it collects a third as
 * often, for some 30 MiB more a thread: 3 % less of ten years of the economy.
 */
const garbageMost = 200;

/** To be called in a process that simulates, before it does: functions compiled before stay as they are. */
export function setV8Flags(): void {
  setFlagsFromString(`--max-inlined-bytecode-size-cumulative=${inlinedMost}`);
  setFlagsFromString(`--heap-growing-percent=${garbageMost}`);
}

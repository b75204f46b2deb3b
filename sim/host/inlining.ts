/** How far V8 goes in compiling what a run calls. */
import { setFlagsFromString } from "node:v8";

/**
 * Of the functions called by one that is compiled, V8 takes in bytecode of so many bytes. [B] Its own 920 suffice for code that is called
 * here and there; what handles an event calls a dozen small functions, and each left out costs a call and a number put on the heap.
 * From 2,000 to 4,000 ten years of the economy take 4 to 6 % less; with 1,500, half of that (docs/performance.md).
 */
const inlinedMost = 2500;

/** To be called in a process that simulates, before it does: functions compiled before stay as they are. */
export function inlineMore(): void {
  setFlagsFromString(`--max-inlined-bytecode-size-cumulative=${inlinedMost}`);
}

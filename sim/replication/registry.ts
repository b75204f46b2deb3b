/** Every family that can be answered. A new one is a file under `families/` and a line here. */
import { joinShortestSampled } from "./families/dispatch.ts";
import { delaySystem, lossSystem, roomForK } from "./families/many-servers.ts";
import { firstComeFirstServed, priority, processorSharing, shortestRemainingFirst } from "./families/one-server.ts";
import { rooflineDecode } from "./families/serving.ts";
import { prefill, serveAllWaiting } from "./families/serving-queues.ts";
import { type ReadTrace, traceFamily } from "./families/trace.ts";
import type { AnyFamily } from "./family.ts";

/** @param readTrace  gives the text of a trace file that the user has */
export function replicationFamilies(readTrace: ReadTrace): readonly AnyFamily[] {
  return [
    delaySystem,
    lossSystem,
    roomForK,
    firstComeFirstServed,
    processorSharing,
    shortestRemainingFirst,
    priority,
    joinShortestSampled,
    serveAllWaiting,
    prefill,
    rooflineDecode,
    traceFamily(readTrace),
  ];
}

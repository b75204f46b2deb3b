/** Every kind of event, one line each. Numbers are never reused. */
import type { EventDef } from "../../engine/schedule.ts";
import type { World } from "../world.ts";
import { outageEnded, outageStarted, outageStruck, spellEnded } from "./churn.ts";
import { burstTurned, hourStarted, requestArrived } from "./demand.ts";
import { epochEnded } from "./epoch.ts";
import { traceArrived } from "./replay.ts";
import { decodeDone, patienceEnded, prefillDone, requestReached } from "./service.ts";
import { actBegan, actEnded } from "./states.ts";
import { verdictDue } from "./verdict.ts";
import { measuringStarted, windowClosed, windowOpened } from "./windows.ts";

export const events: readonly EventDef<World>[] = [
  spellEnded, // 1
  outageStarted, // 2
  outageEnded, // 3
  outageStruck, // 4
  windowOpened, // 5
  measuringStarted, // 6
  windowClosed, // 7
  epochEnded, // 8
  requestArrived, // 10
  requestReached, // 11
  patienceEnded, // 12
  prefillDone, // 13
  decodeDone, // 14
  burstTurned, // 15
  hourStarted, // 16
  traceArrived, // 17
  verdictDue, // 18
  actBegan, // 40
  actEnded, // 41
];

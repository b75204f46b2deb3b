/** The run's output: rows of single requests, checks and events as they happen, and the epoch's tables at its end. */

import { fieldOf } from "../engine/packed.ts";
import { jurisdictionIds } from "../model/catalogue/ids.ts";
import type { ChipMarket } from "../model/chips.ts";
import { clientTimes } from "../model/measuring.ts";
import type { Scores } from "../model/ports.ts";
import type { States } from "../model/states.ts";
import { Outcome } from "../model/tables/requests.ts";
import type { NetworkEvent, Output, World } from "../model/world.ts";
import { choicesOf } from "../protocol.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { verdictKinds } from "../store/detection-tables.ts";
import type { Sink } from "../store/sink.ts";
import { absentI32 } from "../store/sink.ts";
import { eventKinds } from "../store/tables.ts";
import { chipRows } from "./chips.ts";
import { clientRows } from "./clients.ts";
import { controlRows } from "./control.ts";
import { curveRows } from "./curves.ts";
import { createDetection } from "./detection.ts";
import { epochRow, latencyRows, ledgerRows, marketRows, missRows, windowRows } from "./epoch-tables.ts";
import { firmRows } from "./firms.ts";
import { createParameterPath, governanceRows, powerRows, proposalRows, voteRows } from "./governance.ts";
import { accountRows, ledgerAccountRows, nodeRows, operatorRows } from "./holders.ts";
import { probeRows } from "./probes.ts";
import { rowsFrom } from "./rows.ts";
import { challengeRows, sessionRows } from "./sessions.ts";
import { accessRows, actName } from "./states.ts";
import { strategyRows } from "./strategies.ts";
import { tokenRows } from "./token.ts";

type Row = Record<string, number | string>;

const microsPerSecond = 1e6;

/** Keeps the rows of one epoch at most; each epoch's end hands them to the sink. */
export function createRecorder(scenario: Scenario, sink: Sink, onEpoch: (epoch: number) => void): Output {
  const requests: Row[] = [];
  const verdicts: Row[] = [];
  const events: Row[] = [];
  const detection = createDetection();
  const parameters = createParameterPath(choicesOf(scenario));
  let eventLines = 0;
  const isLast = (world: World) => world.clock.epoch === world.settings.epochs - 1;
  const isDue = (world: World, every: number) => isLast(world) || (every > 0 && world.clock.epoch % every === 0);
  return {
    requestLeft(world, row, outcome) {
      if (world.clock.measuring === 1 && fieldOf(world.requests, "isKept", row) === 1) {
        requests.push(requestRow(world, row, outcome));
      }
    },
    judged(world, row, scores, severity) {
      verdicts.push(verdictRow(world, row, scores, severity));
      detection.count(world, row, severity);
    },
    happened(world, kind, subject, value) {
      events.push(eventRow(world, kind, subject, value, eventLines++));
    },
    epochEnded(world) {
      sink.write(epochRow(world));
      sink.write(windowRows(world));
      sink.write(latencyRows(world));
      sink.write(marketRows(world));
      sink.write(missRows(world));
      for (const batch of probeRows(world)) sink.write(batch);
      if (isDue(world, scenario.outputs.operatorsEvery)) {
        sink.write(operatorRows(world));
        sink.write(accountRows(world));
      }
      if (isDue(world, scenario.outputs.nodesEvery)) sink.write(nodeRows(world));
      sink.write(ledgerRows(world, scenario.outputs.ledger));
      sink.write(governanceRows(world));
      sink.write(voteRows(world));
      for (const batch of parameters(world)) sink.write(batch);
      if (isDue(world, scenario.outputs.powersEvery)) sink.write(powerRows(world, scenario.outputs.powersTop));
      for (const batch of chipRows(world, isLast(world))) sink.write(batch);
      for (const batch of clientRows(world, isLast(world))) sink.write(batch);
      for (const batch of tokenRows(world, isLast(world))) sink.write(batch);
      for (const batch of accessRows(world, isLast(world))) sink.write(batch);
      for (const batch of strategyRows(world, isDue(world, scenario.outputs.operatorsEvery))) sink.write(batch);
      for (const batch of controlRows(world)) sink.write(batch);
      for (const batch of firmRows(world, isDue(world, scenario.outputs.operatorsEvery))) sink.write(batch);
      sink.write(rowsFrom("requests", requests.splice(0)));
      sink.write(rowsFrom("verdicts", verdicts.splice(0)));
      sink.write(rowsFrom("events", events.splice(0)));
      sink.write(detection.ofEpoch(world));
      sink.write(sessionRows(world));
      sink.write(challengeRows(world));
      if (isLast(world)) {
        sink.write(ledgerAccountRows(world));
        sink.write(proposalRows(world));
        sink.write(detection.ofRun(world));
        for (const batch of curveRows(world)) sink.write(batch);
      }
      onEpoch(world.clock.epoch);
    },
  };
}

function requestRow(world: World, row: number, outcome: number): Row {
  const { segments, markets, requests } = world;
  const segment = fieldOf(requests, "segment", row);
  const market = fieldOf(requests, "market", row);
  const prompt = fieldOf(requests, "prompt", row);
  const output = fieldOf(requests, "output", row);
  const isServed = outcome === Outcome.served;
  const times = clientTimes(world, row);
  const tokens = prompt + output;
  return {
    request: fieldOf(requests, "id", row),
    epoch: world.clock.epoch,
    arrived_at: fieldOf(requests, "arrivedAt", row) / microsPerSecond,
    jurisdiction: segments.columns.jurisdiction[segment],
    workload: segments.columns.workload[segment],
    model: markets.columns.model[market],
    node: fieldOf(requests, "node", row),
    prompt_tokens: prompt,
    output_tokens: output,
    outcome,
    queueing: times.queueing,
    time_to_first_token: isServed ? times.firstToken : Number.NaN,
    end_to_end: isServed ? times.endToEnd : Number.NaN,
    fee: isServed ? Math.floor(markets.columns.price[market] * tokens) : 0,
  };
}

function verdictRow(world: World, row: number, scores: Scores, severity: number): Row {
  const { id, executor, validator, behaviour, tokens, basis, cell, checkTime } = world.verdicts.columns;
  const verdict = Number.isNaN(severity) ? "not-measured" : severity > 1 ? "rejected" : "accepted";
  const isMeasured = cell[row] >= 0;
  return {
    request: id[row],
    epoch: world.clock.epoch,
    executor: executor[row],
    validator: validator[row],
    behaviour: behaviour[row],
    tokens: tokens[row],
    basis: basis[row],
    cell: isMeasured ? cell[row] : absentI32,
    distance: isMeasured ? scores.distance : Number.NaN,
    surprise: isMeasured ? scores.surprise : Number.NaN,
    severity: isMeasured ? severity : Number.NaN,
    verdict: verdictKinds.indexOf(verdict),
    check_time: checkTime[row] / 1000,
  };
}

function eventRow(world: World, kind: NetworkEvent, subject: number, value: number, line: number): Row {
  return {
    line,
    epoch: world.clock.epoch,
    at: world.schedule.now / microsPerSecond,
    kind: eventKinds.indexOf(kind),
    subject: subjectOf(world, kind, subject),
    value,
  };
}

/** Who or what an event concerns, in words. */
function subjectOf(world: World, kind: NetworkEvent, subject: number): string {
  switch (kind) {
    case "price-changed":
    case "machine-moved":
      return world.models[subject].id;
    case "vendor-entered":
      return (world.chips as ChipMarket).settings.vendors[subject].name;
    case "state-act-began":
    case "state-act-ended":
      return actName((world.states as States).acts[subject]);
    default:
      return jurisdictionIds[subject];
  }
}

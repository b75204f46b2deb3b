/**
 * How fast a machine serves when its operator does cheaper work than it is paid for: its service law, scaled by the compute that the
 * work really takes.
 *
 *   f_c = (1 − s) + s · cheap_c / honest_c          for each column c of the law, s the share of requests so treated
 *   prefill: (p' / p) · read + scoring · (1 + O / P)                          P prompt and O answer of the mean request
 *   decode:  (t' / t) · written
 *
 * Assumes that a batch mixes treated and honest requests in their shares, so that one law with the mean times serves all. A cheaper
 * request is not given a larger batch: cache and places stay those of honest work.
 */

import type { Columns } from "../engine/columns.ts";
import { behaviourCosts, type CostFactors } from "./catalogue/behaviour-costs.ts";
import type { BehaviourId } from "./catalogue/behaviours.ts";
import { behaviourIds } from "./catalogue/behaviours.ts";
import { type Server, type Serving, servingOf } from "./roofline.ts";
import type { NodeSpec } from "./tables/nodes.ts";

/** Columns of a node that say how long serving takes. */
export const lawColumns = [
  "stepBase",
  "stepRouted",
  "stepPerContext",
  "stepPerRequest",
  "stepOverhead",
  "stepOverheadPerRequest",
  "prefillPerToken",
  "prefillLeast",
] as const;
export type LawColumn = (typeof lawColumns)[number];
export type LawFactors = Readonly<Record<LawColumn, number>>;

/** Mean request: prompt and answer. [token] */
export interface MeanRequest {
  readonly prompt: number;
  readonly answer: number;
}

/** Parameters of the smaller model over the agreed one: the pair that was measured, 94,528 of 279,232 (docs/detection.md). */
export const smallerFraction = 94_528 / 279_232;
/** No column falls below this share: what is left of serving when nothing is computed. A judgement. */
const factorLeast = 1e-3;

const bitsPerByte = 8;

/** The server as it works when it behaves so. */
export function serverAs(server: Server, cost: CostFactors, smaller: number): Server {
  const fraction = cost.modelFraction === "smaller" ? smaller : cost.modelFraction;
  const { model, settings } = server;
  return {
    ...server,
    model: {
      ...model,
      parameters: model.parameters * fraction,
      activeParameters: model.activeParameters * fraction,
      layers: model.layers * fraction,
      kvBytesPerToken: model.kvBytesPerToken * fraction,
      bytesPerWeight: cost.weightBits === "agreed" ? model.bytesPerWeight : cost.weightBits / bitsPerByte,
    },
    settings: { ...settings, cacheFactor: settings.cacheFactor * cost.cacheFraction },
  };
}

/**
 * Factors on the service law of a machine.
 *
 * @param behaviour  index in the catalogue
 * @param share      of its requests that are treated so, 0…1
 */
export function lawFactors(server: Server, behaviour: number, share: number, mean: MeanRequest): LawFactors {
  const cost = behaviourCosts[behaviourIds[behaviour] as BehaviourId];
  const honest = servingOf(server.hardware, server.cards, server.model, server.settings);
  const changed = serverAs(server, cost, smallerFraction);
  const cheap = servingOf(changed.hardware, changed.cards, changed.model, changed.settings);
  // What does not fit cannot be done: such a machine goes on as it is.
  const isDone = honest !== null && cheap !== null;
  return byColumn((column) => {
    const whole = isDone ? factorOf(honest, cheap, column, cost, mean) : 1;
    return 1 - share + share * Math.max(factorLeast, whole);
  });
}

/** Written out: objects of one shape, where a key at a time would make a look-up by hash of each. */
function byColumn(of: (column: LawColumn) => number): Record<LawColumn, number> {
  return {
    stepBase: of("stepBase"),
    stepRouted: of("stepRouted"),
    stepPerContext: of("stepPerContext"),
    stepPerRequest: of("stepPerRequest"),
    stepOverhead: of("stepOverhead"),
    stepOverheadPerRequest: of("stepOverheadPerRequest"),
    prefillPerToken: of("prefillPerToken"),
    prefillLeast: of("prefillLeast"),
  };
}

function factorOf(honest: Serving, cheap: Serving, column: LawColumn, cost: CostFactors, mean: MeanRequest): number {
  const ratio = honest[column] > 0 ? cheap[column] / honest[column] : 1;
  if (!column.startsWith("prefill")) return ratio * cost.answerFraction;
  const scoring = column === "prefillPerToken" ? 1 + mean.answer / mean.prompt : 1;
  return ratio * cost.promptFraction + cost.scoringPasses * scoring;
}

/** The law's columns of one machine, in any unit of time. */
export type Law = Readonly<Record<LawColumn | "expertsMissed", number>>;

/** The law of a row of `nodes`. */
export function lawAt(columns: Columns<NodeSpec>, host: number): Law {
  return {
    stepBase: columns.stepBase[host],
    stepRouted: columns.stepRouted[host],
    stepPerContext: columns.stepPerContext[host],
    stepPerRequest: columns.stepPerRequest[host],
    stepOverhead: columns.stepOverhead[host],
    stepOverheadPerRequest: columns.stepOverheadPerRequest[host],
    prefillPerToken: columns.prefillPerToken[host],
    prefillLeast: columns.prefillLeast[host],
    expertsMissed: columns.expertsMissed[host],
  };
}

/** The law of a machine that worked by `old` factors, had it worked by others. */
export function lawUnder(law: Law, old: LawFactors, now: LawFactors): Law {
  return {
    stepBase: (law.stepBase * now.stepBase) / old.stepBase,
    stepRouted: (law.stepRouted * now.stepRouted) / old.stepRouted,
    stepPerContext: (law.stepPerContext * now.stepPerContext) / old.stepPerContext,
    stepPerRequest: (law.stepPerRequest * now.stepPerRequest) / old.stepPerRequest,
    stepOverhead: (law.stepOverhead * now.stepOverhead) / old.stepOverhead,
    stepOverheadPerRequest: (law.stepOverheadPerRequest * now.stepOverheadPerRequest) / old.stepOverheadPerRequest,
    prefillPerToken: (law.prefillPerToken * now.prefillPerToken) / old.prefillPerToken,
    prefillLeast: (law.prefillLeast * now.prefillLeast) / old.prefillLeast,
    expertsMissed: law.expertsMissed,
  };
}

/**
 * Output tokens a second of a machine with a full batch, as `mixedCapacity` says it of a server.
 *
 * @param batch  requests, ≥ 1
 */
export function throughputOf(law: Law, batch: number, { prompt, answer }: MeanRequest): number {
  let missed = 1;
  for (let k = 0; k < batch; k++) missed *= law.expertsMissed;
  const context = batch * (prompt + answer / 2) * law.stepPerContext;
  const memory = law.stepBase + law.stepRouted * (1 - missed) + context;
  const step = Math.max(memory, batch * law.stepPerRequest) + law.stepOverhead + batch * law.stepOverheadPerRequest;
  return 1 / (step / batch + (prompt * law.prefillPerToken) / answer);
}

/** The numbers that a claim's page rests on. */
import { type Certainty, type Circumstances, certainty, leastCertain } from "../../analysis/study/certainty.ts";
import { type ClaimJudgement, judgeClaim, type Weighed } from "../../analysis/study/claim.ts";
import { type Driver, drivers, effectsByWorld, type WorldEffect } from "../../analysis/study/drivers.ts";
import { variantsFactor } from "../../analysis/study/rows.ts";
import { type Found, foundIn } from "../study/findings.ts";
import type { ClaimData } from "./rows.ts";

export interface ClaimFound extends Found {
  readonly data: ClaimData;
  readonly judgement: ClaimJudgement;
  readonly circumstances: Circumstances;
  /** The main hypothesis that the page's figures follow: the first that is neither undecided nor negligible, else the first. */
  readonly lead: Weighed;
  readonly certainty: Certainty;
  readonly effects: readonly WorldEffect[];
  readonly drivers: readonly Driver[];
  /** Levels of the factor of the lead that are drawn: the baseline, the lead’s, those against. */
  readonly drawn: readonly number[];
}

/** @throws RangeError when the store holds no finished run or the study states no main hypothesis */
export function foundClaim(data: ClaimData): ClaimFound {
  const { rows, claim, plannedRuns, validation } = data;
  if (rows.runs.length === 0) throw new RangeError(`${claim.id}: no finished run`);
  const judgement = judgeClaim(rows);
  const { main, against, isPlaceboQuiet } = judgement;
  const lead = main.find(({ verdict }) => verdict === "supported" || verdict === "contradicted") ?? main[0];
  if (lead === undefined) throw new RangeError(`${claim.id}: no main hypothesis`);
  const circumstances = {
    claim,
    validatedParts: validation.length,
    isPlaceboQuiet,
    missingShare: 1 - rows.runs.length / plannedRuns,
  };
  const effects = lead.contrast === undefined ? [] : effectsByWorld(rows, lead.contrast);
  return {
    ...foundIn(data),
    data,
    judgement,
    circumstances,
    lead,
    certainty: leastCertain(main.map((one) => certainty(one, circumstances))),
    effects,
    drivers: drivers(effects, data.axes),
    drawn: drawnOf(data, [lead, ...against]),
  };
}

const drawnMost = 3;

/** Levels of the lead's factor that hypotheses are about, the baseline first. */
function drawnOf({ rows }: ClaimData, hypotheses: readonly Weighed[]): number[] {
  const [lead] = hypotheses;
  const factor = rows.factors.find(({ name }) => name === lead?.hypothesis.factor);
  const named = hypotheses.flatMap(({ hypothesis: { factor: own, level } }) =>
    own === factor?.name ? [factor.levels.indexOf(level)] : [],
  );
  return [...new Set([0, ...named])].slice(0, drawnMost);
}

/**
 * Runs of each drawn level of the lead's factor, over all levels of the other factors; of the variants their first alone, when they are
 * another factor. All runs under one name where nothing is a choice.
 */
export function runsByVariant({
  data: { rows },
  lead,
  drawn,
}: ClaimFound): { name: string; runs: ReadonlySet<number> }[] {
  const f = rows.factors.findIndex(({ name }) => name === lead.hypothesis.factor);
  const variants = rows.factors.findIndex(({ name }) => name === variantsFactor);
  const isDrawn = (point: number) => variants < 0 || variants === f || rows.points[point]![variants] === 0;
  const runs = rows.runs.filter(({ point }) => isDrawn(point));
  if (f < 0) return [{ name: "all runs", runs: new Set(runs.map(({ run }) => run)) }];
  return drawn.map((level) => ({
    name: rows.factors[f]!.levels[level]!,
    runs: new Set(runs.filter(({ point }) => rows.points[point]![f] === level).map(({ run }) => run)),
  }));
}

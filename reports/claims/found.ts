/** The numbers that a claim's page rests on. */
import { type Certainty, type Circumstances, certainty, leastCertain } from "../../analysis/study/certainty.ts";
import { type ClaimJudgement, judgeClaim, type Weighed } from "../../analysis/study/claim.ts";
import { type Driver, drivers, effectsByWorld, type WorldEffect } from "../../analysis/study/drivers.ts";
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
  /** Indices of the variants drawn: the baseline, that of the lead, those against. */
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

/** Variants of the hypotheses, baseline first; one that is not about a variant adds none. */
function drawnOf({ rows }: ClaimData, hypotheses: readonly Weighed[]): number[] {
  const variants = rows.factors.findIndex(({ name }) => name === "variants");
  const named = hypotheses.flatMap(({ hypothesis: { factor, level } }) =>
    rows.factors[variants]?.name === factor ? [rows.factors[variants]!.levels.indexOf(level)] : [],
  );
  return [...new Set([0, ...named])].slice(0, drawnMost);
}

/** Runs of each drawn variant; all runs under one name where nothing is a variant. */
export function runsByVariant({ data: { rows }, drawn }: ClaimFound): { name: string; runs: ReadonlySet<number> }[] {
  const f = rows.factors.findIndex(({ name }) => name === "variants");
  if (f < 0) return [{ name: "all runs", runs: new Set(rows.runs.map(({ run }) => run)) }];
  return drawn.map((level) => ({
    name: rows.factors[f]!.levels[level]!,
    runs: new Set(rows.runs.filter(({ point }) => rows.points[point]![f] === level).map(({ run }) => run)),
  }));
}

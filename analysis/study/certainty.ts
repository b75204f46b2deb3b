/**
 * How sure a finding is, from high to very low, in the manner of GRADE for modelled evidence (Brozek and others, GRADE guidelines 30, Journal of
 * Clinical Epidemiology 129, 2021): it starts high and is lowered by a step for each reason, never by a p-value.
 */
import type { ClaimStatement, Weighed } from "./claim.ts";

export const certaintyNames = ["very low", "low", "moderate", "high"] as const;
export type CertaintyName = (typeof certaintyNames)[number];

export interface Downgrade {
  /** GRADE's domain. */
  readonly domain: "imprecision" | "inconsistency" | "indirectness" | "risk of bias";
  readonly steps: 1 | 2;
  readonly reason: string;
}

export interface Certainty {
  readonly name: CertaintyName;
  /** 0 very low … 3 high */
  readonly level: number;
  readonly downgrades: readonly Downgrade[];
}

/** What the whole study lends to each of its findings. */
export interface Circumstances {
  readonly claim: Pick<ClaimStatement, "assumptions" | "indirect">;
  /** Parts of the model that decide and were held against published figures. */
  readonly validatedParts: number;
  readonly isPlaceboQuiet: boolean;
  readonly missingShare: number;
}

/** Share of the worlds within which a finding counts as mixed; a convention, the other end of `wideLeast`. */
const mixed = { least: 0.1, most: 0.9 };
/** Share of missing runs from which they could change the result; a convention. */
const missingMost = 0.05;
const indirectMost = 2;

export function certainty(finding: Weighed, about: Circumstances): Certainty {
  const downgrades = [...imprecision(finding), ...inconsistency(finding), ...indirectness(about), ...bias(about)];
  const steps = downgrades.reduce((sum, one) => sum + one.steps, 0);
  const level = Math.max(0, certaintyNames.length - 1 - steps);
  return { name: certaintyNames[level]!, level, downgrades };
}

/** The least certain of several. @throws RangeError on none */
export function leastCertain(all: readonly Certainty[]): Certainty {
  const [first, ...rest] = all;
  if (first === undefined) throw new RangeError("certainty of no finding");
  return rest.reduce((least, one) => (one.level < least.level ? one : least), first);
}

/** The interval reaches from what matters to what does not. */
function imprecision({ contrast, hypothesis: { smallest } }: Weighed): Downgrade[] {
  if (contrast === undefined)
    return [{ domain: "imprecision", steps: 2, reason: "the outcome has no value in the runs" }];
  const { low, high } = contrast.paired;
  const crosses = (bound: number) => low < bound && high > bound;
  const isWide = crosses(smallest) || crosses(-smallest);
  return isWide
    ? [
        {
          domain: "imprecision",
          steps: 1,
          reason: "the interval reaches from differences that matter to differences that do not",
        },
      ]
    : [];
}

function inconsistency({ holding: { of, hold, worlds, reversed } }: Weighed): Downgrade[] {
  if (worlds === 0) return [];
  const what = of === "combinations" ? "combinations of world and circumstances" : "worlds";
  const share = hold / worlds;
  if (reversed > 0 && hold > 0)
    return [
      {
        domain: "inconsistency",
        steps: 2,
        reason: `it holds in ${hold} of ${worlds} ${what} and is clearly reversed in ${reversed}`,
      },
    ];
  return share > mixed.least && share < mixed.most
    ? [{ domain: "inconsistency", steps: 1, reason: `it holds in ${hold} of ${worlds} ${what}` }]
    : [];
}

function indirectness({ claim: { indirect } }: Circumstances): Downgrade[] {
  return indirect.slice(0, indirectMost).map((reason) => ({ domain: "indirectness", steps: 1, reason }));
}

function bias({ claim: { assumptions }, validatedParts, isPlaceboQuiet, missingShare }: Circumstances): Downgrade[] {
  const found: Downgrade[] = [];
  if (!isPlaceboQuiet)
    found.push({
      domain: "risk of bias",
      steps: 2,
      reason: "the placebo, which must change nothing, changed something",
    });
  if (validatedParts === 0)
    found.push({
      domain: "risk of bias",
      steps: 1,
      reason: "no part that decides it was held against published figures",
    });
  const judged = assumptions.filter(({ basis }) => basis === "judgement").length;
  if (2 * judged > assumptions.length)
    found.push({
      domain: "risk of bias",
      steps: 1,
      reason: `${judged} of ${assumptions.length} assumptions that it hangs on are judgements`,
    });
  if (missingShare > missingMost)
    found.push({
      domain: "risk of bias",
      steps: 1,
      reason: `${Math.round(100 * missingShare)}% of the planned runs are missing`,
    });
  return found;
}

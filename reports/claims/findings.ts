/** The same for machines: what a claim's page says, as JSON. */
import { rounded } from "../../analysis/stats/rounded.ts";
import { certainty } from "../../analysis/study/certainty.ts";
import type { Weighed } from "../../analysis/study/claim.ts";
import type { Figure } from "../page/figure.ts";
import { findingsGenerator } from "../page/opening.ts";
import type { ClaimFound } from "./found.ts";

export function claimFindings(found: ClaimFound, title: string, figures: readonly Figure[]): string {
  const { data, judgement, certainty: sure, drivers } = found;
  const { claim, rows, provenance } = data;
  const all = {
    generator: findingsGenerator,
    claim: { id: claim.id, topic: claim.topic, article: claim.article, corrected: claim.corrected ?? null },
    title,
    verdict: judgement.verdict,
    certainty: { name: sure.name, downgrades: sure.downgrades },
    hypotheses: [...judgement.main, ...judgement.against, ...judgement.further, ...judgement.placebo].map((one) => ({
      ...plainOf(one),
      certainty: certainty(one, found.circumstances).name,
    })),
    drivers,
    runs: rows.runs.length,
    replications: found.replications.length,
    figures: figures.map(({ id, finding, estimates }) => ({ id, finding, estimates })),
    provenance: { contentDigest: provenance.contentDigest, seed: provenance.seed, versions: provenance.versions },
  };
  return `${JSON.stringify(all, (_, value) => (typeof value === "number" ? rounded(value) : value), 2)}\n`;
}

function plainOf({ hypothesis, verdict, pValue, contrast, holding }: Weighed) {
  return { ...hypothesis, verdict, correctedPValue: pValue, difference: contrast?.paired ?? null, holding };
}

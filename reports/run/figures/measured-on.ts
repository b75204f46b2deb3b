/** Who measured the verdicts: said under every figure that rests on them. */
import type { Estimate } from "../../../analysis/stats/estimate.ts";
import { counted, prose } from "../../page/wording.ts";
import type { ReportData } from "../rows.ts";

/** Why there is no measurement to show; undefined when there is one. */
export function whyUnmeasured({ rows }: ReportData): string | undefined {
  const bases = new Set(rows.runs.map(({ kernel_basis: basis }) => basis));
  if (bases.has("assumed")) return "the scenario assumes that every check tells the truth, and nothing was measured";
  if (!bases.has("measured")) return "no answer was judged by measured distances";
  return undefined;
}

export function measuredOn({ rows }: ReportData): string {
  const {
    kernel_model: model,
    kernel_adapter: adapter,
    kernel_executed_on: executedOn,
    kernel_weights: weights,
  } = rows.runs[0]!;
  const executed = rows["detection-by-behaviour"].reduce((sum, row) => sum + row.executed, 0);
  const live =
    executedOn === null
      ? ""
      : executed === 0
        ? ` None of the checks of these runs was chosen to be executed on ${executedOn}.`
        : ` ${counted(executed, "check")} of these runs ${executed === 1 ? "was" : "were"} executed on ${executedOn}.`;
  return prose`Measured by real executions of the language model ${model ?? "?"} (weights
    ${(weights ?? "?").slice(0, shown)}…) on ${adapter ?? "?"}.${live}`;
}

const shown = 12;

/** A measured share with its interval, for the findings. */
export function shareEstimate(
  { rows }: ReportData,
  share: { readonly mean: number; readonly low: number; readonly high: number },
  draws: number,
): Estimate {
  return {
    ...share,
    confidence: 0.95,
    replications: rows.runs.length,
    unit: "1",
    method: "share of draws",
    sample: Math.floor(draws),
    isCorrelated: false,
  };
}

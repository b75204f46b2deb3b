/** Errors of each method at its limit, by length of the answer, and the number of checks that conviction takes. */
import { fittedLimit, quantileOf, rejectedShareOf } from "../../fidelity/cells/cell-statistics.ts";
import { tokensMax } from "../../fidelity/cells/lengths.ts";
import { type ScoreMethod, scoreMethods } from "../../fidelity/verdicts/methods.ts";
import { checksForPower, powerOfCount } from "../../measures/detection-power.ts";
import { roc } from "../../measures/roc.ts";
import { behaviours, honest } from "../../model/catalogue/behaviours.ts";
import { known, methodNamed, pooled, type View } from "./view.ts";
import { counted, percent, short, table, withInterval } from "./words.ts";

/** Share of honest work that a fitted limit rejects. */
const falseRejection = 0.01;

/** A method without a published limit has a fitted one. */
function ownLimit({ cells }: View, { limit, severity }: ScoreMethod): number {
  return limit === "published" ? 1 : fittedLimit(cells, severity, tokensMax, falseRejection);
}

export function limitsSection(view: View): string {
  const limits = scoreMethods.map((method) => ownLimit(view, method));
  const rows = [honest, ...view.dishonest].map((behaviour) => [
    behaviours[behaviour]?.name ?? "",
    ...scoreMethods.map(({ severity }, i) =>
      withInterval(rejectedShareOf(pooled(view, behaviour, severity, tokensMax), limits[i] as number)),
    ),
  ]);
  const headings = scoreMethods.map(({ name, limit }, i) =>
    limit === "published" ? name : `${name} > ${short(limits[i] as number)} (fitted)`,
  );
  return `${table(["behaviour", ...headings], rows)}

Share of answers of ${tokensMax} tokens that one check rejects, with the exact 95 % interval; the first row is false rejection. Published limits
as they are; limits marked "fitted" reject 1 % of honest work here. For the compute proof a "check" is one nonce.`;
}

/** Area under the ROC curve and detection at 1 % false rejection: what the scores could do with a limit made for this model. */
export function separationSection(view: View): string {
  const rows = view.dishonest.map((behaviour) => [
    behaviours[behaviour]?.name ?? "",
    ...scoreMethods.map(({ severity }) => separation(view, severity, behaviour)),
  ]);
  return `${table(["behaviour", ...scoreMethods.map(({ name }) => name)], rows)}

Area under the ROC curve, and the share detected when the limit is set to reject 1 % of honest work of all profiles. A method that is blind has
area 0.5 or below.`;
}

function separation(view: View, severity: ScoreMethod["severity"], behaviour: number): string {
  const own = known(pooled(view, behaviour, severity, tokensMax));
  const base = known(pooled(view, honest, severity, tokensMax));
  if (own.values.length === 0) return "no score";
  const limit = quantileOf(base, 1 - falseRejection);
  return `${roc(base.values, own.values).area.toFixed(3)}, ${percent(rejectedShareOf(own, limit).share)}`;
}

const lengths = [1, 3, 8, 16, 32, 64, 100] as const;

/** Similarity by length: the published limit with its floor of 100 tokens, and a limit fitted for each length. */
export function lengthsSection(view: View): string {
  const { severity } = methodNamed("similarity");
  const limits = lengths.map((tokens) => fittedLimit(view.cells, severity, tokens, falseRejection));
  const rows = view.dishonest.map((behaviour) => [
    behaviours[behaviour]?.name ?? "",
    ...lengths.map((tokens, i) => {
      const sample = pooled(view, behaviour, severity, tokens);
      return `${percent(rejectedShareOf(sample, limits[i] as number).share)} (${percent(rejectedShareOf(sample, 1).share)})`;
    }),
  ]);
  return `${table(["behaviour", ...lengths.map((tokens) => (tokens === 1 ? "1 token" : `${tokens} tokens`))], rows)}

Share rejected by top-k similarity with a limit fitted for that length at 1 % false rejection; in brackets by the published limit of 0.02 and
its floor of 100 tokens. Length is that of the honest answer.

${otherLengths(view).join("\n\n")}

The same for the other methods, with a limit fitted for each length. "–": no answer of that length has a score. A compute proof
does not depend on the answer.`;
}

function otherLengths(view: View): string[] {
  const methods = scoreMethods.filter(({ id }) => id !== "similarity" && id !== "compute-proof");
  return methods.map(({ name, severity }) => {
    const rows = view.dishonest.map((behaviour) => [
      behaviours[behaviour]?.name ?? "",
      ...lengths.map((tokens) => detectedAt(view, severity, { behaviour, tokens })),
    ]);
    return table([name, ...lengths.map((tokens) => (tokens === 1 ? "1 token" : `${tokens} tokens`))], rows);
  });
}

function detectedAt(
  view: View,
  severity: ScoreMethod["severity"],
  { behaviour, tokens }: { readonly behaviour: number; readonly tokens: number },
): string {
  const own = known(pooled(view, behaviour, severity, tokens));
  const base = known(pooled(view, honest, severity, tokens));
  if (own.values.length === 0 || base.values.length === 0) return "–";
  return percent(rejectedShareOf(own, quantileOf(base, 1 - falseRejection)).share);
}

/** Share of an operator's requests that are served dishonestly. */
const dishonestShare = 0.2;
/** Probability of convicting an honest operator, and of convicting the other. */
const [level, power] = [0.01, 0.9];
const checksTried = [1, 2, 3, 5, 8, 10, 15, 20, 30, 50, 80, 100, 150, 200, 300, 500, 1000] as const;

export function powerSection(view: View): string {
  const methods = scoreMethods.filter(({ id }) => id !== "compute-proof");
  const limits = methods.map(({ severity }) => fittedLimit(view.cells, severity, tokensMax, falseRejection));
  const rows = view.dishonest.map((behaviour) => [
    behaviours[behaviour]?.name ?? "",
    ...methods.map(({ severity }, i) => {
      const { share } = rejectedShareOf(pooled(view, behaviour, severity, tokensMax), limits[i] as number);
      const first = checksForPower(dishonestShare * share, power);
      return `${counted(first)}; ${counted(checksToConvict(share))}`;
    }),
  ]);
  return `${table(["behaviour", ...methods.map(({ name }) => name)], rows)}

An operator serves ${percent(dishonestShare)} of its requests so. First number: checks until one of its dishonest answers is rejected with
probability ${percent(power)}. Second: checks after which so many are rejected that an honest operator is convicted with probability
${percent(level)} at most and this one with ${percent(power)} (of ${checksTried.join(", ")} checks; "never": not within 1000). Limits fitted at
1 % false rejection, answers of ${tokensMax} tokens, independent checks.`;
}

function checksToConvict(detection: number): number {
  const errors = { detection, falseRejection };
  const found = checksTried.find((checks) => powerOfCount(dishonestShare, errors, checks, level) >= power);
  return found ?? Number.POSITIVE_INFINITY;
}

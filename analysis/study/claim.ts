/**
 * The verdict on a claim, from what came of its hypotheses and from the worlds in which they hold.
 *
 *   contradicted  no main hypothesis is supported, and one is contradicted
 *   unsupported   no main hypothesis is supported, or the placebo moved: then the study measures something else than it means to
 *   supported     all main hypotheses are supported, each holds in nine tenths of the worlds or more and is clearly reversed in none, and no
 *                 case against is
 *   conditional   all else: it depends on what else holds
 */
import { type Interval, oneSided, wilson } from "../stats/proportion.ts";
import { type StudyRows, worldsFactor } from "./rows.ts";
import { type Judged, judged, type Verdict } from "./verdicts.ts";

export type ClaimVerdict = "supported" | "conditional" | "unsupported" | "contradicted";

/** As stated before the runs, see `sim/scenario/claim.ts`. */
export interface ClaimStatement {
  readonly id: string;
  readonly topic: string;
  readonly article: string;
  readonly corrected?: string | undefined;
  readonly headlines: Readonly<Record<ClaimVerdict, string>>;
  readonly path: string;
  readonly holders: "power" | "weight" | "reward" | "capacity";
  readonly passage?:
    | { readonly direction: "above" | "below"; readonly threshold: number; readonly event: string }
    | undefined;
  readonly assumptions: readonly Assumption[];
  readonly indirect: readonly string[];
  readonly rests: readonly string[];
  readonly notShown: readonly string[];
  readonly worldsFull: number;
  readonly cpuMinutes: number;
}

export interface Assumption {
  readonly key?: string | undefined;
  readonly name: string;
  readonly says: string;
  readonly basis: "measured" | "published" | "judgement";
  readonly source: string;
}

/** In how many worlds something is so. A world is one combination of everything else that is varied. */
export interface Holding {
  /** What is counted: sampled worlds alone, or their combinations with the levels of other factors. */
  readonly of: "sampled worlds" | "combinations";
  readonly worlds: number;
  /** Worlds whose mean difference is as stated, in direction and size. */
  readonly hold: number;
  /** Worlds in which it is the other way round by as much as matters, the whole interval; of a placebo, beyond what is negligible. */
  readonly reversed: number;
  /** Of the share that holds, each end at 95 % by itself. */
  readonly interval: Interval;
}

export interface ClaimJudgement {
  readonly verdict: ClaimVerdict;
  readonly main: readonly Weighed[];
  readonly against: readonly Weighed[];
  readonly placebo: readonly Weighed[];
  readonly further: readonly Weighed[];
  /** Whether every placebo showed nothing, or at least not the contrary. */
  readonly isPlaceboQuiet: boolean;
}

export interface Weighed extends Judged {
  readonly holding: Holding;
}

/** Share of the worlds in which a main hypothesis must hold to be called so without a condition; a convention. */
export const wideLeast = 0.9;

export function judgeClaim(rows: StudyRows): ClaimJudgement {
  const all: Weighed[] = judged(rows).map((one) => ({ ...one, holding: holding(rows, one) }));
  const of = (role: string) => all.filter(({ hypothesis }) => hypothesis.role === role);
  const [main, against, placebo, further] = ["main", "against", "placebo", "further"].map(of) as [
    Weighed[],
    Weighed[],
    Weighed[],
    Weighed[],
  ];
  const isPlaceboQuiet = placebo.every(({ verdict }) => verdict !== "contradicted");
  return {
    verdict: isPlaceboQuiet ? verdictOf(main, against) : "unsupported",
    main,
    against,
    placebo,
    further,
    isPlaceboQuiet,
  };
}

function verdictOf(main: readonly Weighed[], against: readonly Weighed[]): ClaimVerdict {
  const supported = main.filter(({ verdict }) => verdict === "supported");
  if (supported.length === 0)
    return main.some(({ verdict }) => verdict === "contradicted") ? "contradicted" : "unsupported";
  const isWide = main.every(
    ({ verdict, holding: { hold, worlds, reversed } }) =>
      verdict === "supported" && reversed === 0 && hold >= wideLeast * worlds,
  );
  return isWide && against.every(({ verdict }) => verdict !== "supported") ? "supported" : "conditional";
}

/** Verdicts in plain English, for whatever shows them. */
export const verdictNames: Readonly<Record<ClaimVerdict, string>> = {
  supported: "Supported",
  conditional: "Supported under conditions",
  unsupported: "Not supported",
  contradicted: "Contradicted",
};

/** What came of one hypothesis, in plain English. */
export const plainVerdicts: Readonly<Record<Verdict, string>> = {
  supported: "as expected",
  contradicted: "the opposite",
  negligible: "too small to matter",
  undecided: "undecided",
};

/** The finding as a title: stated beforehand for each verdict, chosen by the runs. What they leave open is not said to be false. */
export function headlineOf(
  { headlines }: Pick<ClaimStatement, "headlines">,
  { verdict, main, placebo }: Pick<ClaimJudgement, "verdict" | "main" | "placebo">,
): string {
  if (verdict !== "unsupported") return headlines[verdict];
  const { supported } = headlines;
  const finding = `${supported.charAt(0).toLowerCase()}${supported.slice(1)}`;
  if (placebo.some((one) => one.verdict === "contradicted"))
    return `This study cannot tell whether ${finding}: its placebo moved`;
  return main.some((one) => one.verdict === "undecided")
    ? `Not shown by these runs: ${finding}`
    : headlines.unsupported;
}

/** Whether a mean difference is as stated, in direction and size. */
export function isAsStated(mean: number, { direction, smallest }: Judged["hypothesis"]): boolean {
  if (direction === "same") return Math.abs(mean) < smallest;
  const sign = direction === "lower" ? -1 : 1;
  return sign * mean >= smallest && sign * mean > 0;
}

function holding({ factors, points }: StudyRows, { contrast, hypothesis }: Judged): Holding {
  const { direction, smallest } = hypothesis;
  const all = contrast?.combinations ?? [];
  const sign = direction === "lower" ? -1 : 1;
  const isReversed = ({ mean, ...ends }: { readonly mean: number; readonly low: number; readonly high: number }) => {
    // One run a world, and nothing left to chance: the mean is all there is.
    const [low, high] = Number.isNaN(ends.low) ? [mean, mean] : [ends.low, ends.high];
    return direction === "same"
      ? low >= smallest || high <= -smallest
      : Math.abs(mean) >= smallest && (sign > 0 ? high < 0 : low > 0);
  };
  const hold = all.filter(({ mean }) => isAsStated(mean, hypothesis)).length;
  const f = factors.findIndex(({ name }) => name === worldsFactor);
  const worlds = new Set(all.map(({ point }) => points[point]?.[f]));
  return {
    of: f >= 0 && worlds.size === all.length ? "sampled worlds" : "combinations",
    worlds: all.length,
    hold,
    reversed: all.filter(isReversed).length,
    interval: all.length === 0 ? { low: 0, high: 1 } : wilson(hold, all.length, oneSided),
  };
}

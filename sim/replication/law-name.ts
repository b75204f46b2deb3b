/** Reads how targets name a law of service: "exponential", "erlang2", "hyperexp2_balanced scv=10", "exp mean 1". */
import { deterministic, erlang, exponential, hyperexponential2Balanced, type Law, lognormal, uniform } from "./laws.ts";
import { Unanswerable } from "./question.ts";

export interface LawNaming {
  readonly name: string;
  /** Used when the name itself carries none [time units]. */
  readonly mean: number;
  /** Squared coefficient of variation given beside the name; must agree with laws that have one of their own. */
  readonly scv?: number | undefined;
}

/** @throws Unanswerable when the name is unknown, or its numbers are missing or contradict each other */
export function namedLaw({ name, mean, scv }: LawNaming): Law {
  const [kind = "", ...rest] = name.trim().toLowerCase().split(/\s+/);
  const written = parameters(rest.join(" "), name);
  const law = build(kind, name, written.get("mean") ?? mean, written.get("scv") ?? scv);
  for (const asked of [scv, written.get("scv")]) {
    if (asked !== undefined && Math.abs(asked - law.scv) > 1e-9 * (1 + law.scv)) {
      throw new Unanswerable(`service "${name}" has scv ${law.scv}, the parameters say ${asked}`);
    }
  }
  return law;
}

/** Longest Erlang law drawn; beyond it the law is as good as deterministic and each draw costs its phases. */
const phasesMax = 1000;

function build(kind: string, name: string, mean: number, scv: number | undefined): Law {
  if (!(mean > 0)) throw new Unanswerable(`service "${name}" needs a mean above 0, has ${mean}`);
  if (kind === "deterministic" || kind === "det") return deterministic(mean);
  if (kind === "exponential" || kind === "exp") return exponential(mean);
  if (kind === "uniform") return uniform(mean);
  const erlangName = /^erlang-?(\d+)$/.exec(kind);
  if (erlangName !== null) {
    const phases = Number(erlangName[1]);
    if (phases < 1 || phases > phasesMax) throw new Unanswerable(`service "${name}": 1 to ${phasesMax} phases`);
    return erlang(mean, phases);
  }
  if (kind === "lognormal") return lognormal(mean, needed(name, scv, 0));
  if (kind === "hyperexp2_balanced" || kind === "hyperexp2")
    return hyperexponential2Balanced(mean, needed(name, scv, 1));
  throw new Unanswerable(`unknown service law "${name}"`);
}

function needed(name: string, scv: number | undefined, above: number): number {
  if (scv === undefined || !(scv > above))
    throw new Unanswerable(`service "${name}" needs scv above ${above}, has ${scv}`);
  return scv;
}

function parameters(text: string, name: string): Map<string, number> {
  const found = new Map<string, number>();
  let rest = text;
  const one = /^\s*(mean|scv)\s*[= ]\s*(\d+(?:\.\d+)?(?:e-?\d+)?)[\s,]*/;
  for (let match = one.exec(rest); match !== null; match = one.exec(rest)) {
    found.set(match[1], Number(match[2]));
    rest = rest.slice(match[0].length);
  }
  if (rest.trim() !== "") throw new Unanswerable(`cannot read "${rest.trim()}" in service "${name}"`);
  return found;
}

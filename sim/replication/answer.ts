/** Answers questions from family, parameters and metric alone. */
import type { AnyFamily, AnyRun, FamilyPoint, SessionRun } from "./family.ts";
import { type Answer, type Question, Unanswerable } from "./question.ts";
import { estimate, type Measure, type Outcome } from "./sequential.ts";

export interface Unanswered {
  readonly id: string;
  readonly family: string;
  readonly reason: string;
}

export interface Answers {
  readonly answered: ReadonlyMap<string, Answer>;
  readonly unanswered: readonly Unanswered[];
}

/**
 * Longest run [arrivals]: half a minute on one core. A point that needs more, such as ρ above 0.98, is answered with
 * the error it has.
 */
export const arrivalsMax = 24_000_000;

/**
 * @param seed      root of all runs; a run's streams carry its point in their names, so that no answer depends on what
 * else is asked
 * @param onAnswer  told after each question, for progress
 */
export function answerAll(
  questions: readonly Question[],
  families: readonly AnyFamily[],
  seed: number,
  onAnswer: (question: Question) => void = () => {},
): Answers {
  const found: Found = { answered: new Map(), unanswered: [], onAnswer };
  const runs = new Map<string, Planned[]>();
  for (const question of questions) {
    listing(found, [question], () => {
      const plan = planned(question, families);
      if ("value" in plan) return keep(found, question, plan);
      runs.set(plan.name, [...(runs.get(plan.name) ?? []), plan]);
    });
  }
  for (const plans of runs.values()) {
    const asked = plans.map(({ question }) => question);
    listing(found, asked, () => {
      const results = simulated(plans, seed);
      results.forEach((result, i) => {
        listing(found, [asked[i]], () => {
          if (result === "unseen") throw new Unanswerable(`what is asked never happened in ${arrivalsMax} arrivals`);
          const { value, se, n } = result;
          keep(found, asked[i], { value, how: "simulate", seed, n, se });
        });
      });
    });
  }
  return found;
}

interface Found {
  readonly answered: Map<string, Answer>;
  readonly unanswered: Unanswered[];
  readonly onAnswer: (question: Question) => void;
}

function keep({ answered, onAnswer }: Found, question: Question, answer: Answer): void {
  answered.set(question.id, answer);
  onAnswer(question);
}

/** Does it, and lists the questions with the reason when they turn out to be unanswerable. */
function listing({ unanswered }: Found, questions: readonly Question[], work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Unanswerable)) throw error;
    for (const { id, family } of questions) unanswered.push({ id, family, reason: error.message });
  }
}

interface Planned {
  readonly question: Question;
  readonly name: string;
  readonly simulation: AnyRun;
}

function planned(question: Question, families: readonly AnyFamily[]): Answer | Planned {
  const family = families.find(({ id }) => id === question.family);
  if (family === undefined) throw new Unanswerable(`unknown family ${question.family}`);
  const point = family.at(question.params);
  if (question.how === "solve") return solved(question, point);
  const simulation = point.simulate(question.metric);
  if (simulation === null) throw new Unanswerable(`no run of ${question.family} measures ${question.metric}`);
  const isNamed = simulation.kind === "sessions";
  const name = isNamed ? simulation.run : `${question.family} ${simulation.run} ${point.text}`;
  return { question, simulation, name };
}

function solved(question: Question, point: FamilyPoint): Answer {
  const value = point.solve(question.metric);
  if (value === null) throw new Unanswerable(`no formula of ${question.family} gives ${question.metric} here`);
  const isKnown = typeof value === "number" ? Number.isFinite(value) : value.every((one) => Number.isFinite(one));
  if (!isKnown) throw new Unanswerable(`${question.metric} is not finite at this point`);
  return { value, how: "solve" };
}

function simulated(plans: readonly Planned[], seed: number): Outcome[] {
  const { name, simulation } = plans[0];
  if (simulation.kind === "sessions") {
    const play = simulation.prepare(seed, name);
    const longest = plans.reduce((most, plan) => Math.max(most, sessionsOf(plan).sessions), 0);
    const records = Array.from({ length: longest }, (_, session) => play(session));
    // Each metric looks at its own first sessions, so that what is asked beside it does not change its answer.
    return plans.map((plan) => {
      const { sessions: n, measure } = sessionsOf(plan);
      return { ...measure(records.slice(0, n)), n };
    });
  }
  const experiment = simulation.build(seed, name);
  return estimate(
    experiment,
    plans.map((plan) => measureOf(plan)),
    arrivalsMax,
  );
}

/** Runs of one name are of one kind. */
function measureOf({ name, simulation }: Planned): Measure {
  if (simulation.kind === "sessions") throw new Error(`${name} is asked for as one long run and as sessions`);
  return simulation.measure;
}

function sessionsOf({ name, simulation }: Planned): SessionRun {
  if (simulation.kind !== "sessions") throw new Error(`${name} is asked for as sessions and as one long run`);
  return simulation;
}

/** Answers questions from family, parameters and metric alone. */
import type { AnyFamily, FamilyPoint, Simulation } from "./family.ts";
import { type Answer, type Question, Unanswerable } from "./question.ts";
import { type Estimated, estimate } from "./sequential.ts";

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
 * Longest run [arrivals]: half a minute on one core. A point that needs more, such as ρ above 0.98, is answered with the error it has.
 */
export const arrivalsMax = 24_000_000;

/**
 * @param seed      root of all runs; a run's streams carry its point in their names, so that no answer depends on what else is asked
 * @param onAnswer  told after each question, for progress
 */
export function answerAll(
  questions: readonly Question[],
  families: readonly AnyFamily[],
  seed: number,
  onAnswer: (question: Question) => void = () => {},
): Answers {
  const answered = new Map<string, Answer>();
  const unanswered: Unanswered[] = [];
  const runs = new Map<string, Planned[]>();
  for (const question of questions) {
    try {
      const plan = planned(question, families);
      if ("value" in plan) {
        answered.set(question.id, plan);
        onAnswer(question);
      } else {
        const together = runs.get(plan.name);
        if (together === undefined) runs.set(plan.name, [plan]);
        else together.push(plan);
      }
    } catch (error) {
      if (!(error instanceof Unanswerable)) throw error;
      unanswered.push({ id: question.id, family: question.family, reason: error.message });
    }
  }
  for (const plans of runs.values()) {
    const found = simulated(plans, seed);
    for (let i = 0; i < plans.length; i++) {
      const { value, se, n } = found[i];
      answered.set(plans[i].question.id, { value, how: "simulate", seed, n, se });
      onAnswer(plans[i].question);
    }
  }
  return { answered, unanswered };
}

interface Planned {
  readonly question: Question;
  readonly name: string;
  readonly simulation: Simulation;
}

function planned(question: Question, families: readonly AnyFamily[]): Answer | Planned {
  const family = families.find(({ id }) => id === question.family);
  if (family === undefined) throw new Unanswerable(`unknown family ${question.family}`);
  const point = family.at(question.params);
  if (question.how === "solve") return solved(question, point);
  const simulation = point.simulate(question.metric);
  if (simulation === null) throw new Unanswerable(`no run of ${question.family} measures ${question.metric}`);
  return { question, simulation, name: `${question.family} ${simulation.run} ${point.text}` };
}

function solved(question: Question, point: FamilyPoint): Answer {
  const value = point.solve(question.metric);
  if (value === null) throw new Unanswerable(`no formula of ${question.family} gives ${question.metric} here`);
  if (!Number.isFinite(value)) throw new Unanswerable(`${question.metric} is not finite at this point`);
  return { value, how: "solve" };
}

function simulated(plans: readonly Planned[], seed: number): Estimated[] {
  const { name, simulation } = plans[0];
  const experiment = simulation.build(seed, name);
  return estimate(
    experiment,
    plans.map((plan) => plan.simulation.measure),
    arrivalsMax,
  );
}

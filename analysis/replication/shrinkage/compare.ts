/** What a study of the reference network's shrinkage tells against what was published, as tables of a page. */
import { plainMean } from "../../stats/estimate.ts";
import { pairedDifference } from "../../stats/paired.ts";
import { studentQuantile } from "../../stats/student.ts";
import { cards, cardsInMachine, concentration, epochOf, type Fact, hosts } from "./published.ts";

/** One run in one epoch, as `analysis/queries/shrinkage.sql` gives it. */
export interface StudyEpoch {
  readonly variant: string;
  readonly replication: number;
  readonly epoch: number;
  readonly hosts: number;
  readonly machines: number;
  readonly hhi: number;
}

export const given = "as given";

const measures = {
  hosts: { facts: hosts, name: "hosts", of: (row: StudyEpoch) => row.hosts, digits: 0 },
  cards: { facts: cards, name: "accelerators", of: (row: StudyEpoch) => row.machines * cardsInMachine, digits: 0 },
  hhi: { facts: concentration, name: "HHI of weight", of: (row: StudyEpoch) => row.hhi, digits: 3 },
} as const;
type Measure = keyof typeof measures;

/** Of a variant on a day, one value a replication, in their order. */
export function valuesOf(rows: readonly StudyEpoch[], variant: string, measure: Measure, epoch: number): number[] {
  const found = rows.filter((row) => row.variant === variant && row.epoch === epoch);
  if (found.length === 0) throw new RangeError(`no rows of "${variant}" in epoch ${epoch}`);
  return found.sort((a, b) => a.replication - b.replication).map(measures[measure].of);
}

interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Student's t over replications. */
export function intervalOf(values: readonly number[]): Interval {
  const mean = plainMean(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const half = studentQuantile(0.975, values.length - 1) * Math.sqrt(squares / (values.length - 1) / values.length);
  return { mean, low: mean - half, high: mean + half };
}

/** Facts of the time that runs cover. */
function covered(facts: readonly Fact[]): { readonly fact: Fact; readonly epoch: number }[] {
  const dated = facts.map((fact) => ({ fact, epoch: epochOf(fact.date) }));
  // Those of January are the start.
  return dated.filter(({ epoch }) => epoch > 0);
}

/** The day of the last published state. */
export const lastEpoch = epochOf("2026-09-23");

/** Model against published points. */
export function againstPublished(rows: readonly StudyEpoch[]): string[] {
  const lines = (Object.keys(measures) as Measure[]).flatMap((measure) => {
    const { facts, name, digits } = measures[measure];
    return covered(facts).map(({ fact, epoch }) => {
      const { mean, low, high } = intervalOf(valuesOf(rows, given, measure, epoch));
      const error = `${signed(100 * (mean / fact.value - 1), 0)} %`;
      const holds = fact.value >= low && fact.value <= high ? "yes" : "no";
      const model = `${shown(mean, digits)} (${span(low, high, digits)})`;
      return `| ${fact.date} | ${name} | ${shown(fact.value, digits)} | ${model} | ${error} | ${holds} |`;
    });
  });
  return [
    "| date | what | published | model (95 %) | error | covered |",
    "| --- | --- | ---: | ---: | ---: | --- |",
    ...lines,
  ];
}

/** Each variant at the end, and what it changes, replication by replication. */
export function switchedOff(rows: readonly StudyEpoch[]): string[] {
  const epoch = lastEpoch;
  const variants = [...new Set(rows.map(({ variant }) => variant))];
  const cell = (variant: string, measure: Measure) => {
    const values = valuesOf(rows, variant, measure, epoch);
    const text = shown(plainMean(values), measures[measure].digits);
    if (variant === given) return text;
    const { mean, low, high } = pairedDifference(valuesOf(rows, given, measure, epoch), values);
    const { digits } = measures[measure];
    const change = `${signed(mean, digits)} (${span(low, high, digits)})`;
    return `${text}; ${low > 0 || high < 0 ? `**${change}**` : change}`;
  };
  const soon = (variant: string) => {
    const values = valuesOf(rows, variant, "cards", epochOf("2026-04"));
    return shown(plainMean(values), 0);
  };
  return [
    "| switched | hosts in September | accelerators in September | HHI in September | accelerators in April |",
    "| --- | ---: | ---: | ---: | ---: |",
    ...variants
      .sort((a, b) => Number(b === given) - Number(a === given))
      .map((one) => `| ${one} | ${cell(one, "hosts")} | ${cell(one, "cards")} | ${cell(one, "hhi")} | ${soon(one)} |`),
  ];
}

export const atStart = { hosts: 377, cards: 7120 } as const;

/** Part of the fall, in logarithms, from the start to September that is there in the model; and that is left when something is switched. */
export function partOfFall(rows: readonly StudyEpoch[], variant: string, measure: "hosts" | "cards"): number {
  const fact = measures[measure].facts.at(-1) as Fact;
  const start = atStart[measure];
  const end = plainMean(valuesOf(rows, variant, measure, lastEpoch));
  return Math.log(start / end) / Math.log(start / fact.value);
}

export function shown(value: number, digits: number): string {
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

const signed = (value: number, digits: number) => `${value < 0 ? "−" : "+"}${shown(Math.abs(value), digits)}`;
const span = (low: number, high: number, digits: number) =>
  [low, high].map((end) => `${end < 0 ? "−" : ""}${shown(Math.abs(end), digits)}`).join(" to ");

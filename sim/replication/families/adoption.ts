/** Families of adoption: choices that feed on choices before, and a product that spreads. */
import * as z from "zod";
import { log } from "../../engine/math.ts";
import { pow } from "../../engine/pow.ts";
import { exponentialOf } from "../../engine/variates.ts";
import { meanOverLeader } from "../exact/urn.ts";
import { family } from "../family.ts";
import { measuredBy, trialsAt } from "../trials.ts";

type Draw = (n: number) => number;

interface Urn {
  readonly feedback_exponent: number;
  readonly adopters: number;
  readonly start: readonly number[];
}

export const lockIn = family<Urn>({
  id: "LOCKIN",
  summary: "Adopters choose by how many chose before, to a power",
  params: z.strictObject({
    feedback_exponent: z.number().min(0).max(10),
    adopters: z.int().min(1).max(20_000),
    start: z.array(z.number().positive()).min(2).max(100),
  }),
  solve({ feedback_exponent: exponent, adopters, start }, metric) {
    const [first, second] = start;
    if (start.length !== 2 || first === undefined || second === undefined) return null;
    const plan = { first, second, exponent, adopters };
    if (metric === "mean_leader_share") return meanOverLeader(plan, (share) => share);
    const bar = barAsked(metric);
    return bar === null ? null : meanOverLeader(plan, (share) => (share > bar ? 1 : 0));
  },
  simulate(urn, metric) {
    const bar = barAsked(metric);
    if (bar === null && metric !== "mean_leader_share") return null;
    // What each number of adopters weighs, worked out once.
    const strengths = urn.start.map((start) =>
      Float64Array.from({ length: urn.adopters + 1 }, (_, n) => pow(start + n, urn.feedback_exponent)),
    );
    const plan = {
      sums: 2,
      size: urn.adopters,
      trial(draw: Draw, sums: Float64Array) {
        const share = leaderShare(urn, strengths, draw);
        sums[1] += share;
        if (bar !== null && share > bar) sums[2]++;
      },
    };
    if (bar === null) return measuredBy("shares", plan, { over: 1, under: trialsAt, precision: 0, within: 0.002 });
    return measuredBy(`above ${bar}`, plan, { over: 2, under: trialsAt, precision: 0, within: 0.003, counts: true });
  },
});

function barAsked(metric: string): number | null {
  const percent = /^prob_leader_above_(\d+)pct$/.exec(metric)?.[1];
  return percent === undefined ? null : Number(percent) / 100;
}

function leaderShare({ adopters, start }: Urn, strengths: readonly Float64Array[], draw: Draw): number {
  const chose = new Uint32Array(start.length);
  const weight = Float64Array.from(strengths, (strength) => strength[0]);
  for (let adopter = 0; adopter < adopters; adopter++) {
    let total = 0;
    for (let i = 0; i < weight.length; i++) total += weight[i];
    let left = draw(adopter) * total - weight[0];
    let choice = 0;
    while (left >= 0 && choice < weight.length - 1) left -= weight[++choice];
    weight[choice] = strengths[choice][++chose[choice]];
  }
  let [greatest, total] = [0, adopters];
  for (let i = 0; i < start.length; i++) {
    greatest = Math.max(greatest, start[i] + chose[i]);
    total += start[i];
  }
  return greatest / total;
}

/** People of one market; the law of a peak's time has a spread of about 1/√(p · people) years. */
const people = 20_000;

interface Spread {
  /** Of those who have not adopted, the part that does in a year of itself, and for all others having adopted. [1/year] */
  readonly p: number;
  readonly q: number;
}

export const diffusion = family<Spread>({
  id: "BASS",
  summary: "Adoption by oneself and by imitation: when it is fastest",
  params: z
    .strictObject({ p: z.number().positive(), q: z.number().positive() })
    .refine(({ p, q }) => q > p, "q must be above p: adoption would be fastest at the start"),
  solve({ p, q }, metric) {
    if (metric === "time_of_peak") return log(q / p) / (p + q);
    return metric === "cumulative_share_at_peak" ? 0.5 * (1 - p / q) : null;
  },
  simulate({ p, q }, metric) {
    const at = ["time_of_peak", "cumulative_share_at_peak"].indexOf(metric);
    if (at < 0) return null;
    const plan = {
      sums: 2,
      size: people,
      trial(draw: Draw, sums: Float64Array) {
        let [time, fastest, peak, before] = [0, 0, 0, 0];
        for (let adopted = 0; adopted < people; adopted++) {
          const rate = (p + (q * adopted) / people) * (people - adopted);
          if (rate > fastest) [fastest, peak, before] = [rate, time, adopted];
          time += exponentialOf(draw(adopted), 1 / rate);
        }
        sums[1] += peak;
        sums[2] += before / people;
      },
    };
    return measuredBy("market", plan, { over: at + 1, under: trialsAt, precision: 0.002 });
  },
});

/** The two-sample test: how many bought requests it takes to tell an operator's answers from the reference's. */
import { keyedStream } from "../../engine/rng.ts";
import { discrepancyTest, type PromptSample } from "../../fidelity/verdicts/mean-discrepancy.ts";
import { behaviourIds, behaviours } from "../../model/catalogue/behaviours.ts";
import type { View } from "./view.ts";
import { percent, short, table } from "./words.ts";

const draws = keyedStream("two-sample test", 0x4d4d44, 1);
/** Random subsets of prompts for each number of requests, permutations of each test, and its level. */
const [subsets, permutations, level] = [60, 99, 0.05];
const promptCounts = [2, 4, 8, 12] as const;

export function twoSampleSection({ records }: View): string {
  const { header, samples } = records;
  if (samples.length === 0) return "These records hold no answers for the two-sample test.";
  const honest = header.behaviours.indexOf("honest");
  const references = new Map(
    samples.filter(({ behaviour }) => behaviour === honest).map((line) => [line.prompt, line.answers]),
  );
  const each = (references.values().next().value?.length ?? 0) / 2;
  if (references.size === 0) return "These records hold no honest answers to compare with.";
  const sampled = new Set(samples.map(({ behaviour }) => behaviour));
  const rows = [...header.behaviours.entries()]
    .filter(([behaviour]) => sampled.has(behaviour))
    .map(([behaviour, id]) => {
      // An answer is compared with honest ones to the same prompt; without such there is nothing to test.
      const lines = samples.filter((line) => line.behaviour === behaviour && references.has(line.prompt));
      const prompts = lines.map((line): PromptSample => {
        const reference = references.get(line.prompt) ?? [];
        const own = behaviour === honest ? line.answers.slice(each) : line.answers;
        return { answers: [...reference.slice(0, each), ...own], fromReference: each };
      });
      const name = behaviours[behaviourIds.indexOf(id as never)]?.name ?? id;
      if (lines.length === 0) return [name, "no prompt shared", "–", ...promptCounts.map(() => "–")];
      const whole = discrepancyTest(prompts, { count: 999, draws, row: 100 + behaviour });
      const powers = promptCounts.map((count) => percent(powerWith(prompts, count, behaviour)));
      return [name, short(whole.discrepancy), whole.pValue.toFixed(3), ...powers];
    });
  const headings = promptCounts.map((count) => `${count * each} requests`);
  return `${table(["behaviour", "MMD²", `p, ${references.size * each} requests`, ...headings], rows)}

Right: share of tests at level ${level} that reject when so many requests are bought (${each} answers of ${header.sampleTokens} tokens to each of
${promptCounts.join(", ")} prompts drawn from ${references.size}; ${subsets} draws). The first row is the level. The test sees text alone: numerical
cheats that hardly change the text pass.`;
}

function powerWith(prompts: readonly PromptSample[], count: number, behaviour: number): number {
  let rejected = 0;
  for (let s = 0; s < subsets; s++) {
    const row = 10_000 + 1000 * behaviour + 10 * s + promptCounts.indexOf(count as (typeof promptCounts)[number]);
    const chosen = prompts
      .map((prompt, i) => ({ prompt, key: draws.uniform(row, 1_000_000 + i) }))
      .sort((a, b) => a.key - b.key)
      .slice(0, count)
      .map(({ prompt }) => prompt);
    rejected += discrepancyTest(chosen, { count: permutations, draws, row }).pValue <= level ? 1 : 0;
  }
  return rejected / subsets;
}

/** `--model` and its companions on a run: the same as the keys under `kernel.model`. */
import type { ModelPaths } from "./measuring/user-material.ts";

const keys = { model: "weights", smaller: "smaller", tokenizer: "tokenizer", prompts: "prompts" } as const;

/** @returns what `--set` would be told */
export function modelSets(flags: ModelPaths): string[] {
  return (Object.keys(keys) as (keyof typeof keys)[]).flatMap((flag) => {
    const path = flags[flag];
    return path === undefined ? [] : [`kernel.model.${keys[flag]}=${JSON.stringify(path)}`];
  });
}

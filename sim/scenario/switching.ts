/** Owners who move machines between models: schema of `network.switching`. */
import * as z from "zod";
import type { Misfit } from "./checks.ts";
import { count } from "./quantity.ts";
import { share } from "./shorthand.ts";

export const switching = z
  .strictObject({
    cost: share("1 %")
      .default(0.01)
      .describe(
        "Least gain over what the machine earns; default: Gonka, proposals/multi-model-poc/dynamic-coeff-init.md",
      ),
    rounds: count({ title: "a whole number of rounds", examples: ["20"], min: 1, max: 1000 })
      .default(100)
      .describe(
        "Rounds in which every machine is looked at, at most, in an epoch; default: a judgement, few are needed",
      ),
  })
  .optional()
  .describe("Owners move machines each epoch to the model on which they earn most; absent: nobody moves any");

interface Switched {
  readonly reward?: { readonly rule: string };
  readonly network?: {
    readonly switching?: object | undefined;
    readonly models?: Readonly<Partial<Record<string, number>>> | undefined;
    readonly hosts: readonly { readonly model?: string }[];
  };
}

/** Owners go by what a proof is paid: without pay by weight, or with one model, there is nothing to choose. */
export function switchingFits({ network, reward }: Switched): Misfit[] {
  if (network?.switching === undefined) return [];
  const misfit = (message: string): Misfit[] => [{ path: ["network", "switching"], message }];
  const drawn = Object.entries(network.models ?? {}).flatMap(([id, weight]) => ((weight ?? 0) > 0 ? [id] : []));
  const served = new Set([...drawn, ...network.hosts.flatMap(({ model }) => model ?? [])]);
  if (served.size < 2)
    return misfit("owners cannot move machines, since one model is served — serve two, or remove it");
  if (reward !== undefined && reward.rule !== "proportional-to-weight") {
    return misfit(
      `owners go by what proofs are paid, and ${reward.rule} pays none — choose proportional-to-weight, or remove it`,
    );
  }
  return [];
}

/** Kinds of values that the schema uses again and again. */
import * as z from "zod";
import { quantity } from "./quantity.ts";
import { weightsTrouble } from "./weights-trouble.ts";

export const share = (example: string) => quantity("1", { title: "a share", examples: [example], min: 0, max: 1 });
export const epochs = (example: string, min: number) =>
  quantity("epoch", { title: "a whole number of epochs", examples: [example], min, whole: true });
export const seconds = (example: string, min: number) => quantity("s", { title: "a time", examples: [example], min });
export const hours = (example: string) => quantity("h", { title: "a time", examples: [example], min: 0.01 });
export const plain = (example: string, min: number, max: number) =>
  quantity("1", { title: "a number", examples: [example], min, max });

/** Shares by name; only their ratios count. */
export function weights(ids: readonly [string, ...string[]], what: string) {
  const weight = quantity("1", { title: "a share", examples: ["30", "30 %"], min: 0 });
  return z
    .partialRecord(z.enum(ids), weight)
    .superRefine((shares, context) => {
      const message = weightsTrouble(Object.values(shares) as number[]);
      if (message !== undefined) context.addIssue({ code: "custom", message });
    })
    .describe(what);
}

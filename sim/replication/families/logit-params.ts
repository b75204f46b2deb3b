/** How the parameters of a logit market are written in a target. */
import * as z from "zod";
import type { LogitGame } from "../../economics/calvano-market.ts";

export interface LogitPoint extends LogitGame {
  readonly n: number;
}

const number = z.number().min(-1e6).max(1e6);
const text = z
  .string()
  .regex(/^\s*-?[\d.]+(e-?\d+)?(\s*,\s*-?[\d.]+(e-?\d+)?)*\s*$/)
  .transform((line) => line.split(",").map(Number));
/** One number for all firms, or one for each, as a list or as text with commas. */
const byFirm = z.union([number.transform((one) => [one]), z.array(number).min(1), text], {
  error: "expected a number, a list of them, or numbers with commas between them such as 1,0.5",
});
const firmsMax = 1000;

/** Fields of a logit market; spread and outside good are those of Calvano et al. (2020) where they are not written. */
export const logitFields = {
  n: z.int().min(1).max(firmsMax).optional(),
  a: byFirm.optional(),
  c: byFirm.optional(),
  mu: z.number().positive().max(1e6).default(0.25),
  a0: number.default(0),
};

interface Written {
  readonly n?: number | undefined;
  readonly a?: number[] | undefined;
  readonly c?: number[] | undefined;
  readonly mu: number;
  readonly a0: number;
}

/** The market that the fields stand for: two firms of quality 2 and cost 1 where nothing else is written. */
export function logitPoint({ n, a = [2], c = [1], mu, a0 }: Written, context: z.RefinementCtx): LogitPoint {
  const count = n ?? Math.max(a.length, c.length, 2);
  const each = (name: string, values: readonly number[]): readonly number[] => {
    if (values.length === 1) return new Array<number>(count).fill(values[0]);
    if (values.length !== count)
      context.addIssue({ code: "custom", path: [name], message: `${values.length} values for ${count} firms` });
    return values;
  };
  return { n: count, quality: each("a", a), cost: each("c", c), spread: mu, outside: a0 };
}

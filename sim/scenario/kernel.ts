/** `kernel`: how checks come to a verdict. */
import * as z from "zod";
import { seconds, share } from "./shorthand.ts";

const file = (what: string) => z.string().min(1).describe(`${what}; relative to this file`);

const model = z
  .strictObject({
    weights: file("The agreed model: a checkpoint of llama2.c (.bin), or .safetensors with config.json beside it"),
    smaller: file("Its cheap substitute, of the same tokenizer, in the same formats"),
    tokenizer: file("Tokenizer of both, as llama2.c writes it (.bin)"),
    prompts: file("One prompt a line; default: the project's passages").optional(),
  })
  .describe("A language model of yours, which is executed in place of the project's own");

export const kernel = z
  .strictObject({
    share: share("0.1 %")
      .default(0)
      .describe("Share of checks that are really executed during the run; the others draw from measured cells"),
    model: model.optional(),
    verdictDelay: seconds("4 min", 1)
      .default(240)
      .describe("From the end of a check to its verdict; default: the invalidation vote of Gonka (epoch_group.go)"),
    precision: share("10 %")
      .default(0.15)
      .describe(
        "Widest half-width of the 95 % interval of a cell's rejected share; a thinner cell is measured first; default: 48 executions at worst",
      ),
    assumed: z
      .boolean()
      .default(false)
      .describe("true: no measurement, every check tells the truth; reports and store say so"),
  })
  .prefault({})
  .describe("How checks come to a verdict: real executions and measured cells");

/** Files of a language model, as a scenario names them. */
export type KernelModel = z.output<typeof model>;

/** Reports the consensus last published in place of what it saw, and saves the evaluation. */
import * as z from "zod";
import { operatorStrategy } from "./strategy.ts";

export default operatorStrategy({
  id: "weight-copier",
  catalogue: "A1",
  summary: "Publishes the last consensus as its own report.",
  pays: "Pays where reports are paid by their agreement with the consensus; less where they are revealed late, and nothing where rewards do not go by reports.",
  source: [{ cite: "Bittensor documentation, weight copying, 2025", at: "copiers, commit and reveal" }],
  params: z.strictObject({
    evaluationUsd: z
      .number()
      .min(0)
      .max(1000000)
      .default(1)
      .describe("Cost of the evaluation that it saves; a judgement [USD/epoch]"),
  }),
  create: ({ evaluationUsd }) => ({ conduct: () => ({ copies: 1, costUsd: -evaluationUsd }) }),
});

/** Reports nobody but itself and its coalition: with more stake than the consensus asks for, it says what work was worth. */
import * as z from "zod";
import { operatorStrategy } from "./strategy.ts";

export default operatorStrategy({
  id: "stake-cabal",
  catalogue: "A2",
  summary: "Reports the work of its own accounts and coalition alone.",
  pays: "Pays when those who do so hold more than κ of the stake; below it the consensus cuts their reports.",
  source: [{ cite: "Opentensor, subtensor, 2026", at: "docs/consensus.md: more than κ of the stake decides" }],
  params: z.strictObject({}),
  create: () => ({ conduct: () => ({ favours: 1 }) }),
});

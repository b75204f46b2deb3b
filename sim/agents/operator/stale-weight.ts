/** Proves in one epoch and switches off in the next: what the protocol still counts of it is counted without machines. */
import * as z from "zod";
import { operatorStrategy } from "./strategy.ts";

export default operatorStrategy({
  id: "stale-weight",
  summary: "Switches machines off in every second epoch.",
  pays: "Pays where weight is kept for machines that are not proven anew; not where every epoch is proven.",
  source: [{ cite: "Gonka, issue 658; pull request 659", at: "weight kept without hardware" }],
  params: z.strictObject({
    share: z.number().min(0).max(1).default(0.5).describe("Share of its machines switched off [0…1]"),
  }),
  create: ({ share }) => ({ conduct: ({ tenure }) => ({ idle: tenure % 2 === 1 ? share : 0 }) }),
});

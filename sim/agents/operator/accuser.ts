/** Rejects honest answers of others that it checks, so that they lose their standing and the reward is shared among fewer. */
import * as z from "zod";
import { operatorStrategy } from "./strategy.ts";

export default operatorStrategy({
  id: "accuser",
  summary: "Rejects honest answers of others.",
  pays: "Pays where a single checker decides and rejections cost standing; not where nothing depends on them.",
  source: [{ cite: "MODEL, section 5.7", at: "targeted accusation of rivals" }],
  params: z.strictObject({
    share: z.number().min(0).max(1).default(1).describe("Share of honest answers that it rejects [0…1]"),
  }),
  create: ({ share }) => ({ conduct: () => ({ accused: share }) }),
});
